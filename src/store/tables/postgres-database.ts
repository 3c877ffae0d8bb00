import pg from 'pg';
import { askTables } from './ask-tables.ts';
import type { DatabaseAddress, ForeignColumn, ForeignDatabase, ForeignTable } from './foreign-database.ts';
import { refuseDatabase } from './refuse-database.ts';
import { printSeconds, type TableDialect } from './table-sql.ts';
import { withinPatience } from './within-patience.ts';

const CONNECT_TIMEOUT_MS = 10_000;
const ROWS_A_CHUNK = 5_000;

const quoteName = (name: string) => `"${name.replaceAll('"', '""')}"`;
/** All values as the server prints them. */
const AS_TEXT = { getTypeParser: () => (text: string) => text };

const DIALECT: TableDialect = {
  quoteName,
  unitsOf: (column, { type }) =>
    type === 'whole' ? `floor(${column})::bigint` : `floor(extract(epoch from ${column}))::bigint`,
  epochOf: (column) => `extract(epoch from ${column})`,
  mark: (index) => `$${index + 1}`,
  literal: (units, { type }) => {
    if (type === 'whole') return String(units);
    const printed = `'${units < -62_135_596_800 ? '-infinity' : printSeconds(units)}'`;
    return type === 'wall' ? `timestamp ${printed}` : `timestamptz ${printed}`;
  },
  joinFields: (columns) =>
    `concat_ws(E'\\u001f', ${columns.map((field) => `coalesce((${field})::text, E'\\u001e')`).join(', ')})`,
  separateFields: (columns) => columns.map((field) => `(${field})::text`).join(', '),
};

const caOf = ({ ca }: DatabaseAddress) => (ca === undefined ? {} : { ca });

/** Connects to a PostgreSQL server. Refuses with a sentence, which never holds the password. */
export async function connectPostgres(
  address: DatabaseAddress,
  signal: AbortSignal,
): Promise<ForeignDatabase> {
  const client = new pg.Client({
    host: address.host,
    port: address.port,
    user: address.user,
    password: address.password,
    database: address.database,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    keepAlive: true,
    options: '-c TimeZone=UTC -c DateStyle=ISO -c default_transaction_read_only=on',
    ...(address.tls === 'no' ? {} : { ssl: { rejectUnauthorized: address.tls === 'yes', ...caOf(address) } }),
  });
  // A connection that breaks while idle is told by its next use; unheard, the event would end the process.
  client.on('error', () => undefined);
  const stop = () => void client.end().catch(() => undefined);

  async function ask(
    text: string,
    values: readonly unknown[] = [],
  ): Promise<readonly (readonly unknown[])[]> {
    try {
      const answer = await withinPatience(signal, stop, () =>
        client.query<unknown[]>({ text, values: [...values], rowMode: 'array', types: AS_TEXT }),
      );
      return answer.rows;
    } catch (error) {
      throw refuseDatabase(error, address);
    }
  }
  try {
    await withinPatience(signal, stop, () => client.connect());
  } catch (error) {
    stop();
    throw refuseDatabase(error, address);
  }

  return askTables(
    {
      ask,
      stream: async function* (rows) {
        await ask('BEGIN READ ONLY');
        try {
          await ask(`DECLARE rows NO SCROLL CURSOR FOR ${rows}`);
          for (;;) {
            const chunk = await ask(`FETCH ${ROWS_A_CHUNK} FROM rows`);
            if (chunk.length === 0) return;
            yield chunk;
          }
        } finally {
          await ask('ROLLBACK').catch(() => undefined);
        }
      },
      describeTable: (name) => describeTable(ask, name),
      rowsOfPlan: ([plan = []]) => Number(/rows=(\d+)/.exec(String(plan[0]))?.[1] ?? 0),
      close: async () => stop(),
    },
    DIALECT,
  );
}

const TYPES: Readonly<Record<string, ForeignColumn['type']>> = {
  'timestamp without time zone': 'wall',
  'timestamp with time zone': 'instant',
  smallint: 'whole',
  integer: 'whole',
  bigint: 'whole',
  numeric: 'whole',
};

async function describeTable(
  ask: (sql: string, values: readonly unknown[]) => Promise<readonly (readonly unknown[])[]>,
  name: string,
): Promise<ForeignTable | undefined> {
  const place = [name.split('.').map(quoteName).join('.')];
  const columns = await ask(
    `SELECT a.attname, format_type(a.atttypid, NULL), a.attnotnull,
            a.attidentity <> '' OR coalesce(pg_get_expr(d.adbin, d.adrelid), '') LIKE 'nextval(%'
     FROM pg_attribute a LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
     WHERE a.attrelid = to_regclass($1) AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum`,
    place,
  );
  if (columns.length === 0) return undefined;
  const indexes = await ask(
    `SELECT a.attname, c.relname
     FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_am m ON m.oid = c.relam
     JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[0]
     WHERE i.indrelid = to_regclass($1) AND i.indisvalid AND i.indpred IS NULL AND m.amname = 'btree'`,
    place,
  );
  return {
    columns: columns.map(([column, type, notNull, counting]) => ({
      name: String(column),
      type: TYPES[String(type)] ?? 'other',
      nullable: notNull !== 't',
      counting: counting === 't',
    })),
    indexes: new Map(indexes.map(([column, index]) => [String(column), String(index)])),
  };
}
