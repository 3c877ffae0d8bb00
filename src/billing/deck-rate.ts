import { RingledgerError } from '../core/errors.ts';
import { type Micros, parseMicros } from '../core/money.ts';
import type { TableRow } from './csv-table.ts';
import type { DeckColumn } from './deck-columns.ts';

/** One line of a deck as it is written; what is undefined or empty was left out. */
export interface DeckRow {
  readonly line: number;
  readonly prefixes: readonly string[];
  readonly destination: string;
  readonly numberType: string;
  readonly band: string;
  readonly afterSeconds: number;
  readonly perMinute: Micros;
  readonly connectCharge: Micros | undefined;
  readonly minimumCharge: Micros | undefined;
  readonly freeSeconds: number | undefined;
  readonly firstIncrement: number | undefined;
  readonly nextIncrement: number | undefined;
}

/** Says what is wrong with the line at hand. */
export type Refuse = (message: string) => void;

const LONGEST_SECONDS = 86_400;
/** A million, in millionths: the longest call at such a rate still fits the store's Decimal(18, 6). */
const HIGHEST_CHARGE = 1_000_000_000_000;
/** E.164 numbers have at most fifteen digits. */
const PREFIX = /^(?:[0-9]|[*#][0-9*#])[0-9*#]{0,14}$/;
/** `0` and `000` are short codes somewhere; longer ones are national or international forms, which match nothing. */
const NATIONAL_FORM = /^0[0-9]{3}/;
const CONTROL = /\p{Cc}/u;

/** Reads one line of a deck; what is wrong with it goes to `refuse`. */
export function readDeckRow({ line, cell }: TableRow<DeckColumn>, refuse: Refuse): DeckRow {
  const text = (column: DeckColumn) => readText(column, cell(column), refuse);
  const charge = (column: DeckColumn) => readCharge(column, cell(column), refuse);
  const seconds = (column: DeckColumn, least: number) => readSeconds(column, cell(column), least, refuse);
  return {
    line,
    prefixes: readPrefixes(cell('prefix'), refuse),
    destination: text('destination'),
    numberType: text('numberType'),
    band: text('band'),
    afterSeconds: seconds('afterSeconds', 0) ?? 0,
    connectCharge: charge('connectCharge'),
    perMinute: cell('perMinute') === '' ? refuseEmptyPrice(refuse) : (charge('perMinute') ?? 0),
    firstIncrement: seconds('firstIncrement', 1),
    nextIncrement: seconds('nextIncrement', 1),
    minimumCharge: charge('minimumCharge'),
    freeSeconds: seconds('freeSeconds', 0),
  };
}

function refuseEmptyPrice(refuse: Refuse): Micros {
  refuse('perMinute is empty: write a price, or "0" for what is free.');
  return 0;
}

function readPrefixes(text: string, refuse: Refuse): readonly string[] {
  const prefixes = /\s/.test(text) ? text.split(/\s+/) : [text];
  for (const prefix of prefixes) {
    if (prefix.startsWith('+')) {
      refuse(`prefix "${prefix}" begins with a plus: write the digits alone, "${prefix.slice(1)}".`);
    } else if (NATIONAL_FORM.test(prefix)) {
      refuse(
        `prefix "${prefix}" begins with 0: write it as it begins in E.164, with the country code ("44" for "0044").`,
      );
    } else if (!PREFIX.test(prefix)) {
      refuse(
        `prefix "${prefix}" is none: write 1 to 15 digits, or a code that begins with * or #; blanks between several.`,
      );
    }
  }
  return prefixes;
}

function readText(column: DeckColumn, text: string, refuse: Refuse): string {
  if (CONTROL.test(text))
    refuse(`${column} ${JSON.stringify(text)} has a line break or tab in it: write it on one line.`);
  return text;
}

function readCharge(column: DeckColumn, text: string, refuse: Refuse): Micros | undefined {
  if (text === '') return undefined;
  try {
    const micros = parseMicros(text);
    if (micros < 0) refuse(`${column} "${text}" is below zero: write "0" for what is free.`);
    if (micros > HIGHEST_CHARGE) refuse(`${column} "${text}" is above a million: check the decimal point.`);
    return micros;
  } catch (error) {
    if (!(error instanceof RingledgerError)) throw error;
    refuse(`${column} ${error.message}`);
    return 0;
  }
}

function readSeconds(column: DeckColumn, text: string, least: number, refuse: Refuse): number | undefined {
  if (text === '') return undefined;
  const seconds = /^\d{1,5}$/.test(text) ? Number(text) : -1;
  if (seconds >= least && seconds <= LONGEST_SECONDS) return seconds;
  const what = least === 0 ? 'a number of seconds' : 'an increment';
  refuse(`${column} "${text}" is not ${what}: write whole seconds from ${least} to ${LONGEST_SECONDS}.`);
  return undefined;
}
