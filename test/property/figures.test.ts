import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { parseMoney } from '../../src/core/money.ts';
import { DIMENSION_NAMES, MEASURE_CATALOGUE, MEASURE_NAMES } from '../../src/insight/catalogue.ts';
import { type FigureRow, type FigureValue, readFigures } from '../../src/store/calls/figures.ts';
import type { DimensionName, MeasureName } from '../../src/store/calls/insight-terms.ts';
import { OUTCOMES, type SeenFilter } from '../../src/store/calls/seen-filter.ts';
import { readGroups } from '../../src/store/calls/work-groups.ts';
import { unpricedLegs } from '../../src/store/calls/work-legs.ts';
import { CALL_HOMES } from '../support/call-homes.ts';
import { makeBothWays, openSeenHouse, type SeenHouse } from '../support/seen-house.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

interface Handset {
  readonly name: string;
  readonly cost: string;
  readonly seconds: number;
  readonly unknown: number;
}
type Keyed<Party> = Readonly<Record<string, Party>>;
interface Listed {
  readonly calls: readonly {
    readonly billsecs: number;
    readonly detail?: string;
    readonly ringtime: number;
  }[];
}

const SUMMING = MEASURE_NAMES.filter((name) => MEASURE_CATALOGUE[name].sums);

/** Sums of a measure's values, of money without a float. */
function sum(values: readonly FigureValue[]): unknown {
  const [first] = values;
  if (typeof first === 'string')
    return values.reduce((total, value) => total + parseMoney(String(value)), 0n);
  if (typeof first === 'number') return values.reduce<number>((total, value) => total + Number(value), 0);
  const shares = values as readonly { readonly part: number; readonly of: number }[];
  return [shares.reduce((all, { part }) => all + part, 0), shares.reduce((all, { of }) => all + of, 0)];
}

const filters: fc.Arbitrary<SeenFilter> = fc.record(
  {
    side: fc.constantFrom('out' as const, 'in' as const),
    outcome: fc.constantFrom(...OUTCOMES),
    unknownCost: fc.boolean(),
    unknownCarrierCost: fc.boolean(),
    transferred: fc.boolean(),
    ringOver: fc.nat(20),
    ringUpTo: fc.integer({ min: 5, max: 60 }),
    where: fc.record(
      {
        direction: fc.subarray(['out', 'in', 'internal'], { minLength: 1 }),
        numberType: fc.constant(['National', 'Internal']),
        weekday: fc.subarray(['1', '2', '3', '4', '5', '6', '7'], { minLength: 1 }),
        extension: fc.subarray(['200', '201', '300'], { minLength: 1 }),
        device: fc.subarray(['0500000004000', '0500000005000'], { minLength: 1 }),
      },
      { requiredKeys: [] },
    ),
  },
  { requiredKeys: [] },
);

describe.each(CALL_HOMES)('figures of legs in %s', (home) => {
  let house: SeenHouse;
  beforeAll(async () => {
    house = await openSeenHouse(home);
  });
  afterAll(() => house?.close());

  async function read(
    filter: SeenFilter,
    measures: readonly MeasureName[],
    dimensions: readonly DimensionName[] = [],
  ): Promise<readonly FigureRow[]> {
    const { rows, total } = await readFigures(house.calls, await house.see(filter), {
      ...{ dimensions, measures, limit: 10_000 },
    });
    expect(total).toBe(rows.length);
    return rows;
  }

  /** Whatever the published reports say, figures say to the last unit. */
  async function expectReports(): Promise<void> {
    const summary = (await house.readValues('outsummary')) as Keyed<Keyed<unknown>>;
    const wanted = Object.entries(summary).flatMap(
      ([company, { name: _, cost, seconds, unknown, ...own }]) => [
        [company, '', cost, seconds, unknown],
        ...Object.entries(own as unknown as Keyed<Handset>).map(([device, sums]) => [
          ...[company, device, sums.cost, sums.seconds, sums.unknown],
        ]),
      ],
    );
    const measures = ['cost', 'talkSeconds', 'unknownCosts'] as const;
    const totals = await read({ side: 'out' }, measures, ['company']);
    const handsets = await read({ side: 'out' }, measures, ['company', 'device']);
    expect(
      [
        ...totals.map(({ keys, values }) => [keys[0], '', ...values]),
        ...handsets.map(({ keys, values }) => [...keys, ...values]),
      ].sort(),
    ).toEqual(wanted.sort());
    expect(wanted.some(([, , cost, , unknown]) => cost !== '0' && unknown !== 0)).toBe(true);

    const all = (await house.readValues('allcalls')) as Keyed<{ out: Keyed<Listed>; in: Keyed<Listed> }>;
    const talked = (parties: Keyed<Listed>, company: string) =>
      Object.entries(parties).map(([key, { calls }]) => [
        ...[company, key, calls.length, calls.reduce((seconds, { billsecs }) => seconds + billsecs, 0)],
      ]);
    const sides = [
      ['out', 'device'],
      ['in', 'extension'],
    ] as const;
    for (const [side, party] of sides) {
      const rows = await read({ side }, ['calls', 'talkSeconds'], ['company', party]);
      expect(rows.map(({ keys, values }) => [...keys, ...values])).toEqual(
        Object.entries(all)
          .flatMap(([company, lists]) => talked(lists[side], company))
          .sort(),
      );
    }
    const inward = Object.values(all).flatMap((lists) =>
      Object.values(lists.in).flatMap(({ calls }) => calls),
    );
    const count = (...details: readonly string[]) =>
      inward.filter(({ detail = '' }) => details.includes(detail)).length;
    const rings = inward
      .filter(({ detail }) => detail === 'Answered')
      .map(({ ringtime }) => ringtime)
      .sort((one, other) => one - other);
    const rank = (level: number) => rings[Math.ceil(level * rings.length) - 1];
    const of = ['answered', 'answeredElsewhere', 'missed', 'answeredShare', 'ringMedian', 'ringP95'] as const;
    const missed = inward.length - count('Answered', 'Answered elsewhere');
    const share = { part: count('Answered'), of: count('Answered') + missed };
    expect((await read({ side: 'in' }, of))[0]?.values).toEqual([
      ...[count('Answered'), count('Answered elsewhere'), missed, share, rank(0.5), rank(0.95)],
    ]);
  }

  it('say what the four reports say', async () => {
    await expectReports();
  });

  it('sum to the whole, by whatever they are parted', async () => {
    await fc.assert(
      fc.asyncProperty(
        filters,
        fc.subarray([...DIMENSION_NAMES], { minLength: 1, maxLength: 2 }),
        async (filter, dimensions) => {
          const [whole] = await read(filter, SUMMING);
          const parts = await read(filter, SUMMING, dimensions);
          SUMMING.forEach((name, at) => {
            const values = parts.map((row) => row.values[at] ?? null);
            const expected = sum([whole?.values[at] ?? null]);
            if (parts.length > 0) expect([name, sum(values)]).toEqual([name, expected]);
            else expect(whole?.values[0]).toBe(0);
          });
        },
      ),
      { numRuns: 30 },
    );
  });

  it('are found again by the values of their dimensions', async () => {
    for (const name of DIMENSION_NAMES) {
      const rows = await read({}, ['calls', 'cost'], [name]);
      expect(rows.length).toBeGreaterThan(0);
      for (const { keys, values } of rows.slice(0, 3)) {
        // An empty device is that of inbound legs, which a filter by device leaves out.
        if (keys[0] === '') continue;
        expect((await read({ where: { [name]: keys } }, ['calls', 'cost']))[0]?.values).toEqual(values);
      }
    }
  });

  it('fall into bands of waiting, and into those with a carrier cost and those without', async () => {
    const calls = async (filter: SeenFilter) => Number((await read(filter, ['calls']))[0]?.values[0] ?? 0);
    await fc.assert(
      fc.asyncProperty(
        fc.nat(30),
        fc.nat(30),
        filters,
        async (from, length, { side, outcome, where = {} }) => {
          const filter = { side, outcome, where };
          const to = from + length;
          const bands = [{ ringUpTo: from }, { ringOver: from, ringUpTo: to }, { ringOver: to }];
          const counts = [];
          for (const band of bands) counts.push(await calls({ ...filter, ...band }));
          expect(counts.reduce((sum, count) => sum + count, 0)).toBe(await calls(filter));
        },
      ),
      { numRuns: 10 },
    );
    const [all] = await read({}, ['calls', 'unknownCarrierCosts']);
    const [total, unknown] = all?.values ?? [];
    expect(unknown).not.toBe(0);
    expect(await calls({ unknownCarrierCost: true })).toBe(unknown);
    expect(await calls({ unknownCarrierCost: false })).toBe(Number(total) - Number(unknown));
  });

  it('put legs without a price together as the work queue does', async () => {
    const { scope, period, overlayRun } = await house.see();
    const legs = { scope, fromAt: period.fromAt, toAt: period.toAt, overlayRun };
    const page = { limit: 1000, aside: [], wanted: 'open' } as const;
    const groups = await readGroups(house.calls, unpricedLegs(legs), page);
    const rows = await read(
      { unknownCost: true },
      ['calls', 'unknownCosts'],
      ['side', 'company', 'prefix', 'destination'],
    );
    const wanted = groups.map(({ place, facts: [side, prefix, , destination], count }) => [
      ...[side, place, prefix, destination, count, count],
    ]);
    expect(new Set(wanted.map(([, , prefix]) => prefix)).size).toBeGreaterThan(1);
    expect(rows.map(({ keys, values }) => [...keys, ...values]).sort()).toEqual(wanted.sort());
  });

  it('tell no more of a number than may be seen of it', async () => {
    const prefixes = async (maskNumbers: boolean) => {
      const seen = await house.see({ where: { direction: ['out', 'in'] } }, { maskNumbers });
      const { rows } = await readFigures(house.calls, seen, {
        ...{ dimensions: ['prefix', 'direction'], measures: ['calls'], limit: 1000 },
      });
      return rows.map(({ keys: [prefix] }) => prefix ?? '');
    };
    const masked = await prefixes(true);
    const whole = await prefixes(false);
    expect(masked.every((prefix) => prefix.length <= 4 || /x{4}/.test(prefix))).toBe(true);
    expect(whole).toEqual(expect.arrayContaining(masked.filter((prefix) => /^\d{1,4}$/.test(prefix))));
  });

  it('gives the first of an order, and how many there are', async () => {
    const query = { dimensions: ['device'] as const, measures: ['calls'] as const };
    const all = await readFigures(house.calls, await house.see({ side: 'out' }), { ...query, limit: 100 });
    const first = await readFigures(house.calls, await house.see({ side: 'out' }), {
      ...{ ...query, limit: 2, sort: { by: 'calls', descending: true } },
    });
    expect(first.total).toBe(all.total);
    const counts = all.rows.map(({ values }) => Number(values[0])).sort((one, other) => other - one);
    expect(first.rows.map(({ values }) => values[0])).toEqual(counts.slice(0, 2));
    expect(first.rows[0]?.labels[0]).not.toBeNull();
  });

  it('have the charges of a run that is published, and not yet in the legs', async () => {
    const costs = () => read({}, ['cost', 'unknownCosts', 'carrierCost', 'margin'], ['side', 'numberType']);
    const before = await costs();
    house.book = makeBothWays(2);
    await house.publishUnsettled();
    const after = await costs();
    expect(after).not.toEqual(before);
    expect(after.filter(({ keys }) => keys[0] === 'in')).not.toEqual(
      before.filter(({ keys }) => keys[0] === 'in'),
    );
    await expectReports();
  });
});
