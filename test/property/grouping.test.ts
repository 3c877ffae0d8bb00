import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Cdr } from '../../src/core/cdr.ts';
import { attributeCall } from '../../src/ingest/attribute/attribute-call.ts';
import { GATHERINGS } from '../../src/ingest/correlate/call-names.ts';
import { groupRecords } from '../../src/ingest/correlate/find-ties.ts';
import { callKeyOf } from '../../src/ingest/identify.ts';
import { readRows } from '../../src/store/calls/call-store.ts';
import '../support/fixed-seed.ts';
import { makeBook } from '../support/priced-books.ts';
import { openRatingHouse, type RatingHouse } from '../support/rating-house.ts';
import { makeCdr } from '../unit/attribute-samples.ts';

vi.setConfig({ testTimeout: 900_000, hookTimeout: 600_000 });

const T = Date.UTC(2026, 10, 2) / 1000;
const PEERS = ['0500000004000', '0500000004001', '0500000004002', 'trunk-a', '0500000005000', 'stranger'];

/** Channels of a day; each has a uniqueid of its own, as the PBX gives it. Hours later their names come again, as after a restart. */
const arbitraryChannel = fc.nat(9);

const arbitraryRecord = fc.record({
  from: arbitraryChannel,
  to: fc.option(arbitraryChannel),
  linked: fc.nat(9),
  start: fc.constantFrom(0, 3, 7, 10, 4_000),
  duration: fc.integer({ min: 0, max: 9 }),
  talk: fc.nat(9),
  dst: fc.constantFrom('200', '201', '300', '907700900123', '*600'),
  lastapp: fc.constantFrom('Dial', 'Dial', 'Queue', 'ConfBridge', 'AppDial', 'Hangup'),
  disposition: fc.constantFrom('ANSWERED' as const, 'NO ANSWER' as const, 'BUSY' as const),
  /** In which form it comes: with or without what only cdr_custom carries, with no more than a channel's name, or twice. */
  forms: fc.constantFrom(
    ['custom'] as const,
    ['master'] as const,
    ['bare'] as const,
    ['custom', 'master'] as const,
    ['bare', 'custom'] as const,
  ),
});

type Drawn = typeof arbitraryRecord extends fc.Arbitrary<infer R> ? R : never;

/** What the PBX of `run` wrote of one record, in each form that it comes in. */
function write(drawn: Drawn, sequence: number, run: number): readonly Cdr[] {
  const name = (n: number) =>
    `SIP/${PEERS[n % PEERS.length]}-${(run * 16 + n).toString(16).padStart(8, '0')}`;
  const startAt = T + run * 400_000 + drawn.start;
  const uniqueidOf = (n: number) => `${T + run * 400_000}.${n}`;
  const full = makeCdr({
    channel: name(drawn.from),
    dstchannel: drawn.to === null ? '' : name(drawn.to),
    startAt,
    duration: drawn.duration,
    billsec: Math.min(drawn.talk, drawn.duration),
    dst: drawn.dst,
    lastapp: drawn.lastapp,
    disposition: drawn.disposition,
    uniqueid: uniqueidOf(drawn.from),
    linkedid: uniqueidOf(drawn.linked),
    sequence,
    lastdata: '',
  });
  return drawn.forms.map((form) => {
    if (form === 'custom') return full;
    const master = { ...full, linkedid: '', sequence: null, did: '', outcid: '' };
    return form === 'master' ? master : { ...master, uniqueid: '' };
  });
}

/** Every pair is compared, and whoever is tied to one that is tied is of the same call. */
function groupNaively(records: readonly Cdr[]): readonly (readonly Cdr[])[] {
  let groups: Cdr[][] = [];
  for (const record of records) {
    const own = groups.filter((group) => group.some((other) => isTied(record, other)));
    groups = [...groups.filter((group) => !own.includes(group)), [record, ...own.flat()]];
  }
  return groups;
}

function isTied(a: Cdr, b: Cdr): boolean {
  if (callKeyOf(a) === callKeyOf(b)) return true;
  const names = ({ linkedid, uniqueid }: Cdr) => [linkedid, uniqueid].filter((name) => name !== '');
  if (names(a).some((name) => names(b).includes(name))) return true;
  const channels = ({ channel, dstchannel, lastapp }: Cdr) =>
    [channel, GATHERINGS.has(lastapp) ? '' : dstchannel].filter((name) => name !== '');
  const overlap = a.startAt <= b.startAt + b.duration + 1 && b.startAt <= a.startAt + a.duration + 1;
  return overlap && channels(a).some((name) => channels(b).includes(name));
}

const show = (groups: readonly (readonly Cdr[])[]) =>
  groups.map((group) => group.map((record) => JSON.stringify(record)).sort()).sort();

const arbitraryDay = fc.array(arbitraryRecord, { minLength: 1, maxLength: 9 });

describe('grouping of records', () => {
  it('puts every record into exactly one call, whatever the order, as comparing every pair does', () => {
    const shuffled = arbitraryDay.chain((drawn) => {
      const records = drawn.flatMap((one, n) => write(one, n, 0)).map((one, n) => ({ ...one, acctid: n }));
      return fc.tuple(
        fc.constant(records),
        fc.shuffledSubarray(records, { minLength: records.length, maxLength: records.length }),
      );
    });
    fc.assert(
      fc.property(shuffled, ([records, other]) => {
        const groups = groupRecords(records);
        expect(groups.flat().length).toBe(records.length);
        expect(new Set(groups.flat())).toEqual(new Set(records));
        expect(show(groupRecords(other))).toEqual(show(groups));
        expect(show(groups)).toEqual(show(groupNaively(records)));
      }),
      { numRuns: 300 },
    );
  });

  it('ties no calls by a name that comes again, and none by a conference', () => {
    const line = { channel: 'DAHDI/1-1', uniqueid: '', linkedid: '' };
    const dahdi = makeCdr({ ...line, dstchannel: 'SIP/0500000004000-00000001', startAt: T });
    const other = makeCdr({ dstchannel: 'DAHDI/1-1', uniqueid: `${T}.8`, linkedid: '', startAt: T });
    expect(groupRecords([dahdi, other])).toHaveLength(2);
    const talker = { channel: 'SIP/0500000004001-00000005', uniqueid: `${T}.5`, linkedid: `${T}.5` };
    const meeting = makeCdr({ lastapp: 'ConfBridge', dstchannel: talker.channel, startAt: T });
    expect(groupRecords([meeting, makeCdr({ ...talker, startAt: T, lastapp: 'ConfBridge' })])).toHaveLength(
      2,
    );
  });
});

describe('records that land in any order and split', () => {
  let house: RatingHouse;
  let runs = 0;
  beforeAll(async () => {
    house = await openRatingHouse('chDB in a folder', makeBook(1, 'old'));
  });
  afterAll(() => house?.close());

  const CUSTOM = [
    ...[
      'accountcode',
      'src',
      'dst',
      'dcontext',
      'clid',
      'channel',
      'dstchannel',
      'lastapp',
      'start',
      'duration',
    ],
    ...['billsec', 'disposition', 'uniqueid', 'linkedid', 'sequence'],
  ] as const;

  function toCsv(records: readonly Cdr[]): string {
    const lines = records.map((record) =>
      CUSTOM.map((column) => {
        if (column === 'start')
          return new Date(record.startAt * 1000).toISOString().slice(0, 19).replace('T', ' ');
        return `"${String(record[column] ?? '').replaceAll('"', '""')}"`;
      }).join(','),
    );
    return `${CUSTOM.join(',')}\n${lines.join('\n')}\n`;
  }

  /** What stands in the store of a run's days, without what depends on the order of arrival. */
  async function readLegs(run: number): Promise<readonly string[]> {
    const within = `started_at >= ${T + run * 400_000} AND started_at < ${T + (run + 1) * 400_000}`;
    const outbound = await readRows(
      house.calls,
      `SELECT 'out', toString(call_key), company, device, toUnixTimestamp(started_at), dialled, billsec, ring_seconds,
         answered, trunk FROM outbound_leg FINAL WHERE ${within}`,
    );
    const inbound = await readRows(
      house.calls,
      `SELECT 'in', toString(call_key), company, extension, toUnixTimestamp(started_at), billsec, ring_seconds, detail
       FROM inbound_leg FINAL WHERE ${within}`,
    );
    return [...outbound, ...inbound].map((row) => JSON.stringify(row)).sort();
  }

  /** The legs of all records at once. */
  function expectLegs(records: readonly Cdr[]): readonly string[] {
    const rows = groupRecords(records).flatMap((group) => {
      const key = String(Math.min(...group.map(callKeyOf)));
      const legs = attributeCall(group, [], house.directory);
      return [
        ...legs.outbound.map((leg) => [
          ...['out', key, leg.company, leg.device, leg.startAt, leg.dialled, leg.billsec, leg.ringSeconds],
          ...[Number(leg.answered), leg.trunk],
        ]),
        ...legs.inbound.map((leg) => [
          ...['in', key, leg.company, leg.extension, leg.startAt, leg.billsec, leg.ringSeconds, leg.detail],
        ]),
      ];
    });
    return rows.map((row) => JSON.stringify(row)).sort();
  }

  it('have the legs of all of them at once', async () => {
    const arrival = arbitraryDay.chain((drawn) => {
      const written = drawn.flatMap((one, n) => one.forms.map((_, form) => [n, form] as const));
      return fc.tuple(
        fc.constant(drawn),
        fc.shuffledSubarray(written, { minLength: written.length, maxLength: written.length }),
        fc.array(fc.integer({ min: 1, max: 4 }), { minLength: written.length, maxLength: written.length }),
      );
    });
    await fc.assert(
      fc.asyncProperty(arrival, async ([drawn, order, sizes]) => {
        runs += 1;
        const run = runs;
        const records = drawn.map((one, n) => write(one, n, run));
        const arriving = order.flatMap(([n, form]) => records[n]?.[form] ?? []);
        for (let at = 0, turn = 0; at < arriving.length; turn += 1) {
          const size = sizes[turn] ?? 1;
          await house.land(toCsv(arriving.slice(at, at + size)));
          at += size;
        }
        const expected = expectLegs(arriving.map((one, n) => ({ ...one, acctid: n })));
        expect(await readLegs(run)).toEqual(expected);
      }),
      { numRuns: 25 },
    );
    const before = await readLegs(1);
    await house.remake();
    expect(await readLegs(1)).toEqual(before);
  });
});
