import { isDeepStrictEqual } from 'node:util';
import { type Fault, refuseFaults } from '../core/errors.ts';
import type { Rate, RateCard } from '../core/rate-card.ts';
import { startOfDay } from '../core/zone.ts';
import { compilePriceBook } from '../rating/price-book.ts';
import type { CatalogDb } from '../store/catalog/connect.ts';
import { readRateHeads, toRateDeck } from '../store/catalog/rates.ts';
import type { DeckHead, DeckTerms, DeckVersionRow } from '../store/catalog/rates-decks.ts';
import { readRates } from '../store/catalog/rates-rows.ts';
import { checkCurrency } from './check-currency.ts';
import { compareRates, type RateComparison } from './compare-rates.ts';
import { readDeckRates } from './deck-csv.ts';
import { type DeckFile, readDirection, readTerms } from './deck-file.ts';
import { type DeckChanges, describeChanges } from './describe-changes.ts';
import { readPbx } from './read-pbx.ts';

/** An import, worked out and not yet written. */
export interface DeckPlan {
  readonly head: DeckHead;
  readonly from: string;
  readonly terms: DeckTerms;
  readonly rates: readonly Rate[];
  readonly isNew: boolean;
  readonly termsChange: boolean;
  /** How the rates differ from those of the version that is replaced. */
  readonly comparison: RateComparison;
  readonly changes: DeckChanges;
  /** What is odd and harmless, each with its line. */
  readonly warnings: readonly Fault[];
}

/**
 * Works out what an import is to change at the current revision. Throws `invalid-request` with every fault of the
 * files, and where the rates that come of it could not be used together; and `conflict` for a currency that the decks
 * already there do not have.
 */
export async function planDeck(db: CatalogDb, revision: number, file: DeckFile): Promise<DeckPlan> {
  const { zone, country } = await readPbx(db);
  const toInstant = (date: string) => startOfDay(zone, date);
  const { versions, ...others } = await readRateHeads(db, revision, zone, toInstant);
  const own = versions.filter((version) => version.name === file.name);
  const replaced = own.find((version) => version.from === file.from);
  const earlier = own.findLast((version) => version.from < file.from);

  const faults: Fault[] = [];
  const terms = readTerms(file, replaced, earlier, faults);
  const direction = readDirection(file, own[0]?.direction, faults);
  const head: DeckHead = { name: file.name, currency: file.currency, direction };
  const bands = faults.length > 0 ? undefined : new Set(terms.windows.map(({ band }) => band));
  const { rates, warnings } = readDeckRates(file.csv, bands, country, faults);
  if (faults.length > 0) throw refuseFaults('The rate deck cannot be imported.', faults);

  checkCurrency(head, { ...others, versions });
  const deck = toRateDeck({ ...head, ...terms, from: file.from }, zone, toInstant, rates);
  const staying = versions.filter((version) => version !== replaced);
  refuseUnusable({ ...others, decks: [...staying.map((one) => toRateDeck(one, zone, toInstant, [])), deck] });

  const compared = replaced ?? earlier;
  const before = compared === undefined ? [] : await readRates(db, compared.versionId, revision);
  const shown = compareRates(before, rates);
  return {
    head,
    from: file.from,
    terms,
    rates,
    isNew: replaced === undefined,
    termsChange: replaced === undefined || !isDeepStrictEqual(termsOf(replaced), terms),
    comparison: replaced === undefined ? compareRates([], rates) : shown,
    changes: describeChanges(
      compared === undefined ? undefined : { version: compared, rates: before },
      terms,
      rates,
      shown,
    ),
    warnings,
  };
}

function termsOf({ to, crossing, zone, windows, holidays }: DeckVersionRow): DeckTerms {
  return { to, crossing, zone, windows, holidays };
}

/** Whether calls could be priced by what would be there then. */
function refuseUnusable(card: RateCard): void {
  compilePriceBook(card);
}
