import type { Directory } from '../../src/core/directory.ts';
import type { PriceBook } from '../../src/rating/price-book.ts';
import type { FigureSource } from '../../src/statements/figures.ts';
import { UNEXPLAINED } from '../../src/statements/list-calls.ts';
import type { StatementParts } from '../../src/statements/make-statement.ts';
import type { CallStore } from '../../src/store/calls/call-store.ts';

/** What statements are made from, of a PBX that never changes, of which no month was ever closed. */
export function fixParts(
  calls: CallStore,
  directory: Directory,
  books: readonly PriceBook[],
): StatementParts {
  const latest = books.at(-1);
  if (latest === undefined) throw new Error('there are prices');
  return {
    calls,
    figures: fixFigures(directory, latest.revision),
    prices: async (revision) => books.find((book) => book.revision === revision) ?? latest,
    isNewest: async () => true,
    // Their decks have no rates.
    explain: UNEXPLAINED,
    publishedRuns: async () => ({ version: 1, overlayOf: () => undefined }),
  };
}

function fixFigures(directory: Directory, rates: number): FigureSource {
  const figures = { version: 1, directory, rates, isNow: true };
  return {
    now: async () => figures,
    freeze: async () => figures,
    ofClosing: async () => figures,
    closings: async () => [],
    instantOf: async () => new Date('2026-12-01T09:00:00.125Z'),
  };
}
