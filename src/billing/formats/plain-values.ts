import type { Refuse } from '../../core/collect-faults.ts';
import { parseDecimal, toExactMicros } from '../../core/decimal.ts';
import type { Micros } from '../../core/money.ts';
import type { ForeignOptions } from './foreign-deck.ts';
import type { NamedRow } from './named-columns.ts';

const LONGEST_SECONDS = 86_400;

/** A charge of exports of databases: a point for decimals, empty is 0. `--decimal comma` and `--unit cent` change that. */
export function readPlainCharge(
  row: NamedRow,
  column: string,
  options: ForeignOptions,
  refuse: Refuse,
): Micros {
  const text = row.cell(column) || '0';
  const value = parseDecimal(options.decimal === 'comma' ? text.replace(',', '.') : text);
  const micros =
    value === undefined ? undefined : toExactMicros(value, 1n, options.unit === 'cent' ? 100n : 1n);
  if (micros !== undefined && micros >= 0) return micros;
  refuse(row.where, explainCharge(column, text, value === undefined));
  return 0;
}

function explainCharge(column: string, text: string, isUnread: boolean): string {
  if (text.includes(',') && isUnread) {
    return `${column} "${text}" has a comma: write a point, or import with --decimal comma.`;
  }
  if (isUnread) return `${column} "${text}" is no price: write digits with at most one point.`;
  return `${column} "${text}" is no price from 0 to a million with at most six decimals, and is not rounded: write one.`;
}

/** Whole seconds, empty is 0. */
export function readPlainSeconds(row: NamedRow, column: string, refuse: Refuse): number {
  const text = row.cell(column) || '0';
  const seconds = /^\d{1,5}(?:\.0+)?$/.test(text) ? Number(text) : -1;
  if (seconds >= 0 && seconds <= LONGEST_SECONDS) return seconds;
  refuse(row.where, `${column} "${text}" is no time: write whole seconds from 0 to ${LONGEST_SECONDS}.`);
  return 0;
}

/** Options of which only certain words mean something. */
export function checkChoice(
  option: string,
  text: string | undefined,
  choices: readonly string[],
  refuse: Refuse,
) {
  if (text === undefined || choices.includes(text)) return;
  refuse(`--${option}`, `"${text}" is none of the choices: write ${choices.join(' or ')}.`);
}
