import type { Catalog } from '../store/catalog/catalog.ts';
import { changeTerms, openDeckVersion } from '../store/catalog/rates-decks.ts';
import { makeRevision, readRevision } from '../store/catalog/rates-revision.ts';
import { changeRates } from '../store/catalog/rates-rows.ts';
import { toRateChanges } from './compare-rates.ts';
import type { DeckFile } from './deck-file.ts';
import type { DeckChanges } from './describe-changes.ts';
import { type DeckPlan, planDeck } from './plan-deck.ts';

/** What an import did, or would do. */
export interface DeckImport extends DeckChanges {
  readonly dryRun: boolean;
  /** The revision it made, which is the one before where it changed nothing. */
  readonly revision: number;
  /** Rates of the file. */
  readonly rates: number;
  /** Oddities of the file, each with its line: sentences. */
  readonly warnings: readonly string[];
}

/**
 * Puts the file in the place of this dated version of this deck, wholly or not at all, as one new revision; or, dry,
 * tells what that would change. Throws `invalid-request` with every fault of the files, and
 * `conflict` for a currency other than that of the decks already there.
 */
export async function importDeck(catalog: Catalog, file: DeckFile, dryRun = false): Promise<DeckImport> {
  return catalog.withLock('rates', async () => {
    const before = await readRevision(catalog.db);
    const plan = await planDeck(catalog.db, before, file);
    const revision = dryRun || !hasChanges(plan) ? before : await write(catalog, plan);
    const warnings = plan.warnings.map(({ where, message }) => `${where}: ${message}`);
    return { dryRun, revision, rates: plan.rates.length, ...plan.changes, warnings };
  });
}

function hasChanges({ termsChange, comparison }: DeckPlan): boolean {
  const { added, changed, removed } = comparison;
  return termsChange || added.length + changed.length + removed.length > 0;
}

function write(catalog: Catalog, { head, from, terms, termsChange, comparison }: DeckPlan): Promise<number> {
  return catalog.db.transaction(async (db) => {
    const revision = await makeRevision(db, `deck "${head.name}" from ${from}`);
    const versionId = await openDeckVersion(db, head, from);
    if (termsChange) await changeTerms(db, versionId, revision, terms);
    await changeRates(db, versionId, revision, toRateChanges(comparison));
    return revision;
  });
}
