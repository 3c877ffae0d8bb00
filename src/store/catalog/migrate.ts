import {
  listPending,
  type Migration,
  OWN_MIGRATIONS,
  type RecordedMigration,
  readMigrations,
} from '../read-migrations.ts';
import type { SqlSession } from './connect.ts';

/** The catalog's own migrations. */
export function readCatalogMigrations(): Promise<readonly Migration[]> {
  return readMigrations(OWN_MIGRATIONS.catalog);
}

/**
 * Brings the catalog to the shape of `migrations`, each in a transaction of its own together with its record, so that
 * a process that dies half-way leaves whole migrations only. Returns the numbers run now. The caller holds the lock
 * `migrate`, as two processes may start at once.
 */
export async function migrateCatalog(
  transact: <T>(run: (session: SqlSession) => Promise<T>) => Promise<T>,
  migrations: readonly Migration[],
): Promise<readonly number[]> {
  const recorded = await transact(async (session) => {
    await session.runScript(CREATE_TABLE);
    return (await session.query(READ_RECORDED)) as readonly RecordedMigration[];
  });
  const pending = listPending(migrations, recorded);
  for (const { number, name, sql, hash } of pending) {
    await transact(async (session) => {
      await session.runScript(sql);
      await session.query(RECORD, [number, name, hash]);
    });
  }
  return pending.map((migration) => migration.number);
}

const CREATE_TABLE = `
  create table if not exists migration (
    number integer primary key,
    name text not null,
    hash text not null,
    applied_at timestamptz not null default now()
  )`;
const READ_RECORDED = 'select number, name, hash from migration order by number';
const RECORD = 'insert into migration (number, name, hash) values ($1, $2, $3)';
