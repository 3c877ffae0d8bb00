import { TableAudit } from './audit-table.ts';
import { FollowedTable, type FollowWish } from './followed-table.ts';
import { LookBack } from './look-back.ts';
import { ReadOn } from './read-on.ts';

/** A table that is read for as long as it is wanted. */
export interface TableFollower {
  /**
   * Reads what is new, or some thousand rows of it; then what came late. Resolves to whether there is more to read at
   * once. What it lands is durable when it resolves.
   */
  step(): Promise<boolean>;
  /** About how many rows wait; null where that is not known. */
  readonly waiting: number | null;
}

/**
 * Reads a table by ranges of its key, each exactly once, and then counts: in each bucket of what is recent at every
 * look, and in each day once a day. Where there are more rows than were read, and nowhere else, the range is read again;
 * rows that were read before are known by their identity. A position alone would miss what comes late: a call's row
 * bears the time of its start and is written at its end, and transactions end in any order.
 */
export function followTable(wish: FollowWish): TableFollower {
  const table = new FollowedTable(wish);
  const on = new ReadOn(table);
  const back = new LookBack(table);
  const audit = new TableAudit(table);
  return {
    step: async () => {
      if (await on.step()) return true;
      await startAnewWhereEmptied(table);
      await back.step();
      await audit.step();
      table.seen.trim(table.lateFrom);
      return false;
    },
    get waiting() {
      return on.waiting;
    },
  };
}

/** A table whose numbers begin again below what was read was emptied, or is another one. */
async function startAnewWhereEmptied(table: FollowedTable): Promise<void> {
  const { wish, seen } = table;
  if (!wish.order.counting || seen.next === null) return;
  const last = await wish.database.findLastKey(wish.order.place);
  if (last !== null && last >= seen.next - wish.pace.lookback) return;
  seen.forget();
  await table.keepCursor();
}
