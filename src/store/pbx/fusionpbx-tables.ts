import pg from 'pg';
import { FUSIONPBX_TABLES } from '../../core/pbx-tables.ts';

/** Without these there is no FusionPBX. */
const NEEDED: readonly string[] = FUSIONPBX_TABLES.needed;
const TABLES = [...FUSIONPBX_TABLES.needed, ...FUSIONPBX_TABLES.optional];
/** Secrets stay where they are. */
const SECRETS = ['password', 'agent_password', 'device_password', 'auth_id'];
const NO_SUCH_TABLE = '42P01';
const CONNECT_MS = 10_000;

/**
 * Reads what FusionPBX keeps in Postgres of its phones and numbers, whole rows, as columns differ by version; says of
 * each table, before it, how many rows were read already. Rejects with the driver's own errors.
 */
export async function readFusionpbxTables(
  url: URL,
  password: string,
  told: (table: string, rows: number) => void,
): Promise<Readonly<Record<string, readonly object[]>>> {
  const client = new pg.Client({
    host: url.hostname,
    port: Number(url.port || 5432),
    user: decodeURIComponent(url.username),
    password,
    database: url.pathname.slice(1) || 'fusionpbx',
    connectionTimeoutMillis: CONNECT_MS,
  });
  // A connection that breaks is told by the query that waits for it.
  client.on('error', () => undefined);
  await client.connect();
  try {
    const tables: Record<string, readonly object[]> = {};
    let count = 0;
    for (const table of TABLES) {
      told(table, count);
      try {
        const { rows } = await client.query<{ row: object }>(
          `SELECT to_jsonb(t) - $1::text[] AS row FROM ${table} t`,
          [SECRETS],
        );
        tables[table] = rows.map(({ row }) => row);
        count += rows.length;
      } catch (error) {
        if (NEEDED.includes(table) || (error as { code?: unknown }).code !== NO_SUCH_TABLE) throw error;
      }
    }
    return tables;
  } finally {
    await client.end();
  }
}
