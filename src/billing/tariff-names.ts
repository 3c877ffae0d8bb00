import { quote } from '../core/check-shape.ts';
import { suggestWord } from '../core/suggest-word.ts';
import type { DeckHead } from '../store/catalog/rates-decks.ts';

/** What a tariffs.json may name. */
export interface TariffNames {
  /** By name. */
  readonly decks: ReadonlyMap<string, DeckHead>;
  readonly companies: ReadonlySet<string>;
  readonly trunks: ReadonlySet<string>;
}

/** That there is no such thing, and which one may be meant. */
export function explainMissing(what: string, name: string, known: Iterable<string>): string {
  const names = [...known];
  const meant = suggestWord(name, names);
  if (meant !== undefined) return `there is no ${what} ${quote(name)}; did you mean ${quote(meant)}?`;
  const some = names.slice(0, 5).map(quote).join(', ');
  return `there is no ${what} ${quote(name)}; ${names.length === 0 ? 'import it first' : `write one that there is, such as ${some}, or import it first`}.`;
}
