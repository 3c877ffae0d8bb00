import { watchPublishedRuns } from '../../src/billing/published-runs.ts';
import { recalculate } from '../../src/billing/rating-runs.ts';
import type { ReportName } from '../../src/core/call-reports.ts';
import { scopeOfGrant } from '../../src/core/scope.ts';
import { compilePriceBook, type PriceBook } from '../../src/rating/price-book.ts';
import { answerReport } from '../../src/reports/answer-report.ts';
import type { SeenFilter } from '../../src/store/calls/seen-filter.ts';
import type { SeenLegs } from '../../src/store/calls/seen-legs.ts';
import { generateRows, joinRows } from '../e2e/generated-calls.ts';
import type { CallHomeName } from './call-homes.ts';
import { makeCard, makeDeck, makeRate, makeTariff } from './rate-cards.ts';
import { ALL_TIMES, makeRequest, openRatingHouse, type RatingHouse } from './rating-house.ts';

/** Prices of calls both ways and what the carrier takes: another revision, other prices. Some numbers have none. */
export function makeBothWays(revision: number): PriceBook {
  const rates = [
    makeRate({
      prefix: '44',
      destination: 'United Kingdom',
      numberType: 'National',
      perMinute: 10_007 * revision,
    }),
    makeRate({ prefix: '447', destination: `Mobiles ${revision}`, numberType: 'Mobile', perMinute: 123_457 }),
    ...(revision === 1 ? [] : [makeRate({ prefix: '33', destination: 'France', perMinute: 60_013 })]),
  ];
  const carrier = [makeRate({ prefix: '44', destination: 'UK', numberType: 'National', perMinute: 4_003 })];
  const inbound = [
    makeRate({
      prefix: '44',
      destination: 'From the UK',
      numberType: 'National',
      perMinute: 1_009 * revision,
    }),
  ];
  return compilePriceBook(
    makeCard(
      [
        makeDeck(rates),
        makeDeck(carrier, { name: 'carrier' }),
        makeDeck(inbound, { name: 'callers', direction: 'inbound-caller' }),
      ],
      {
        ...{ revision, zone: 'UTC' },
        tariffs: [makeTariff({ inboundDecks: ['callers'] })],
        trunkDecks: [{ to: 'trunk-a', name: 'carrier', from: null, fromAt: 0, toAt: null }],
      },
    ),
  );
}

export interface SeenHouse extends RatingHouse {
  /** What somebody with a grant over everything sees of all times, as it is published now. */
  see(filter?: SeenFilter, given?: Partial<SeenLegs>): Promise<SeenLegs>;
  /** The `values` of a report of all times and all companies, as it is published now; costs are texts. */
  readValues(report: ReportName): Promise<Readonly<Record<string, unknown>>>;
  /** Publishes a run of the prices of now, whose process ends before its charges are in the legs. */
  publishUnsettled(): Promise<void>;
}

/** Generated calls of the sample PBX, priced both ways. */
export async function openSeenHouse(home: CallHomeName, rows = 300): Promise<SeenHouse> {
  const house = await openRatingHouse(home, makeBothWays(1));
  await house.land(joinRows(generateRows(rows, 20_261_128)));
  const published = watchPublishedRuns(house.catalog);
  const scope = scopeOfGrant({ everyCompany: true, companies: [] });
  const overlay = async () => (await published()).overlayOf({ ...ALL_TIMES, zone: 'UTC' });
  return Object.assign(Object.create(house) as RatingHouse, {
    see: async (filter: SeenFilter = {}, given: Partial<SeenLegs> = {}): Promise<SeenLegs> => ({
      ...{ scope, filter, maskNumbers: false, overlayRun: await overlay() },
      period: { ...ALL_TIMES, zone: 'Europe/London' },
      ...given,
    }),
    readValues: async (report: ReportName) => {
      const request = {
        ...{ report, companies: undefined, keys: undefined, keevioMerge: false, detail: true, recalc: false },
        ...{ year: 2026, month: 11, day: undefined, days: 1 },
      };
      const filter = { scope, period: { ...ALL_TIMES, zone: 'UTC' }, overlayRun: await overlay() };
      const parts = { calls: house.calls, directory: house.directory, dayWindow: 'back' as const };
      const chunks: Uint8Array[] = [];
      for await (const chunk of answerReport(request, filter, parts)) chunks.push(chunk);
      const text = `{${Buffer.concat(chunks).toString('utf8')}}`.replace(/"cost":(-?[\d.]+)/g, '"cost":"$1"');
      return JSON.parse(text) as Record<string, unknown>;
    },
    publishUnsettled: async () => {
      const calls: typeof house.calls = {
        ...house.calls,
        command: async (sql, parameters) => {
          if (sql.includes('_leg_past')) throw new Error('killed');
          return house.calls.command(sql, parameters);
        },
      };
      const { id, state } = await recalculate(house.runs(calls), makeRequest());
      if (state !== 'published' || house.unsettled.pop() !== id) throw new Error('the run was settled');
    },
  });
}
