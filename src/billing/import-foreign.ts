import type { Catalog } from '../store/catalog/catalog.ts';
import type { ForeignFiles, ForeignFormat, ForeignOptions, ForeignTariff } from './formats/foreign-deck.ts';
import { readForeignDeck } from './formats/read-foreign-deck.ts';
import { type ForeignNaming, toDeckFiles } from './formats/to-deck-files.ts';
import { type DeckImport, importDeck } from './import-deck.ts';

/** What an import of another product's files did, or would do: each version of each deck, oldest first. */
export interface ForeignDeckImport {
  readonly decks: readonly (DeckImport & { readonly deck: string; readonly from: string })[];
  /** What the files say of tariffs: not imported, as a tariff is written by whoever knows the companies. */
  readonly tariffs: readonly ForeignTariff[];
  readonly notes: readonly string[];
}

/**
 * Reads the files of another product or a carrier and imports their decks as if they had been written in our own CSV.
 * All of them are tried dry before the first is kept. Throws as `readForeignDeck`, `toDeckFiles` and `importDeck`.
 */
export async function importForeign(
  catalog: Catalog,
  format: ForeignFormat,
  files: ForeignFiles,
  naming: ForeignNaming,
  options: ForeignOptions,
  dryRun: boolean,
): Promise<ForeignDeckImport> {
  const { decks, tariffs = [], notes } = readForeignDeck(format, files, options);
  const deckFiles = toDeckFiles(decks, naming);
  const tried: (DeckImport & { deck: string; from: string })[] = [];
  for (const file of deckFiles) {
    tried.push({ deck: file.name, from: file.from, ...(await importDeck(catalog, file, true)) });
  }
  if (dryRun) return { decks: tried, tariffs, notes };
  const kept: typeof tried = [];
  for (const file of deckFiles) {
    kept.push({ deck: file.name, from: file.from, ...(await importDeck(catalog, file, false)) });
  }
  return { decks: kept, tariffs, notes };
}
