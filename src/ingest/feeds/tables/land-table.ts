import { zoneOffsetSeconds } from '../../../core/zone.ts';
import type { ForeignDatabase, ForeignTable } from '../../../store/tables/foreign-database.ts';
import { createQueue } from '../create-queue.ts';
import type { FeedContext } from '../feed.ts';
import type { PageOrder } from './choose-order.ts';
import type { DatabaseSettings } from './database-settings.ts';
import { followTable, type TableFollower } from './follow-table.ts';
import type { FollowWish } from './followed-table.ts';
import type { OpenCalls, OpenCallsCursor } from './open-calls.ts';
import type { Pace, SeenCursor } from './seen-rows.ts';
import type { RowsRead, TableReader } from './table-reader.ts';

/**
 * Where each table of a source had come to, by which column, and the zone as which its times are read. A table that is
 * read by another column than before, as it got an index, begins anew.
 */
export type DatabaseCursor = Readonly<Record<string, TableCursor>>;

export interface TableCursor extends SeenCursor {
  readonly key: string;
  readonly zone: string;
  readonly open?: OpenCallsCursor;
}

export interface DescribedTable {
  readonly name: string;
  readonly table: ForeignTable;
  readonly reader: TableReader;
  readonly order: PageOrder;
  readonly columns: readonly string[];
}

/** What a table may be behind in numbers of rows: transactions that were open while so many others ended. */
const BY_NUMBER: Pace = { lookback: 10_000, narrow: 1_000, fine: 100, coarse: 100_000, full: 100_000 };
/** Wall clocks go back by an hour or two. */
const CLOCK_CHANGE_SECONDS = 7_200;

/**
 * Follows a table and lands what it reads, with what was waited for in vain; each landing keeps how far it had come, which
 * `keep` puts beside what is kept of the source's other tables.
 */
export function landTable(
  database: ForeignDatabase,
  { name, reader, order, columns }: DescribedTable,
  { lookbackSeconds }: DatabaseSettings,
  feed: FeedContext,
  { seen: before, open }: { readonly seen: SeenCursor | null; readonly open: OpenCalls },
  zone: string,
  keep: (name: string, kept: TableCursor) => DatabaseCursor,
): TableFollower {
  const opened = { database, order, columns, zone, open };
  const read = reader.open(opened);
  const readDue = reader.openDue?.(opened);
  let last = before;
  const keepSeen = (seen: SeenCursor | null) => {
    if (seen === null) return undefined;
    last = seen;
    const waiting = open.toCursor();
    return keep(name, {
      ...{ ...seen, key: order.place.key, zone },
      ...(waiting === undefined ? {} : { open: waiting }),
    });
  };
  const landRead = (batch: RowsRead, seen: SeenCursor | null, taken?: () => void): Promise<unknown> => {
    const kept = keepSeen(seen);
    if ('events' in batch) return feed.landQueueEvents(batch.events, kept);
    if ('cel' in batch) return feed.landCelEvents(batch.cel, kept);
    const { format, records, settled = [] } = batch;
    return feed.landCdrs({ format, ...records, settled }, kept, taken);
  };
  const keepAlone = async (seen: SeenCursor | null) => {
    const kept = keepSeen(seen);
    if (kept !== undefined) await feed.keepCursor(kept);
  };
  /** No cursor may be kept before the rows below it are read: page after page, and none after one that failed. */
  const inOrder = createQueue();
  const landRows: FollowWish['land'] = (rows, seen, taken) =>
    inOrder(() => read(rows)).then((batch) => landRead(batch, seen, taken));
  const follower = followTable({
    database,
    order,
    columns,
    cursor: before,
    pace: order.counting ? BY_NUMBER : bySeconds(lookbackSeconds),
    now: () => presentOf(order, zone, feed.now()),
    clock: feed.now,
    land: (rows, seen, taken) => (rows.length > 0 ? landRows(rows, seen, taken) : keepAlone(seen)),
  });
  return {
    get waiting() {
      return follower.waiting;
    },
    step: async () => {
      const isMore = await follower.step();
      const due = isMore ? null : await readDue?.();
      if (due) await landRead(due, last);
      return isMore;
    },
  };
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
