import { asc, inArray, sql } from 'drizzle-orm';
import type { CatalogDb } from './connect.ts';
import { workDismissal } from './schema-work-queue.ts';

/** An item of the work queue that somebody has put aside. */
export type DismissalRow = typeof workDismissal.$inferSelect;

/** All that is put aside, by id. */
export function listDismissals(db: CatalogDb): Promise<readonly DismissalRow[]> {
  return db.select().from(workDismissal).orderBy(asc(workDismissal.id));
}

/** Puts items aside; who says why of one that is aside already says it anew. */
export async function keepDismissals(
  db: CatalogDb,
  rows: readonly Omit<DismissalRow, 'dismissedAt'>[],
): Promise<void> {
  if (rows.length === 0) return;
  await db
    .insert(workDismissal)
    .values([...rows])
    .onConflictDoUpdate({
      target: workDismissal.id,
      set: { why: sql`excluded.why`, dismissedBy: sql`excluded.dismissed_by`, dismissedAt: sql`now()` },
    });
}

/** Takes items up again; answers the ids of those that were aside. */
export async function dropDismissals(db: CatalogDb, ids: readonly string[]): Promise<readonly string[]> {
  if (ids.length === 0) return [];
  const rows = await db
    .delete(workDismissal)
    .where(inArray(workDismissal.id, [...ids]))
    .returning({ id: workDismissal.id });
  return rows.map(({ id }) => id);
}
