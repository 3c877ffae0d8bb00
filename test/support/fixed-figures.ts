import type { Directory } from '../../src/core/directory.ts';
import type { PriceBook } from '../../src/rating/price-book.ts';
import type { FigureSource, Figures } from '../../src/statements/figures.ts';
import type { StatementParts } from '../../src/statements/make-statement.ts';
import type { CallStore } from '../../src/store/calls/call-store.ts';

/** Figures of a PBX that never changes, of which no month was ever closed. */
export function fixFigures(directory: Directory, rates: number): Figures & { readonly source: FigureSource } {
  const figures = { version: 1, directory, rates, isNow: true };
  const source: FigureSource = {
    now: async () => figures,
    freeze: async () => figures,
    ofClosing: async () => figures,
    closings: async () => [],
    instantOf: async () => new Date('2026-12-01T09:00:00.125Z'),
  };
  return { ...figures, source };
}

/** What statements of such figures are made from. */
export function fixParts(
  calls: CallStore,
  directory: Directory,
  books: readonly PriceBook[],
): StatementParts {
  const latest = books.at(-1);
  if (latest === undefined) throw new Error('there are prices');
  return {
    calls,
    figures: fixFigures(directory, latest.revision).source,
    prices: async (revision) => books.find((book) => book.revision === revision) ?? latest,
    isNewest: async () => true,
    publishedRuns: async () => ({ version: 1, overlayOf: () => undefined }),
  };
}
