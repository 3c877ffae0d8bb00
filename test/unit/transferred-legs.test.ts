import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Cdr } from '../../src/core/cdr.ts';
import { indexDirectory } from '../../src/core/index-directory.ts';
import { loadDirectory } from '../../src/directory/import-directory.ts';
import { attributeCall } from '../../src/ingest/attribute/attribute-call.ts';
import { importCdrs, importCel } from '../../src/ingest/import-files.ts';
import type { LandingParts } from '../../src/ingest/landing.ts';
import { findUnmarked, markTransfers } from '../../src/ingest/mark-transfers.ts';
import { remakeAll } from '../../src/ingest/remake-all.ts';
import { compilePriceBook } from '../../src/rating/price-book.ts';
import { type CallStore, readRows } from '../../src/store/calls/call-store.ts';
import { type Catalog, connectCatalog } from '../../src/store/catalog/catalog.ts';
import { CALL_HOMES, openCallHome } from '../support/call-homes.ts';
import { openCatalogHome } from '../support/catalog-home.ts';
import { makeCard } from '../support/rate-cards.ts';
import { tellRecords } from '../support/tell-records.ts';
import { groupByCall, makeCdr, readSample } from './attribute-samples.ts';

const { directory } = readSample('second/');
const T = 1_795_525_000;
const ANN = 'SIP/0500000004000';
const BOB = 'SIP/0500000004001';
const CLEO = 'SIP/0500000004002';
const next = { startAt: T + 15, sequence: 2 };

const CASES: readonly (readonly [string, boolean, readonly Cdr[]])[] = [
  ['a single record', false, [makeCdr({ dstchannel: `${BOB}-2` })]],
  [
    'one that the called party passed on',
    true,
    [
      makeCdr({ dst: '202', dstchannel: `${BOB}-2`, duration: 15 }),
      makeCdr({ dst: '202', dstchannel: `${CLEO}-3`, ...next }),
    ],
  ],
  [
    'one that the calling party passed on',
    true,
    [
      makeCdr({ dstchannel: `${BOB}-2` }),
      makeCdr({ channel: `${BOB}-2`, dst: '202', dstchannel: `${CLEO}-3`, uniqueid: 'u.2', ...next }),
    ],
  ],
  [
    'one that was passed on after a talk',
    true,
    [
      makeCdr({ dstchannel: `${BOB}-2`, duration: 20 }),
      makeCdr({
        channel: `${BOB}-3`,
        src: '201',
        dst: '202',
        dstchannel: `${CLEO}-4`,
        uniqueid: 'u.3',
        ...next,
      }),
      makeCdr({ dstchannel: `${CLEO}-4`, startAt: T + 20, sequence: 5 }),
    ],
  ],
  [
    'phones of a ring group',
    false,
    [
      makeCdr({ dst: '300', dstchannel: `${BOB}-2`, disposition: 'NO ANSWER' }),
      makeCdr({ dst: '300', dstchannel: `${CLEO}-3`, sequence: 2 }),
    ],
  ],
  [
    'a second call, long after the talk of the first',
    false,
    [
      makeCdr({ dstchannel: `${BOB}-2`, duration: 15 }),
      makeCdr({ dst: '202', dstchannel: `${CLEO}-3`, startAt: T + 60, sequence: 2 }),
    ],
  ],
];

const legsOf = (records: readonly Cdr[]) => {
  const { outbound, inbound } = attributeCall(records, [], directory);
  return [...outbound, ...inbound];
};

describe('whether a call was passed on', () => {
  it.each(CASES)('stands in every leg of %s: %s', (_, expected, records) => {
    const steps = tellRecords(records, [], [], directory);
    expect(steps.some(({ kind }) => kind === 'transferred')).toBe(expected);
    expect(legsOf(records).length).toBeGreaterThan(0);
    for (const leg of legsOf(records)) expect(leg.transferred).toBe(expected);
    for (const leg of legsOf(records.toReversed())) expect(leg.transferred).toBe(expected);
  });

  it.each(['', 'second/'] as const)(
    'is no of all calls of the sample "%s", in which nobody passed one on',
    (folder) => {
      const sample = readSample(folder);
      for (const records of [sample.custom, sample.master]) {
        for (const call of groupByCall(records).values()) {
          const { outbound, inbound } = attributeCall(call, sample.queueEvents, sample.directory);
          for (const leg of [...outbound, ...inbound]) expect(leg.transferred).toBe(false);
        }
      }
    },
  );
});

/** A row of Master.csv. */
function row(uniqueid: string, channel: string, to: string, start: number, disposition = 'ANSWERED'): string {
  const clock = (at: number) => new Date(at * 1000).toISOString().slice(0, 19).replace('T', ' ');
  const texts = ['', '200', '202', 'internal', '"Ann" <200>', channel, to, 'Dial', 'x'];
  const quoted = texts.map((text) => `"${text.replaceAll('"', '""')}"`);
  const times = [`"${clock(start)}"`, `"${clock(start + 5)}"`, `"${clock(start + 15)}"`];
  return [...quoted, ...times, 15, 10, `"${disposition}"`, '"DOCUMENTATION"', `"${uniqueid}"`, '""'].join(
    ',',
  );
}

const CALLS = [
  row('1.1', `${ANN}-00000001`, `${BOB}-00000002`, T),
  row('1.1', `${ANN}-00000001`, `${CLEO}-00000003`, T + 15),
  row('2.1', `${ANN}-00000004`, `${BOB}-00000005`, T + 100, 'NO ANSWER'),
  row('2.1', `${ANN}-00000004`, `${CLEO}-00000006`, T + 100),
  row('3.1', `${ANN}-00000007`, `${BOB}-00000008`, T + 200),
];

describe.each(CALL_HOMES)('legs from before there was such a mark, %s', (home) => {
  let store: CallStore;
  let catalog: Catalog;
  let parts: LandingParts;
  const ends: (() => Promise<void>)[] = [];

  beforeAll(async () => {
    const calls = await openCallHome(home);
    const kept = await openCatalogHome('embedded');
    catalog = await connectCatalog(kept.home);
    store = calls.store;
    ends.push(calls.end, () => catalog.close(), kept.remove);
    parts = {
      ...{ calls: store, catalog },
      directory: async () => indexDirectory(await loadDirectory(catalog, 'Europe/London')),
      prices: async () => () => compilePriceBook(makeCard([])),
      now: () => T + 1000,
    };
    const stream = (async function* () {
      yield Buffer.from(`${CALLS.join('\n')}\n`);
    })();
    await importCdrs(parts, stream, { source: 'Master.csv', zone: 'UTC', columns: undefined });
  });
  afterAll(async () => {
    for (const end of ends) await end();
  });

  const listLegs = () =>
    readRows<[string, number, string, number]>(
      store,
      `SELECT 'out', toUnixTimestamp(started_at), toString(version), transferred FROM outbound_leg FINAL UNION ALL
       SELECT 'in', toUnixTimestamp(started_at), toString(version), transferred FROM inbound_leg FINAL
       ORDER BY ALL`,
    );

  it('are marked where they stand, once, and by a later making no more', async () => {
    const landed = await listLegs();
    const passedOn = landed.filter(([, , , transferred]) => transferred === 1);
    expect(passedOn.length).toBeGreaterThan(0);
    expect(passedOn.every(([, startAt]) => startAt < T + 100)).toBe(true);
    expect(landed.some(([, startAt]) => startAt >= T + 100)).toBe(true);

    for (const table of ['outbound_leg', 'inbound_leg'])
      await store.command(
        `ALTER TABLE ${table} UPDATE transferred = 0 WHERE true SETTINGS mutations_sync = 2`,
      );
    const windows = await findUnmarked(parts);
    expect(windows).toHaveLength(1);
    await markTransfers(parts, windows, () => true);
    expect(await findUnmarked(parts)).toEqual(windows);
    await markTransfers(parts, windows, () => false);
    expect(await listLegs()).toEqual(landed);
    expect(await findUnmarked(parts)).toEqual([]);

    await remakeAll(parts, () => {});
    expect(await listLegs()).toEqual(landed);
  });

  it('are marked, too, where channel events tell of what no record shows, whenever they come', async () => {
    const passedOn = async () =>
      (await listLegs()).filter(([, , , transferred]) => transferred === 1).map(([, startAt]) => startAt);
    const before = await passedOn();
    expect(before).not.toContain(T + 200);
    const extra = JSON.stringify({ extension: '202', context: 'internal', bridge_id: 'b' });
    const event = ['BLINDTRANSFER', `${T + 205}.250000`, `${BOB}-00000008`, '3.2', '3.1', extra];
    const stream = (async function* () {
      yield Buffer.from(`${event.map((text) => `"${text.replaceAll('"', '""')}"`).join(',')}\n`);
    })();
    const columns = ['eventtype', 'eventtime', 'channame', 'uniqueid', 'linkedid', 'extra'];
    await importCel(parts, stream, { source: 'cel.csv', zone: 'UTC', columns });
    const after = await passedOn();
    expect(after).toContain(T + 200);
    expect(after.filter((startAt) => startAt !== T + 200)).toEqual(before);
    await remakeAll(parts, () => {});
    expect(await passedOn()).toEqual(after);
  });
});
