import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { readCallPage } from '../../src/store/calls/call-pages.ts';
import { readConcurrency } from '../../src/store/calls/concurrent-calls.ts';
import { type MissedCaller, readMissedCallers } from '../../src/store/calls/missed-callers.ts';
import { readQueueFigures, WAIT_ENDS } from '../../src/store/calls/queue-figures.ts';
import type { SeenCall } from '../../src/store/calls/seen-calls.ts';
import { CALL_HOMES } from '../support/call-homes.ts';
import { ALL_TIMES } from '../support/rating-house.ts';
import { openSeenHouse, type SeenHouse } from '../support/seen-house.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const QUEUE = { company: 'default', number: '250', members: ['200', '202'] };

const digitsOf = (number: string) => number.replace(/\D/g, '').slice(-9);

/** Company and number of outside calls, when they began, and whether the company was in touch with the number by them. */
function tellContacts(calls: readonly SeenCall[]) {
  const outside = calls
    .filter(({ internal }) => !internal)
    .map((call) => ({ ...call, number: digitsOf(call.side === 'out' ? call.called : call.caller) }))
    .filter(({ number }) => number.length >= 5);
  const keyOf = ({ company, callKey, number }: (typeof outside)[number]) => `${company} ${callKey} ${number}`;
  const taken = new Set(
    outside.filter(({ side, disposition }) => side === 'in' && disposition === 'Answered').map(keyOf),
  );
  return outside.map((call) => ({
    key: `${call.company} ${call.number}`,
    startAt: call.startAt,
    isTouch: call.side === 'out' || taken.has(keyOf(call)),
  }));
}

/** Who called in vain before an instant and was not spoken to since, with the last such call. */
function findOpen(calls: readonly SeenCall[], toAt: number): (string | number)[][] {
  const contacts = tellContacts(calls);
  const keys = [...new Set(contacts.map(({ key }) => key))];
  return keys.flatMap((key) => {
    const own = contacts.filter((contact) => contact.key === key);
    const touchedAt = Math.max(0, ...own.filter(({ isTouch }) => isTouch).map(({ startAt }) => startAt));
    const missed = own.filter(({ isTouch, startAt }) => !isTouch && startAt > touchedAt && startAt < toAt);
    return missed.length === 0 ? [] : [[key, Math.max(...missed.map(({ startAt }) => startAt))]];
  });
}

describe.each(CALL_HOMES)('queues, callers and trunks in %s', (home) => {
  let house: SeenHouse;
  let calls: readonly SeenCall[];
  beforeAll(async () => {
    house = await openSeenHouse(home, 250);
    // A queue whose calls wait and end in every way, and the phones that rang for them.
    await house.calls.command(
      `INSERT INTO inbound_leg (company, extension, name, started_at, call_key, caller, type, ring_seconds, billsec,
         detail, qtime, qstatus, version)
       SELECT 'default', arrayJoin(['250', '200', '202']) AS rung, rung, toDateTime('2026-11-25 09:00:00', 'UTC') + number * 601,
         number + 1000, concat('0161496', leftPad(toString(number % 30), 4, '0')), 'External', number * 7 % 400,
         if(detail = 'Answered', number * 3, 0),
         if(number % 5 = 0, if(rung = '250', 'Not answered', 'Busy'),
           if(rung = '250' OR (rung = '200') = (number % 2 = 0), 'Answered', 'Answered elsewhere')) AS detail,
         toString(number * 7 % 400), if(number % 5 = 0, if(number % 2 = 0, 'Abandoned', 'Timed out'), 'Answered'), 1
       FROM numbers(60)`,
    );
    const query = { sort: 'startedAt', descending: false, limit: 10_000, skip: 0 } as const;
    ({ calls } = await readCallPage(house.calls, await house.see(), query));
  });
  afterAll(() => house?.close());

  it('count what became of calls to a queue, and of those that rang for a member', async () => {
    const query = { queues: [QUEUE], targetSeconds: 40 } as const;
    for (const by of ['queue', 'agent'] as const) {
      const figures = await readQueueFigures(house.calls, await house.see(), { ...query, by });
      const own = calls.filter(({ side, extension }) => side === 'in' && extension === QUEUE.number);
      const keys = new Set(own.map(({ callKey }) => callKey));
      const rung = calls.filter(
        ({ extension, callKey }) => QUEUE.members.includes(extension) && keys.has(callKey),
      );
      const of = by === 'queue' ? own : rung;
      expect(figures.map(({ key }) => key)).toEqual(
        [...new Set(of.map(({ extension }) => extension))].sort(),
      );
      for (const one of figures) {
        const legs = of.filter(({ extension }) => extension === one.key);
        const answered = legs.filter(({ disposition }) => disposition === 'Answered');
        const elsewhere = legs.filter(({ disposition }) => disposition === 'Answered elsewhere');
        const lost = legs.filter((leg) => !answered.includes(leg) && !elsewhere.includes(leg));
        const waits = [...WAIT_ENDS, Number.POSITIVE_INFINITY].map((end, at) => {
          const begin = at === 0 ? -1 : (WAIT_ENDS[at - 1] ?? 0);
          const count = (list: readonly SeenCall[]) =>
            list.filter(({ ringSeconds }) => ringSeconds > begin && ringSeconds <= end).length;
          return { answered: count(answered), unanswered: count(lost) };
        });
        expect(one).toMatchObject({
          ...{ company: 'default', offered: legs.length, answered: answered.length, waits },
          ...{ answeredElsewhere: elsewhere.length, unanswered: lost.length },
          abandoned: lost.filter(({ queueStatus }) => queueStatus === 'Abandoned').length,
          answeredInTime: answered.filter(({ ringSeconds }) => ringSeconds <= 40).length,
          talkSeconds: legs.reduce((sum, { talkSeconds }) => sum + talkSeconds, 0),
          longestWait: Math.max(...legs.map(({ ringSeconds }) => ringSeconds)),
        });
      }
    }
    const hours = await readQueueFigures(house.calls, await house.see(), { ...query, by: 'hour' });
    const [whole] = await readQueueFigures(house.calls, await house.see(), { ...query, by: 'queue' });
    expect(hours.reduce((sum, { offered }) => sum + offered, 0)).toBe(whole?.offered);
    const week = await readQueueFigures(house.calls, await house.see(), { ...query, by: 'hourOfWeek' });
    for (const [by, keyOf] of [
      ['hour', (at: number) => at % 24],
      ['weekday', (at: number) => Math.floor(at / 24) + 1],
    ] as const) {
      const sums = new Map<string, number>();
      for (const { key, offered } of week) {
        const part = String(keyOf(Number(key)));
        sums.set(part, (sums.get(part) ?? 0) + offered);
      }
      const parts = await readQueueFigures(house.calls, await house.see(), { ...query, by });
      expect(sums).toEqual(new Map(parts.map(({ key, offered }) => [key, offered])));
    }
    expect(
      await readQueueFigures(house.calls, await house.see(), { ...query, queues: [], by: 'day' }),
    ).toEqual([]);
  });

  it('find the callers nobody answered, or called, since', async () => {
    const toAt = Date.parse('2026-12-05T00:00:00Z') / 1000;
    const open = findOpen(calls, toAt);
    const seen = await house.see({}, { period: { ...ALL_TIMES, toAt, zone: 'UTC' } });
    const found = await readMissedCallers(house.calls, seen, { limit: 1000 });
    expect(open.length).toBeGreaterThan(1);
    expect(
      found.map(({ company, caller, lastAt }) => [`${company} ${digitsOf(caller)}`, lastAt]).sort(),
    ).toEqual(open.sort());
    expect(found.map(({ lastAt }) => lastAt)).toEqual(
      found.map(({ lastAt }) => lastAt).sort((one, other) => other - one),
    );
    const paged: MissedCaller[] = [];
    for (let page = found.slice(0, 0), begun = false; !begun || page.length > 0; begun = true) {
      page = await readMissedCallers(house.calls, seen, { limit: 2, after: paged.at(-1) }).then((more) => [
        ...more,
      ]);
      paged.push(...page);
    }
    expect(paged).toEqual(found);
    const masked = await house.see({}, { maskNumbers: true, period: seen.period });
    const hidden = await readMissedCallers(house.calls, masked, { limit: 1000 });
    expect(hidden.map(({ caller }) => caller)).toEqual(
      found.map(({ caller }) => caller.replace(/\d{4}$/, 'xxxx')),
    );
  });

  it('count the calls that a trunk carries at once, as counting second by second does', async () => {
    const busy = calls.filter(({ trunk }) => trunk !== '');
    const [first] = busy;
    if (first === undefined) throw new Error('no call has a trunk');
    await house.calls.command(
      `INSERT INTO outbound_leg (company, device, started_at, call_key, trunk, billsec, ring_seconds, version)
       SELECT 'default', '0500000004000', toDateTime({at:UInt32}, 'UTC') + number * 13 % 900, number + 5000,
         if(number % 3 = 0, 'trunk-b', 'trunk-a'), number * 7 % 300, number % 20, 1 FROM numbers(120)`,
      { at: first.startAt },
    );
    const query = { sort: 'startedAt', descending: false, limit: 10_000, skip: 0 } as const;
    const all = (await readCallPage(house.calls, await house.see(), query)).calls;
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: -100, max: 1000 }),
        fc.integer({ min: 1, max: 900 }),
        fc.constantFrom(7, 60, 300),
        fc.constantFrom('trunk' as const, 'all' as const),
        async (offset, length, bucketSeconds, by) => {
          const fromAt = first.startAt + offset;
          const seen = await house.see({}, { period: { fromAt, toAt: fromAt + length, zone: 'UTC' } });
          const loads = await readConcurrency(house.calls, seen, { bucketSeconds, by });
          for (const { trunk, peaks } of loads) {
            const legs = all.filter((call) => call.trunk !== '' && (by === 'all' || call.trunk === trunk));
            const expected = Array.from({ length: Math.ceil(length / bucketSeconds) }, (_, bucket) => {
              const begin = fromAt + bucket * bucketSeconds;
              const end = Math.min(begin + bucketSeconds, fromAt + length);
              let peak = 0;
              for (let at = begin; at < end; at += 1) {
                const running = legs.filter(
                  ({ startAt, ringSeconds, talkSeconds }) =>
                    startAt <= at && at < startAt + ringSeconds + talkSeconds,
                );
                peak = Math.max(peak, running.length);
              }
              return peak;
            });
            expect([trunk, peaks]).toEqual([trunk, expected]);
          }
        },
      ),
      { numRuns: 15 },
    );
  });
});
