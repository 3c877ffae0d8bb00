import type { RowWriter } from './row-binary.ts';

/** Values bound to `{name:Type}` placeholders, however long: no query writes one into its text. */
export type QueryParameters = Readonly<
  Record<string, string | number | readonly string[] | readonly number[]>
>;

/** Columns of rows in their order, each with the engine's type for it. */
export type Columns = Readonly<Record<string, string>>;

/** Formats the queries of this server ask for; the engine writes them, nothing here does. */
export type AnswerFormat = 'TSVRaw' | 'JSONCompactEachRow' | 'RowBinary' | 'Native' | 'Null';

/** Formats in which rows are given: row by row, or as a block of columns. */
export type RowFormat = 'RowBinary' | 'Native';

/** Of every session: a batch asks for its calls by name, tens of thousands at once. */
export const SESSION_SETTINGS = { max_query_size: '100000000' } as const;

/**
 * A batch may hold records of many months (an archive imported at once), each a partition of its own. Rows are not
 * searched for ones that replace each other: queries do, and it takes a third of an insert's work.
 */
export const INSERT_SETTINGS = { max_partitions_per_insert_block: '0', optimize_on_insert: 0 } as const;

/**
 * The engine that holds the calls, wherever it runs: the same SQL text goes to chDB inside this process and to a
 * ClickHouse server. Each adapter is a carrier of bytes and knows nothing of calls.
 */
export interface CallStore {
  /** Runs a query and yields the bytes of its answer as the engine makes them. Leaving the loop stops the engine. */
  stream(sql: string, parameters: QueryParameters, format: AnswerFormat): AsyncIterable<Uint8Array>;
  /** The bytes of a small answer, all at once. */
  read(sql: string, parameters: QueryParameters, format: AnswerFormat): Promise<Buffer>;
  /** Appends rows, in the order of `columns`; resolves when they are durable. */
  insert(table: string, columns: Columns, rows: Buffer, format?: RowFormat): Promise<void>;
  /** Runs a statement that answers nothing. */
  command(sql: string, parameters?: QueryParameters): Promise<void>;
  /** Waits for what is under way, then lets go. */
  close(): Promise<void>;
}

/** Rows of a small answer, each an array in the order of the selected columns. */
export async function readRows<Row extends readonly unknown[]>(
  store: CallStore,
  sql: string,
  parameters: QueryParameters = {},
): Promise<Row[]> {
  const text = (await store.read(sql, parameters, 'JSONCompactEachRow')).toString('utf8');
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Row);
}

/** Appends written rows, if there are any; resolves when they are durable. The writer is not to be used again. */
export async function insertRows(
  store: CallStore,
  table: string,
  columns: Columns,
  rows: RowWriter,
): Promise<void> {
  if (!rows.isEmpty) await store.insert(table, columns, rows.toBuffer());
  rows.release();
}
