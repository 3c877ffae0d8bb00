import type { Connection } from 'mysql2/promise';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { replayRejects } from '../../src/ingest/replay-rejects.ts';
import { formatOf } from '../../src/ingest/sources/formats.ts';
import { streamRejects } from '../../src/store/calls/reject-rows.ts';
import { settingsOf, stamp, startDatabaseFeed } from '../support/database-feeds.ts';
import { emptyDirectory } from '../support/empty-directory.ts';
import { type FeedLife, type LiveHouse, openLiveHouse, until } from '../support/live-house.ts';
import { type RunningMariadb, startMariadb } from '../support/mariadb-server.ts';
import { KAMAILIO_ACC, KAMAILIO_ACC_CDRS, KAMAILIO_CDRS, OPENSIPS_ACC } from '../support/pbx-tables.ts';

const NOW = 1_795_530_000;

describe("a SIP proxy's accounting", () => {
  let server: RunningMariadb;
  let root: Connection;
  let house: LiveHouse;
  let feed: FeedLife | undefined;

  beforeAll(async () => {
    // One after the other: opening stores keeps the process so busy that it hears nothing of a server.
    house = await openLiveHouse(emptyDirectory());
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
    await root.query('DROP TABLE IF EXISTS acc, cdrs, acc_cdrs');
    await house.clear();
  });
  afterEach(async () => {
    await feed?.stop();
    feed = undefined;
  });

  const insert = (table: string, row: Readonly<Record<string, unknown>>) =>
    root.query(`INSERT INTO ${table} SET ?`, [row]);
  const start = (
    kind: string,
    more: Readonly<Record<string, unknown>> = {},
    cursor: unknown = null,
    now: number | (() => number) = NOW,
  ) => {
    feed = startDatabaseFeed(house, kind, { ...settingsOf(server.port), ...more }, cursor, now);
  };
  async function readKept(count: number) {
    await until(async () => (await house.column('cdr', 'raw')).length === count, `${count} records`);
    const [format = ''] = await house.column('cdr', 'format');
    return (await house.column('cdr', 'raw'))
      .map((raw) => formatOf(format).read(raw, 1))
      .map((one) => ('cdr' in one ? one.cdr : { ...one, uniqueid: '' }))
      .sort((a, b) => (a.uniqueid < b.uniqueid ? -1 : 1));
  }
  /** Rejects that nothing has put right. */
  async function readOpen(): Promise<readonly string[]> {
    const chunks: Uint8Array[] = [];
    for await (const chunk of streamRejects(house.parts.calls)) chunks.push(chunk);
    return Buffer.concat(chunks).toString().split('\n').filter(Boolean);
  }
  const dialog = (
    callid: string,
    method: string,
    at: number,
    more: Readonly<Record<string, unknown>> = {},
  ) => ({
    ...{ method, callid, from_tag: 'a', to_tag: 'b', sip_code: '200', time: stamp(at) },
    ...more,
  });
  const parties = {
    src_user: '200',
    src_ip: '192.0.2.1',
    dst_ouser: '201',
    dst_user: '201',
    dst_domain: '192.0.2.2',
  };

  it('of Kamailio makes one record of an INVITE and its BYE, whichever comes first and whoever hangs up', async () => {
    await root.query(KAMAILIO_ACC);
    await insert('acc', { ...dialog('1@a', 'INVITE', NOW), ...parties });
    await insert('acc', dialog('2@a', 'BYE', NOW + 50, { from_tag: 'b', to_tag: 'a' }));
    await insert('acc', { ...dialog('3@a', 'INVITE', NOW, { sip_code: '486' }), ...parties });
    await insert('acc', { ...dialog('4@a', 'MESSAGE', NOW), ...parties });
    start('kamailio');
    expect(await readKept(1)).toMatchObject([
      { uniqueid: '3@a', disposition: 'BUSY', billsec: 0, answerAt: null },
    ]);
    await insert('acc', dialog('1@a', 'BYE', NOW + 30));
    await insert('acc', dialog('1@a', 'BYE', NOW + 31));
    await insert('acc', { ...dialog('2@a', 'INVITE', NOW), ...parties });
    expect(await readKept(3)).toMatchObject([
      {
        uniqueid: '1@a',
        startAt: NOW,
        billsec: 30,
        disposition: 'ANSWERED',
        channel: 'sofia/proxy/200@192.0.2.1',
        dstchannel: 'sofia/proxy/201@192.0.2.2',
        dst: '201',
      },
      { uniqueid: '2@a', billsec: 50 },
      { uniqueid: '3@a' },
    ]);
  });

  it('tells of a call whose BYE never came when it is longer than the longest, and lands it when that comes after all', async () => {
    await root.query(KAMAILIO_ACC);
    const day = 86_400;
    let now = NOW;
    await insert('acc', { ...dialog('old@a', 'INVITE', NOW - 2 * day), ...parties });
    await insert('acc', { ...dialog('new@a', 'INVITE', NOW - 60), ...parties });
    await insert('acc', { ...dialog('mute@a', 'INVITE', NOW - 60), ...parties });
    start('kamailio', {}, null, () => now);
    await until(async () => (await house.column('reject', 'raw')).length === 1, 'the old call told');
    expect(await house.column('reject', 'reason')).toEqual(['no-end']);
    expect((await house.column('reject', 'message'))[0]).toContain('answered at 2026-11-22 14:20:00 UTC');
    // What waits is known after a restart, and told when its time has come.
    await feed?.stop();
    now += day;
    start('kamailio', {}, feed?.cursor(), () => now);
    await until(async () => (await house.column('reject', 'raw')).length === 3, 'all three told');
    expect(await house.column('cdr', 'raw')).toEqual([]);
    await insert('acc', dialog('old@a', 'BYE', NOW - 2 * day + 45));
    await insert('acc', dialog('new@a', 'BYE', NOW + 2 * day));
    expect(await readKept(2)).toMatchObject([
      { uniqueid: 'new@a', billsec: 2 * day + 60 },
      { uniqueid: 'old@a', billsec: 45 },
    ]);
    await until(async () => (await readOpen()).length === 1, 'those that ended settled');
    expect((await readOpen())[0]).toContain('mute@a');
    // Read again as it came, it is no call of no seconds.
    const replayed = await replayRejects(
      house.parts,
      { filter: { aside: [] }, wish: {}, login: 'tester' },
      () => {},
    );
    expect(replayed).toMatchObject({ accepted: 0, stillRejected: 1 });
  });

  it.each([
    ['its number', ''],
    ['its time', 'ALTER TABLE acc DROP COLUMN id, ADD INDEX (time)'],
  ])(
    'read by %s tells of a BYE whose INVITE should be there and is not, and lands the call when it comes after all',
    async (_, alter) => {
      await root.query(KAMAILIO_ACC);
      if (alter !== '') await root.query(alter);
      const day = 86_400;
      let now = NOW;
      await insert('acc', { ...dialog('first@a', 'INVITE', NOW - 9 * day), ...parties });
      await insert('acc', dialog('first@a', 'BYE', NOW - 9 * day + 5));
      // Its INVITE may have been deleted with what was older.
      await insert('acc', dialog('cut@a', 'BYE', NOW - 8 * day - 60));
      await insert('acc', dialog('lone@a', 'BYE', NOW - 2 * day));
      // Somebody ends a call that there is not.
      await insert('acc', dialog('none@a', 'BYE', NOW - 2 * day, { sip_code: '481' }));
      await insert('acc', dialog('new@a', 'BYE', NOW - 60));
      start('kamailio', {}, null, () => now);
      await until(async () => (await house.column('reject', 'raw')).length === 1, 'the lone BYE told');
      expect(await house.column('reject', 'reason')).toEqual(['no-begin']);
      expect((await house.column('reject', 'message'))[0]).toContain('ended at 2026-11-22 14:20:00 UTC');
      await feed?.stop();
      now += day;
      start('kamailio', {}, feed?.cursor(), () => now);
      await until(async () => (await readOpen()).length === 2, 'the newer one told');
      expect(await readKept(1)).toMatchObject([{ uniqueid: 'first@a' }]);
      await feed?.stop();
      await insert('acc', { ...dialog('lone@a', 'INVITE', NOW - 2 * day - 30), ...parties });
      // Where rows are read by their time, the look of a new day through all of the table finds it.
      now += day;
      start('kamailio', {}, feed?.cursor(), () => now);
      expect(await readKept(2)).toMatchObject([{ uniqueid: 'first@a' }, { uniqueid: 'lone@a', billsec: 30 }]);
      await until(async () => (await readOpen()).length === 1, 'the one that has both ends settled');
      expect((await readOpen())[0]).toContain('new@a');
      const replayed = await replayRejects(
        house.parts,
        { filter: { aside: [] }, wish: {}, login: 'tester' },
        () => {},
      );
      expect(replayed).toMatchObject({ accepted: 0, stillRejected: 1 });
    },
  );

  it("of Kamailio's stored procedure is read from its table of finished calls", async () => {
    await root.query(KAMAILIO_CDRS);
    await insert('cdrs', {
      ...{ src_username: '200', dst_username: '07700900123', call_start_time: stamp(NOW), duration: 61 },
      ...{ sip_call_id: 'c@a', sip_from_tag: 'a', sip_to_tag: 'b', created: stamp(NOW + 300) },
    });
    start('kamailio', { table: 'cdrs' });
    expect(await readKept(1)).toMatchObject([
      { uniqueid: 'c@a', startAt: NOW, endAt: NOW + 61, duration: 61, billsec: 61, disposition: 'ANSWERED' },
    ]);
  });

  it('of Kamailio in acc_cdrs is read where cdr_extra writes whose calls they are, and refused where it does not', async () => {
    await root.query(KAMAILIO_ACC_CDRS);
    start('kamailio', { table: 'acc_cdrs' });
    await expect(feed?.ended).rejects.toThrow('callid=$ci in the parameter cdr_extra');
    await root.query(
      'ALTER TABLE acc_cdrs ADD callid varchar(255), ADD caller varchar(64), ADD callee varchar(64)',
    );
    await insert('acc_cdrs', {
      ...{ start_time: stamp(NOW), end_time: stamp(NOW + 13), duration: 12.345 },
      ...{ callid: 'd@a', caller: '200', callee: '201' },
    });
    start('kamailio', { table: 'acc_cdrs' });
    expect(await readKept(1)).toMatchObject([
      { ...{ uniqueid: 'd@a', src: '200', dst: '201' }, startAt: NOW, endAt: NOW + 12, billsec: 12 },
    ]);
  });

  it('of OpenSIPS tells ringing and talk of its CDRs', async () => {
    await root.query(OPENSIPS_ACC);
    await insert('acc', {
      ...dialog('o@a', 'INVITE', NOW + 7),
      ...{ created: stamp(NOW), setuptime: 7, duration: 20, ms_duration: 20_400 },
      ...{ src_uri: 'sip:200@pbx.example', dst_uri: 'sip:01614960049@gw.example:5060' },
    });
    start('opensips');
    expect(await readKept(1)).toMatchObject([
      {
        startAt: NOW,
        answerAt: NOW + 7,
        duration: 27,
        billsec: 20,
        src: '200',
        dstchannel: 'sofia/proxy/01614960049@gw.example',
      },
    ]);
  });

  it('of OpenSIPS without CDRs tells of halves, and with them of none', async () => {
    await root.query(OPENSIPS_ACC);
    const day = 86_400;
    await insert('acc', dialog('first@a', 'INVITE', NOW - 9 * day, { sip_code: '486' }));
    await insert('acc', dialog('begun@a', 'INVITE', NOW - 2 * day));
    await insert('acc', dialog('ended@a', 'BYE', NOW - 2 * day));
    await insert('acc', {
      ...dialog('whole@a', 'INVITE', NOW - 2 * day),
      ...{ created: stamp(NOW - 2 * day - 7), setuptime: 7, duration: 20 },
    });
    await insert('acc', dialog('whole@a', 'BYE', NOW - 2 * day + 20));
    start('opensips');
    expect(await readKept(2)).toMatchObject([{ uniqueid: 'first@a' }, { uniqueid: 'whole@a' }]);
    await until(async () => (await readOpen()).length === 2, 'both halves told');
    expect((await house.column('reject', 'reason')).toSorted()).toEqual(['no-begin', 'no-end']);
  });
});
