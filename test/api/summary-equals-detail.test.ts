import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseMoney } from '../../src/core/money.ts';
import { startApp, type TestApp } from '../support/app.ts';
import { ask, COMPANIES, exactValues, loadFourTenants } from './four-tenants.ts';

interface Call {
  readonly cost: string | number | null;
  readonly billsecs: number;
  readonly ddi?: string;
}
interface Party {
  readonly name: string;
  readonly device?: string;
  readonly calls: readonly Call[];
}
type Parties = Readonly<Record<string, Party>>;

interface Sums {
  readonly cost: bigint;
  readonly seconds: number;
  readonly unknown: number;
}

/** Costs are texts here: decimals as they stand in the answer, never floats. */
function sum(calls: readonly Call[]): Sums {
  return {
    cost: calls.reduce((total, { cost }) => total + (cost === null ? 0n : parseMoney(String(cost))), 0n),
    seconds: calls.reduce((total, { billsecs }) => total + billsecs, 0),
    unknown: calls.filter(({ cost }) => cost === null).length,
  };
}

function toSums(total: Readonly<Record<string, unknown>>): Sums {
  return {
    cost: parseMoney(String(total['cost'])),
    seconds: Number(total['seconds']),
    unknown: Number(total['unknown']),
  };
}

/** Totals of one company taken apart: its own, and each handset's. */
function readCompany(company: Readonly<Record<string, unknown>>) {
  const { name, cost, seconds, unknown, ...handsets } = company;
  return {
    name,
    sums: toSums({ cost, seconds, unknown }),
    handsets: Object.fromEntries(
      Object.entries(handsets as Record<string, Record<string, unknown>>).map(([key, handset]) => [
        key,
        { name: handset['name'], device: handset['device'], ...toSums(handset) },
      ]),
    ),
  };
}

const scopes = fc.record({
  companies: fc.subarray([...COMPANIES], { minLength: 1 }),
  month: fc.constantFrom(10, 11, 12, 9),
  keeviomerge: fc.boolean(),
});

describe('the four reports over one set of calls', () => {
  let server: TestApp;
  beforeAll(async () => {
    server = await startApp();
    await loadFourTenants(server);
  });
  afterAll(() => server?.end());

  const values = async (command: string, scope: Readonly<Record<string, unknown>>) =>
    exactValues((await ask(server, command, { year: 2026, ...scope })).text);
  const outcalls = async (scope: Readonly<Record<string, unknown>>) =>
    (await values('outcalls', scope)) as Parties;

  it('has calls of every company to sum, some of unknown cost', async () => {
    const summary = await values('outsummary', { month: 11 });
    expect(Object.keys(summary)).toEqual([...COMPANIES].sort());
    const sums = Object.values(summary).map((company) => toSums(company as Record<string, unknown>));
    expect(sums.every(({ cost, seconds }) => cost > 0n && seconds > 0)).toBe(true);
    expect(sums.some(({ unknown }) => unknown > 0)).toBe(true);
  });

  it('sums to the last millionth what outcalls lists, in total and for each handset', async () => {
    await fc.assert(
      fc.asyncProperty(scopes, async ({ companies, month, keeviomerge }) => {
        const summary = await values('outsummary', { company: companies, month, keeviomerge, detail: true });
        const plain = await values('outsummary', { company: companies, month, keeviomerge });
        for (const company of companies) {
          const parties = await outcalls({ company, month, keeviomerge });
          const calls = Object.values(parties).flatMap((party) => party.calls);
          const total = summary[company];
          if (calls.length === 0) {
            expect(total).toBeUndefined();
            continue;
          }
          const read = readCompany(total as Record<string, unknown>);
          expect(read.sums).toEqual(sum(calls));
          expect(toSums(plain[company] as Record<string, unknown>)).toEqual(read.sums);
          expect(read.handsets).toEqual(
            Object.fromEntries(
              Object.entries(parties).map(([key, { name, device, calls: own }]) => [
                key,
                { name, device, ...sum(own) },
              ]),
            ),
          );
        }
        expect(Object.keys(summary).every((company) => companies.some((one) => one === company))).toBe(true);
      }),
      { numRuns: 40 },
    );
  });

  it('adds two companies asked at once, or refuses them when they share a key', async () => {
    await fc.assert(
      fc.asyncProperty(scopes, async ({ companies, month, keeviomerge }) => {
        const each = await Promise.all(companies.map((company) => outcalls({ company, month, keeviomerge })));
        const keys = each.flatMap((parties) => Object.keys(parties));
        const answer = await ask(server, 'outcalls', { company: companies, month, year: 2026, keeviomerge });
        if (new Set(keys).size === keys.length) {
          expect(exactValues(answer.text)).toEqual(Object.assign({}, ...each));
        } else {
          expect(answer.json['message']).toMatch(
            /^scope\.company: these companies share a key, .*"unknown-device"/,
          );
        }
      }),
      { numRuns: 25 },
    );
  });

  it('moves calls under a handset by keeviomerge and changes no sum', async () => {
    for (const company of COMPANIES) {
      const [apart, merged] = [
        await outcalls({ company, month: 11 }),
        await outcalls({ company, month: 11, keeviomerge: true }),
      ];
      const all = (parties: Parties) => Object.values(parties).flatMap((party) => party.calls);
      expect(sum(all(merged))).toEqual(sum(all(apart)));
      const byId = (calls: readonly Call[]) => calls.map((call) => JSON.stringify(call)).sort();
      expect(byId(all(merged))).toEqual(byId(all(apart)));
    }
  });

  it.each([
    ['default', '0500000004001', '05000000ee010'],
    ['north', '0600000004001', '06000000ee010'],
  ])(
    'gives the calls of both devices of an owner of %s, in order of time, for the handset',
    async (company, handset, keevio) => {
      const scope = { company, month: 11, deviceids: [handset] };
      const apart = await outcalls({ company, month: 11, deviceids: [handset, keevio] });
      expect(Object.keys(apart)).toEqual([handset, keevio]);
      expect(Object.keys(await outcalls(scope))).toEqual([handset]);
      const merged = await outcalls({ ...scope, keeviomerge: true });
      expect(Object.keys(merged)).toEqual([handset]);
      const dates = (merged[handset]?.calls ?? []).map(
        (call) => (call as unknown as { calldate: number }).calldate,
      );
      expect(dates).toEqual([...dates].sort((one, other) => one - other));
      const both = [apart[handset], apart[keevio]].flatMap((party) => party?.calls ?? []);
      expect(new Set(merged[handset]?.calls)).toEqual(new Set(both));
      expect(merged[handset]?.device).toBe(handset);
    },
  );

  it('lists in allcalls what incalls and outcalls list, without costs and with DDIs', async () => {
    const months = fc.record({
      month: fc.constantFrom(10, 11, 12),
      keeviomerge: fc.boolean(),
      span: fc.option(
        fc.record({ day: fc.integer({ min: 1, max: 30 }), days: fc.integer({ min: 1, max: 40 }) }),
      ),
    });
    await fc.assert(
      fc.asyncProperty(months, async ({ month, keeviomerge, span }) => {
        const when = { month, ...span };
        const all = await values('allcalls', { ...when, keeviomerge });
        for (const company of COMPANIES) {
          const inside = (await values('incalls', { ...when, company })) as Parties;
          const out = await outcalls({ ...when, company, keeviomerge });
          const free = mapCalls(out, (call) => ({ ...call, cost: '0' }));
          const { name, ...sides } = (all[company] ?? { name: '', out: {}, in: {} }) as {
            name: string;
            out: Parties;
            in: Parties;
          };
          const noDdi = mapCalls(sides.in, ({ ddi, ...call }) => {
            expect(typeof ddi).toBe('string');
            return call;
          });
          expect({ out: sides.out, in: noDdi }).toEqual({ out: free, in: inside });
          expect(all[company] === undefined || name !== '').toBe(true);
        }
      }),
      { numRuns: 25 },
    );
  });
});

function mapCalls(parties: Parties, change: (call: Call) => Call): Parties {
  return Object.fromEntries(
    Object.entries(parties).map(([key, party]) => [key, { ...party, calls: party.calls.map(change) }]),
  );
}
