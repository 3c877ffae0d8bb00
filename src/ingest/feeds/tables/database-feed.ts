import { RingledgerError } from '../../../core/errors.ts';
import type { Shape } from '../../../core/json-shape.ts';
import { zoneOffsetSeconds } from '../../../core/zone.ts';
import { connectDatabase } from '../../../store/tables/connect-database.ts';
import type { ForeignDatabase, ForeignTable } from '../../../store/tables/foreign-database.ts';
import type { FeedContext, FeedKind } from '../feed.ts';
import { wait } from '../wait.ts';
import { chooseOrder, describeOrder, type PageOrder } from './choose-order.ts';
import {
  type DatabaseSettings,
  databaseShape,
  readDatabaseSettings,
  type ServerKind,
} from './database-settings.ts';
import { followTable, type TableFollower } from './follow-table.ts';
import type { Pace, SeenCursor } from './seen-rows.ts';
import { settleZone } from './settle-zone.ts';
import type { TableReader } from './table-reader.ts';

/** One table of a source. */
export interface WantedTable {
  readonly name: string;
  /** How it is read; asked when its columns are known. */
  readonly reader: (table: ForeignTable) => TableReader;
}

export interface DatabaseKind {
  readonly kind: string;
  readonly description: string;
  readonly server: ServerKind;
  /** Whether the settings may name another kind of server. */
  readonly asksServer: boolean;
  /** Settings of its own, beside those that every database has. */
  readonly settings: Readonly<Record<string, Shape>>;
  tables(settings: Readonly<Record<string, unknown>>): readonly WantedTable[];
}

/**
 * Where each table of a source had come to, by which column, and the zone as which its times are read. A table that is
 * read by another column than before, as it got an index, begins anew.
 */
type DatabaseCursor = Readonly<Record<string, TableCursor>>;

interface TableCursor extends SeenCursor {
  readonly key: string;
  readonly zone: string;
}

const ROWS_TO_LOOK_AT = 200;
/** What a table may be behind in numbers of rows: transactions that were open while so many others ended. */
const BY_NUMBER: Pace = { lookback: 10_000, narrow: 1_000, fine: 100, coarse: 100_000, full: 100_000 };
/** Wall clocks go back by an hour or two. */
const CLOCK_CHANGE_SECONDS = 7_200;

/** A kind of source that is a database. */
export function defineDatabaseFeed(kind: DatabaseKind): FeedKind {
  return {
    kind: kind.kind,
    description: kind.description,
    settings: databaseShape(`the settings of ${kind.kind}`, kind.settings, kind.asksServer),
    secrets: ['password'],
    test: async ({ settings, signal }) => {
      const read = readDatabaseSettings(settings, kind.server);
      const database = await connectDatabase(read.server, read.address, signal);
      try {
        const sentences: string[] = [];
        for (const wanted of kind.tables(settings)) {
          const table = await describe(database, wanted, read);
          sentences.push(describeOrder(table.order), await describeZone(database, table, read));
        }
        return sentences;
      } finally {
        await database.close();
      }
    },
    run: (feed) => runDatabase(kind, feed),
  };
}

async function runDatabase(kind: DatabaseKind, feed: FeedContext): Promise<void> {
  const read = readDatabaseSettings(feed.settings, kind.server);
  const database = await connectDatabase(read.server, read.address, feed.signal);
  try {
    await followAll(await openFollowers(kind, database, read, feed), read, feed);
  } catch (error) {
    // What a connection that was ended by ourselves has to say is of no use.
    if (!feed.signal.aborted) throw error;
  } finally {
    await database.close();
  }
}

async function openFollowers(
  kind: DatabaseKind,
  database: ForeignDatabase,
  read: DatabaseSettings,
  feed: FeedContext,
): Promise<readonly TableFollower[]> {
  const followers: TableFollower[] = [];
  let cursor = (feed.cursor ?? {}) as DatabaseCursor;
  const keep = (name: string, kept: TableCursor) => {
    cursor = { ...cursor, [name]: kept };
    return cursor;
  };
  for (const wanted of kind.tables(feed.settings)) {
    const table = await describe(database, wanted, read);
    const kept = cursor[wanted.name];
    const isSettled = kept !== undefined && (read.zone ?? kept.zone) === kept.zone;
    const zone = isSettled ? kept.zone : (await zoneOf(database, table, read, feed.zone)).zone;
    const seen = kept?.key === table.order.place.key ? kept : null;
    followers.push(follow(database, table, read, feed, seen, zone, keep));
  }
  return followers;
}

async function followAll(
  followers: readonly TableFollower[],
  { everySeconds }: DatabaseSettings,
  { signal, tell }: FeedContext,
): Promise<void> {
  while (!signal.aborted) {
    let isMore = false;
    for (const follower of followers) {
      if (signal.aborted) return;
      isMore = (await follower.step()) || isMore;
    }
    tell({ waiting: sumWaiting(followers), trouble: null });
    if (!isMore) await wait(everySeconds * 1000, signal);
  }
}

interface DescribedTable {
  readonly name: string;
  readonly table: ForeignTable;
  readonly reader: TableReader;
  readonly order: PageOrder;
  readonly columns: readonly string[];
}

async function describe(
  database: ForeignDatabase,
  { name, reader: readerOf }: WantedTable,
  { address, mayScan }: DatabaseSettings,
): Promise<DescribedTable> {
  const table = await database.describeTable(name);
  if (table === undefined) {
    throw new RingledgerError(
      'invalid-request',
      `There is no table "${name}" in the database "${address.database}" that "${address.user}" may read: correct the name, or grant SELECT on it.`,
    );
  }
  const reader = readerOf(table);
  const columns = reader.columns(name, table);
  return { name, table, reader, columns, order: chooseOrder(name, table, reader.starts, mayScan) };
}

async function zoneOf(
  database: ForeignDatabase,
  { name, table, reader, order, columns }: DescribedTable,
  { zone }: DatabaseSettings,
  pbxZone: string,
): Promise<{ readonly zone: string; readonly note: string }> {
  if (!reader.needsZone(table)) return { zone: 'UTC', note: `The times in "${name}" are instants.` };
  const rows = await database.readNewest(order.place, columns, ROWS_TO_LOOK_AT);
  return settleZone(name, zone, pbxZone, (one) => reader.tally(columns, rows, one));
}

/** Without the PBX's zone, which whoever tries a source does not have at hand, UTC stands in its place. */
async function describeZone(
  database: ForeignDatabase,
  table: DescribedTable,
  settings: DatabaseSettings,
): Promise<string> {
  if (settings.zone !== null || !table.reader.needsZone(table.table)) {
    return (await zoneOf(database, table, settings, 'UTC')).note;
  }
  const rows = await database.readNewest(table.order.place, table.columns, ROWS_TO_LOOK_AT);
  const tally = table.reader.tally(table.columns, rows, 'UTC');
  if (tally.compared === 0)
    return `The times in "${table.name}" are read as the PBX's zone, unless "zone" says another.`;
  return tally.fitting > 0
    ? `The times in "${table.name}" are UTC, by the uniqueids of its newest rows.`
    : `The clocks that wrote "${table.name}" were ${tally.describeClocks()}, by the uniqueids of its newest rows; without "zone" the PBX's zone is taken.`;
}

function follow(
  database: ForeignDatabase,
  { name, reader, order, columns }: DescribedTable,
  { lookbackSeconds }: DatabaseSettings,
  feed: FeedContext,
  cursor: SeenCursor | null,
  zone: string,
  keep: (name: string, kept: TableCursor) => DatabaseCursor,
): TableFollower {
  const read = reader.open({ database, order, columns, zone });
  return followTable({
    database,
    order,
    columns,
    cursor,
    pace: order.counting ? BY_NUMBER : bySeconds(lookbackSeconds),
    now: () => presentOf(order, zone, feed.now()),
    clock: feed.now,
    land: async (rows, seen) => {
      const kept = seen === null ? undefined : keep(name, { key: order.place.key, zone, ...seen });
      if (rows.length === 0) {
        if (kept !== undefined) await feed.keepCursor(kept);
        return;
      }
      const batch = await read(rows);
      if ('events' in batch) await feed.landQueueEvents(batch.events, kept);
      else if ('cel' in batch) await feed.landCelEvents(batch.cel, kept);
      else await feed.landCdrs({ format: batch.format, ...batch.records }, kept);
    },
  });
}

function bySeconds(lookback: number): Pace {
  return {
    lookback: lookback + CLOCK_CHANGE_SECONDS,
    narrow: 1_800,
    fine: 60,
    coarse: 86_400,
    full: null,
  };
}

/** The present as the key has it: wall clocks count as if they were UTC. */
function presentOf(order: PageOrder, zone: string, now: number): number | null {
  if (order.counting) return null;
  return order.place.type === 'wall' ? now + zoneOffsetSeconds(zone, now) : now;
}

function sumWaiting(followers: readonly TableFollower[]): number | null {
  let sum = 0;
  for (const { waiting } of followers) {
    if (waiting === null) return null;
    sum += waiting;
  }
  return sum;
}
