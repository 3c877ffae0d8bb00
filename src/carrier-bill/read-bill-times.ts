import type { Refuse } from '../core/collect-faults.ts';
import { type DateOrder, guessDateOrder, needsDateOrder, readDate } from '../core/read-dates.ts';
import { type LocalInstant, localToUtc } from '../core/zone.ts';
import type { BillRow } from './bill-line.ts';
import type { BillMapping } from './bill-mapping.ts';

export type ReadTime = (row: BillRow) => LocalInstant | undefined;

const CLOCK =
  /^(.*?\d)[T,\s]+(\d{1,2})[:.h](\d{2})(?:[:.](\d{2})(?:[.,]\d+)?)?\s*([ap])?\.?m?\.?\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2})?$/i;
const COMPACT = /^(\d{8})T?(\d{2})(\d{2})(\d{2})(Z)?$/;
const EPOCH = /^(\d{9,10})(?:\.\d+|\d{3})?$/;
const LAST_INSTANT = 0xffff_ffff;

/** Text of a row's instant, date and time put together. */
function textOf(row: BillRow): string {
  const start = row.cell('start');
  return start === '' ? `${row.cell('date')} ${row.cell('time')}`.trim() : start;
}

/**
 * Decides once for the whole bill how instants are written: epoch seconds, or day, month and year in an order and a time
 * of `zone`, unless they carry an offset of their own.
 */
export function decideTimes(
  rows: readonly BillRow[],
  mapping: BillMapping,
  zone: string,
  refuse: Refuse,
  note: (text: string) => void,
): ReadTime {
  const texts = rows.map(textOf);
  const format = mapping.timeFormat ?? guessFormat(texts, refuse, note);
  return (row) => {
    const text = textOf(row);
    const read = format === 'epoch' ? readEpoch(text) : readWallClock(text, format, zone);
    const at = read === undefined ? 0 : 'at' in read ? read.at : read.later;
    if (read !== undefined && at > 0 && at <= LAST_INSTANT) return read;
    refuse(row.where, explain(text, format));
    return undefined;
  };
}

function guessFormat(
  texts: readonly string[],
  refuse: Refuse,
  note: (text: string) => void,
): DateOrder | 'epoch' {
  const filled = texts.filter((text) => text !== '');
  if (filled.length > 0 && filled.every((text) => EPOCH.test(text) && !COMPACT.test(text))) {
    note(`Times are epoch seconds, as in "${filled[0]}".`);
    return 'epoch';
  }
  const guess = guessDateOrder(texts);
  const unclear = filled.find(needsDateOrder);
  if (guess === 'both') {
    refuse(
      'the times',
      'Some dates have the day first and some the month: ask the carrier for dates written alike.',
    );
  } else if (guess !== undefined) {
    note(
      `Dates are ${guess.order === 'dmy' ? 'day before month' : 'month before day'}, as in "${guess.by}".`,
    );
    return guess.order;
  } else if (unclear !== undefined) {
    refuse(
      'the times',
      `"${unclear}" may be day or month first: say which with "timeFormat": "dmy" or "mdy".`,
    );
  }
  return 'dmy';
}

function readEpoch(text: string): LocalInstant | undefined {
  const seconds = EPOCH.exec(text)?.[1];
  return seconds === undefined ? undefined : { at: Number(seconds) };
}

function readWallClock(text: string, order: DateOrder, zone: string): LocalInstant | undefined {
  const compact = COMPACT.exec(text);
  const [, date = '', hours = '', minutes = '', seconds = '0', ...rest] = compact ?? CLOCK.exec(text) ?? [];
  const [half, offset] = compact === null ? rest : [undefined, rest[0]];
  const day = readDate(date, order);
  const hour = readHour(Number(hours), half);
  if (day === undefined || hour === undefined || Number(minutes) > 59 || Number(seconds) > 59)
    return undefined;
  const [year = 0, month = 0, dayOfMonth = 0] = day.split('-').map(Number);
  if (offset === undefined) {
    return localToUtc(zone, year, month, dayOfMonth, hour, Number(minutes), Number(seconds));
  }
  const wall = Date.UTC(year, month - 1, dayOfMonth, hour, Number(minutes), Number(seconds)) / 1000;
  return { at: wall - readOffset(offset) };
}

/** `half` is the `a` of am or the `p` of pm; 12 am is midnight. */
function readHour(hour: number, half: string | undefined): number | undefined {
  if (half === undefined) return hour <= 23 ? hour : undefined;
  if (hour < 1 || hour > 12) return undefined;
  return (hour % 12) + (half.toLowerCase() === 'p' ? 12 : 0);
}

function readOffset(text: string): number {
  const [, sign, hours = '0', minutes = '0'] = /^([+-])(\d{2}):?(\d{2})$/.exec(text) ?? [];
  return (sign === '-' ? -60 : 60) * (Number(hours) * 60 + Number(minutes));
}

function explain(text: string, format: string): string {
  if (text === '') return 'The time is missing: ask the carrier for it, or take the line away.';
  const example = format === 'epoch' ? '1795523029' : '2026-11-24 12:23:49';
  return `"${text}" is no time in the order ${format}: write it as in "${example}", or say its "timeFormat".`;
}
