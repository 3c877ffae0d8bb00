import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { databaseKind, stamp, startDatabaseFeed } from '../support/database-feeds.ts';
import { type FeedLife, type LiveHouse, openLiveHouse, until } from '../support/live-house.ts';
import {
  ASTERISK_CDR_COLUMNS,
  CDR_PGSQL,
  FUSIONPBX_CDR,
  KAMAILIO_ACC_POSTGRES,
  OPENSIPS_ACC_POSTGRES,
  QUEUE_LOG,
} from '../support/pbx-tables.ts';
import { type RunningPostgres, startPostgres } from '../support/postgres.ts';
import { toTableRow } from '../support/table-rows.ts';
import { readSample } from './attribute-samples.ts';

const sample = readSample('second/');
const NOW = 1_795_530_000;
const PGSQL_COLUMNS = new Set(CDR_PGSQL.match(/\w+(?= (?:varchar|int|timestamp))/g));
const rows = sample.custom.map((cdr): Record<string, string | number | null> => {
  const row = Object.entries(toTableRow(cdr)).filter(([name]) => PGSQL_COLUMNS.has(name));
  return { amaflags: 3, ...Object.fromEntries(row) };
});

describe("a PBX's tables in Postgres", () => {
  let server: RunningPostgres;
  let root: pg.Client;
  let house: LiveHouse;
  let feed: FeedLife | undefined;
  let settings: Readonly<Record<string, unknown>>;

  beforeAll(async () => {
    // One after the other: opening stores keeps the process so busy that it hears nothing of a server.
    house = await openLiveHouse(sample.directory);
    server = await startPostgres();
    root = new pg.Client({ connectionString: server.url });
    await root.connect();
    await root.query("CREATE ROLE reader LOGIN PASSWORD 'read only'");
    await root.query('ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT ON TABLES TO reader');
    const { port } = new URL(server.url);
    const account = { user: 'reader', password: 'read only' };
    settings = { host: '127.0.0.1', port: Number(port), database: 'postgres', ...account, everySeconds: 1 };
  });
  afterAll(async () => {
    await root.end();
    await Promise.all([server.stop(), house.end()]);
  });
  beforeEach(async () => {
    await root.query('DROP TABLE IF EXISTS cdr, v_xml_cdr, queue_log, acc');
    await house.clear();
  });
  afterEach(async () => {
    await feed?.stop();
    feed = undefined;
  });

  const insert = async (table: string, some: readonly Readonly<Record<string, unknown>>[]) => {
    for (const row of some) {
      const names = Object.keys(row).map((name) => `"${name}"`);
      const marks = names.map((_, index) => `$${index + 1}`);
      await root.query(`INSERT INTO ${table} (${names}) VALUES (${marks})`, Object.values(row));
    }
  };
  const start = (kind: string, more: Readonly<Record<string, unknown>> = {}, cursor: unknown = null) => {
    feed = startDatabaseFeed(house, kind, { ...settings, ...more }, cursor, NOW);
    return feed;
  };
  const kept = async () => (await house.column('cdr', 'identity')).length;
  const untilKept = (count: number) => until(async () => (await kept()) === count, `${count} records`);

  it.each(['timestamp', 'timestamptz'])('of cdr_pgsql are read, calldate being a %s', async (type) => {
    await root.query(CDR_PGSQL.replace('calldate timestamp', `calldate ${type}`));
    await root.query("SET TimeZone = 'UTC'");
    await expect(start('asterisk-postgres').ended).rejects.toThrow(
      'CREATE INDEX cdr_calldate ON cdr (calldate)',
    );
    await root.query('CREATE INDEX cdr_calldate ON cdr (calldate)');
    await insert('cdr', rows.slice(10, 40));
    const first = start('asterisk-postgres');
    await untilKept(30);
    await insert('cdr', rows.slice(0, 10));
    await untilKept(40);
    await first.stop();
    await insert('cdr', rows.slice(40));
    start('asterisk-postgres', {}, first.cursor());
    await untilKept(rows.length);
    const startsAt = sample.custom.map(({ startAt }) => String(startAt));
    expect(await house.column('cdr', 'toUnixTimestamp(started_at)')).toEqual(startsAt.sort());
  });

  it("of Asterisk's own migrations are read by a number they were given", async () => {
    await root.query(`CREATE TABLE cdr (id bigserial PRIMARY KEY, ${ASTERISK_CDR_COLUMNS})`);
    const cut = rows.map(({ calldate, amaflags: _, ...row }) => ({ ...row, start: calldate ?? null }));
    await insert('cdr', cut);
    start('asterisk-postgres');
    await untilKept(rows.length);
    await expect(
      databaseKind('asterisk-postgres').test({
        settings,
        signal: AbortSignal.timeout(30_000),
        now: () => NOW,
      }),
    ).resolves.toEqual([
      '"cdr" is read by "id", a number that new rows count up, over the index "cdr_pkey".',
      'The times in "cdr" are UTC, by the uniqueids of its newest rows.',
    ]);
  });

  it('hold the queue log as well, each event once', async () => {
    await root.query(`CREATE TABLE cdr (id bigserial PRIMARY KEY, ${ASTERISK_CDR_COLUMNS})`);
    const columns = QUEUE_LOG.replace('datetime', 'timestamp').replace(/,\s*index .*\)\)$/, '');
    await root.query(`${columns}, id bigserial PRIMARY KEY)`);
    await insert(
      'queue_log',
      sample.queueEvents.map(({ at, callid, queue, agent, event, args }) => {
        const [data1 = '', data2 = '', data3 = '', data4 = '', data5 = ''] = args;
        return {
          ...{ time: stamp(at), callid, queuename: queue, agent, event },
          ...{ data1, data2, data3, data4, data5 },
        };
      }),
    );
    start('asterisk-postgres', { queueLog: 'queue_log' });
    // Of no call is QUEUESTART.
    const ofCalls = sample.queueEvents.filter(({ callid }) => callid !== 'NONE');
    const events = ofCalls.map(({ event }) => event).sort();
    await until(
      async () => (await house.column('queue_event', 'event')).length === events.length,
      'all events',
    );
    expect(await house.column('queue_event', 'event')).toEqual(events);
    expect(await house.column('reject', 'message')).toEqual([]);
  });

  it.each([
    ['kamailio', KAMAILIO_ACC_POSTGRES, { src_user: '200', dst_user: '201' }],
    ['opensips', OPENSIPS_ACC_POSTGRES, { src_uri: 'sip:200@pbx.example', dst_uri: 'sip:201@pbx.example' }],
  ])('of %s make one record of an INVITE and its BYE', async (kind, table, parties) => {
    await root.query(table);
    const tags = { callid: 'p@a', from_tag: 'a', to_tag: 'b', sip_code: '200' };
    await insert('acc', [
      { ...tags, method: 'INVITE', time: stamp(NOW), ...parties },
      { ...tags, method: 'BYE', time: stamp(NOW + 30) },
    ]);
    start(kind, { server: 'postgres' });
    await untilKept(1);
    expect(await house.column('cdr', 'uniqueid')).toEqual(['p@a']);
    expect(JSON.stringify(await house.readAll())).toMatch(/\\"billsecs\\":30,/);
  });

  it('tell the two hours apart that clocks show twice, and say whose clocks they are', async () => {
    await root.query(CDR_PGSQL);
    await root.query('CREATE INDEX cdr_calldate ON cdr (calldate)');
    // In London the clocks went back at 01:00 UTC on 25 October 2026.
    const changeAt = Date.UTC(2026, 9, 25, 1) / 1000;
    const instants = [-5_400, -1_800, 1_800, 5_400].map((after) => changeAt + after);
    const shown = [
      '2026-10-25 00:30:00',
      '2026-10-25 01:30:00',
      '2026-10-25 01:30:00',
      '2026-10-25 02:30:00',
    ];
    const night = instants.map((at, index) => ({
      ...rows[index],
      calldate: shown[index],
      uniqueid: `${at}.1`,
      linkedid: '',
    }));
    await insert('cdr', night);
    start('asterisk-postgres', { zone: 'Europe/London' });
    await untilKept(4);
    expect(await house.column('cdr', 'toUnixTimestamp(started_at)')).toEqual(instants.map(String));
  });

  it("of FusionPBX are read as FreeSWITCH's legs, a domain being the account", async () => {
    await root.query(FUSIONPBX_CDR);
    await root.query('CREATE INDEX v_xml_cdr_start_epoch_idx ON v_xml_cdr (start_epoch)');
    const leg = (n: number, more: Readonly<Record<string, unknown>>) => ({
      xml_cdr_uuid: `00000000-0000-4000-8000-00000000000${n}`,
      domain_name: 'default',
      direction: 'local',
      context: 'default',
      leg: 'a',
      caller_id_name: 'Ann Reader',
      caller_id_number: '200',
      destination_number: '201',
      start_epoch: NOW - 100 + n,
      end_epoch: NOW - 60 + n,
      duration: 40,
      billsec: 0,
      hangup_cause: 'NO_ANSWER',
      ...more,
    });
    const answered = {
      answer_epoch: NOW - 80,
      billsec: 30,
      hangup_cause: 'NORMAL_CLEARING',
      last_app: 'bridge',
    };
    await insert('v_xml_cdr', [
      leg(1, { ...answered, bridge_uuid: '00000000-0000-4000-8000-000000000009' }),
      leg(2, {}),
      leg(3, {
        direction: 'inbound',
        context: 'public',
        caller_id_number: '02079460738',
        caller_destination: '02079460008',
        last_app: 'lua',
        last_arg: 'app.lua voicemail',
      }),
    ]);
    start('fusionpbx');
    await untilKept(3);
    const raws = await house.column('cdr', 'raw');
    expect(raws.every((raw) => Array.isArray(JSON.parse(raw)))).toBe(true);
    const { formatOf } = await import('../../src/ingest/sources/formats.ts');
    const [format = ''] = await house.column('cdr', 'format');
    const read = raws.map((raw) => formatOf(format).read(raw, 1));
    expect(read.map((one) => ('cdr' in one ? one.cdr : one))).toMatchObject([
      {
        accountcode: 'default',
        channel: 'sofia/internal/200@default',
        dstchannel: 'sofia/internal/201@default',
        lastapp: 'Dial',
        disposition: 'ANSWERED',
        startAt: NOW - 99,
        answerAt: NOW - 80,
        billsec: 30,
      },
      { disposition: 'NO ANSWER', dstchannel: '', billsec: 0 },
      { did: '02079460008', channel: 'sofia/external/02079460738', lastapp: 'VoiceMail' },
    ]);
  });
});
