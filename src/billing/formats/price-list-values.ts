import type { Refuse } from '../../core/collect-faults.ts';
import { toExactMicros } from '../../core/decimal.ts';
import type { Micros } from '../../core/money.ts';
import { type DecimalMark, guessDecimal, readAmount } from '../../core/read-amount.ts';
import { type DateOrder, guessDateOrder, needsDateOrder, readDate } from '../../core/read-dates.ts';
import type { ForeignOptions } from './foreign-deck.ts';
import type { NamedRow } from './named-columns.ts';
import { checkChoice } from './plain-values.ts';
import { saysCents } from './price-list-words.ts';

/** How the cells of one list are read. */
export interface ValueReading {
  readonly charge: (row: NamedRow, column: string) => Micros;
  readonly day: (row: NamedRow, column: string) => string | null;
  readonly increments: (row: NamedRow) => { readonly first: number; readonly next: number };
}

export const CHARGES = ['perMinute', 'peak', 'offPeak', 'weekend', 'connectCharge', 'minimumCharge'] as const;
const LONGEST_SECONDS = 86_400;
const CENT_MARK = /\d\s?(?:ct|cts|cent|cents|p|pence)\b/;

/** Decides the decimal mark, the order of dates, cents and the increments for the whole list; guesses are noted. */
export function decideValues(
  rows: readonly NamedRow[],
  headerOf: (column: string) => string,
  options: ForeignOptions,
  refuse: Refuse,
  note: (text: string) => void,
): ValueReading {
  checkChoice('decimal', options.decimal, ['point', 'comma'], refuse);
  checkChoice('dates', options.dates, ['dmy', 'mdy', 'ymd'], refuse);
  checkChoice('unit', options.unit, ['unit', 'cent'], refuse);
  const mark = decideMark(rows, options, refuse, note);
  const order = decideOrder(rows, options, refuse, note);
  const cents = new Set(
    CHARGES.filter((column) => options.unit === undefined && saysCents(headerOf(column))),
  );
  for (const column of cents) note(`Column "${headerOf(column)}" is in hundredths of the currency's unit.`);
  const inCents = (column: string, text: string) =>
    options.unit === undefined
      ? cents.has(column as (typeof CHARGES)[number]) || CENT_MARK.test(text)
      : options.unit === 'cent';
  const given = options.increments === undefined ? undefined : parseIncrements(options.increments);
  if (options.increments !== undefined && given === undefined) {
    refuse(
      '--increments',
      `"${options.increments}" is none: write first and following seconds, as in "60/1".`,
    );
  }
  return {
    charge: (row, column) =>
      readCharge(row, column, mark, inCents(column, row.cell(column)) ? 100n : 1n, refuse),
    day: (row, column) => readDay(row, column, order, refuse),
    increments: (row) => readIncrements(row, given, refuse),
  };
}

function decideMark(
  rows: readonly NamedRow[],
  options: ForeignOptions,
  refuse: Refuse,
  note: (text: string) => void,
): DecimalMark {
  if (options.decimal === 'point' || options.decimal === 'comma') return options.decimal;
  const guess = guessDecimal(rows.flatMap((row) => CHARGES.map((column) => row.cell(column))));
  if (guess === undefined) return 'point';
  if ('mark' in guess) {
    note(`Decimal ${guess.mark}, as in "${guess.by}".`);
    return guess.mark;
  }
  const message =
    'both' in guess
      ? `"${guess.both[0]}" has a decimal point and "${guess.both[1]}" a decimal comma: write them alike, or say which rules with --decimal point or --decimal comma.`
      : `"${guess.unclear}" may be a number of thousands or of thousandths: say which with --decimal point or --decimal comma.`;
  refuse('the prices', message);
  return 'point';
}

function decideOrder(
  rows: readonly NamedRow[],
  options: ForeignOptions,
  refuse: Refuse,
  note: (text: string) => void,
): DateOrder {
  if (options.dates !== undefined) return options.dates as DateOrder;
  const texts = rows.flatMap((row) => [row.cell('from'), row.cell('until')]);
  const guess = guessDateOrder(texts);
  const unclear = texts.find(needsDateOrder);
  if (guess === 'both') {
    refuse(
      'the dates',
      'Some dates have the day first and some the month: write them alike, as in "2026-04-01".',
    );
  } else if (guess !== undefined) {
    note(
      `Dates are ${guess.order === 'dmy' ? 'day before month' : 'month before day'}, as in "${guess.by}".`,
    );
    return guess.order;
  } else if (unclear !== undefined) {
    refuse('the dates', `"${unclear}" may be day or month first: say which with --dates dmy or --dates mdy.`);
  }
  return 'dmy';
}

function readCharge(row: NamedRow, column: string, mark: DecimalMark, by: bigint, refuse: Refuse): Micros {
  const text = row.cell(column);
  if (text === '') return 0;
  const amount = readAmount(text, mark);
  const micros = amount === undefined ? undefined : toExactMicros(amount, 1n, by);
  if (micros !== undefined && micros >= 0) return micros;
  refuse(
    row.where,
    amount === undefined
      ? `${column} "${text}" is no price with a decimal ${mark}: write digits, or import with --decimal ${mark === 'point' ? 'comma' : 'point'}.`
      : `${column} "${text}" is no price from 0 to a million with at most six decimals, and is not rounded: write one.`,
  );
  return 0;
}

function readDay(row: NamedRow, column: string, order: DateOrder, refuse: Refuse): string | null {
  const text = row.cell(column);
  if (text === '') return null;
  const day = readDate(text, order);
  if (day !== undefined) return day;
  refuse(row.where, `${column} "${text}" is no date: write it as in "2026-04-01".`);
  return null;
}

function readIncrements(
  row: NamedRow,
  given: { readonly first: number; readonly next: number } | undefined,
  refuse: Refuse,
): { readonly first: number; readonly next: number } {
  const pair =
    row.cell('increments') || joinIncrements(row.cell('firstIncrement'), row.cell('nextIncrement'));
  const read = pair === '' ? given : parseIncrements(pair);
  if (read !== undefined) return read;
  refuse(
    row.where,
    pair === ''
      ? 'The list does not say in which increments calls are billed: add --increments 60/60 or what your carrier bills by (first and following seconds).'
      : `increments "${pair}" are none: write first and following seconds, as in "60/1".`,
  );
  return { first: 1, next: 1 };
}

function joinIncrements(first: string, next: string): string {
  return first === '' || next === '' ? first + next : `${first}/${next}`;
}

/** `60/1`, `60-1`, `60+1` or `60` for both; units of seconds may stand behind. */
function parseIncrements(text: string) {
  const plain = text.replace(/\s*(?:s|sec|secs|sek|seconds?|sekunden|secondes?|segundos?)\b\.?/gi, '').trim();
  const [, first = '', next = first] = /^(\d{1,5})(?:\s*[/+:;-]\s*(\d{1,5}))?$/.exec(plain) ?? [];
  const [one, other] = [Number(first), Number(next)];
  const isSeconds = (value: number) => value >= 1 && value <= LONGEST_SECONDS;
  return first !== '' && isSeconds(one) && isSeconds(other) ? { first: one, next: other } : undefined;
}
