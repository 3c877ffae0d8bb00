import type { RatingRun } from '../core/rating-run.ts';
import type { ChoosePrices } from '../rating/choose-prices.ts';
import type { PriceBook } from '../rating/price-book.ts';
import type { Catalog } from '../store/catalog/catalog.ts';
import { listPublishedRuns } from '../store/catalog/rating-runs.ts';
import { cacheByVersion } from '../store/catalog/versions.ts';

/** Runs that are looked through for calls that come late. */
const RUNS_LOOKED_AT = 200;

/**
 * The prices of arriving calls. A call that was priced before keeps the revision of the rate card that did, until
 * somebody recalculates. One of a time that a published run has priced since, whether it comes late or is made again, is
 * priced as its neighbours are: by that run's revision. All others by the current one.
 */
export function createArrivalPrices(
  catalog: Catalog,
  current: () => Promise<PriceBook>,
  at: (revision: number) => Promise<PriceBook>,
): (
  window: { readonly fromAt: number; readonly toAt: number },
  revisions: ReadonlySet<number>,
) => Promise<ChoosePrices> {
  const published = cacheByVersion(catalog, ['runs'], async () =>
    (await listPublishedRuns(catalog.db, RUNS_LOOKED_AT)).filter(
      ({ devices, keepsRates }) => devices === null && !keepsRates,
    ),
  );
  return async (window, revisions) => {
    const now = await current();
    const runs = (await published()).filter((run) => run.fromAt <= window.toAt && run.toAt > window.fromAt);
    const wanted = new Set([...revisions, ...runs.map(({ rates }) => rates)]);
    wanted.delete(0);
    wanted.delete(now.revision);
    const books = new Map<number, PriceBook>([[now.revision, now]]);
    for (const revision of wanted) books.set(revision, await at(revision));
    return (company, startAt, rates) => {
      const published = runs.find((run) => isLate(run, company, startAt))?.rates ?? 0;
      // A run's charge is not in the leg until it is settled, nor ever where it changed nothing.
      const revision = Math.max(rates, published);
      return books.get(revision) ?? now;
    };
  };
}

/** Whether a call that comes now began before a run that priced calls of its time and company. */
function isLate(run: RatingRun, company: string, startAt: number): boolean {
  if (startAt < run.fromAt || startAt >= run.toAt || startAt * 1000 >= run.madeAt.getTime()) return false;
  return run.companies === null || run.companies.includes(company);
}
