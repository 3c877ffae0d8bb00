import { RingledgerError } from '../../../core/errors.ts';
import type { Shape } from '../../../core/json-shape.ts';
import { connectDatabase } from '../../../store/tables/connect-database.ts';
import type { ForeignDatabase, ForeignTable } from '../../../store/tables/foreign-database.ts';
import type { FeedContext, FeedKind } from '../feed.ts';
import { readCertificates } from '../read-certificates.ts';
import { wait } from '../wait.ts';
import { chooseOrder, describeOrder } from './choose-order.ts';
import {
  type DatabaseSettings,
  databaseShape,
  readDatabaseSettings,
  type ServerKind,
} from './database-settings.ts';
import type { TableFollower } from './follow-table.ts';
import { type DatabaseCursor, type DescribedTable, landTable, type TableCursor } from './land-table.ts';
import { OpenCalls } from './open-calls.ts';
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

const ROWS_TO_LOOK_AT = 200;
/** A kind of source that is a database. */
export function defineDatabaseFeed(kind: DatabaseKind): FeedKind {
  return {
    kind: kind.kind,
    description: kind.description,
    settings: databaseShape(`the settings of ${kind.kind}`, kind.settings, kind.asksServer),
    secrets: ['password'],
    test: async ({ settings, signal }) => {
      const read = readDatabaseSettings(settings, kind.server);
      const database = await connect(read, signal);
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

async function connect(
  { server, address, caFile }: DatabaseSettings,
  signal: AbortSignal,
): Promise<ForeignDatabase> {
  const ca = caFile === undefined ? undefined : await readCertificates(caFile);
  return connectDatabase(server, { ...address, ca }, signal);
}

async function runDatabase(kind: DatabaseKind, feed: FeedContext): Promise<void> {
  const read = readDatabaseSettings(feed.settings, kind.server);
  const database = await connect(read, feed.signal);
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
    const open = new OpenCalls(kept?.open, read.lookbackSeconds, feed.now);
    followers.push(landTable(database, table, read, feed, { seen, open }, zone, keep));
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

function sumWaiting(followers: readonly TableFollower[]): number | null {
  let sum = 0;
  for (const { waiting } of followers) {
    if (waiting === null) return null;
    sum += waiting;
  }
  return sum;
}
