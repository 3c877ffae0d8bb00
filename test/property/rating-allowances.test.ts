import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Allowance } from '../../src/core/rate-card.ts';
import type { CompiledTariff } from '../../src/rating/compile-tariff.ts';
import { type RatedCall, rateCall } from '../../src/rating/rate-call.ts';
import {
  type AllowanceUse,
  applyCoverage,
  compareForAllowances,
  startAllowances,
  takeAllowance,
} from '../../src/rating/use-allowances.ts';
import { compileDecks, makeCall, makeDeck, makeNumber, makeRate, makeTariff } from '../support/rate-cards.ts';

const ZONE = 'Europe/London';
/** Two hours before May ends in London. */
const LAST_EVENING = Date.parse('2026-05-31T22:00:00+01:00') / 1000;

const allowance: fc.Arbitrary<Allowance> = fc.record({
  name: fc.constantFrom('Some', 'More', 'Most'),
  unit: fc.constantFrom('seconds' as const, 'calls' as const),
  quantity: fc.integer({ min: 1, max: 600 }),
  per: fc.constantFrom('day' as const, 'month' as const),
  numberTypes: fc.constantFrom([], ['National'], ['Mobile']),
  destinations: fc.constantFrom([], [], ['To 2']),
});

const call = fc.record({
  digits: fc.constantFrom('1555', '2555', '3555'),
  // Few instants, so that calls begin together.
  startAt: fc.nat(8).map((quarter) => LAST_EVENING + quarter * 1800),
  billsec: fc.integer({ min: 0, max: 300 }),
  answered: fc.boolean(),
  acctid: fc.nat(3),
  device: fc.constantFrom('a', 'b'),
});
type DrawnCall = typeof call extends fc.Arbitrary<infer T> ? T & { readonly part: number } : never;

const calls = fc
  .array(call, { maxLength: 40 })
  .map((drawn): DrawnCall[] => drawn.map((one, part) => ({ ...one, part })));

function compile(allowances: readonly Allowance[]): CompiledTariff {
  const rates = [
    makeRate({ prefix: '1', numberType: 'National', nextIncrement: 7, connectCharge: 10_001 }),
    makeRate({ prefix: '2', numberType: 'Mobile', firstIncrement: 13 }),
    makeRate({ prefix: '3', numberType: 'Freephone', perMinute: 0 }),
  ];
  return compileDecks([makeDeck(rates)], makeTariff({ allowances }));
}

function rate(drawn: DrawnCall, tariff: CompiledTariff): RatedCall {
  const { digits, startAt, billsec, answered } = drawn;
  return rateCall(makeCall({ number: makeNumber(digits), startAt, billsec, answered }), tariff);
}

/** What each call costs, by its part, which is its own. */
function settle(
  sorted: readonly DrawnCall[],
  tariff: CompiledTariff,
  use: AllowanceUse,
): ReadonlyMap<number, string> {
  const costs = new Map<number, string>();
  for (const drawn of sorted) {
    const rated = rate(drawn, tariff);
    const coverage = takeAllowance(use, tariff, rated, drawn.startAt);
    const cost = applyCoverage(rated, tariff, coverage);
    costs.set(drawn.part, `${cost} ${coverage?.allowance ?? ''} ${coverage?.coveredSeconds ?? 0}`);
  }
  return costs;
}

/** Section 5 as it reads: for every call, what all calls before it have taken is counted anew. */
function settleNaively(sorted: readonly DrawnCall[], tariff: CompiledTariff): ReadonlyMap<number, string> {
  const { allowances } = tariff.tariff;
  const dayOf = (at: number) => new Date((at + 3600) * 1000).toISOString().slice(0, 10);
  const taken: { readonly index: number; readonly at: number; readonly amount: number }[] = [];
  const costs = new Map<number, string>();
  for (const drawn of sorted) {
    const rated = rate(drawn, tariff);
    const left = ({ per, quantity }: Allowance, index: number) => {
      const length = per === 'day' ? 10 : 7;
      const period = dayOf(drawn.startAt).slice(0, length);
      const before = taken.filter((one) => one.index === index && dayOf(one.at).slice(0, length) === period);
      return quantity - before.reduce((sum, { amount }) => sum + amount, 0);
    };
    const covers = ({ numberTypes, destinations }: Allowance) =>
      numberTypes.length + destinations.length === 0 ||
      numberTypes.includes(rated.numberType) ||
      destinations.includes(rated.calledInfo);
    const takes = drawn.answered && rated.sixtieths > 0;
    const index = takes ? allowances.findIndex((one, at) => covers(one) && left(one, at) > 0) : -1;
    const found = allowances[index];
    if (found === undefined) {
      costs.set(drawn.part, `${rated.cost}  0`);
      continue;
    }
    const isCalls = found.unit === 'calls';
    const covered = isCalls ? rated.billedSeconds : Math.min(left(found, index), rated.billedSeconds);
    taken.push({ index, at: drawn.startAt, amount: isCalls ? 1 : covered });
    const [over, under] = [
      BigInt(rated.sixtieths) * BigInt(rated.billedSeconds - covered),
      60n * BigInt(rated.billedSeconds),
    ];
    costs.set(drawn.part, `${(2n * over + under) / (2n * under)} ${found.name} ${covered}`);
  }
  return costs;
}

describe('allowances', () => {
  it('are taken as docs/rating.md reads', () => {
    fc.assert(
      fc.property(fc.array(allowance, { maxLength: 3 }), calls, (allowances, drawn) => {
        const tariff = compile(allowances);
        const sorted = drawn.toSorted(compareForAllowances);
        expect(settle(sorted, tariff, startAllowances(ZONE))).toEqual(settleNaively(sorted, tariff));
      }),
      { numRuns: 500 },
    );
  });

  it('are taken alike in whatever order calls are told, in whatever batches, and a second time', () => {
    fc.assert(
      fc.property(
        fc.array(allowance, { minLength: 1, maxLength: 3 }),
        calls,
        fc.infiniteStream(fc.nat()),
        fc.integer({ min: 1, max: 7 }),
        (allowances, drawn, keys, size) => {
          const tariff = compile(allowances);
          const sorted = drawn.toSorted(compareForAllowances);
          const wanted = settle(sorted, tariff, startAllowances(ZONE));
          const shuffled = drawn
            .map((one) => ({ one, key: keys.next().value ?? 0 }))
            .sort((a, b) => a.key - b.key)
            .map(({ one }) => one)
            .sort(compareForAllowances);
          expect(settle(shuffled, tariff, startAllowances(ZONE))).toEqual(wanted);
          const use = startAllowances(ZONE);
          const inBatches = new Map<number, string>();
          for (let at = 0; at < sorted.length; at += size)
            for (const [part, cost] of settle(sorted.slice(at, at + size), tariff, use))
              inBatches.set(part, cost);
          expect(inBatches).toEqual(wanted);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('never make a call dearer, nor give more than they have', () => {
    fc.assert(
      fc.property(allowance, calls, (one, drawn) => {
        const tariff = compile([{ ...one, per: 'month' }]);
        const use = startAllowances(ZONE);
        let given = 0;
        const inMay = drawn.filter(({ startAt }) => startAt < LAST_EVENING + 7200);
        for (const each of inMay.toSorted(compareForAllowances)) {
          const rated = rate(each, tariff);
          const coverage = takeAllowance(use, tariff, rated, each.startAt);
          given += coverage === undefined ? 0 : one.unit === 'calls' ? 1 : coverage.coveredSeconds;
          expect(applyCoverage(rated, tariff, coverage)).toBeLessThanOrEqual(rated.cost ?? 0);
        }
        expect(given).toBeLessThanOrEqual(one.quantity);
      }),
    );
  });
});
