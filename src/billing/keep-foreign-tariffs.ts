import { RingledgerError } from '../core/errors.ts';
import { formatMicros } from '../core/money.ts';
import type { Catalog } from '../store/catalog/catalog.ts';
import type { DeckHead } from '../store/catalog/rates-decks.ts';
import { readRevision } from '../store/catalog/rates-revision.ts';
import type { ForeignTariff } from './formats/foreign-deck.ts';
import type { TariffsFile, WrittenTariff } from './tariffs-file.ts';
import { exportTariffs, importTariffs, type TariffsImport } from './tariffs-import.ts';

/** What files of another product say of a tariff, as it would stand in a tariffs.json. */
export function writeForeignTariff(
  { name, decks, rounding, capPerCall }: ForeignTariff,
  currency: string,
): WrittenTariff {
  return {
    ...{ name, currency, decks },
    ...(capPerCall === undefined ? {} : { capPerCall: formatMicros(capPerCall) }),
    ...(rounding === undefined ? {} : { rounding }),
  };
}

/**
 * Adds these tariffs to those there are, or lays what they state over the tariffs of the same names: what they do not
 * state stays, and so do decks that were named beside theirs, which are asked last. `coming` are decks that a dry run
 * takes as imported. Throws `invalid-request` as `importTariffs`, and `conflict` where somebody changed the tariffs
 * meanwhile.
 */
export async function keepForeignTariffs(
  catalog: Catalog,
  tariffs: readonly WrittenTariff[],
  { dryRun, coming }: { readonly dryRun: boolean; readonly coming: readonly DeckHead[] },
): Promise<TariffsImport> {
  if (tariffs.length === 0) {
    const message = 'The files state no tariffs, as those of this format do not: leave "tariffs" out.';
    throw new RingledgerError('invalid-request', message);
  }
  const seen = await readRevision(catalog.db);
  const there = await exportTariffs(catalog.db, seen);
  return importTariffs(catalog, JSON.stringify(layOver(there, tariffs)), { dryRun, seen, coming });
}

function layOver(there: TariffsFile, tariffs: readonly WrittenTariff[]): TariffsFile {
  const known = new Set(there.tariffs.map(({ name }) => name));
  const byName = new Map(tariffs.map((one) => [one.name, one]));
  const kept = there.tariffs.map((one) => {
    const stated = byName.get(one.name);
    if (stated === undefined) return one;
    const decks = new Set([...(stated.decks ?? []), ...(one.decks ?? [])]);
    return { ...one, ...stated, currency: one.currency, decks: [...decks] };
  });
  return { ...there, tariffs: [...kept, ...tariffs.filter(({ name }) => !known.has(name))] };
}
