import fc from 'fast-check';
import {
  type Adjustment,
  BAND_DAYS,
  type BandWindow,
  type Rate,
  type RateDeck,
  type Rounding,
  type Tariff,
} from '../../src/core/rate-card.ts';
import { makeDeck, makeTariff } from './rate-cards.ts';

/** Few prefixes and few bands, so that they nest, cross and leave gaps. */
const PREFIXES = ['1', '12', '123', '2', '21'];
const BANDS = ['peak', 'night', 'quiet'];
/** In the last, clocks went back at a minute past midnight, so that a day came twice. */
const ZONES = ['Europe/London', 'America/New_York', 'Australia/Lord_Howe', 'America/St_Johns'];

/** Instants about which the clocks of those zones change, days and months turn, and versions of decks begin. */
const EDGES = [
  '2006-10-29T02:31:00Z',
  '2026-03-08T07:00:00Z',
  '2026-03-29T01:00:00Z',
  '2026-04-04T15:00:00Z',
  '2026-05-04T12:00:00Z',
  '2026-05-31T23:00:00Z',
  '2026-10-25T01:00:00Z',
  '2026-11-01T06:00:00Z',
].map((text) => Date.parse(text) / 1000);

const micros = fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 2_000_000 }));
const increment = fc.oneof(fc.constantFrom(1, 6, 30, 60), fc.integer({ min: 1, max: 400 }));

const steps = fc
  .array(
    fc.record({ length: fc.integer({ min: 1, max: 900 }), perMinute: micros, nextIncrement: increment }),
    {
      minLength: 1,
      maxLength: 3,
    },
  )
  .map((given) => {
    let afterSeconds = 0;
    return given.map(({ length, ...step }, index) => {
      if (index > 0) afterSeconds += length;
      return { ...step, afterSeconds };
    });
  });

const price = fc.record({
  connectCharge: micros,
  minimumCharge: micros,
  freeSeconds: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 200 })),
  firstIncrement: increment,
  steps,
});

/** Rates of some prefixes, each in some bands and perhaps at any other time. */
const rates = fc
  .array(fc.tuple(fc.constantFrom(...PREFIXES), fc.constantFrom('', '', '', '', ...BANDS), price), {
    minLength: 1,
    maxLength: 10,
  })
  .map((given) => {
    const found = new Map<string, Rate>();
    for (const [prefix, band, priced] of given) {
      const names = { destination: `To ${prefix}`, numberType: prefix.length > 1 ? 'Mobile' : 'National' };
      found.set(`${prefix} ${band}`, { prefix, band, ...names, ...priced });
    }
    return [...found.values()];
  });

/** Windows of every band, so that no rate is without one. */
const windows = fc
  .array(
    fc.record({
      band: fc.constantFrom(...BANDS),
      days: fc.subarray([...BAND_DAYS], { minLength: 1 }),
      from: fc.integer({ min: 0, max: 1439 }),
      length: fc.integer({ min: 1, max: 1440 }),
    }),
    { maxLength: 5 },
  )
  .map((given): BandWindow[] => [
    ...given.map(({ band, days, from, length }) => ({
      band,
      days,
      fromMinute: from,
      toMinute: Math.min(1440, from + length),
    })),
    ...BANDS.map((band) => ({ band, days: ['sat' as const], fromMinute: 600, toMinute: 660 })),
  ]);

/** Versions of one deck: the first since 1970, a second perhaps from an edge on. */
export const deckVersions: fc.Arbitrary<readonly RateDeck[]> = fc
  .record({
    zone: fc.constantFrom(...ZONES),
    crossing: fc.constantFrom('by-start' as const, 'by-part' as const),
    windows,
    holidays: fc.constantFrom([], ['2026-05-04', '2026-03-29']),
    versions: fc.array(
      fc.record({
        rates,
        fromAt: fc.constantFrom(...EDGES),
        endsAfter: fc.option(fc.integer({ min: 1, max: 7200 })),
      }),
      {
        minLength: 1,
        maxLength: 3,
      },
    ),
  })
  .map(({ versions, ...terms }) => {
    const byInstant = new Map(versions.map((version, index) => [index === 0 ? 0 : version.fromAt, version]));
    return [...byInstant].map(([fromAt, { rates: own, endsAfter }]) =>
      makeDeck(own, {
        ...terms,
        fromAt,
        toAt: endsAfter === null || fromAt === 0 ? null : fromAt + endsAfter,
      }),
    );
  });

const adjustment: fc.Arbitrary<Adjustment> = fc.record({
  perMillion: fc.integer({ min: -1_000_000, max: 3_000_000 }),
  destinations: fc.oneof(fc.constant([]), fc.subarray(PREFIXES.map((prefix) => `To ${prefix}`))),
  numberTypes: fc.oneof(fc.constant([]), fc.constantFrom(['Mobile'], ['National'])),
});

export const rounding: fc.Arbitrary<Rounding> = fc.record({
  mode: fc.constantFrom('half-up' as const, 'half-even' as const, 'up' as const, 'down' as const),
  decimals: fc.integer({ min: 0, max: 6 }),
  per: fc.constantFrom('call' as const, 'call' as const, 'period' as const),
});

/** The default tariff of the deck `retail`, without allowances. */
export const tariffRules: fc.Arbitrary<Tariff> = fc
  .record({
    adjustments: fc.array(adjustment, { maxLength: 4 }),
    minimumPerCall: micros,
    capPerCall: fc.option(fc.integer({ min: 0, max: 20_000_000 })),
    rounding,
  })
  .map(makeTariff);

/** A number and when it was called: near the edges. */
export const timedCall = fc
  .record({
    digits: fc.constantFrom('1234', '1299', '1999', '2100', '2999', '1234', '1299', '3000'),
    edge: fc.constantFrom(...EDGES),
    before: fc.integer({ min: -4000, max: 8000 }),
    ringSeconds: fc.integer({ min: 0, max: 90 }),
    billsec: fc.oneof(fc.integer({ min: 0, max: 200 }), fc.integer({ min: 0, max: 9000 })),
  })
  .map(({ digits, edge, before, ringSeconds, billsec }) => ({
    digits,
    startAt: edge - before,
    answerAt: edge - before + ringSeconds,
    billsec,
  }));
