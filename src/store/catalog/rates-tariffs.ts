import { and, asc, eq, inArray, isNull, sql } from 'drizzle-orm';
import type { Tariff } from '../../core/rate-card.ts';
import type { CatalogDb } from './connect.ts';
import { holdsAt } from './rates-revision.ts';
import { rateAssignment, tariff } from './schema-rates.ts';

/** Which tariff a company pays by, or which deck a trunk's carrier bills by. Days are half-open; null is open. */
export interface AssignmentRow {
  readonly kind: 'company' | 'trunk';
  /** Company id, or trunk id. */
  readonly to: string;
  /** Tariff name, or deck name. */
  readonly name: string;
  readonly fromDate: string | null;
  readonly toDate: string | null;
}

export interface StoredTariffs {
  /** By name. */
  readonly tariffs: readonly Tariff[];
  /** By kind, whom they are of, and first day. */
  readonly assignments: readonly AssignmentRow[];
}

export interface TariffChanges {
  /** Names of tariffs that end, then tariffs that begin. */
  readonly gone: readonly string[];
  readonly come: readonly Tariff[];
  readonly goneAssignments: readonly AssignmentRow[];
  readonly comeAssignments: readonly AssignmentRow[];
}

/** Tariffs and who pays by them, at a revision. */
export async function readTariffs(db: CatalogDb, revision: number): Promise<StoredTariffs> {
  const tariffs = await db
    .select({ body: tariff.body })
    .from(tariff)
    .where(holdsAt(tariff, revision))
    .orderBy(asc(tariff.name));
  const { kind, to, name, fromDate, toDate } = rateAssignment;
  const assignments = await db
    .select({ kind, to, name, fromDate, toDate })
    .from(rateAssignment)
    .where(holdsAt(rateAssignment, revision))
    .orderBy(asc(kind), asc(to), sql`${fromDate} nulls first`);
  return { tariffs: tariffs.map(({ body }) => body), assignments };
}

/** Ends tariffs and assignments and begins others, as of this revision. Run it in the transaction that made it. */
export async function changeTariffs(db: CatalogDb, revision: number, changes: TariffChanges): Promise<void> {
  const { gone, come, goneAssignments, comeAssignments } = changes;
  if (gone.length > 0) {
    await db
      .update(tariff)
      .set({ until: revision })
      .where(and(inArray(tariff.name, [...gone]), isNull(tariff.until)));
  }
  if (come.length > 0) {
    await db.insert(tariff).values(come.map((body) => ({ name: body.name, body, since: revision })));
  }
  for (const row of goneAssignments) await endAssignment(db, revision, row);
  for (const row of comeAssignments) await db.insert(rateAssignment).values({ ...row, since: revision });
}

async function endAssignment(db: CatalogDb, revision: number, row: AssignmentRow): Promise<void> {
  await db
    .update(rateAssignment)
    .set({ until: revision })
    .where(
      and(
        isNull(rateAssignment.until),
        eq(rateAssignment.kind, row.kind),
        eq(rateAssignment.to, row.to),
        eq(rateAssignment.name, row.name),
        sql`${rateAssignment.fromDate} is not distinct from ${row.fromDate}::date`,
        sql`${rateAssignment.toDate} is not distinct from ${row.toDate}::date`,
      ),
    );
}
