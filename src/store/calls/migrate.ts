import { listPending, type Migration, OWN_MIGRATIONS, readMigrations } from '../read-migrations.ts';
import { type CallStore, insertRows, readRows } from './call-store.ts';
import { RowWriter } from './row-binary.ts';

/**
 * Brings the call store to the shape of its numbered migrations. The engine has no transactions, so every statement
 * of a migration may be run again: one that was cut off half-way is run whole at the next start. The caller holds
 * the catalog's lock, as two processes may start at once.
 */
export async function migrateCalls(store: CallStore): Promise<void> {
  await store.command(
    `CREATE TABLE IF NOT EXISTS migration
     (number UInt32, name String, hash String, applied_at DateTime('UTC') DEFAULT now())
     ENGINE = ReplacingMergeTree ORDER BY number`,
  );
  const recorded = await readRows<[number, string, string]>(
    store,
    'SELECT number, name, hash FROM migration FINAL',
  );
  const pending = listPending(
    await readMigrations(OWN_MIGRATIONS.calls),
    recorded.map(([number, name, hash]) => ({ number, name, hash })),
  );
  for (const migration of pending) await run(store, migration);
}

async function run(store: CallStore, migration: Migration): Promise<void> {
  for (const statement of splitStatements(migration.sql)) await store.command(statement);
  const row = new RowWriter().uint32(migration.number).text(migration.name).text(migration.hash);
  await insertRows(store, 'migration', { number: 'UInt32', name: 'String', hash: 'String' }, row);
}

/** Statements end with a semicolon at the end of a line; comments stand on lines of their own. */
function splitStatements(sql: string): readonly string[] {
  return sql
    .replace(/^--.*$/gm, '')
    .split(/;\s*(?:\n|$)/)
    .map((statement) => statement.trim())
    .filter((statement) => statement !== '');
}
