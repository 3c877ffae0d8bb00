import { createConnection, type RowDataPacket } from 'mysql2/promise';
import { FREEPBX_TABLES, type FreepbxTables } from '../../core/pbx-tables.ts';

/** Columns that are read, by table. No password is among them. */
const COLUMNS = {
  devices: ['id', 'tech', 'dial', 'user', 'description'],
  users: ['extension', 'name'],
  incoming: ['cidnum', 'extension', 'destination'],
  trunks: ['name', 'tech', 'channelid', 'usercontext'],
  queues_config: ['extension', 'descr'],
  queues_details: ['id', 'keyword', 'data'],
  ringgroups: ['grpnum', 'grplist', 'description'],
} as const satisfies Record<keyof FreepbxTables, readonly string[]>;
/** Tables of modules that may be missing. */
const OPTIONAL: readonly string[] = FREEPBX_TABLES.optional;
const NO_SUCH_TABLE = 'ER_NO_SUCH_TABLE';
const CONNECT_MS = 10_000;

/**
 * Reads what FreePBX keeps in MariaDB of its phones and numbers; says of each table, before it, how many rows were read
 * already. Rejects with the driver's own errors.
 */
export async function readFreepbxTables(
  url: URL,
  password: string,
  told: (table: string, rows: number) => void,
): Promise<Readonly<Record<string, readonly object[]>>> {
  const connection = await createConnection({
    host: url.hostname,
    port: Number(url.port || 3306),
    user: decodeURIComponent(url.username),
    password,
    database: url.pathname.slice(1) || 'asterisk',
    connectTimeout: CONNECT_MS,
  });
  try {
    const tables: Record<string, readonly object[]> = {};
    let count = 0;
    for (const [table, columns] of Object.entries(COLUMNS)) {
      told(table, count);
      const list = columns.map((column) => `\`${column}\``).join(', ');
      try {
        const [rows] = await connection.query<RowDataPacket[]>(`SELECT ${list} FROM \`${table}\``);
        tables[table] = rows;
        count += rows.length;
      } catch (error) {
        if (!OPTIONAL.includes(table) || (error as { code?: unknown }).code !== NO_SUCH_TABLE) throw error;
      }
    }
    return tables;
  } finally {
    await connection.end();
  }
}
