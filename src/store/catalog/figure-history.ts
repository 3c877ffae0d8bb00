import { createHash } from 'node:crypto';
import { asc, desc, eq, gte, lte, type SQL, sql } from 'drizzle-orm';
import type { Directory } from '../../core/directory.ts';
import type { CatalogDb } from './connect.ts';
import { keepDirectory } from './directory-snapshots.ts';
import { type FigureDescription, figureDescription, figureHistory } from './schema-figures.ts';

/** A version up to which all legs were written, and what reports and statements said beside them then. */
export interface FigureMoment {
  readonly version: number;
  /** From this instant on, and not before, it is the newest: a whole millisecond. */
  readonly finishedAt: Date;
  readonly description: FigureDescription;
  /** Name of the directory, and the revision of the rate card; null from before these were kept. */
  readonly directory: string | null;
  readonly rates: number | null;
}

/**
 * Notes that all legs up to a version are written. The instant is later than any that was asked for before: whoever asks
 * keeps this waiting, and is answered about instants that are past only. It is a whole millisecond, as what is asked is.
 */
export async function appendHistory(
  db: CatalogDb,
  version: number,
  directory: Pick<Directory, 'zone' | 'companies' | 'entries'>,
): Promise<void> {
  const { hash, body } = describe(directory);
  const kept = await keepDirectory(db, directory.entries);
  await db.transaction(async (transaction) => {
    await transaction.insert(figureDescription).values({ hash, body }).onConflictDoNothing();
    await transaction.execute(sql`lock table figure_history in exclusive mode`);
    await transaction.execute(
      sql`insert into figure_history (version, finished_at, described, directory, rates)
        select ${version},
          date_trunc('milliseconds', greatest(clock_timestamp(), max(finished_at))) + interval '1 millisecond',
          ${hash}, ${kept}, coalesce((select last from counter where name = 'version:rates'), 0)
        from figure_history`,
    );
  });
}

/** What is known of an instant: the version that was the newest then, or why there is none. */
export type AtInstant =
  | { readonly kind: 'found'; readonly moment: FigureMoment }
  | { readonly kind: 'future' }
  | { readonly kind: 'before'; readonly beganAt: Date | null };

/** The newest version whose legs were all written by an instant. What it finds, it finds for ever. */
export function findMomentAt(db: CatalogDb, at: Date): Promise<AtInstant> {
  const instant = sql`${at.toISOString()}::timestamptz`;
  return db.transaction(async (transaction): Promise<AtInstant> => {
    await transaction.execute(sql`lock table figure_history in share mode`);
    const [now] = await transaction
      .select({
        isFuture: sql<boolean>`${instant} >= clock_timestamp()`,
        beganAt: sql<Date | null>`min(${figureHistory.finishedAt})`.mapWith(figureHistory.finishedAt),
      })
      .from(figureHistory);
    if (now === undefined || now.isFuture) return { kind: 'future' };
    const moment = await findMoment(transaction, sql`${figureHistory.finishedAt} <= ${instant}`);
    return moment === undefined ? { kind: 'before', beganAt: now.beganAt } : { kind: 'found', moment };
  });
}

/** The newest of the moments up to a version; undefined where it is from before the first. */
export function findMomentUpTo(db: CatalogDb, version: number): Promise<FigureMoment | undefined> {
  return findMoment(db, lte(figureHistory.version, version));
}

/** The newest of all; there is one from the first start on. */
export async function findNewestMoment(db: CatalogDb): Promise<FigureMoment> {
  const moment = await findMoment(db, sql`true`);
  if (moment === undefined) throw new Error('no figures were ever kept');
  return moment;
}

/** The first instant at which legs up to a version were all written; undefined before it. */
export async function findInstantOf(db: CatalogDb, version: number): Promise<Date | undefined> {
  const [row] = await db
    .select({ finishedAt: figureHistory.finishedAt })
    .from(figureHistory)
    .where(gte(figureHistory.version, version))
    .orderBy(asc(figureHistory.version))
    .limit(1);
  return row?.finishedAt;
}

async function findMoment(db: CatalogDb, which: SQL): Promise<FigureMoment | undefined> {
  const [moment] = await db
    .select({
      version: figureHistory.version,
      finishedAt: figureHistory.finishedAt,
      description: figureDescription.body,
      directory: figureHistory.directory,
      rates: figureHistory.rates,
    })
    .from(figureHistory)
    .innerJoin(figureDescription, eq(figureHistory.described, figureDescription.hash))
    .where(which)
    .orderBy(desc(figureHistory.version))
    .limit(1);
  return moment;
}

/** Whether anything can be asked for as it was. */
export async function hasHistory(db: CatalogDb): Promise<boolean> {
  return (await db.$count(figureHistory)) > 0;
}

type Described = { readonly hash: string; readonly body: FigureDescription };

/** Made once for a directory, as it is the same for the many batches of an import. */
const described = new WeakMap<object, Described>();

function describe(directory: Pick<Directory, 'zone' | 'companies'>): Described {
  const known = described.get(directory);
  if (known !== undefined) return known;
  const { zone } = directory;
  const body = { zone, companies: directory.companies().map(({ id, name }) => [id, name] as const) };
  const made = { hash: createHash('sha256').update(JSON.stringify(body)).digest('hex'), body };
  described.set(directory, made);
  return made;
}
