import { settleAll } from '../../core/settle-all.ts';
import type { CallStore } from './call-store.ts';
import type { Window } from './cdr-rows.ts';

/** What makes a leg the same leg when it is made again. */
export const OUTBOUND_KEY = 'company, device, started_at, call_key, part';
export const INBOUND_KEY = 'company, extension, started_at, call_key';

const PLACES = { outbound_leg: OUTBOUND_KEY, inbound_leg: INBOUND_KEY } as const;

/** A table of legs. */
export type LegTable = keyof typeof PLACES;

/** Calls whose legs are about to be replaced; their legs start within the window. */
export interface ReplacedCalls {
  readonly callKeys: readonly number[];
  readonly window: Window;
}

/**
 * Keeps the legs of these calls as they are, before others replace them: deleted ones too, as a place may have been empty
 * for a while. To do so again changes nothing. Resolves when it is durable.
 */
export async function keepPastLegs(store: CallStore, { callKeys, window }: ReplacedCalls): Promise<void> {
  if (callKeys.length === 0) return;
  const copy = (table: LegTable) =>
    store.command(
      `INSERT INTO ${table}_past SELECT * FROM ${table}
       WHERE started_at >= {from:UInt32} AND started_at <= {to:UInt32} AND call_key IN (${callKeys.join(',')})
       SETTINGS max_partitions_per_insert_block = 0`,
      { from: window.fromAt, to: window.toAt },
    );
  await settleAll([copy('outbound_leg'), copy('inbound_leg')]);
}

/**
 * The table expression of the legs as they were at a version: of every place the newest row up to it, wherever that row
 * is now. A row that was copied and not replaced stands in both tables and counts once. The tables' own is read first: a
 * row that is no longer there was copied before. `within` may name columns of the place only, `where` any; parameters are
 * those of the two and `parameter`, the version.
 */
export function legsAsOf(table: LegTable, within: string, where: string, parameter = 'as_of'): string {
  const place = PLACES[table];
  const rows = (from: string) => `SELECT * FROM ${from} WHERE ${within} AND version <= {${parameter}:UInt64}`;
  return `(SELECT * FROM (
      SELECT * FROM (${rows(table)} UNION ALL ${rows(`${table}_past`)})
      ORDER BY ${place}, version DESC LIMIT 1 BY ${place})
    WHERE is_deleted = 0 AND ${where})`;
}
