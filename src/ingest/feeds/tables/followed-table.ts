import type { ForeignDatabase, ForeignRow } from '../../../store/tables/foreign-database.ts';
import type { PageOrder } from './choose-order.ts';
import { type Span, toBucket } from './key-spans.ts';
import { type Pace, type SeenCursor, SeenRows } from './seen-rows.ts';

export interface FollowWish {
  readonly database: ForeignDatabase;
  readonly order: PageOrder;
  readonly pace: Pace;
  readonly columns: readonly string[];
  readonly cursor: SeenCursor | null;
  /** The present, in units of the key; null where the key is no time. */
  readonly now: () => number | null;
  /** UTC epoch seconds. */
  readonly clock: () => number;
  /** Lands rows; once they are durable, `cursor`, where there is one, is kept. `taken` may be called when their turn has come. */
  land(rows: readonly ForeignRow[], cursor: SeenCursor | null, taken?: () => void): Promise<unknown>;
}

/** Rows that are read and landed together. */
export const ROWS_A_PAGE = 20_000;

/** A table that is followed, and what of it was read: of this reading on, looking back and the audit all tell and ask. */
export class FollowedTable {
  readonly wish: FollowWish;
  readonly seen: SeenRows;

  constructor(wish: FollowWish) {
    this.wish = wish;
    this.seen = new SeenRows(wish.pace, wish.cursor);
  }

  /** The first unit at which a row may still come late, at the beginning of a fine bucket. */
  get lateFrom(): number {
    return this.lateFromBelow(this.seen.next ?? 0);
  }

  /** The same, when all is read below `next`. */
  lateFromBelow(next: number): number {
    const { now, pace } = this.wish;
    const newest = Math.min(next, now() ?? Number.POSITIVE_INFINITY);
    return toBucket(newest - pace.lookback, pace.fine);
  }

  /** Keeps what is told of as read. All of it must have landed. */
  async keepCursor(): Promise<void> {
    await this.wish.land([], this.seen.toCursor());
  }

  /** Lands a range of any size, some thousand rows at a time, and resolves to its rows by unit; the cursor stays before it. */
  async landCrowd(range: Span | 'without-key'): Promise<Map<number, number>> {
    const { database, order, columns, land } = this.wish;
    const units = new Map<number, number>();
    for await (const rows of database.streamRows(order.place, columns, range)) {
      addUnits(units, rows);
      await land(rows, null);
    }
    return units;
  }
}

/** How many rows there are of each unit. */
export function countUnits(rows: readonly ForeignRow[]): Map<number, number> {
  const units = new Map<number, number>();
  addUnits(units, rows);
  return units;
}

function addUnits(units: Map<number, number>, rows: readonly ForeignRow[]): void {
  for (const { key } of rows) if (key !== null) units.set(key, (units.get(key) ?? 0) + 1);
}
