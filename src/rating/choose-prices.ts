import type { PriceBook } from './price-book.ts';

/**
 * By which price book a call is priced when its legs are made: that of `rates`, the revision which priced it before,
 * where it was (0: it was not); of a call that comes late, that of the published run of its time; else the current one.
 */
export type ChoosePrices = (company: string, startAt: number, rates: number) => PriceBook;
