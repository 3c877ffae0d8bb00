import { type Fault, RingledgerError, refuseFaults } from '../core/errors.ts';
import type { Rate } from '../core/rate-card.ts';
import type { Catalog } from '../store/catalog/catalog.ts';
import { changeTerms, openDeckVersion, readDeckVersions } from '../store/catalog/rates-decks.ts';
import { makeRevision, readRevision } from '../store/catalog/rates-revision.ts';
import { changeRates, readRates } from '../store/catalog/rates-rows.ts';
import { compareRates, toRateChanges } from './compare-rates.ts';
import { readDeckRates } from './deck-csv.ts';
import { checkDeckName } from './deck-name.ts';

export interface DeckFile {
  readonly name: string;
  /** First day in force, `YYYY-MM-DD` in the PBX's zone. */
  readonly from: string;
  /** ISO 4217 code, `GBP`. */
  readonly currency: string;
  readonly csv: string;
}

/** Counts of rates: all of the file, and how they differ from what this version of the deck held before. */
export interface DeckImport {
  readonly rates: number;
  readonly added: number;
  readonly changed: number;
  readonly removed: number;
  readonly unchanged: number;
}

/**
 * Puts the file in the place of this dated version of this deck, wholly or not at all. Throws `invalid-request` with
 * every fault of the file, and `conflict` for a currency other than that of the decks already there: one PBX bills
 * in one currency.
 */
export async function importDeck(catalog: Catalog, file: DeckFile): Promise<DeckImport> {
  const rates = readDeck(file);
  const { name, from, currency } = file;
  return catalog.withLock('rates', () =>
    catalog.db.transaction(async (db) => {
      const before = await readRevision(db);
      const versions = await readDeckVersions(db, before);
      const other = versions.find((version) => version.currency !== currency);
      if (other !== undefined) throw refuseCurrency(currency, other.name, other.currency);
      const replaced = versions.find((version) => version.name === name && version.from === from);
      const comparison = compareRates(
        replaced === undefined ? [] : await readRates(db, replaced.versionId, before),
        rates,
      );
      const revision = await makeRevision(db, `deck ${name} from ${from}`);
      const versionId = await openDeckVersion(db, { name, currency, direction: 'outbound' }, from);
      if (replaced === undefined) {
        const terms = { to: null, crossing: 'by-start', zone: null, windows: [], holidays: [] } as const;
        await changeTerms(db, versionId, revision, terms);
      }
      await changeRates(db, versionId, revision, toRateChanges(comparison));
      return {
        rates: rates.length,
        added: comparison.added.length,
        changed: comparison.changed.length,
        removed: comparison.removed.length,
        unchanged: comparison.unchanged,
      };
    }),
  );
}

function readDeck(file: DeckFile): readonly Rate[] {
  const faults: Fault[] = [...checkDeckName(file)];
  try {
    const rates = readDeckRates(file.csv);
    if (faults.length === 0) return rates;
  } catch (error) {
    if (!(error instanceof RingledgerError)) throw error;
    faults.push(...error.faults);
  }
  throw refuseFaults('The rate deck cannot be imported.', faults);
}

function refuseCurrency(currency: string, deck: string, existing: string): RingledgerError {
  return new RingledgerError(
    'conflict',
    `The deck is in "${currency}", and the deck "${deck}" that is already here in "${existing}": write all decks in one currency, as a PBX bills in one.`,
  );
}
