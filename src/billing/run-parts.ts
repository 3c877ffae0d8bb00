import type { Directory } from '../core/directory.ts';
import { RingledgerError } from '../core/errors.ts';
import type { RatingRun } from '../core/rating-run.ts';
import type { PriceBook } from '../rating/price-book.ts';
import type { CallStore } from '../store/calls/call-store.ts';
import type { Catalog } from '../store/catalog/catalog.ts';
import { findRun } from '../store/catalog/rating-runs.ts';

/** What runs need of the rest of the house; the composition root supplies it. */
export interface RunParts {
  readonly calls: CallStore;
  readonly catalog: Catalog;
  readonly directory: () => Promise<Directory>;
  /** The prices as they are now, and as they were at a revision. */
  readonly prices: (revision?: number) => Promise<PriceBook>;
  /** Runs while nothing else makes legs, with a version above that of every leg. */
  readonly alone: <T>(run: (version: number) => Promise<T>) => Promise<T>;
  /** Version up to which all legs are written. */
  readonly finishedVersion: () => Promise<number>;
  /** Hears why charges of a published run are not in the legs yet. Nobody sees a difference; the next run, or start, puts them there. */
  readonly unsettled: (run: number, error: unknown) => void;
}

/** A run by its number. Refuses with `not-found` where there is none. */
export async function readRun({ catalog }: Pick<RunParts, 'catalog'>, id: number): Promise<RatingRun> {
  const run = await findRun(catalog.db, id);
  if (run === undefined) throw new RingledgerError('not-found', `There is no rating run ${id}.`);
  return run;
}
