import type {
  ForeignColumn,
  ForeignDatabase,
  ForeignRow,
  ForeignTable,
  KeyPlace,
} from './foreign-database.ts';
import { isRowOf, JoinedRow } from './joined-row.ts';
import { type TableDialect, tableSql } from './table-sql.ts';

/** A connection to one kind of server: rows are lists of texts, numbers and nulls, in the order they were asked for. */
export interface ForeignSession {
  /** Refuses with a sentence. */
  ask(sql: string, values?: readonly unknown[]): Promise<readonly (readonly unknown[])[]>;
  /** The same rows some thousand at a time, at the pace at which they are taken. */
  stream(sql: string): AsyncIterable<readonly (readonly unknown[])[]>;
  describeTable(name: string): Promise<ForeignTable | undefined>;
  /** About how many rows a plan, the answer to EXPLAIN, expects. */
  rowsOfPlan(plan: readonly (readonly unknown[])[]): number;
  close(): Promise<void>;
}

/** All that is asked of tables, in the words of one kind of server. */
export function askTables(session: ForeignSession, dialect: TableDialect): ForeignDatabase {
  const sql = tableSql(dialect);
  const types = new Map<string, ReadonlyMap<string, ForeignColumn>>();
  const { ask } = session;

  const fieldsOf = (place: KeyPlace, columns: readonly string[]) =>
    columns.map((name) => {
      const quoted = dialect.quoteName(name);
      return types.get(place.table)?.get(name)?.type === 'instant' ? dialect.epochOf(quoted) : quoted;
    });
  const askNumber = async (text: string) => {
    const value = (await ask(text))[0]?.[0];
    return value === undefined || value === null ? null : Number(value);
  };
  return {
    describeTable: async (name) => {
      const table = await session.describeTable(name);
      if (table !== undefined) types.set(name, new Map(table.columns.map((one) => [one.name, one])));
      return table;
    },
    findKey: (place, from, skip) => askNumber(sql.findKey(place, from, skip)),
    findLastKey: (place) => askNumber(sql.findLastKey(place)),
    estimateRows: async (place, from) =>
      session.rowsOfPlan(await ask(`EXPLAIN ${sql.scanFrom(place, from)}`)),
    countByBucket: async (place, range, size) => {
      const rows = await ask(sql.countByBucket(place, range, size));
      return new Map(rows.map(([bucket, count]) => [Number(bucket) * size, Number(count)]));
    },
    countWithoutKey: async (place) => (await askNumber(sql.countWithoutKey(place))) ?? 0,
    readRows: async (place, columns, range) => {
      const fields = fieldsOf(place, columns);
      const joined = fromJoined(await ask(sql.joinedRows(place, fields, range)), columns.length);
      return joined ?? (await ask(sql.separateRows(place, fields, range))).map(toRow);
    },
    streamRows: async function* (place, columns, range) {
      for await (const rows of session.stream(sql.separateRows(place, fieldsOf(place, columns), range))) {
        yield rows.map(toRow);
      }
    },
    readNewest: async (place, columns, rows) =>
      (await ask(sql.newest(place, fieldsOf(place, columns), rows))).map(toRow),
    readRowsWith: async (place, columns, column, values) => {
      if (values.length === 0) return [];
      const marks = values.map((_, index) => dialect.mark(index)).join(', ');
      return (await ask(sql.rowsWith(place, fieldsOf(place, columns), column, marks), values)).map(toRow);
    },
    close: session.close,
  };
}

/** Rows of a joined text and their units; null where a text holds the separator. */
function fromJoined(rows: readonly (readonly unknown[])[], width: number): readonly ForeignRow[] | null {
  const found: ForeignRow[] = [];
  for (const [text, key] of rows) {
    const joined = String(text);
    if (!isRowOf(joined, width)) return null;
    found.push(new JoinedRow(toKey(key), joined));
  }
  return found;
}

function toRow(values: readonly unknown[]): ForeignRow {
  const fields = values.slice(0, -1).map((value) => (value === null ? null : String(value)));
  return { key: toKey(values.at(-1)), fields };
}

function toKey(value: unknown): number | null {
  return value === null || value === undefined ? null : Number(value);
}
