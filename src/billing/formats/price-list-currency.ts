import type { Refuse } from '../../core/collect-faults.ts';
import type { ForeignOptions } from './foreign-deck.ts';
import type { NamedRow } from './named-columns.ts';
import { CHARGES } from './price-list-values.ts';

const SIGNS: Readonly<Record<string, string>> = { '€': 'EUR', '£': 'GBP' };
const CODE =
  /(?<![A-Za-z])(EUR|USD|GBP|CHF|CAD|AUD|JPY|SEK|NOK|DKK|PLN|CZK|MXN|BRL|INR|ZAR)(?![A-Za-z])|[€£]/;

/** A list in more than one currency, or in another than the import's, is refused: decks have one. */
export function checkListCurrency(
  rows: readonly NamedRow[],
  headerOf: (column: string) => string,
  { currency }: ForeignOptions,
  refuse: Refuse,
): void {
  const found = new Map<string, string>();
  const learn = (text: string, where: string) => {
    const word = CODE.exec(text)?.[0];
    const code = word === undefined ? undefined : (SIGNS[word] ?? word);
    if (code !== undefined && !found.has(code)) found.set(code, where);
  };
  for (const column of CHARGES) learn(headerOf(column), `column "${headerOf(column)}"`);
  for (const row of rows) {
    learn(row.cell('currency'), row.where);
    for (const column of CHARGES) learn(row.cell(column), row.where);
  }
  const [first, second] = [...found];
  if (first === undefined) return;
  if (second !== undefined) {
    refuse(
      second[1],
      `The list is in ${first[0]} (${first[1]}) and ${second[0]}: import the lines of each currency by themselves.`,
    );
  } else if (currency !== undefined && first[0] !== currency) {
    refuse(first[1], `The list is in ${first[0]}: import it with --currency ${first[0]}.`);
  }
}
