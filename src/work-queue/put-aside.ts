import { keepAudit } from '../store/catalog/audit.ts';
import { type DismissalRow, dropDismissals, keepDismissals } from '../store/catalog/work-dismissals.ts';
import { findItem } from './list-work.ts';
import type { AsideWish } from './read-work-request.ts';
import type { WorkLook } from './work-look.ts';
import type { WorkParts } from './work-parts.ts';

/** Puts items aside, with who said so and why. Refuses, before any is, where one is not in the queue. */
export async function putAside(
  parts: WorkParts,
  look: WorkLook,
  { ids, why }: AsideWish,
  login: string,
): Promise<{ readonly dismissed: readonly string[] }> {
  const rows: Omit<DismissalRow, 'dismissedAt'>[] = [];
  for (const id of new Set(ids)) {
    const { kind, place, reason } = await findItem(parts, look, id);
    const what = `${place}: ${reason}`.replaceAll('\0', '␀');
    rows.push({ id, kind, what, why: why.replaceAll('\0', '␀'), dismissedBy: login });
  }
  await parts.catalog.db.transaction(async (db) => {
    await keepDismissals(db, rows);
    for (const { id, why: said } of rows)
      await keepAudit(db, { login, action: 'work-dismissed', subject: id, detail: said });
  });
  return { dismissed: rows.map(({ id }) => id) };
}

/** Takes items up again that were put aside; answers which of them were aside. */
export async function takeUp(
  { catalog }: Pick<WorkParts, 'catalog'>,
  { ids }: Pick<AsideWish, 'ids'>,
  login: string,
): Promise<{ readonly reopened: readonly string[] }> {
  return catalog.db.transaction(async (db) => {
    const reopened = await dropDismissals(db, ids);
    for (const subject of reopened)
      await keepAudit(db, { login, action: 'work-reopened', subject, detail: '' });
    return { reopened };
  });
}
