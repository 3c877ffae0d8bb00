import { and, asc, desc, eq, inArray, isNull, or, sql } from 'drizzle-orm';
import type { RatingRun, RunScope, RunState } from '../../core/rating-run.ts';
import type { CatalogDb } from './connect.ts';
import { ratingRun } from './schema-runs.ts';

const isUnderWay = or(
  eq(ratingRun.state, 'pricing'),
  and(eq(ratingRun.state, 'whatif'), isNull(ratingRun.finishedAt)),
);

/** What a run is made of when it begins. */
export interface NewRun extends RunScope {
  readonly reason: string;
  readonly askedBy: string;
  readonly rates: number;
  readonly keepsRates?: boolean;
  readonly readVersion: number;
  readonly calls: number;
}

export async function insertRun(
  db: CatalogDb,
  run: NewRun,
  state: 'pricing' | 'whatif' = 'pricing',
): Promise<number> {
  const [row] = await db
    .insert(ratingRun)
    .values({ ...run, companies: copy(run.companies), devices: copy(run.devices), state })
    .returning({ id: ratingRun.id });
  if (row === undefined) throw new Error('a rating run got no number');
  return row.id;
}

/** The next run gets a number above this one. */
export async function numberRunsAbove(db: CatalogDb, id: number): Promise<void> {
  await db.execute(
    sql`select setval(pg_get_serial_sequence('rating_run', 'id'), ${id})
      where ${id} > (select coalesce(max(id), 0) from rating_run)`,
  );
}

/** Runs in these states, the oldest first. */
export function listRunsIn(db: CatalogDb, states: readonly RunState[]): Promise<readonly RatingRun[]> {
  return db
    .select()
    .from(ratingRun)
    .where(inArray(ratingRun.state, [...states]))
    .orderBy(asc(ratingRun.id));
}

/** The latest runs, the newest first. */
export function listRuns(db: CatalogDb, count: number): Promise<readonly RatingRun[]> {
  return db.select().from(ratingRun).orderBy(desc(ratingRun.id)).limit(count);
}

/** The latest runs that were published, the newest first. */
export function listPublishedRuns(db: CatalogDb, count: number): Promise<readonly RatingRun[]> {
  return db
    .select()
    .from(ratingRun)
    .where(inArray(ratingRun.state, ['published', 'settled']))
    .orderBy(desc(ratingRun.id))
    .limit(count);
}

/** What-ifs that are under way. */
export function countWhatIfs(db: CatalogDb): Promise<number> {
  return db.$count(ratingRun, and(eq(ratingRun.state, 'whatif'), isNull(ratingRun.finishedAt)));
}

export async function findRun(db: CatalogDb, id: number): Promise<RatingRun | undefined> {
  const [row] = await db.select().from(ratingRun).where(eq(ratingRun.id, id));
  return row;
}

export type RunChange = Partial<
  Pick<
    RatingRun,
    'comparison' | 'message' | 'priced' | 'calls' | 'version' | 'publishedAt' | 'finishedAt' | 'endedBy'
  >
>;

/** Moves a run out of one of these states. False where it is in none of them, as somebody else was first. */
export async function moveRun(
  db: CatalogDb,
  id: number,
  from: readonly RunState[],
  to: RunState,
  change: RunChange = {},
): Promise<boolean> {
  const moved = await db
    .update(ratingRun)
    .set({ ...change, state: to })
    .where(and(eq(ratingRun.id, id), inArray(ratingRun.state, [...from])))
    .returning({ id: ratingRun.id });
  return moved.length > 0;
}

/** Tells that the process of a run that is under way lives. */
export async function touchRun(db: CatalogDb, id: number): Promise<void> {
  await db
    .update(ratingRun)
    .set({ aliveAt: sql`now()` })
    .where(and(eq(ratingRun.id, id), isUnderWay));
}

/** Runs that are under way by their state and were not heard of for so many seconds become `failed`. Answers which. */
export async function failSilentRuns(db: CatalogDb, seconds: number): Promise<readonly number[]> {
  const failed = await db
    .update(ratingRun)
    .set({ state: 'failed', message: SILENT, finishedAt: sql`now()` })
    .where(and(isUnderWay, sql`${ratingRun.aliveAt} <= now() - make_interval(secs => ${seconds})`))
    .returning({ id: ratingRun.id });
  return failed.map(({ id }) => id);
}

const SILENT = 'The server that priced it stopped. Nothing of it is seen; start it again.';

function copy(names: readonly string[] | null): string[] | null {
  return names === null ? null : [...names];
}
