import type { CatalogDb } from '../store/catalog/connect.ts';
import { readRates } from '../store/catalog/rates-rows.ts';
import { compareRates } from './compare-rates.ts';
import { type DeckChanges, describeChanges } from './describe-changes.ts';
import { findDeckVersion } from './export-deck.ts';

/** A version of a deck: that of a first day, else the one that begins last. */
export interface NamedVersion {
  readonly deck: string;
  readonly from: string | undefined;
}

/** How a version differs from another, of the same deck or of another one. */
export interface DeckComparison extends DeckChanges {
  readonly deck: string;
  readonly from: string;
  readonly withDeck: string;
  /** Rates of the later one. */
  readonly rates: number;
}

/** Tells what `later` has otherwise than `earlier`, as of a revision. Refuses with `not-found`. */
export async function compareDecks(
  db: CatalogDb,
  revision: number,
  later: NamedVersion,
  earlier: NamedVersion,
): Promise<DeckComparison> {
  const [after, before] = await Promise.all([
    findDeckVersion(db, revision, later.deck, later.from),
    findDeckVersion(db, revision, earlier.deck, earlier.from),
  ]);
  const [rates, old] = await Promise.all([
    readRates(db, after.versionId, revision),
    readRates(db, before.versionId, revision),
  ]);
  return {
    ...{ deck: after.name, from: after.from, withDeck: before.name, rates: rates.length },
    ...describeChanges({ version: before, rates: old }, after, rates, compareRates(old, rates)),
  };
}
