import { and, asc, eq, inArray, isNull, or, type SQL, sql } from 'drizzle-orm';
import type { CatalogDb } from './connect.ts';
import { source } from './schema-sources.ts';

/** A source as it is kept. */
export type SourceRow = typeof source.$inferSelect;

export type NewSource = Pick<
  SourceRow,
  'name' | 'kind' | 'settings' | 'secrets' | 'secretNames' | 'state' | 'madeBy'
>;

/** False where there is one of that name. */
export async function insertSource(db: CatalogDb, made: NewSource): Promise<boolean> {
  const rows = await db.insert(source).values(made).onConflictDoNothing().returning({ name: source.name });
  return rows.length > 0;
}

/** All sources, by name. */
export function listSources(db: CatalogDb): Promise<readonly SourceRow[]> {
  return db.select().from(source).orderBy(asc(source.name));
}

export async function findSource(db: CatalogDb, name: string): Promise<SourceRow | undefined> {
  const [row] = await db.select().from(source).where(eq(source.name, name));
  return row;
}

export type SourceChange = Pick<SourceRow, 'settings' | 'secrets' | 'secretNames'>;

/** Makes another revision of a source; false where it is another one already, or is no longer. */
export async function changeSource(
  db: CatalogDb,
  before: Pick<SourceRow, 'name' | 'revision'>,
  change: SourceChange & { readonly fromTheStart: boolean },
): Promise<boolean> {
  const { fromTheStart, ...values } = change;
  const rows = await db
    .update(source)
    .set({ ...values, ...(fromTheStart ? { cursor: null } : {}), revision: before.revision + 1 })
    .where(and(eq(source.name, before.name), eq(source.revision, before.revision)))
    .returning({ name: source.name });
  return rows.length > 0;
}

/** False where there is no such source. */
export async function setSourceState(
  db: CatalogDb,
  name: string,
  state: SourceRow['state'],
): Promise<boolean> {
  const rows = await db
    .update(source)
    .set({ state })
    .where(eq(source.name, name))
    .returning({ name: source.name });
  return rows.length > 0;
}

/** Removes a source that nobody reads; false where somebody does. */
export async function deleteSource(db: CatalogDb, name: string, silentSeconds: number): Promise<boolean> {
  const rows = await db
    .delete(source)
    .where(and(eq(source.name, name), isFree(silentSeconds)))
    .returning({ name: source.name });
  return rows.length > 0;
}

/** Whether no process reads a source; true as well where there is none of that name. */
export async function isIdle(db: CatalogDb, name: string, silentSeconds: number): Promise<boolean> {
  const rows = await db
    .select({ isFree: sql<boolean>`${isFree(silentSeconds)}` })
    .from(source)
    .where(eq(source.name, name));
  return rows[0]?.isFree ?? true;
}

/** Becomes the one that reads a source; undefined while another does, or nobody is to. */
export async function takeSource(
  db: CatalogDb,
  name: string,
  holder: string,
  silentSeconds: number,
): Promise<SourceRow | undefined> {
  const [row] = await db
    .update(source)
    .set({ holder, aliveAt: sql`now()` })
    .where(and(eq(source.name, name), eq(source.state, 'running'), isFree(silentSeconds)))
    .returning();
  return row;
}

/** Nobody reads it. A clock that was set back leaves a holder in the future, who is as silent as one in the past. */
function isFree(silentSeconds: number): SQL | undefined {
  const silence = sql`make_interval(secs => ${silentSeconds})`;
  return or(
    isNull(source.holder),
    sql`${source.aliveAt} <= now() - ${silence}`,
    sql`${source.aliveAt} > now() + ${silence}`,
  );
}

/** Tells that the holder of these lives. Answers which of them it holds still. */
export async function keepHolding(
  db: CatalogDb,
  names: readonly string[],
  holder: string,
): Promise<ReadonlySet<string>> {
  if (names.length === 0) return new Set();
  const rows = await db
    .update(source)
    .set({ aliveAt: sql`now()` })
    .where(and(inArray(source.name, [...names]), eq(source.holder, holder)))
    .returning({ name: source.name });
  return new Set(rows.map(({ name }) => name));
}

/** Gives a source up, so that another may read it at once. */
export async function releaseSource(db: CatalogDb, name: string, holder: string): Promise<void> {
  await db.update(source).set({ holder: null, aliveAt: null, perMinute: 0 }).where(isHeld(name, holder));
}

/** What one landing adds to a source. */
export interface LandedNews {
  readonly landed: number;
  readonly duplicates: number;
  readonly rejects: number;
  /** Start and end of the latest record, UTC epoch seconds, and its age now; null where there is no record. */
  readonly latest: { readonly startAt: number; readonly endAt: number; readonly lag: number } | null;
}

/**
 * Keeps what was landed and how far the source is; `cursor` undefined leaves it where it was. False where `holder` does
 * not read it any more: nothing is kept then.
 */
export async function noteLanded(
  db: CatalogDb,
  name: string,
  holder: string,
  { landed, duplicates, rejects, latest }: LandedNews,
  cursor: unknown,
): Promise<boolean> {
  const rows = await db
    .update(source)
    .set({
      landed: sql`${source.landed} + ${landed}`,
      duplicates: sql`${source.duplicates} + ${duplicates}`,
      rejects: sql`${source.rejects} + ${rejects}`,
      isFailing: false,
      ...(cursor === undefined ? {} : { cursor }),
      ...(latest === null
        ? {}
        : {
            lastStartAt: sql`greatest(${source.lastStartAt}, ${latest.startAt})`,
            lastEndAt: sql`greatest(${source.lastEndAt}, ${latest.endAt})`,
            lastLag: latest.lag,
          }),
    })
    .where(isHeld(name, holder))
    .returning({ name: source.name });
  return rows.length > 0;
}

/** What its holder tells now and then. */
export interface SourceNews {
  readonly perMinute: number;
  readonly waiting: number | null;
  readonly isFailing: boolean;
  /** New trouble in words; null leaves the last one. */
  readonly error: string | null;
}

export async function noteNews(
  db: CatalogDb,
  name: string,
  holder: string,
  { error, ...news }: SourceNews,
): Promise<void> {
  await db
    .update(source)
    .set({ ...news, ...(error === null ? {} : { error, errorAt: sql`now()` }) })
    .where(isHeld(name, holder));
}

function isHeld(name: string, holder: string): SQL | undefined {
  return and(eq(source.name, name), eq(source.holder, holder));
}
