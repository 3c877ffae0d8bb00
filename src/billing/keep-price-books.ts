import { keepLatest } from '../core/keep-latest.ts';
import type { PriceBook } from '../rating/price-book.ts';

/** Price books of hundreds of thousands of rates take some hundred megabytes: few are kept. */
const MOST = 3;

/** Price books by revision, those last asked for kept. Of a revision nothing ever changes. */
export function keepPriceBooks(
  load: (revision: number) => Promise<PriceBook>,
): (revision: number) => Promise<PriceBook> {
  return keepLatest(MOST, load);
}
