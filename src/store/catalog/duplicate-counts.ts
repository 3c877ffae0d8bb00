import { and, asc, gte, lt, sql } from 'drizzle-orm';
import type { CatalogDb } from './connect.ts';
import { duplicateCount } from './schema-work-queue.ts';

/** Records of a file that were there before; `line` and `raw` are of the first. */
export interface MetDuplicates {
  readonly source: string;
  /** When the file was read, UTC epoch seconds. */
  readonly readAt: number;
  readonly records: number;
  readonly line: number;
  readonly raw: string;
}

/** Duplicates of one source and one UTC day, with the first that was met. */
export interface DuplicateDay {
  readonly source: string;
  /** `YYYY-MM-DD` */
  readonly day: string;
  readonly records: number;
  readonly line: number;
  readonly raw: string;
}

const DAY_SECONDS = 86_400;

/** Adds to the count of the source and the day. */
export async function countDuplicates(
  db: CatalogDb,
  { source, readAt, records, line, raw }: MetDuplicates,
): Promise<void> {
  await db
    .insert(duplicateCount)
    // No text of the catalog may hold a NUL.
    .values({
      source: source.replaceAll('\0', '␀'),
      day: dayOf(readAt),
      records,
      line,
      raw: raw.replaceAll('\0', '␀'),
    })
    .onConflictDoUpdate({
      target: [duplicateCount.source, duplicateCount.day],
      set: { records: sql`${duplicateCount.records} + excluded.records`, countedAt: sql`now()` },
    });
}

/** Days that have an instant in `[fromAt, toAt)`, by source and day. */
export async function listDuplicateDays(
  db: CatalogDb,
  fromAt: number,
  toAt: number,
): Promise<readonly DuplicateDay[]> {
  const { source, day, records, line, raw } = duplicateCount;
  return db
    .select({ source, day, records, line, raw })
    .from(duplicateCount)
    .where(and(gte(day, dayOf(fromAt)), lt(day, dayOf(toAt - 1 + DAY_SECONDS))))
    .orderBy(asc(source), asc(day));
}

function dayOf(at: number): string {
  return new Date(at * 1000).toISOString().slice(0, 10);
}
