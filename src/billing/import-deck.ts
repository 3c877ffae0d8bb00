import type { Rate } from '../core/charge.ts';
import { type Fault, RingledgerError, refuseFaults } from '../core/errors.ts';
import type { Catalog } from '../store/catalog/catalog.ts';
import { changeRates, openDeckVersion, readDeckVersions, readRates } from '../store/catalog/rates.ts';
import { raiseVersionWithin } from '../store/catalog/versions.ts';
import { compareRates } from './compare-rates.ts';
import { readDeckCsv } from './deck-csv.ts';
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
      const other = (await readDeckVersions(db)).find((version) => version.currency !== currency);
      if (other !== undefined) throw refuseCurrency(currency, other.name, other.currency);
      const versionId = await openDeckVersion(db, name, from, currency);
      const { changes, ...counts } = compareRates(await readRates(db, versionId), rates);
      await changeRates(db, versionId, changes);
      await raiseVersionWithin(db, 'rates');
      return { rates: rates.length, ...counts };
    }),
  );
}

function readDeck(file: DeckFile): readonly Rate[] {
  const faults: Fault[] = [...checkDeckName(file)];
  try {
    const rates = readDeckCsv(file.csv);
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
