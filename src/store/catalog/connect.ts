import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core';

/** What both drivers have in common; a transaction of it is one too. */
export type CatalogDb = PgDatabase<PgQueryResultHKT>;

/** Where the catalog lives: a folder of this process alone, or a Postgres server. */
export type CatalogHome = { readonly folder: string } | { readonly url: string };

/** Plain SQL inside one transaction, for migrations: many statements a text, or one with parameters. */
export interface SqlSession {
  runScript(script: string): Promise<void>;
  query(text: string, values?: readonly unknown[]): Promise<readonly unknown[]>;
}

export interface CatalogDriver {
  readonly db: CatalogDb;
  transact<T>(run: (session: SqlSession) => Promise<T>): Promise<T>;
  /**
   * Keeps other processes out while `run` runs, which may ask whether one of them waits; holders in this process are the
   * caller's to keep apart.
   */
  lockOthersOut<T>(name: string, run: (isWanted: () => Promise<boolean>) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/**
 * Opens the catalog's home. A driver is loaded when it is needed: loading takes a start longer than connecting. Refuses
 * with `store-unavailable` or `invalid-config`, each with a sentence.
 */
export async function connectHome(home: CatalogHome): Promise<CatalogDriver> {
  if ('folder' in home) return (await import('./connect-embedded.ts')).connectEmbedded(home.folder);
  return (await import('./connect-server.ts')).connectServer(home.url);
}
