import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { recalculate } from '../../src/billing/rating-runs.ts';
import { formatMicros } from '../../src/core/money.ts';
import type { Allowance } from '../../src/core/rate-card.ts';
import { scopeOfGrant } from '../../src/core/scope.ts';
import type { PriceBook } from '../../src/rating/price-book.ts';
import { readNumber } from '../../src/rating/price-leg.ts';
import { rateCall } from '../../src/rating/rate-call.ts';
import {
  type AllowanceUse,
  applyCoverage,
  compareForAllowances,
  startAllowances,
  takeAllowance,
} from '../../src/rating/use-allowances.ts';
import type { CallStore } from '../../src/store/calls/call-store.ts';
import { type ExplainableLeg, streamLegsInTime } from '../../src/store/calls/explainable-legs.ts';
import { readPriceableLegs } from '../../src/store/calls/priceable-legs.ts';
import { generateRows, joinRows } from '../e2e/generated-calls.ts';
import { makeBook } from '../support/priced-books.ts';
import { ALL_TIMES, makeRequest, openRatingHouse, type RatingHouse } from '../support/rating-house.ts';
import '../support/fixed-seed.ts';

vi.setConfig({ testTimeout: 300_000, hookTimeout: 120_000 });

/** Calls of two months that begin at noon: many of a company begin together. */
const CALLS = joinRows(generateRows(500, 20_261_124)).replaceAll(/ \d\d:\d\d:\d\d"/g, ' 12:00:00"');
const EVERYBODY = scopeOfGrant({ everyCompany: true, companies: [] });

const allowance: fc.Arbitrary<Allowance> = fc.record({
  name: fc.constantFrom('Some', 'More'),
  unit: fc.constantFrom('seconds' as const, 'calls' as const),
  quantity: fc.integer({ min: 1, max: 4000 }),
  per: fc.constantFrom('day' as const, 'month' as const),
  numberTypes: fc.constantFrom([], ['National'], ['Mobile']),
  destinations: fc.constant([]),
});

/** The same legs in another order, and in blocks of so many. */
function shuffle(store: CallStore, blockRows: number, seed: number): CallStore {
  const settings = `SETTINGS max_block_size = ${blockRows}, max_threads = 1,`;
  const order = `ORDER BY cityHash64(call_key, device, part, ${seed})`;
  return {
    ...store,
    stream: (sql, parameters, format) =>
      store.stream(
        format === 'Native' && sql.includes('FROM outbound_leg FINAL')
          ? sql.replace('SETTINGS', `${order} ${settings}`)
          : sql,
        parameters,
        format,
      ),
  };
}

describe('a rating run', () => {
  let house: RatingHouse;
  let revision = 1;
  beforeAll(async () => {
    house = await openRatingHouse('chDB in a folder', makeBook(1, 'old'));
    await house.land(CALLS);
  });
  afterAll(() => house?.close());

  /** What legs that led outside cost, and what was included of them. */
  async function readLegs(): Promise<readonly ExplainableLeg[]> {
    const legs: ExplainableLeg[] = [];
    const filter = { scope: EVERYBODY, period: { ...ALL_TIMES, zone: 'UTC' } };
    for await (const leg of streamLegsInTime(house.calls, filter)) if (!leg.internal) legs.push(leg);
    return legs;
  }

  /** All of them one after the other, as docs/rating.md reads. */
  function priceInTurn(legs: readonly ExplainableLeg[], book: PriceBook): ReadonlyMap<string, string> {
    const uses = new Map<string, AllowanceUse>();
    return new Map(
      legs.toSorted(compareForAllowances).map((leg) => {
        const { company, startAt } = leg;
        const use = uses.get(company) ?? startAllowances('UTC');
        uses.set(company, use);
        const number = readNumber(leg, house.directory);
        const tariff = book.tariffOf(company, startAt);
        const rated = rateCall({ ...leg, number, answerAt: startAt + leg.ringSeconds }, tariff);
        const coverage = takeAllowance(use, tariff, rated, startAt);
        const cost = applyCoverage(rated, tariff, coverage);
        const shown = cost === null ? null : formatMicros(cost);
        return [placeOf(leg), tell(shown, coverage?.allowance ?? '', coverage?.coveredSeconds ?? 0)];
      }),
    );
  }

  it('comes to the same in whatever order and blocks the store gives legs, and a second time', async () => {
    const kinds = { together: 0, included: 0, blocks: 0 };
    await fc.assert(
      fc.asyncProperty(
        fc.array(allowance, { minLength: 1, maxLength: 3 }),
        fc.integer({ min: 1, max: 150 }),
        fc.nat(1_000_000),
        async (allowances, blockRows, seed) => {
          revision += 1;
          house.book = makeBook(revision, revision % 2 === 0 ? 'new' : 'old', allowances);
          const store = shuffle(house.calls, blockRows, seed);
          for await (const { rows } of readPriceableLegs(store, makeRequest())) {
            expect(rows).toBeLessThanOrEqual(blockRows);
            kinds.blocks += 1;
          }
          for (const calls of [store, store, house.calls]) {
            const { state } = await recalculate(house.runs(calls), makeRequest());
            expect(state).toBe('settled');
            const legs = await readLegs();
            const told = new Map(
              legs.map((leg) => [placeOf(leg), tell(leg.cost, leg.allowance, leg.covered)]),
            );
            expect(told).toEqual(priceInTurn(legs, house.book));
            kinds.included += legs.filter(({ covered }) => covered > 0).length;
            kinds.together = legs.length - new Set(legs.map((leg) => `${leg.company} ${leg.startAt}`)).size;
          }
        },
      ),
      { numRuns: 12 },
    );
    expect(kinds.together).toBeGreaterThan(50);
    expect(kinds.included).toBeGreaterThan(100);
    expect(kinds.blocks).toBeGreaterThan(50);
  });
});

const placeOf = ({ company, device, acctid, part }: ExplainableLeg) =>
  JSON.stringify([company, device, acctid, part]);
const tell = (cost: string | null, included: string, seconds: number) => `${cost} ${included} ${seconds}`;
