import { createReadStream } from 'node:fs';
import type { Connection } from 'mysql2/promise';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { importCdrs, importQueueLog } from '../../src/ingest/import-files.ts';
import { settingsOf, stamp, startDatabaseFeed } from '../support/database-feeds.ts';
import { type FeedLife, type LiveHouse, openLiveHouse, until } from '../support/live-house.ts';
import { type RunningMariadb, startMariadb } from '../support/mariadb-server.ts';
import {
  ADAPTIVE_ODBC_CDR,
  ASTERISK_CDR_COLUMNS,
  FREEPBX_CDR,
  NUMBERED_CDR,
  QUEUE_LOG,
} from '../support/pbx-tables.ts';
import { toTableRow } from '../support/table-rows.ts';
import { readSample } from './attribute-samples.ts';

const FIXTURES = new URL('../fixtures/asterisk/second/', import.meta.url);
const CUSTOM =
  'accountcode,src,dst,dcontext,clid,channel,dstchannel,lastapp,lastdata,start,answer,end,duration,billsec,disposition,amaflags,userfield,uniqueid,linkedid,peeraccount,sequence,did,outcid'.split(
    ',',
  );
const sample = readSample('second/');
const rows = sample.custom.map((cdr) => toTableRow(cdr));
/** An hour after the sample's last call. */
const NOW = 1_795_530_000;

describe("a PBX's tables in MariaDB", () => {
  let server: RunningMariadb;
  let root: Connection;
  let house: LiveHouse;
  let feed: FeedLife | undefined;

  beforeAll(async () => {
    // One after the other: opening stores keeps the process so busy that it hears nothing of a server.
    house = await openLiveHouse(sample.directory);
    server = await startMariadb();
    root = await server.connect();
    await root.query("CREATE USER reader@'%' IDENTIFIED BY 'read only'");
    await root.query("GRANT SELECT ON asteriskcdrdb.* TO reader@'%'");
  });
  afterAll(async () => {
    await root?.end();
    await Promise.all([server?.stop(), house?.end()]);
  });
  beforeEach(async () => {
    await root.query('DROP TABLE IF EXISTS cdr, queue_log');
    await house.clear();
  });
  afterEach(async () => {
    await feed?.stop();
    feed = undefined;
  });

  const insert = async (some: readonly Readonly<Record<string, unknown>>[]) => {
    for (const row of some) await root.query('INSERT INTO cdr SET ?', [row]);
  };
  const start = (more: Readonly<Record<string, unknown>> = {}, cursor: unknown = null) => {
    feed = startDatabaseFeed(house, 'asterisk-mysql', { ...settingsOf(server.port), ...more }, cursor, NOW);
    return feed;
  };
  const kept = async () => (await house.column('cdr', 'identity')).length;
  const untilKept = (count: number) => until(async () => (await kept()) === count, `${count} records`);
  /** The feed has looked at every table, and has nothing left to keep. */
  const untilAudited = (one: FeedLife, ...tables: string[]) =>
    until(
      () =>
        tables.every(
          (table) =>
            (one.cursor() as Record<string, { auditedAt: number | null }> | null)?.[table]?.auditedAt != null,
        ),
      'a look at all',
    );

  it('give the same calls as the files that the same PBX wrote', async () => {
    await root.query(FREEPBX_CDR);
    await root.query(QUEUE_LOG);
    await insert(rows);
    for (const { at, callid, queue, agent, event, args } of sample.queueEvents) {
      const [data1 = '', data2 = '', data3 = '', data4 = '', data5 = ''] = args;
      const row = { time: stamp(at), callid, queuename: queue, agent, event };
      await root.query('INSERT INTO queue_log SET ?', { ...row, data1, data2, data3, data4, data5 });
    }
    await untilAudited(start({ queueLog: 'queue_log' }), 'cdr', 'queue_log');
    await feed?.stop();
    expect(await kept()).toBe(rows.length);
    const fromTables = await house.readAll();

    const takeFiles = async () => {
      const read = (name: string) => createReadStream(new URL(name, FIXTURES));
      await importCdrs(house.parts, read('Custom.csv'), { source: 'f', zone: 'UTC', columns: CUSTOM });
      await importQueueLog(house.parts, read('queue_log'), { source: 'q', zone: 'UTC' });
    };
    const events = await house.column('queue_event', 'identity');
    await takeFiles();
    expect(await kept()).toBe(rows.length);
    expect(await house.column('queue_event', 'identity')).toEqual(events);
    await house.clear();
    await takeFiles();
    expect(fromTables).toEqual(await house.readAll());
  });

  it.each([
    ['by the time of the start', FREEPBX_CDR],
    ['by their number, without a linkedid and sequence', NUMBERED_CDR],
  ])('are read %s, each row once, whatever comes late', async (_, table) => {
    await root.query(table);
    const known = new Set(table.match(/\w+(?= (?:varchar|int|datetime))/g));
    // Over sixteen hours, so that few share a minute.
    const cut = rows.map((row, at) => {
      const spread = { ...row, calldate: stamp(NOW - 60_000 + at * 1_000) };
      return Object.fromEntries(Object.entries(spread).filter(([name]) => known.has(name)));
    });
    await insert(cut.slice(20, 40));
    const first = start();
    await untilKept(20);
    await insert(cut.slice(0, 20));
    await untilKept(40);
    await insert(cut.slice(40));
    await untilKept(rows.length);
    await first.stop();
    const again = start({}, first.cursor());
    await insert([{ ...cut[3], uniqueid: 'late.1', channel: 'SIP/late-1' }]);
    await untilKept(rows.length + 1);
    await again.stop();
    await house.clear();
    // A third life reads no more than what is beside another late row.
    const idle = start({}, again.cursor());
    await insert([{ ...cut[5], uniqueid: 'late.2', channel: 'SIP/late-2' }]);
    await until(async () => (await kept()) > 0, 'the late row');
    await idle.stop();
    expect(await kept()).toBeLessThan(5);
  });

  it('of cdr_adaptive_odbc are the records of the file, whatever types their columns have', async () => {
    await root.query(ADAPTIVE_ODBC_CDR);
    await insert(
      sample.custom.map((cdr, at) => {
        const { calldate, outbound_cnum, ...row } = rows[at] ?? {};
        const answer = cdr.answerAt === null ? null : stamp(cdr.answerAt);
        return { ...row, start: calldate, answer, end: stamp(cdr.endAt), outcid: outbound_cnum };
      }),
    );
    start();
    await untilKept(rows.length);
    const answered = await house.column('cdr', 'identity');
    const file = createReadStream(new URL('Custom.csv', FIXTURES));
    await importCdrs(house.parts, file, { source: 'f', zone: 'UTC', columns: CUSTOM });
    expect(await house.column('cdr', 'identity')).toEqual(answered);
    expect(await house.column('reject', 'message')).toEqual([]);
  });

  it('are looked through as a whole once a day: what came days late is found', async () => {
    await root.query(FREEPBX_CDR);
    const old = rows.map((row, day) => ({ ...row, calldate: stamp(NOW - (2 + day) * 86_400) }));
    await insert(old.slice(0, 30));
    const first = start();
    await untilKept(30);
    await untilAudited(first, 'cdr');
    await first.stop();
    await insert(old.slice(30));
    feed = startDatabaseFeed(house, 'asterisk-mysql', settingsOf(server.port), first.cursor(), NOW + 90_000);
    await untilKept(old.length);
  });

  it('land rows without a start as rejects, and zero dates too', async () => {
    await root.query(FREEPBX_CDR.replace('calldate datetime NOT NULL', 'calldate datetime'));
    await root.query("SET SESSION sql_mode = ''");
    await insert([
      { ...rows[0], calldate: null },
      { ...rows[1], calldate: '0000-00-00 00:00:00' },
      { ...rows[2], clid: 'a name with \u001f in it' },
      ...rows.slice(3, 6),
    ]);
    await untilAudited(start(), 'cdr');
    expect(await kept()).toBe(4);
    expect(await house.column('reject', 'reason')).toEqual(['empty-start', 'empty-start']);
  });

  it('begin anew when the table was emptied and its numbers begin again', async () => {
    await root.query(NUMBERED_CDR);
    const { did, outbound_cnum, linkedid, peeraccount, sequence, ...plain } = rows[0] ?? {};
    expect([did, outbound_cnum, linkedid, peeraccount, sequence]).toBeDefined();
    await insert([{ ...plain, id: 500_000 }]);
    start();
    await untilKept(1);
    await root.query('TRUNCATE cdr');
    await insert([{ ...plain, id: 1, uniqueid: 'another.1' }]);
    await untilKept(2);
  });

  it('are refused, in words that name the fix, where each look would read all of the table', async () => {
    await root.query(
      `CREATE TABLE cdr (${ASTERISK_CDR_COLUMNS.replaceAll('"', '`').replaceAll('timestamp', 'datetime')})`,
    );
    await expect(start().ended).rejects.toThrow('CREATE INDEX cdr_start ON cdr (start)');
    start({ scan: 'yes' });
    const { calldate, did, outbound_cnum, ...plain } = rows[0] ?? {};
    expect([did, outbound_cnum]).toBeDefined();
    await insert([{ ...plain, start: calldate }]);
    await untilKept(1);
  });

  it.each([
    [{ password: 'wrong' }, 'does not let "reader" in'],
    [{ database: 'other' }, 'There is no database "other"'],
    [{ table: 'calls' }, 'There is no table "calls"'],
    [{ port: 1 }, 'Nobody answers at 127.0.0.1:1'],
    [{ zone: 'Asia/Kolkata' }, 'Zone "Asia/Kolkata" does not fit the table "cdr"'],
    [{ zone: 'Mars/Base' }, 'Zone "Mars/Base" is not known'],
  ])('refuse %o in a sentence', async (wrong, sentence) => {
    await root.query(FREEPBX_CDR);
    await insert(rows.slice(0, 9));
    await expect(start(wrong).ended).rejects.toThrow(sentence);
  });
});
