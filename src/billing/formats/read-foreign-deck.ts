import { readA2billing } from './a2billing.ts';
import { readAstpp } from './astpp.ts';
import { readCgrates } from './cgrates.ts';
import type { ForeignFiles, ForeignFormat, ForeignImport, ForeignOptions } from './foreign-deck.ts';
import { readPriceList } from './price-list.ts';

const READERS: Readonly<
  Record<ForeignFormat, (files: ForeignFiles, options: ForeignOptions) => ForeignImport>
> = {
  cgrates: readCgrates,
  a2billing: readA2billing,
  astpp: readAstpp,
  'price-list': readPriceList,
};

/**
 * Reads the rates of another product or of a carrier: texts by file name in, our decks out. Nothing is rounded, no line
 * is lost without a note. Throws `invalid-request` with every fault, each with its line and the fix.
 */
export function readForeignDeck(
  format: ForeignFormat,
  files: ForeignFiles,
  options: ForeignOptions = {},
): ForeignImport {
  return READERS[format](files, options);
}
