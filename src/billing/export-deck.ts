import { RingledgerError } from '../core/errors.ts';
import { suggestWord } from '../core/suggest-word.ts';
import type { CatalogDb } from '../store/catalog/connect.ts';
import { type DeckVersionRow, readDeckVersions } from '../store/catalog/rates-decks.ts';
import { countRates, readRates } from '../store/catalog/rates-rows.ts';
import { writeBands, writeHolidays, writeRates } from './write-deck.ts';

/** Which file of a deck's version: its rates, or what goes with them. */
export const DECK_PARTS = ['rates', 'bands', 'holidays'] as const;
export type DeckPart = (typeof DECK_PARTS)[number];

/** A version of a deck, as a list shows it. */
export interface ListedVersion {
  readonly deck: string;
  readonly from: string;
  readonly to: string | null;
  readonly currency: string;
  readonly direction: string;
  readonly crossing: string;
  /** Null for the PBX's own. */
  readonly zone: string | null;
  readonly bands: readonly string[];
  readonly holidays: number;
  readonly rates: number;
}

/** Lines of CSV of a deck's version: that of `from`, else the one that begins last. Refuses with `not-found`. */
export async function exportDeck(
  db: CatalogDb,
  revision: number,
  deck: string,
  from: string | undefined,
  part: DeckPart,
): Promise<Iterable<string>> {
  const version = await findDeckVersion(db, revision, deck, from);
  if (part === 'bands') return writeBands(version.windows);
  if (part === 'holidays') return writeHolidays(version.holidays);
  return writeRates(await readRates(db, version.versionId, revision));
}

/** A deck's version: that of `from`, else the one that begins last. Refuses with `not-found`. */
export async function findDeckVersion(
  db: CatalogDb,
  revision: number,
  deck: string,
  from: string | undefined,
): Promise<DeckVersionRow> {
  const versions = await readDeckVersions(db, revision);
  const own = versions.filter(({ name }) => name === deck);
  const version = own.findLast((one) => from === undefined || one.from === from);
  if (version !== undefined) return version;
  throw new RingledgerError('not-found', explainMissing(deck, from, own, versions, revision));
}

/** All versions of all decks at a revision: decks in the order of their first import, versions by date. */
export async function listDecks(db: CatalogDb, revision: number): Promise<readonly ListedVersion[]> {
  const counts = await countRates(db, revision);
  return (await readDeckVersions(db, revision)).map((version) => ({
    deck: version.name,
    from: version.from,
    to: version.to,
    currency: version.currency,
    direction: version.direction,
    crossing: version.crossing,
    zone: version.zone,
    bands: [...new Set(version.windows.map(({ band }) => band))],
    holidays: version.holidays.length,
    rates: counts.get(version.versionId) ?? 0,
  }));
}

type Named = { readonly name: string; readonly from: string };

function explainMissing(
  deck: string,
  from: string | undefined,
  own: readonly Named[],
  versions: readonly Named[],
  revision: number,
): string {
  if (own.length > 0) {
    const days = own.map((one) => one.from).join(', ');
    return `The deck "${deck}" has no version from "${from}" at revision ${revision}: it has those from ${days}.`;
  }
  const names = [...new Set(versions.map(({ name }) => name))];
  const meant = suggestWord(deck, names);
  if (meant !== undefined) return `There is no deck "${deck}": did you mean "${meant}"?`;
  const fix = names.length === 0 ? 'import one first' : `the decks are ${names.join(', ')}`;
  return `There is no deck "${deck}" at revision ${revision}: ${fix}.`;
}
