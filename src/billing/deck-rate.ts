import type { CsvRecord } from '../core/csv.ts';
import { type Fault, RingledgerError } from '../core/errors.ts';
import { type Micros, parseMicros } from '../core/money.ts';
import type { Rate } from '../core/rate-card.ts';
import type { DeckColumn, DeckHeader } from './deck-header.ts';

/** Says what is wrong with the line at hand. */
type Refuse = (message: string) => void;

const FIRST_INCREMENT = 60;
const NEXT_INCREMENT = 1;
const LONGEST_INCREMENT = 86_400;
/** A million, in millionths: the longest call at such a rate still fits the store's Decimal(18, 6). */
const HIGHEST_CHARGE = 1_000_000_000_000;
/** E.164 numbers have at most fifteen digits. */
const PREFIX = /^(?:[0-9]|[*#][0-9*#])[0-9*#]{0,14}$/;
/** `0` and `000` are short codes somewhere; longer ones are national or international forms, which match nothing. */
const NATIONAL_FORM = /^0[0-9]{3}/;
const CONTROL = /\p{Cc}/u;

/**
 * Reads one line of a deck. Undefined when something is wrong with it, which is added to `faults`. `lineOf` knows the
 * lines of the prefixes so far, and learns this one.
 */
export function readRate(
  record: CsvRecord,
  header: DeckHeader,
  lineOf: Map<string, number>,
  faults: Fault[],
): Rate | undefined {
  const faultsBefore = faults.length;
  const refuse = (message: string) => void faults.push({ where: `line ${record.line}`, message });
  const cell = (column: DeckColumn) => (record.fields[header.positions.get(column) ?? -1] ?? '').trim();
  if (!fitsHeader(record, header, refuse)) return undefined;
  const rate: Rate = {
    prefix: readPrefix(cell('prefix'), record.line, lineOf, refuse),
    destination: readText('destination', cell('destination'), refuse),
    numberType: readNumberType(cell('numberType'), refuse),
    band: '',
    connectCharge: readCharge('connectCharge', cell('connectCharge') || '0', refuse),
    minimumCharge: readCharge('minimumCharge', cell('minimumCharge') || '0', refuse),
    freeSeconds: 0,
    firstIncrement: readIncrement('firstIncrement', cell('firstIncrement'), FIRST_INCREMENT, refuse),
    steps: [
      {
        afterSeconds: 0,
        perMinute: readCharge('perMinute', cell('perMinute'), refuse),
        nextIncrement: readIncrement('nextIncrement', cell('nextIncrement'), NEXT_INCREMENT, refuse),
      },
    ],
  };
  return faults.length === faultsBefore ? rate : undefined;
}

/** Other columns cannot be told apart when there are too many or too few. */
function fitsHeader({ fields }: CsvRecord, { width }: DeckHeader, refuse: Refuse): boolean {
  if (fields.length === width) return true;
  if (fields.length > width && fields.slice(width).every((field) => field.trim() === '')) return true;
  const fix =
    fields.length > width
      ? 'put quotes around a text that holds a comma, and write decimals with a point'
      : 'write every column, empty ones too';
  refuse(`"${fields.join(',')}" has ${fields.length} columns and line 1 names ${width}: ${fix}.`);
  return false;
}

function readPrefix(text: string, line: number, lineOf: Map<string, number>, refuse: Refuse): string {
  const earlier = lineOf.get(text);
  if (earlier !== undefined) {
    refuse(`prefix "${text}" stands on line ${earlier} already: keep one of the two lines.`);
  } else if (text.startsWith('+')) {
    refuse(`prefix "${text}" begins with a plus: write the digits alone, "${text.slice(1)}".`);
  } else if (NATIONAL_FORM.test(text)) {
    refuse(
      `prefix "${text}" begins with 0: write it as it begins in E.164, with the country code ("44" for "0044").`,
    );
  } else if (!PREFIX.test(text)) {
    refuse(`prefix "${text}" is none: write 1 to 15 digits, or a code that begins with * or #.`);
  } else {
    lineOf.set(text, line);
  }
  return text;
}

function readNumberType(text: string, refuse: Refuse): string {
  if (text === '') refuse('numberType is empty: write one, such as "National", "Mobile" or "International".');
  return readText('numberType', text, refuse);
}

function readText(column: DeckColumn, text: string, refuse: Refuse): string {
  if (CONTROL.test(text))
    refuse(`${column} ${JSON.stringify(text)} has a line break or tab in it: write it on one line.`);
  return text;
}

function readCharge(column: DeckColumn, text: string, refuse: Refuse): Micros {
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

function readIncrement(column: DeckColumn, text: string, otherwise: number, refuse: Refuse): number {
  if (text === '') return otherwise;
  const seconds = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  if (seconds >= 1 && seconds <= LONGEST_INCREMENT) return seconds;
  refuse(`${column} "${text}" is no increment: write whole seconds from 1 to ${LONGEST_INCREMENT}.`);
  return otherwise;
}
