import type { PriceBook } from '../rating/price-book.ts';

/** Price books of hundreds of thousands of rates take some hundred megabytes: few are kept. */
const MOST = 3;

/** Price books by revision, those last asked for kept. Of a revision nothing ever changes. */
export function keepPriceBooks(
  load: (revision: number) => Promise<PriceBook>,
): (revision: number) => Promise<PriceBook> {
  const kept = new Map<number, Promise<PriceBook>>();
  return (revision) => {
    const book = kept.get(revision) ?? load(revision);
    kept.delete(revision);
    kept.set(revision, book);
    book.catch(() => kept.delete(revision));
    for (const oldest of kept.keys()) {
      if (kept.size <= MOST) break;
      kept.delete(oldest);
    }
    return book;
  };
}
