import { readFileSync } from 'node:fs';
import type { Connection } from 'mysql2/promise';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { CelEvent } from '../../src/core/cel.ts';
import { landCelEvents } from '../../src/ingest/land-cel.ts';
import { CelFile } from '../../src/ingest/sources/asterisk-cel.ts';
import { settingsOf, startDatabaseFeed } from '../support/database-feeds.ts';
import { type FeedLife, type LiveHouse, openLiveHouse, until } from '../support/live-house.ts';
import { type RunningMariadb, startMariadb } from '../support/mariadb-server.ts';
import { CEL_PGSQL, FREEPBX_CEL, NUMBERED_CDR, OLD_FREEPBX_CEL } from '../support/pbx-tables.ts';
import { type RunningPostgres, startPostgres } from '../support/postgres.ts';
import { readSample } from './attribute-samples.ts';

const FILE = new URL('../fixtures/asterisk/second/cel.csv', import.meta.url);
/** As the sample's cel_custom.conf writes them. */
const COLUMNS =
  'eventtype,eventtime,cid_name,cid_num,exten,context,channame,appname,accountcode,uniqueid,linkedid,peer,extra,userfield,appdata,cid_ani,cid_dnid';
const NOW = 1_795_530_000;

function readSampleEvents(): readonly CelEvent[] {
  const file = new CelFile('UTC', COLUMNS.split(','));
  const { events, rejects } = file.push(readFileSync(FILE));
  expect([rejects, file.end().unfinished]).toEqual([[], null]);
  return events.map(({ event }) => event);
}

/** Microseconds of a time, and what the tables hold of the rest of an event: `extra` has another name in FreePBX's. */
const EVENTS = readSampleEvents();
const stamp = (micros: number) =>
  `${new Date(Math.floor(micros / 1000)).toISOString().slice(0, 19).replace('T', ' ')}.${String(micros % 1_000_000).padStart(6, '0')}`;
function toRow({ atMicros, extra, ...event }: CelEvent, extraName: string, most: number) {
  const cut = Object.entries({ ...event, [extraName]: extra }).map(([name, text]) => [
    name,
    text.slice(0, most),
  ]);
  return {
    ...{ eventtime: stamp(atMicros), amaflags: 3, userdeftype: '', cid_ani: '', cid_rdnis: '', cid_dnid: '' },
    ...Object.fromEntries(cut),
  } as Readonly<Record<string, string | number>>;
}

let house: LiveHouse;
let feed: FeedLife | undefined;

beforeAll(async () => {
  house = await openLiveHouse(readSample('second/').directory);
});
afterAll(() => house?.end());
beforeEach(() => house.clear());
afterEach(async () => {
  await feed?.stop();
  feed = undefined;
});

const kept = () => house.column('cel', "concat(eventtype, ' ', channame, ' ', uniqueid, ' ', extra)");
const untilKept = (count: number) =>
  until(async () => (await kept()).length === count, `${count} events, of ${EVENTS.length}`);

/** What the file of the same events comes to. */
async function readFromFile() {
  const events = EVENTS.map((event, index) => ({ line: index + 1, event }));
  await landCelEvents(house.parts, { source: 'file', events, rejects: [] });
  return { events: await kept(), identities: await house.column('cel', 'identity') };
}

describe("FreePBX's table cel in MariaDB", () => {
  let server: RunningMariadb;
  let root: Connection;

  beforeAll(async () => {
    server = await startMariadb();
    root = await server.connect();
    await root.query("CREATE USER reader@'%' IDENTIFIED BY 'read only'");
    await root.query("GRANT SELECT ON asteriskcdrdb.* TO reader@'%'");
    await root.query("SET SESSION sql_mode = ''");
  });
  afterAll(async () => {
    await root?.end();
    await server?.stop();
  });

  beforeEach(() => root.query('DROP TABLE IF EXISTS cdr, cel'));

  it.each([
    ['of now', FREEPBX_CEL, 'extra', 512],
    ['of FreePBX 12', OLD_FREEPBX_CEL, 'eventextra', 255],
  ])(
    '%s is read by its number, each event once, whatever comes late, and what is no event is a reject',
    async (_, table, extra, most) => {
      await root.query(NUMBERED_CDR);
      await root.query(table);
      const known = new Set(table.match(/\w+(?= (?:varchar|int|datetime))/g));
      const rows = EVENTS.map((event) => {
        const row = { src: '', dst: '', channel: '', dstchannel: '', ...toRow(event, extra, most) };
        return Object.fromEntries(Object.entries(row).filter(([name]) => known.has(name)));
      });
      const insert = async (some: readonly object[]) => {
        for (const row of some) await root.query('INSERT INTO cel SET ?', [row]);
      };
      const start = (cursor: unknown) => {
        feed = startDatabaseFeed(
          house,
          'asterisk-mysql',
          { ...settingsOf(server.port), cel: 'cel' },
          cursor,
          NOW,
        );
        return feed;
      };
      // A number that a transaction took and wrote later than the others.
      await insert(rows.slice(1, 300));
      await root.query('UPDATE cel SET id = id + 1 ORDER BY id DESC');
      await root.query('ALTER TABLE cel AUTO_INCREMENT = 1000');
      const first = start(null);
      await untilKept(299);
      await insert([{ ...rows[0], id: 1 }]);
      await untilKept(300);
      await first.stop();
      await insert(rows.slice(300));
      await insert([
        { ...rows[0], eventtime: '0000-00-00 00:00:00' },
        { ...rows[0], eventtype: '' },
      ]);
      start(first.cursor());
      await untilKept(EVENTS.length);
      await until(async () => (await house.column('reject', 'raw')).length === 2, 'two rejects');
      const tables = await kept();
      // The column is a datetime: events of a table are cut to the second, and otherwise those of the file.
      expect(new Set(await house.column('cel', 'toUnixTimestamp64Micro(at) % 1000000'))).toEqual(
        new Set(['0']),
      );
      await house.clear();
      expect(tables).toEqual((await readFromFile()).events);
    },
  );
});

describe("cel_pgsql's table in Postgres", () => {
  let server: RunningPostgres;
  let root: pg.Client;

  beforeAll(async () => {
    server = await startPostgres();
    root = new pg.Client({ connectionString: server.url });
    await root.connect();
    await root.query("CREATE ROLE reader LOGIN PASSWORD 'read only'");
    await root.query('ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT ON TABLES TO reader');
  });
  afterAll(async () => {
    await root?.end();
    await server?.stop();
  });

  it('wants an index, and then has the events of the file to the microsecond', async () => {
    const settings = { ...settingsOf(Number(new URL(server.url).port)), database: 'postgres', cel: 'cel' };
    const start = () => {
      feed = startDatabaseFeed(house, 'asterisk-postgres', settings, null, NOW);
      return feed;
    };
    await root.query(
      'CREATE TABLE cdr (id bigserial PRIMARY KEY, start timestamp, channel text, duration int, billsec int, disposition text)',
    );
    await root.query(CEL_PGSQL);
    await expect(start().ended).rejects.toThrow('CREATE INDEX cel_eventtime ON cel (eventtime)');
    await root.query('CREATE INDEX cel_eventtime ON cel (eventtime)');
    for (const event of EVENTS) {
      const row = { ...toRow(event, 'extra', 512), peeraccount: '' };
      const names = Object.keys(row);
      const marks = names.map((_, index) => `$${index + 1}`);
      await root.query(`INSERT INTO cel (${names}) VALUES (${marks})`, Object.values(row));
    }
    start();
    await untilKept(EVENTS.length);
    const tables = { events: await kept(), identities: await house.column('cel', 'identity') };
    await house.clear();
    expect(await readFromFile()).toEqual(tables);
  });
});
