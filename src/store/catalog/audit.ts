import { and, desc, eq, lt } from 'drizzle-orm';
import type { AuditAction, AuditEntry } from '../../core/audit.ts';
import type { CatalogDb } from './connect.ts';
import { audit } from './schema-audit.ts';

/** An entry as it is kept; later ones have higher ids. */
export type AuditRow = typeof audit.$inferSelect;

/** Which entries: those before an id, of one login, of one action. */
export interface AuditFilter {
  readonly before: number | undefined;
  readonly login: string | undefined;
  readonly action: AuditAction | undefined;
  readonly limit: number;
}

/** Adds an entry; `db` is the transaction of what it tells of, where that is one. */
export async function keepAudit(db: CatalogDb, entry: AuditEntry): Promise<void> {
  await db.insert(audit).values({ ...entry });
}

/** Entries, the newest first. */
export function listAudit(
  db: CatalogDb,
  { before, login, action, limit }: AuditFilter,
): Promise<readonly AuditRow[]> {
  return db
    .select()
    .from(audit)
    .where(
      and(
        before === undefined ? undefined : lt(audit.id, before),
        login === undefined ? undefined : eq(audit.login, login),
        action === undefined ? undefined : eq(audit.action, action),
      ),
    )
    .orderBy(desc(audit.id))
    .limit(limit);
}
