import { asc, desc, eq } from 'drizzle-orm';
import type { Closing } from '../../core/closing.ts';
import type { CatalogDb } from './connect.ts';
import { periodClosing } from './schema-figures.ts';

/** Keeps closings, all or none. */
export async function insertClosings(
  db: CatalogDb,
  closings: readonly Omit<Closing, 'closedAt'>[],
): Promise<void> {
  await db.transaction(async (transaction) => {
    for (let start = 0; start < closings.length; start += ROWS_A_STATEMENT)
      await transaction.insert(periodClosing).values(closings.slice(start, start + ROWS_A_STATEMENT));
  });
}

/** A statement takes some ten thousand parameters. */
const ROWS_A_STATEMENT = 1000;

/** The closings of a company, by month. */
export function listClosings(db: CatalogDb, company: string): Promise<readonly Closing[]> {
  return db
    .select()
    .from(periodClosing)
    .where(eq(periodClosing.company, company))
    .orderBy(asc(periodClosing.month));
}

/** All closings, the newest first; of one version by company. */
export function listAllClosings(db: CatalogDb): Promise<readonly Closing[]> {
  return db.select().from(periodClosing).orderBy(desc(periodClosing.version), asc(periodClosing.company));
}
