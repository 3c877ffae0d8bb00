import type { ForeignDatabase, ForeignRow, ForeignTable } from '../../../store/tables/foreign-database.ts';
import type { RecordFormat, RecordPart } from '../../record-format.ts';
import type { RejectedRecord } from '../../reject-reason.ts';
import type { CelPart } from '../../sources/asterisk-cel.ts';
import type { QueueLogPart } from '../../sources/queue-log.ts';
import type { ZoneTally } from '../../sources/zone-tally.ts';
import type { PageOrder } from './choose-order.ts';
import type { OpenCalls } from './open-calls.ts';

/** What some rows of a table hold. */
export type RowsRead =
  | {
      readonly format: Pick<RecordFormat, 'text' | 'kind'>;
      readonly records: RecordPart;
      /** What was rejected before, and is put right by these records. */
      readonly settled?: readonly RejectedRecord[];
    }
  | { readonly events: QueueLogPart }
  | { readonly cel: CelPart };

/** One kind of table, and how its rows are read. */
export interface TableReader {
  /** Names of times by which its rows may be read, in order of preference, in small letters. */
  readonly starts: readonly string[];
  /** The columns that are read, in the order in which they are kept. Refuses a table that lacks a necessary one. */
  columns(name: string, table: ForeignTable): readonly string[];
  /** Whether the times that are read name no zone. */
  needsZone(table: ForeignTable): boolean;
  /** Reads rows, and may ask for more of the same table and columns. */
  open(wish: OpenTable): (rows: readonly ForeignRow[]) => RowsRead | Promise<RowsRead>;
  /** Reads anew what was waited for in vain; null where there is nothing. */
  openDue?(wish: OpenTable): () => Promise<RowsRead | null>;
  /** How well rows, read as of a zone, agree with what else they tell of the time. */
  tally(columns: readonly string[], rows: readonly ForeignRow[], zone: string): ZoneTally;
}

export interface OpenTable {
  readonly database: ForeignDatabase;
  readonly order: PageOrder;
  readonly columns: readonly string[];
  readonly zone: string;
  readonly open: OpenCalls;
}

/** Tells one row's reject from another's, where the table numbers its rows; else its text does. */
export function lineOf(order: PageOrder, row: ForeignRow): number {
  return order.counting && row.key !== null && row.key > 0 && row.key < 2 ** 32 ? row.key : 1;
}
