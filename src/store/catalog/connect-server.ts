import { createHash } from 'node:crypto';
import { drizzle } from 'drizzle-orm/node-postgres';
import pg from 'pg';
import { RingledgerError } from '../../core/errors.ts';
import type { CatalogDriver, SqlSession } from './connect.ts';

const CONNECT_TIMEOUT_MS = 10_000;
/** Locks have connections of their own, so that their holders never wait for each other's queries. */
const LOCK_CONNECTIONS = 32;

/**
 * Connects to a server by its URL, `postgres://user:password@host:5432/database`.
 * Refuses with `store-unavailable`, naming the host and never the password, when it does not answer.
 */
export async function connectServer(url: string): Promise<CatalogDriver> {
  const host = nameHost(url);
  const settings = { connectionString: url, connectionTimeoutMillis: CONNECT_TIMEOUT_MS };
  const pool = new pg.Pool(settings);
  const locks = new pg.Pool({ ...settings, max: LOCK_CONNECTIONS });
  // A connection that breaks while idle is replaced at its next use; unheard, the event would end the process.
  pool.on('error', () => undefined);
  locks.on('error', () => undefined);
  const close = async () => void (await Promise.all([pool.end(), locks.end()]));
  try {
    await pool.query('select 1');
  } catch (error) {
    await close();
    throw unreachable(host, error);
  }
  return {
    db: drizzle({ client: pool }),
    transact: (run) => transactOnServer(pool, run),
    lockOthersOut: (name, run) => holdAdvisoryLock(locks, host, name, run),
    close,
  };
}

async function transactOnServer<T>(pool: pg.Pool, run: (session: SqlSession) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  client.on('error', ignoreError);
  let broken = false;
  try {
    await client.query('begin');
    const result = await run({
      runScript: async (script) => void (await client.query(script)),
      query: async (text, values = []) => (await client.query(text, [...values])).rows,
    });
    await client.query('commit');
    return result;
  } catch (error) {
    await client.query('rollback').catch(() => {
      broken = true;
    });
    throw error;
  } finally {
    client.off('error', ignoreError);
    client.release(broken);
  }
}

/** The lock belongs to the connection: when that breaks, the lock is gone, and the caller is told so. */
async function holdAdvisoryLock<T>(
  pool: pg.Pool,
  host: string,
  name: string,
  run: (isWanted: () => Promise<boolean>) => Promise<T>,
): Promise<T> {
  const client = await pool.connect().catch((error: unknown) => {
    throw unreachable(host, error);
  });
  client.on('error', ignoreError);
  const key = lockKey(name);
  let broken = true;
  try {
    await client.query('select pg_advisory_lock($1)', [key]);
    try {
      return await run(() => isWaitedFor(client, key));
    } finally {
      await client.query('select pg_advisory_unlock($1)', [key]).catch((error: unknown) => {
        throw unreachable(host, error);
      });
      broken = false;
    }
  } finally {
    client.off('error', ignoreError);
    client.release(broken);
  }
}

/** Postgres shows an advisory lock of one 64-bit key as its halves, with an `objsubid` of 1 (documentation of pg_locks). */
async function isWaitedFor(client: pg.PoolClient, key: string): Promise<boolean> {
  const { rows } = await client.query<{ wanted: boolean }>(
    `select exists (
       select from pg_locks
       where locktype = 'advisory' and not granted and objsubid = 1
         and database = (select oid from pg_database where datname = current_database())
         and (classid::bigint << 32) | objid::bigint = $1::bigint) as wanted`,
    [key],
  );
  return rows[0]?.wanted ?? false;
}

function ignoreError(): void {}

/** 64 bits of the name's hash, as Postgres takes them: a signed number, here in text. */
function lockKey(name: string): string {
  return createHash('sha256').update(`ringledger:${name}`).digest().readBigInt64BE(0).toString();
}

/** The part of the URL that may be shown. */
function nameHost(url: string): string {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (parsed === undefined || !/^postgres(ql)?:$/.test(parsed.protocol)) {
    throw new RingledgerError(
      'invalid-config',
      'RINGLEDGER_POSTGRES_URL is not the address of a Postgres server: write it as postgres://user:password@host:5432/database.',
    );
  }
  return parsed.host || parsed.searchParams.get('host') || 'localhost';
}

function unreachable(host: string, error: unknown): RingledgerError {
  return new RingledgerError(
    'store-unavailable',
    `The Postgres server at ${host} cannot be used (${reasonOf(error)}): check RINGLEDGER_POSTGRES_URL, and that the server is running.`,
  );
}

/** A code says enough and never holds a password, which a message might. */
function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (typeof code !== 'string') return 'no answer';
  return REASONS[code] ?? code;
}

const REASONS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there: ECONNREFUSED',
  ENOTFOUND: 'no such host: ENOTFOUND',
  '28P01': 'it refuses the user name or password',
  '28000': 'it refuses the user',
  '3D000': 'it has no database of that name',
  '57P03': 'it is still starting',
  '53300': 'it has no connection left',
};
