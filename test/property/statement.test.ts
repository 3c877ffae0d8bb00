import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { monthPeriod } from '../../src/core/period.ts';
import type { Tariff } from '../../src/core/rate-card.ts';
import { addUpStatement } from '../../src/rating/statement.ts';
import type { CallSum, RentedUnits } from '../../src/rating/statement-lines.ts';
import { daysOfMonth, planStatement } from '../../src/rating/statement-sections.ts';
import '../support/fixed-seed.ts';

const ZONES = ['UTC', 'Europe/London', 'America/Sao_Paulo', 'Australia/Lord_Howe', 'Pacific/Apia'] as const;

const rounding = fc.record({
  mode: fc.constantFrom('half-up', 'half-even', 'up', 'down'),
  decimals: fc.integer({ min: 0, max: 6 }),
  per: fc.constantFrom('call', 'period'),
});
const rental = fc.record({
  name: fc.constantFrom('Line', 'Service'),
  per: fc.constantFrom('company', 'device'),
  monthly: fc.integer({ min: 0, max: 50_000_000 }),
});
const tariff = (name: string): fc.Arbitrary<Tariff> =>
  fc.record({
    ...{ name: fc.constant(name), currency: fc.constant('GBP'), decks: fc.constant([]) },
    ...{ inboundDecks: fc.constant([]), adjustments: fc.constant([]), minimumPerCall: fc.constant(0) },
    ...{ capPerCall: fc.constant(null), rounding, rentals: fc.array(rental, { maxLength: 3 }) },
    allowances: fc.constant([
      { name: 'Minutes', unit: 'seconds', quantity: 600, per: 'day', numberTypes: [], destinations: [] },
    ] as const),
    taxPerMillion: fc.integer({ min: 0, max: 300_000 }),
  });

/** A month by at most two tariffs, which take turns at random days. */
const months = fc
  .record({
    zone: fc.constantFrom(...ZONES),
    year: fc.integer({ min: 2009, max: 2030 }),
    month: fc.integer({ min: 1, max: 12 }),
    tariffs: fc.tuple(tariff('One'), tariff('Two')),
    turns: fc.uniqueArray(fc.integer({ min: 0, max: 31 }), { maxLength: 4 }),
  })
  .map(({ zone, year, month, tariffs, turns }) => {
    const period = monthPeriod(zone, year, month);
    const days = daysOfMonth(period);
    const tariffAt = (at: number) => {
      const day = days.findIndex(({ endAt }) => at < endAt);
      return turns.filter((turn) => turn <= day).length % 2 === 0 ? tariffs[0] : tariffs[1];
    };
    return { period, days, tariffAt, plan: planStatement(days, tariffAt) };
  });

/** One call, as a sum of its own. */
const calls = fc.array(
  fc.record({
    ...{ span: fc.nat(4), calls: fc.constant(1), seconds: fc.nat(7200), coveredSeconds: fc.nat(60) },
    numberType: fc.constantFrom('National', 'Mobile', 'Internal'),
    incoming: fc.boolean(),
    destination: fc.constantFrom('', 'United Kingdom', 'France'),
    allowance: fc.constantFrom('', 'Minutes', 'Gone'),
    cost: fc.option(fc.bigInt({ min: 0n, max: 9_007_199_254_740_991n }), { nil: undefined }),
  }),
  { maxLength: 40 },
);

type Call = Omit<CallSum, 'cost' | 'known'> & { readonly cost: bigint | undefined };
const toSums = (list: readonly Call[], spans: number): readonly CallSum[] =>
  list.map((call) => ({
    ...call,
    span: call.span % spans,
    known: call.cost !== undefined,
    cost: call.cost ?? 0n,
  }));
const units = (count: number): readonly RentedUnits[] =>
  Array.from({ length: count }, (_, at) => ({ companyDays: 1, devices: at + 2, deviceDays: 7 * at + 3 }));
const sum = (amounts: readonly bigint[]) => amounts.reduce((total, amount) => total + amount, 0n);

describe('a statement', () => {
  it('has every day of its month in one section and one span, as long as the clocks make it', () => {
    fc.assert(
      fc.property(months, ({ period, days, tariffAt, plan }) => {
        expect(days[0]?.startAt).toBe(period.fromAt);
        expect(days.at(-1)?.endAt).toBe(period.toAt);
        for (const [at, day] of days.entries()) {
          if (at > 0) expect(day.startAt).toBe(days[at - 1]?.endAt);
          const [section, ...others] = plan.sections.filter((one) => one.days.includes(day));
          expect(others).toEqual([]);
          expect(section?.tariff).toBe(tariffAt(day.startAt));
          const span = plan.spans.findLastIndex(({ startAt }) => startAt <= day.startAt);
          expect(plan.sections[plan.sectionOf[span] ?? -1]).toBe(section);
        }
        expect(plan.daysInMonth).toBe(days.length);
      }),
    );
  });

  it('is its calls: they sum to lines and lines to totals, to the last unit', () => {
    fc.assert(
      fc.property(months, calls, ({ plan }, list) => {
        const sums = toSums(list, plan.spans.length);
        const statement = addUpStatement(plan, units(plan.sections.length), sums);
        expect(statement.calls).toBe(list.length);
        for (const [index, section] of statement.sections.entries()) {
          const own = sums.filter(({ span }) => plan.sectionOf[span] === index);
          const lines = [...section.lines, ...section.inbound];
          for (const line of lines) {
            const inLine = own.filter(
              (call) =>
                call.known &&
                call.incoming === section.inbound.includes(line) &&
                call.numberType === line.numberType &&
                call.destination === line.destination,
            );
            expect(line.cost).toBe(sum(inLine.map(({ cost }) => cost)));
            expect(line.calls).toBe(inLine.length);
          }
          const counted = [...lines, ...section.unknown, ...section.inboundUnknown].reduce(
            (count, line) => count + line.calls,
            0,
          );
          expect(counted).toBe(own.length);
          expect(section.callsTotal).toBe(sum(lines.map(({ cost }) => cost)));
          expect(section.rentalsTotal).toBe(sum(section.rentals.map(({ amount }) => amount)));
          expect(section.subtotal).toBe(section.callsTotal + section.rentalsTotal + (section.rounding ?? 0n));
          expect(section.total).toBe(section.subtotal + section.tax);
        }
        expect(statement.total).toBe(statement.subtotal + statement.tax);
        expect(statement.total).toBe(sum(statement.sections.map(({ total }) => total)));
      }),
    );
  });

  it('rounds once, by less than one unit of the last decimal, and never where nothing is to be rounded', () => {
    fc.assert(
      fc.property(months, calls, ({ plan }, list) => {
        const statement = addUpStatement(plan, units(2), toSums(list, plan.spans.length));
        for (const [index, section] of statement.sections.entries()) {
          const { tariff } = plan.sections[index] ?? { tariff: undefined };
          const unit = 10n ** BigInt(6 - (tariff?.rounding.decimals ?? 6));
          const rounded = section.rounding ?? 0n;
          expect(rounded < unit && rounded > -unit).toBe(true);
          if (tariff?.rounding.per === 'period') expect(section.subtotal % unit).toBe(0n);
          expect(section.tax % unit).toBe(0n);
          const million = 1_000_000n;
          const apart = section.tax * million - section.subtotal * BigInt(section.taxPerMillion);
          expect(apart < unit * million && apart > -unit * million).toBe(true);
        }
      }),
    );
  });

  it('is the same in whatever order and batches calls are told', () => {
    fc.assert(
      fc.property(months, calls, fc.nat(), ({ plan }, list, seed) => {
        const sums = toSums(list, plan.spans.length);
        const statement = addUpStatement(plan, units(plan.sections.length), sums);
        const shuffled = sums.toSorted(
          (one, other) => ((one.seconds * 31 + seed) % 97) - ((other.seconds * 31 + seed) % 97),
        );
        expect(addUpStatement(plan, units(plan.sections.length), shuffled)).toEqual(statement);
        expect(addUpStatement(plan, units(plan.sections.length), gather(sums))).toEqual(statement);
      }),
    );
  });
});

/** As the store tells them: what is alike in one sum. */
function gather(sums: readonly CallSum[]): readonly CallSum[] {
  const groups = new Map<string, CallSum>();
  for (const call of sums) {
    const { incoming, span, numberType, destination, allowance, known } = call;
    const key = JSON.stringify([incoming, span, numberType, destination, allowance, known]);
    const group = groups.get(key);
    const { calls = 0, seconds = 0, coveredSeconds = 0, cost = 0n } = group ?? {};
    groups.set(key, {
      ...call,
      calls: call.calls + calls,
      seconds: call.seconds + seconds,
      coveredSeconds: call.coveredSeconds + coveredSeconds,
      cost: call.cost + cost,
    });
  }
  return [...groups.values()];
}
