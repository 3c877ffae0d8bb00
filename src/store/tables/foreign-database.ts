import type { SelfWriting } from '../../core/self-writing.ts';

/**
 * A database of somebody else's, where a PBX keeps its records. It is read and never written, by as little as it takes:
 * ranges of one indexed column, whose values count as whole numbers (**units**) in either kind of server.
 */
export interface ForeignDatabase {
  /** Undefined where there is no such table. `table` may name a schema (Postgres) or database (MySQL) before a dot. */
  describeTable(table: string): Promise<ForeignTable | undefined>;
  /** The units of the row that stands `skip` rows after the first of those from `from` on; null where there is none. */
  findKey(place: KeyPlace, from: number | null, skip: number): Promise<number | null>;
  findLastKey(place: KeyPlace): Promise<number | null>;
  /** About how many rows there are from `from` on, as the server's planner has it: no row is read. */
  estimateRows(place: KeyPlace, from: number | null): Promise<number>;
  /** How many rows each bucket of `size` units holds, by its first unit; a bucket without rows is left out. */
  countByBucket(place: KeyPlace, range: KeyRange, size: number): Promise<ReadonlyMap<number, number>>;
  countWithoutKey(place: KeyPlace): Promise<number>;
  /** All rows of a range, at once: for ranges that are known to be small. */
  readRows(place: KeyPlace, columns: readonly string[], range: KeyRange): Promise<readonly ForeignRow[]>;
  /** The same, some thousand rows at a time, for a range of any size or the rows without a key. */
  streamRows(
    place: KeyPlace,
    columns: readonly string[],
    range: KeyRange | 'without-key',
  ): AsyncIterable<readonly ForeignRow[]>;
  /** The newest rows by key, newest first. */
  readNewest(place: KeyPlace, columns: readonly string[], rows: number): Promise<readonly ForeignRow[]>;
  /** All rows in which a column has one of these texts; refuses nothing, so ask by an indexed column. */
  readRowsWith(
    place: KeyPlace,
    columns: readonly string[],
    column: string,
    values: readonly string[],
  ): Promise<readonly ForeignRow[]>;
  close(): Promise<void>;
}

/** Texts as the server prints them: instants in UTC as epoch seconds, wall-clock times as `YYYY-MM-DD HH:MM:SS`. */
export interface ForeignRow {
  /** Units of the key; null where the row has none. */
  readonly key: number | null;
  /** May be made anew whenever it is asked for. */
  readonly fields: readonly (string | null)[];
  /** The fields as `JSON.stringify` prints them, where that is sooner had than the fields. */
  readonly json?: SelfWriting;
}

/**
 * `wall`: a time that names no zone; `instant`: one that the server keeps in UTC; `whole`: a number. Units are seconds,
 * of `wall` as if it were UTC, and the number itself.
 */
type KeyType = 'wall' | 'instant' | 'whole';

/** By which column a table is read. */
export interface KeyPlace {
  readonly table: string;
  readonly key: string;
  readonly type: KeyType;
}

/** From `from` up to, not including, `to`; null: all that follows. */
export interface KeyRange {
  readonly from: number;
  readonly to: number | null;
}

export interface ForeignColumn {
  readonly name: string;
  readonly type: KeyType | 'other';
  readonly nullable: boolean;
  /** The server numbers new rows by it: AUTO_INCREMENT, a serial or an identity. */
  readonly counting: boolean;
}

export interface ForeignTable {
  readonly columns: readonly ForeignColumn[];
  /** Names of indexes by the column that stands first in them; only of such as whole values of it are found by. */
  readonly indexes: ReadonlyMap<string, string>;
}

/** Where a database is. */
export interface DatabaseAddress {
  readonly host: string;
  readonly port: number;
  readonly database: string;
  readonly user: string;
  readonly password: string;
  /** `yes`: encrypted, and the server's certificate is to be for `host` and signed by who is believed; `unchecked`: encrypted. */
  readonly tls: 'no' | 'yes' | 'unchecked';
  /** Certificates (PEM) that are believed in place of the system's. */
  readonly ca: string | undefined;
}

/** A zero date (`0000-00-00 00:00:00`) counts as the second before the year 1. */
export const ZERO_DATE = -62_135_596_801;
