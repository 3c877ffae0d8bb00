import type { Refuse } from '../core/collect-faults.ts';
import { toExactMicros } from '../core/decimal.ts';
import type { Micros } from '../core/money.ts';
import { type DecimalMark, guessDecimal, readAmount } from '../core/read-amount.ts';
import type { BillRow } from './bill-line.ts';
import type { BillMapping } from './bill-mapping.ts';

export type ReadPrice = (row: BillRow) => Micros | undefined;

/** The decimal mark of a bill's prices: the mapping's, else by the prices that tell. */
export function decideDecimal(
  rows: readonly BillRow[],
  mapping: BillMapping,
  refuse: Refuse,
  note: (text: string) => void,
): DecimalMark {
  if (mapping.decimal !== undefined) return mapping.decimal;
  const guess = guessDecimal(rows.map((row) => row.cell('price')));
  if (guess === undefined) return 'point';
  if ('mark' in guess) {
    note(`Decimal ${guess.mark}, as in "${guess.by}".`);
    return guess.mark;
  }
  refuse(
    'the prices',
    'both' in guess
      ? `"${guess.both[0]}" has a decimal point and "${guess.both[1]}" a decimal comma: say which rules with "decimal": "point" or "comma".`
      : `"${guess.unclear}" may be thousands or thousandths: say which with "decimal": "point" or "comma".`,
  );
  return 'point';
}

/** Prices as millionths of the currency's unit, exact: what has more decimals is refused. */
export function decidePrices(mapping: BillMapping, mark: DecimalMark, refuse: Refuse): ReadPrice {
  const by = mapping.priceUnit === 'cent' ? 100n : 1n;
  return (row) => {
    const text = row.cell('price');
    const amount = text === '' ? undefined : readAmount(text, mark);
    const micros = amount === undefined ? undefined : toExactMicros(amount, 1n, by);
    if (micros !== undefined) return mapping.sign === 'negated' ? 0 - micros : micros;
    refuse(row.where, explain(text, mark, amount !== undefined));
    return undefined;
  };
}

function explain(text: string, mark: DecimalMark, isAmount: boolean): string {
  if (text === '') return 'The price is missing: write 0 where the call is free, or take the line away.';
  if (isAmount) {
    return `The price "${text}" has more than six decimals, or is above a million: prices are never rounded here.`;
  }
  return `"${text}" is no price with a decimal ${mark}: write digits, or say "decimal": "${mark === 'point' ? 'comma' : 'point'}".`;
}
