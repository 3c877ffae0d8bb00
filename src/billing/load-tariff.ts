import type { Rate as PlainRate, RateDeck } from '../core/charge.ts';
import type { Rate } from '../core/rate-card.ts';
import { compileTariff, type Tariff } from '../rating/tariff.ts';
import type { Catalog } from '../store/catalog/catalog.ts';
import { readDeckVersions } from '../store/catalog/rates-decks.ts';
import { readRevision } from '../store/catalog/rates-revision.ts';
import { readRates } from '../store/catalog/rates-rows.ts';

/**
 * All outbound decks as one tariff, in the order of their first import. `startOfDay` gives the first instant (UTC epoch
 * seconds) of a day `YYYY-MM-DD` in the PBX's zone: a version is in force from then on.
 */
export async function loadTariff(catalog: Catalog, startOfDay: (date: string) => number): Promise<Tariff> {
  const decks: RateDeck[] = [];
  const revision = await readRevision(catalog.db);
  for (const version of await readDeckVersions(catalog.db, revision)) {
    const { versionId, name, from, currency, direction } = version;
    if (direction !== 'outbound') continue;
    const rates = (await readRates(catalog.db, versionId, revision)).filter(({ band }) => band === '');
    decks.push({ name, from, fromAt: startOfDay(from), currency, rates: rates.map(toPlainRate) });
  }
  return compileTariff(decks);
}

/** A rate by its first step, as the engine that knows no more takes it. */
function toPlainRate(rate: Rate): PlainRate {
  const [step] = rate.steps;
  return {
    prefix: rate.prefix,
    destination: rate.destination,
    numberType: rate.numberType,
    connectCharge: BigInt(rate.connectCharge),
    perMinute: BigInt(step?.perMinute ?? 0),
    firstIncrement: rate.firstIncrement,
    nextIncrement: step?.nextIncrement ?? 1,
    minimumCharge: BigInt(rate.minimumCharge),
  };
}
