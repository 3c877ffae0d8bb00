import { monthsOf } from '../core/period.ts';
import type { RatingRun } from '../core/rating-run.ts';
import type { PriceBook } from '../rating/price-book.ts';
import { findRevisions } from '../store/calls/priceable-legs.ts';
import type { Pricing } from './price-run.ts';
import type { RunParts } from './run-parts.ts';

/** What a run prices with: the book of its revision, or of a run that keeps rates, every leg's own. */
export async function loadPricing(parts: RunParts, run: RatingRun): Promise<Omit<Pricing, 'above'>> {
  const [directory, prices] = await Promise.all([parts.directory(), parts.prices(run.rates)]);
  const pricing = { store: parts.calls, directory, prices };
  return run.keepsRates ? { ...pricing, pricesOf: await loadBooks(parts, run, prices) } : pricing;
}

/** The revision that stands beside a run's charges; undefined where every leg keeps its own. */
export function ratesOf({ keepsRates, rates }: RatingRun): number | undefined {
  return keepsRates ? undefined : rates;
}

/** The books of all revisions that priced calls of the months a run touches. */
async function loadBooks(
  parts: RunParts,
  run: RatingRun,
  current: PriceBook,
): Promise<(rates: number) => PriceBook> {
  const books = new Map([[current.revision, current]]);
  for (const { fromAt, toAt } of monthsOf({ ...run, zone: current.zone })) {
    for (const rates of await findRevisions(parts.calls, { ...run, fromAt, toAt, devices: null })) {
      if (rates > 0 && !books.has(rates)) books.set(rates, await parts.prices(rates));
    }
  }
  return (rates) => books.get(rates) ?? current;
}
