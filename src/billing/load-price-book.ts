import { startOfDay } from '../core/zone.ts';
import { compilePriceBook, type PriceBook } from '../rating/price-book.ts';
import type { Catalog } from '../store/catalog/catalog.ts';
import { readRateCard, readRateHeads, toRateDeck } from '../store/catalog/rates.ts';

/** What prices calls, at a revision of the rate card, or as it is now. `zone` is the PBX's. */
export async function loadPriceBook(
  catalog: Catalog,
  zone: string,
  revision: number | 'current' = 'current',
): Promise<PriceBook> {
  const card = await readRateCard(catalog.db, revision, zone, (date) => startOfDay(zone, date));
  return compilePriceBook(card);
}

/** Who pays by which tariff at a revision, in a PBX of this zone: a price book whose decks have no rates. */
export async function loadTariffs(catalog: Catalog, zone: string, revision: number): Promise<PriceBook> {
  const toInstant = (date: string) => startOfDay(zone, date);
  const { versions, ...others } = await readRateHeads(catalog.db, revision, zone, toInstant);
  return compilePriceBook({
    ...others,
    decks: versions.map((version) => toRateDeck(version, zone, toInstant, [])),
  });
}
