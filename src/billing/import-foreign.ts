import type { Catalog } from '../store/catalog/catalog.ts';
import type { ForeignFiles, ForeignFormat, ForeignOptions } from './formats/foreign-deck.ts';
import { readForeignDeck } from './formats/read-foreign-deck.ts';
import { type ForeignNaming, toDeckFiles } from './formats/to-deck-files.ts';
import { type DeckImport, importDeck } from './import-deck.ts';
import { keepForeignTariffs, writeForeignTariff } from './keep-foreign-tariffs.ts';
import type { WrittenTariff } from './tariffs-file.ts';
import type { TariffsImport } from './tariffs-import.ts';

/** What an import of another product's files did, or would do: each version of each deck, oldest first. */
export interface ForeignDeckImport {
  readonly decks: readonly (DeckImport & { readonly deck: string; readonly from: string })[];
  /** What the files say of tariffs, as it would stand in a tariffs.json. */
  readonly tariffs: readonly WrittenTariff[];
  /** What became of the tariffs; absent where they were only to be told. */
  readonly tariffsImport?: TariffsImport;
  readonly notes: readonly string[];
}

/** How much of it is to be kept. */
interface ForeignWish {
  readonly dryRun?: boolean;
  /** Whether the tariffs are, beside the decks. Who pays by them is for whoever knows the companies. */
  readonly withTariffs?: boolean;
}

/**
 * Reads the files of another product or a carrier and imports their decks as if they had been written in our own CSV,
 * and with `withTariffs` the tariffs they state. All of it is tried dry before the first deck is kept. Throws as
 * `readForeignDeck`, `toDeckFiles`, `importDeck` and `keepForeignTariffs`.
 */
export async function importForeign(
  catalog: Catalog,
  format: ForeignFormat,
  files: ForeignFiles,
  naming: ForeignNaming,
  options: ForeignOptions,
  { dryRun = false, withTariffs = false }: ForeignWish = {},
): Promise<ForeignDeckImport> {
  const read = readForeignDeck(format, files, options);
  const deckFiles = toDeckFiles(read.decks, naming);
  const tariffs = (read.tariffs ?? []).map((one) => writeForeignTariff(one, naming.currency));
  const coming = deckFiles.map(({ name, currency }) => ({ name, currency, direction: 'outbound' as const }));
  const take = async (isTried: boolean): Promise<ForeignDeckImport> => {
    const decks: (DeckImport & { deck: string; from: string })[] = [];
    for (const file of deckFiles) {
      decks.push({ deck: file.name, from: file.from, ...(await importDeck(catalog, file, isTried)) });
    }
    const told = { decks, tariffs, notes: read.notes };
    if (!withTariffs) return told;
    return {
      ...told,
      tariffsImport: await keepForeignTariffs(catalog, tariffs, { dryRun: isTried, coming }),
    };
  };
  const tried = await take(true);
  return dryRun ? tried : take(false);
}
