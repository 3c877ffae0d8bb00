import { eq, sql } from 'drizzle-orm';
import type { Migration } from '../read-migrations.ts';
import { type CatalogDb, type CatalogHome, connectHome } from './connect.ts';
import { createExclusion } from './exclude-others.ts';
import { migrateCatalog, readCatalogMigrations } from './migrate.ts';
import { counter } from './schema-access.ts';

/** A lock while it is held. */
export interface HeldLock {
  /** Whether somebody, in this process or another, waits for it. */
  isWanted(): Promise<boolean>;
}

/** The small mutable rows: users, the directory, rate decks, runs. */
export interface Catalog {
  readonly db: CatalogDb;
  /**
   * Runs alone among all holders of this name, in this process and in others on the same Postgres. Not re-entrant.
   * Refuses with `store-unavailable` when the server that holds the lock goes away meanwhile.
   */
  withLock<T>(name: string, run: (lock: HeldLock) => Promise<T>): Promise<T>;
  /** First of `count` consecutive numbers nobody else gets, from 1 on. Numbers not used are not given again. */
  takeNumbers(name: string, count: number): Promise<number>;
  /** Last number taken or lifted to; 0 before the first. */
  readCounter(name: string): Promise<number>;
  /** Lifts the counter so that later numbers are above `value`; never lowers it. */
  raiseCounter(name: string, value: number): Promise<void>;
  /** Waits for what runs, then lets go of the folder or the server. */
  close(): Promise<void>;
}

/**
 * Opens the catalog and brings it to the shape of `migrations` (its own, unless a test says otherwise). Several
 * processes may do so at once on one server; a folder belongs to one process.
 * Refuses with `store-unavailable` or `invalid-config`, each with a sentence.
 */
export async function connectCatalog(home: CatalogHome, migrations?: readonly Migration[]): Promise<Catalog> {
  const driver = await connectHome(home);
  const exclude = createExclusion();
  const withLock: Catalog['withLock'] = (name, run) =>
    exclude(name, (isWantedHere) =>
      driver.lockOthersOut(name, (isWantedElsewhere) =>
        run({ isWanted: async () => isWantedHere() || isWantedElsewhere() }),
      ),
    );
  try {
    const wanted = migrations ?? (await readCatalogMigrations());
    await withLock('migrate', () => migrateCatalog(driver.transact, wanted));
  } catch (error) {
    await driver.close();
    throw error;
  }
  return {
    db: driver.db,
    withLock,
    takeNumbers: (name, count) => takeNumbers(driver.db, name, count),
    readCounter: (name) => readCounter(driver.db, name),
    raiseCounter: (name, value) => raiseCounter(driver.db, name, value),
    close: driver.close,
  };
}

async function takeNumbers(db: CatalogDb, name: string, count: number): Promise<number> {
  if (!Number.isSafeInteger(count) || count < 1) throw new RangeError(`cannot take ${count} numbers`);
  const [row] = await db
    .insert(counter)
    .values({ name, last: count })
    .onConflictDoUpdate({ target: counter.name, set: { last: sql`${counter.last} + excluded.last` } })
    .returning({ last: counter.last });
  if (row === undefined) throw new Error(`counter ${name} gave no number`);
  return row.last - count + 1;
}

async function readCounter(db: CatalogDb, name: string): Promise<number> {
  const [row] = await db.select({ last: counter.last }).from(counter).where(eq(counter.name, name));
  return row?.last ?? 0;
}

async function raiseCounter(db: CatalogDb, name: string, value: number): Promise<void> {
  await db
    .insert(counter)
    .values({ name, last: value })
    .onConflictDoUpdate({
      target: counter.name,
      set: { last: sql`greatest(${counter.last}, excluded.last)` },
    });
}
