import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareRates } from '../../src/billing/compare-rates.ts';
import { readBands } from '../../src/billing/deck-bands.ts';
import { readDeckRates } from '../../src/billing/deck-csv.ts';
import { readHolidays } from '../../src/billing/deck-holidays.ts';
import { writeBands, writeHolidays, writeRates } from '../../src/billing/write-deck.ts';
import type { Fault } from '../../src/core/errors.ts';
import { BAND_DAYS, type BandWindow, type Rate, type RateStep } from '../../src/core/rate-card.ts';
import '../support/fixed-seed.ts';

const BANDS = ['', 'peak', 'off peak, late', 'week "end"'];
const name = fc
  .string({ unit: fc.constantFrom('a', 'B', ' ', ',', '"', "'", 'é', '=', '-', ';', '0'), maxLength: 8 })
  .map((text) => text.trim());
const micros = fc.oneof(
  fc.integer({ min: 0, max: 2_000_000 }),
  fc.constantFrom(1, 999_999, 1_000_000_000_000),
);
const seconds = fc.integer({ min: 1, max: 86_400 });
const prefix = fc.oneof(fc.stringMatching(/^[1-9][0-9]{0,6}$/), fc.stringMatching(/^[*#][0-9*#]{1,4}$/));

const steps = fc
  .tuple(
    fc.uniqueArray(seconds, { maxLength: 3 }),
    fc.array(fc.record({ perMinute: micros, nextIncrement: seconds }), { minLength: 4, maxLength: 4 }),
  )
  .map(([later, prices]): readonly RateStep[] =>
    [0, ...later.toSorted((one, other) => one - other)].map((afterSeconds, at) => ({
      afterSeconds,
      perMinute: prices[at]?.perMinute ?? 0,
      nextIncrement: prices[at]?.nextIncrement ?? 1,
    })),
  );
const price = fc.record({
  band: fc.constantFrom(...BANDS),
  connectCharge: micros,
  minimumCharge: micros,
  freeSeconds: fc.integer({ min: 0, max: 86_400 }),
  firstIncrement: seconds,
  steps,
});
const prefixRates = fc
  .record({
    prefix,
    destination: name,
    numberType: name.filter((text) => text !== ''),
    prices: fc.uniqueArray(price, { minLength: 1, maxLength: 3, selector: ({ band }) => band }),
  })
  .map(({ prices, ...facts }): readonly Rate[] => prices.map((one) => ({ ...facts, ...one })));
const deck = fc
  .uniqueArray(prefixRates, { minLength: 1, maxLength: 20, selector: (rates) => rates[0]?.prefix })
  .map((rates) => rates.flat());

const window = fc
  .record({
    band: fc.constantFrom(...BANDS.filter((band) => band !== '')),
    days: fc.subarray([...BAND_DAYS], { minLength: 1 }),
    minutes: fc.uniqueArray(fc.integer({ min: 0, max: 1440 }), { minLength: 2, maxLength: 2 }),
  })
  .map(
    ({ band, days, minutes }): BandWindow => ({
      band,
      days,
      fromMinute: Math.min(...minutes),
      toMinute: Math.max(...minutes),
    }),
  );
const holiday = fc.record({
  date: fc
    .date({ min: new Date('1990-01-01'), max: new Date('2090-01-01'), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10)),
  name,
});

describe('a deck that is exported and imported again', () => {
  it('has the same rates', () => {
    fc.assert(
      fc.property(deck, (rates) => {
        const faults: Fault[] = [];
        const read = readDeckRates([...writeRates(rates)].join(''), new Set(BANDS), 'GB', faults);
        expect(faults).toEqual([]);
        expect(read.warnings).toEqual([]);
        const { added, changed, removed, unchanged } = compareRates(rates, read.rates);
        expect([added, changed, removed, unchanged]).toEqual([[], [], [], rates.length]);
      }),
    );
  });

  it('has the same bands, in their order', () => {
    fc.assert(
      fc.property(fc.array(window, { maxLength: 8 }), (windows) => {
        const faults: Fault[] = [];
        expect(readBands([...writeBands(windows)].join(''), faults)).toEqual(windows);
        expect(faults).toEqual([]);
      }),
    );
  });

  it('has the same holidays', () => {
    fc.assert(
      fc.property(fc.uniqueArray(holiday, { selector: ({ date }) => date }), (given) => {
        const holidays = given.toSorted((one, other) => (one.date < other.date ? -1 : 1));
        const faults: Fault[] = [];
        expect(readHolidays([...writeHolidays(holidays)].join(''), faults)).toEqual(holidays);
        expect(faults).toEqual([]);
      }),
    );
  });
});
