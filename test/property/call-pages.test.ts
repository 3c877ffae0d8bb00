import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type CallPage, type PageQuery, readCallPage } from '../../src/store/calls/call-pages.ts';
import { CALL_SORTS, type CallSortName } from '../../src/store/calls/call-place.ts';
import type { SeenCall } from '../../src/store/calls/seen-calls.ts';
import type { SeenFilter } from '../../src/store/calls/seen-filter.ts';
import type { SeenLegs } from '../../src/store/calls/seen-legs.ts';
import { CALL_HOMES } from '../support/call-homes.ts';
import { makeBothWays, openSeenHouse, type SeenHouse } from '../support/seen-house.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const SORTS = Object.keys(CALL_SORTS) as readonly CallSortName[];

/** What a listing is ordered by. */
const VALUE: Record<CallSortName, (call: SeenCall) => string | number> = {
  startedAt: ({ startAt }) => startAt,
  talkSeconds: ({ talkSeconds }) => talkSeconds,
  ringSeconds: ({ ringSeconds }) => ringSeconds,
  cost: ({ cost }) => (cost === null ? -1 : Number(cost)),
  company: ({ company }) => company,
  name: ({ name }) => name,
  number: ({ side, caller, called }) => (side === 'out' ? called : caller),
};

const orders = fc.record({ sort: fc.constantFrom(...SORTS), descending: fc.boolean() });
const filters: fc.Arbitrary<SeenFilter> = fc.constantFrom(
  {},
  { side: 'in' },
  { outcome: 'missed' },
  { where: { company: ['test'] } },
  { where: { device: ['0500000004000'], extension: ['200'] } },
  { unknownCost: true },
);

describe.each(CALL_HOMES)('pages of calls in %s', (home) => {
  let house: SeenHouse;
  beforeAll(async () => {
    house = await openSeenHouse(home, 150);
    // Calls that all start at once, and are alike in whatever they are ordered by.
    await house.calls.command(
      `INSERT INTO inbound_leg (company, extension, started_at, call_key, acctid, version)
       SELECT 'default', toString(200 + number % 3), toDateTime('2026-11-25 12:00:00', 'UTC'), number, number, 1
       FROM numbers(40)`,
    );
  });
  afterAll(() => house?.close());

  const page = (seen: SeenLegs, query: Partial<PageQuery> & Pick<PageQuery, 'sort' | 'descending'>) =>
    readCallPage(house.calls, seen, { limit: 10_000, skip: 0, ...query });

  it('part the listing: each leg once, in order, forward and back, whatever the order and the filter', async () => {
    await fc.assert(
      fc.asyncProperty(orders, filters, fc.integer({ min: 40, max: 150 }), async (order, filter, limit) => {
        const seen = await house.see(filter);
        const whole = (await page(seen, order)).calls;
        const values = whole.map(VALUE[order.sort]);
        const sorted = [...values].sort((one, other) =>
          typeof one === 'string'
            ? Buffer.compare(Buffer.from(one), Buffer.from(String(other)))
            : one - Number(other),
        );
        expect(values).toEqual(order.descending ? sorted.reverse() : sorted);

        const pages: CallPage[] = [];
        let from: PageQuery['from'];
        for (;;) {
          const next = await page(seen, { ...order, limit, from });
          pages.push(next);
          if (!next.more || next.last === undefined) break;
          from = { place: next.last, backward: false };
        }
        expect(pages.flatMap(({ calls }) => calls)).toEqual(whole);
        const last = pages.at(-1);
        const before = pages.at(-2);
        if (last?.first === undefined || before === undefined) return;
        const back = await page(seen, { ...order, limit, from: { place: last.first, backward: true } });
        expect(back).toEqual({ ...before, more: pages.length > 2 });
      }),
      { numRuns: 8 },
    );
  });

  it('begin at any position', async () => {
    for (const sort of SORTS) {
      for (const descending of [true, false]) {
        const seen = await house.see();
        const whole = (await page(seen, { sort, descending })).calls;
        for (const skip of [57, whole.length - 1, whole.length, whole.length + 7]) {
          const { calls, more } = await page(seen, { sort, descending, limit: 5, skip });
          expect(calls).toEqual(whole.slice(skip, skip + 5));
          expect(more).toBe(whole.length > skip + 5);
        }
      }
    }
  });

  it('are of the legs that figures count, and as the reports show them', async () => {
    const { calls } = await page(await house.see(), { sort: 'startedAt', descending: false });
    const all = (await house.readValues('outcalls')) as Record<string, { calls: Record<string, unknown>[] }>;
    const listed = Object.values(all).flatMap((party) => party.calls);
    const out = calls.filter(({ side }) => side === 'out');
    const wanted = listed.map(
      ({ acctid, calldate, type, called_info, called, dialled, billsecs, ringtime, ...more }) =>
        JSON.stringify([
          acctid,
          calldate,
          type,
          called_info,
          called,
          dialled,
          billsecs,
          ringtime,
          more['cost'],
        ]),
    );
    expect(
      out
        .map((call) => [
          ...[call.acctid, call.startAt, call.numberType, call.destination, call.called, call.dialled],
          ...[call.talkSeconds, call.ringSeconds, call.cost],
        ])
        .map((facts) => JSON.stringify(facts))
        .sort(),
    ).toEqual(wanted.sort());
  });

  it('go on where they were when calls arrive meanwhile', async () => {
    const order = { sort: 'talkSeconds', descending: true } as const;
    const seen = await house.see({ side: 'in' });
    const first = await page(seen, { ...order, limit: 20 });
    const rest = await page(seen, { ...order, from: first.last && { place: first.last, backward: false } });
    await house.calls.command(
      `INSERT INTO inbound_leg (company, extension, started_at, call_key, billsec, version)
       VALUES ('test', '300', '2026-11-26 12:00:00', 900001, 100000, 1)`,
    );
    const again = await page(seen, { ...order, from: first.last && { place: first.last, backward: false } });
    expect(again).toEqual(rest);
    expect((await page(seen, { ...order, limit: 1 })).calls[0]?.talkSeconds).toBe(100_000);
  });

  it('hide the last digits of outside numbers before anything looks at them', async () => {
    const masked = { maskNumbers: true };
    const whole = (await page(await house.see(), { sort: 'number', descending: false })).calls;
    const { calls } = await page(await house.see({}, masked), { sort: 'number', descending: false });
    expect(calls).toHaveLength(whole.length);
    const outside = calls.filter(({ internal }) => !internal);
    for (const call of outside) {
      for (const number of [call.side === 'out' ? call.called : call.caller, call.dialled])
        if (number.length > 4) expect(number).toMatch(/^\+?\d*xxxx$/);
    }
    expect(new Set(calls.filter(({ internal }) => internal).map(({ called }) => called))).toContain('200');
    const search = (digits: string) => ({ search: { text: digits, numbers: [digits] } });
    const order = { sort: 'startedAt', descending: true } as const;
    expect((await page(await house.see(search('07700900491')), order)).calls.length).toBeGreaterThan(0);
    expect((await page(await house.see(search('07700900491'), masked), order)).calls).toEqual([]);
    expect((await page(await house.see(search('0491'), masked), order)).calls).toEqual([]);
    expect((await page(await house.see(search('0770090'), masked), order)).calls.length).toBeGreaterThan(0);
  });

  it('have the charges of a run that is published, and not yet in the legs', async () => {
    house.book = makeBothWays(2);
    await house.publishUnsettled();
    const { calls } = await page(await house.see({ side: 'out' }), { sort: 'cost', descending: true });
    const all = (await house.readValues('outcalls')) as Record<string, { calls: { cost: string | null }[] }>;
    const costs = Object.values(all).flatMap((party) => party.calls.map(({ cost }) => cost));
    expect(calls.map(({ cost }) => cost).sort()).toEqual(costs.sort());
    expect(calls.some(({ destination }) => destination === 'Mobiles 2')).toBe(true);
  });
});
