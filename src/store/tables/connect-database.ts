import type { DatabaseAddress, ForeignDatabase } from './foreign-database.ts';

/** Kinds of servers on which PBXs keep tables. */
type DatabaseServer = 'mysql' | 'postgres';

/**
 * Connects to a database of a PBX; its driver is loaded when it is needed. Refuses with a sentence, which never holds the
 * password.
 */
export async function connectDatabase(
  server: DatabaseServer,
  address: DatabaseAddress,
  signal: AbortSignal,
): Promise<ForeignDatabase> {
  if (server === 'mysql') return (await import('./mysql-database.ts')).connectMysql(address, signal);
  return (await import('./postgres-database.ts')).connectPostgres(address, signal);
}
