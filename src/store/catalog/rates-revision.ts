import { and, desc, eq, gt, isNull, lte, or, type SQL } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import type { CatalogDb } from './connect.ts';
import { counter } from './schema-access.ts';
import { rateRevision } from './schema-rates.ts';
import { raiseVersionWithin } from './versions.ts';

/** What an import made, for people. */
export interface RevisionRow {
  readonly revision: number;
  readonly madeAt: Date;
  readonly change: string;
}

/** Begins the next revision, of which `change` says what it is in a line. Run it in the transaction that writes it. */
export async function makeRevision(transaction: CatalogDb, change: string): Promise<number> {
  const revision = await raiseVersionWithin(transaction, 'rates');
  await transaction.insert(rateRevision).values({ revision, change });
  return revision;
}

/** The revision that is current; 0 before the first import. All rows of it are there once it is. */
export async function readRevision(db: CatalogDb): Promise<number> {
  const [row] = await db
    .select({ last: counter.last })
    .from(counter)
    .where(eq(counter.name, 'version:rates'));
  return row?.last ?? 0;
}

/** The latest revisions, the newest first. Those made before revisions were noted are missing. */
export function listRevisions(db: CatalogDb, count: number): Promise<readonly RevisionRow[]> {
  return db.select().from(rateRevision).orderBy(desc(rateRevision.revision)).limit(count);
}

/** Rows that hold at a revision. */
export function holdsAt(
  table: { readonly since: PgColumn; readonly until: PgColumn },
  revision: number,
): SQL | undefined {
  return and(lte(table.since, revision), or(isNull(table.until), gt(table.until, revision)));
}
