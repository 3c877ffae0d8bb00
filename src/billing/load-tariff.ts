import type { RateDeck } from '../core/charge.ts';
import { compileTariff, type Tariff } from '../rating/tariff.ts';
import type { Catalog } from '../store/catalog/catalog.ts';
import { readDeckVersions, readRates } from '../store/catalog/rates.ts';

/**
 * All decks as one tariff, in the order of their first import. `startOfDay` gives the first instant (UTC epoch
 * seconds) of a day `YYYY-MM-DD` in the PBX's zone: a version is in force from then on.
 */
export async function loadTariff(catalog: Catalog, startOfDay: (date: string) => number): Promise<Tariff> {
  const decks: RateDeck[] = [];
  for (const { versionId, name, from, currency } of await readDeckVersions(catalog.db)) {
    const rates = await readRates(catalog.db, versionId);
    decks.push({ name, from, fromAt: startOfDay(from), currency, rates });
  }
  return compileTariff(decks);
}
