import type { Period } from '../core/period.ts';
import type { RatingRun } from '../core/rating-run.ts';
import type { Catalog } from '../store/catalog/catalog.ts';
import { listRunsIn } from '../store/catalog/rating-runs.ts';
import { cacheByVersion, readVersion } from '../store/catalog/versions.ts';

/** What is published and not yet settled, at one moment. */
export interface PublishedRuns {
  /** Grows with everything that is published or settled: an answer begun under another is to be begun again. */
  readonly version: number;
  /** The run whose charges are over those of the legs in a period, if there is one; of legs of a version too. */
  overlayOf(period: Period, asOf?: number): number | undefined;
}

/** At most one run is published and not settled, as each settles the one before it first. */
export function watchPublishedRuns(catalog: Catalog): () => Promise<PublishedRuns> {
  return cacheByVersion(catalog, ['runs'], async () => {
    const version = await readVersion(catalog, 'runs');
    const runs = await listRunsIn(catalog.db, ['published']);
    return {
      version,
      overlayOf: (period, asOf = Number.POSITIVE_INFINITY) =>
        runs.find((run) => touches(run, period) && (run.version ?? 0) <= asOf)?.id,
    };
  });
}

function touches(run: RatingRun, period: Period): boolean {
  return run.fromAt < period.toAt && period.fromAt < run.toAt;
}
