import { connect, isIP, type Socket } from 'node:net';
import mysql, { type Connection, type ConnectionOptions, type RowDataPacket } from 'mysql2';
import { askTables } from './ask-tables.ts';
import {
  type DatabaseAddress,
  type ForeignColumn,
  type ForeignDatabase,
  type ForeignTable,
  ZERO_DATE,
} from './foreign-database.ts';
import { NULL_FIELD, SEPARATOR } from './joined-row.ts';
import { refuseDatabase } from './refuse-database.ts';
import { printSeconds, type TableDialect } from './table-sql.ts';
import { eachWithinPatience, withinPatience } from './within-patience.ts';

const CONNECT_TIMEOUT_MS = 10_000;
const ROWS_A_CHUNK = 5_000;
/** Seconds from the year 0, from which MySQL counts, to 1970. */
const TO_1970 = 62_167_219_200;

const quoteName = (name: string) => `\`${name.replaceAll('`', '``')}\``;
const quoteText = (text: string) => mysql.escape(text);
const ifNull = (field: string) => `IFNULL(${field}, ${quoteText(NULL_FIELD)})`;

const DIALECT: TableDialect = {
  quoteName,
  unitsOf: (column, { type }) =>
    type === 'whole' ? column : `IFNULL(TO_SECONDS(${column}) - ${TO_1970}, ${ZERO_DATE})`,
  epochOf: (column) => `UNIX_TIMESTAMP(${column})`,
  mark: () => '?',
  literal: (units, { type }) => (type === 'whole' ? String(units) : `'${printSeconds(units)}'`),
  joinFields: (columns) =>
    `CONVERT(CONCAT_WS(${quoteText(SEPARATOR)}, ${columns.map(ifNull).join(', ')}) USING utf8mb4)`,
  separateFields: (columns) =>
    columns.map((column) => `CONVERT(CAST(${column} AS CHAR) USING utf8mb4)`).join(', '),
};

/** Connects to a MariaDB or MySQL server. Refuses with a sentence, which never holds the password. */
export async function connectMysql(address: DatabaseAddress, signal: AbortSignal): Promise<ForeignDatabase> {
  const connection = mysql.createConnection({
    host: address.host,
    port: address.port,
    user: address.user,
    password: address.password,
    database: address.database,
    charset: 'utf8mb4',
    connectTimeout: CONNECT_TIMEOUT_MS,
    dateStrings: true,
    supportBigNumbers: true,
    bigNumberStrings: true,
    ...(address.tls === 'no' ? {} : encrypt(address)),
  });
  // A connection that breaks while idle is told by its next use; unheard, the event would end the process.
  connection.on('error', () => undefined);
  const destroy = () => connection.destroy();

  async function ask(sql: string, values: readonly unknown[] = []): Promise<readonly (readonly unknown[])[]> {
    try {
      return await withinPatience(signal, destroy, () => askOnce(connection, sql, values));
    } catch (error) {
      throw refuseDatabase(error, address);
    }
  }
  /** Instants as UTC, and zero dates as the values they are, whatever the server is set to. */
  await ask("SET SESSION time_zone = '+00:00', sql_mode = ''").catch((error: unknown) => {
    connection.destroy();
    throw error;
  });

  return askTables(
    {
      ask,
      stream: async function* (sql) {
        try {
          yield* eachWithinPatience(signal, destroy, streamChunks(connection, sql));
        } catch (error) {
          throw refuseDatabase(error, address);
        }
      },
      describeTable: (name) => describeTable(ask, name, address.database),
      // MySQL has two more columns than MariaDB, one of them before the rows.
      rowsOfPlan: ([plan = []]) => Number(plan[plan.length > 10 ? 9 : 8] ?? 0),
      close: async () => connection.destroy(),
    },
    DIALECT,
  );
}

/** Of its own accord the driver believes a certificate for any name. */
function encrypt({ host, port, tls, ca }: DatabaseAddress): Pick<ConnectionOptions, 'ssl' | 'stream'> {
  const isChecked = tls === 'yes';
  const ssl = {
    rejectUnauthorized: isChecked,
    verifyIdentity: isChecked,
    ...(ca === undefined ? {} : { ca }),
  };
  return isIP(host) === 0 ? { ssl } : { ssl, stream: () => openSocket(host, port) };
}

/**
 * The driver does not tell Node for whom a certificate is to be where the host is an address. Node then takes it from the
 * socket beneath, or else expects `localhost`.
 */
function openSocket(host: string, port: number): Socket {
  const socket = connect({ host, port, keepAlive: true, noDelay: true });
  return Object.assign(socket, { _host: host });
}

function askOnce(
  connection: Connection,
  sql: string,
  values: readonly unknown[],
): Promise<readonly (readonly unknown[])[]> {
  return new Promise((resolve, reject) => {
    connection.query<RowDataPacket[][]>({ sql, values: [...values], rowsAsArray: true }, (error, rows) => {
      if (error) reject(error);
      else resolve(Array.isArray(rows) ? rows : []);
    });
  });
}

async function* streamChunks(
  connection: Connection,
  sql: string,
): AsyncGenerator<readonly (readonly unknown[])[]> {
  const stream = connection.query({ sql, rowsAsArray: true }).stream({ highWaterMark: ROWS_A_CHUNK });
  let chunk: (readonly unknown[])[] = [];
  for await (const values of stream as AsyncIterable<readonly unknown[]>) {
    chunk.push(values);
    if (chunk.length < ROWS_A_CHUNK) continue;
    yield chunk;
    chunk = [];
  }
  if (chunk.length > 0) yield chunk;
}

const WHOLE = new Set(['tinyint', 'smallint', 'mediumint', 'int', 'bigint']);

async function describeTable(
  ask: (sql: string, values: readonly unknown[]) => Promise<readonly (readonly unknown[])[]>,
  name: string,
  database: string,
): Promise<ForeignTable | undefined> {
  const dot = name.indexOf('.');
  const place = dot === -1 ? [database, name] : [name.slice(0, dot), name.slice(dot + 1)];
  const columns = await ask(
    'SELECT COLUMN_NAME, DATA_TYPE, IS_NULLABLE, EXTRA FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = ? AND TABLE_NAME = ? ORDER BY ORDINAL_POSITION',
    place,
  );
  if (columns.length === 0) return undefined;
  const indexes = await ask(
    "SELECT COLUMN_NAME, INDEX_NAME FROM information_schema.STATISTICS WHERE TABLE_SCHEMA = ? AND TABLE_NAME = ? AND SEQ_IN_INDEX = 1 AND SUB_PART IS NULL AND INDEX_TYPE = 'BTREE'",
    place,
  );
  return {
    columns: columns.map(([column, type, nullable, extra]) => ({
      name: String(column),
      type: typeOf(String(type).toLowerCase()),
      nullable: nullable === 'YES',
      counting: String(extra).toLowerCase().includes('auto_increment'),
    })),
    indexes: new Map(indexes.map(([column, index]) => [String(column), String(index)])),
  };
}

function typeOf(type: string): ForeignColumn['type'] {
  if (type === 'datetime') return 'wall';
  if (type === 'timestamp') return 'instant';
  return WHOLE.has(type) ? 'whole' : 'other';
}
