import { eq, sql } from 'drizzle-orm';
import type { Catalog } from './catalog.ts';
import type { CatalogDb } from './connect.ts';
import { counter } from './schema-access.ts';

/** Things kept in memory that the catalog may change under them. */
export type Versioned = 'directory' | 'rates' | 'runs';

/**
 * Tells all processes on this catalog that what they hold in memory is stale, as part of the transaction that changes
 * it: the change and the news of it are kept together, or neither is.
 */
export async function raiseVersionWithin(transaction: CatalogDb, what: Versioned): Promise<number> {
  const [row] = await transaction
    .insert(counter)
    .values({ name: `version:${what}`, last: 1 })
    .onConflictDoUpdate({ target: counter.name, set: { last: sql`${counter.last} + 1` } })
    .returning({ last: counter.last });
  if (row === undefined) throw new Error(`version of ${what} gave no number`);
  return row.last;
}

/** The version that is current; 0 before the first change. */
export function readVersion(catalog: Catalog, what: Versioned): Promise<number> {
  return readCounter(catalog, `version:${what}`);
}

/** Notes that everything kept has been made by this version, or a later one. */
export function noteApplied(catalog: Catalog, what: Versioned, version: number): Promise<void> {
  return catalog.raiseCounter(`applied:${what}`, version);
}

/** Whether everything kept has been made by the current version: not where that work was cut off, or never begun. */
export async function isApplied(catalog: Catalog, what: Versioned): Promise<boolean> {
  const [version, applied] = await Promise.all([
    readVersion(catalog, what),
    readCounter(catalog, `applied:${what}`),
  ]);
  return applied >= version;
}

async function readCounter(catalog: Catalog, name: string): Promise<number> {
  const rows = await catalog.db.select({ last: counter.last }).from(counter).where(eq(counter.name, name));
  return rows[0]?.last ?? 0;
}

/** What `load` gives, kept until any of `what` changes; asked for at once by many, it is loaded once. */
export function cacheByVersion<Value>(
  catalog: Catalog,
  what: readonly Versioned[],
  load: () => Promise<Value>,
): () => Promise<Value> {
  let kept: { readonly version: string; readonly value: Promise<Value> } | undefined;
  return async () => {
    const versions = await Promise.all(what.map((one) => readVersion(catalog, one)));
    const version = versions.join(' ');
    if (kept?.version !== version) {
      const value = load();
      const mine = { version, value };
      kept = mine;
      value.catch(() => {
        if (kept === mine) kept = undefined;
      });
    }
    return kept.value;
  };
}
