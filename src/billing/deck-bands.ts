import type { Fault } from '../core/errors.ts';
import { BAND_DAYS, type BandDay, type BandWindow } from '../core/rate-card.ts';
import { placeOf, readTable, type TableForm } from './csv-table.ts';
import type { Refuse } from './deck-rate.ts';

export const BAND_COLUMNS = ['band', 'days', 'from', 'to'] as const;
type BandColumn = (typeof BAND_COLUMNS)[number];

const FORM: TableForm<BandColumn> = {
  columns: BAND_COLUMNS,
  required: BAND_COLUMNS,
  row: 'a window of a band',
  file: 'bands',
};
const DAY_MINUTES = 1440;
const WEEKDAYS: readonly string[] = BAND_DAYS.filter((day) => day !== 'holiday');

/**
 * Windows of a deck's time bands from CSV `band,days,from,to`: days `mon-fri`, `sat sun` or `holiday`, local times
 * `HH:MM` up to `24:00`. A window whose end is not after its beginning runs over midnight into the day after, and
 * becomes two. A header alone says that there are no bands. Faults are added.
 */
export function readBands(csv: string, faults: Fault[]): readonly BandWindow[] {
  const windows: BandWindow[] = [];
  for (const { line, cell } of readTable(csv, FORM, faults)) {
    const faultsBefore = faults.length;
    const refuse: Refuse = (message) => void faults.push({ where: placeOf(FORM, line), message });
    const band = readBand(cell('band'), refuse);
    const days = readDays(cell('days'), refuse);
    const fromMinute = readMinute('from', cell('from'), DAY_MINUTES - 1, refuse);
    const toMinute = readMinute('to', cell('to'), DAY_MINUTES, refuse);
    const isOvernight = toMinute <= fromMinute && toMinute > 0;
    if (isOvernight && days.includes('holiday')) {
      refuse(
        `"${cell('from')}" to "${cell('to')}" on a holiday runs into the day after, which may be any: end it at "24:00".`,
      );
    }
    if (faults.length > faultsBefore) continue;
    if (toMinute > fromMinute) windows.push({ band, days, fromMinute, toMinute });
    else windows.push({ band, days, fromMinute, toMinute: DAY_MINUTES });
    if (isOvernight) windows.push({ band, days: daysAfter(days), fromMinute: 0, toMinute });
  }
  return windows;
}

function readBand(text: string, refuse: Refuse): string {
  if (text === '') refuse('band is empty: write its name, as rates write it, such as "peak".');
  if (/\p{Cc}/u.test(text))
    refuse(`band ${JSON.stringify(text)} has a line break or tab in it: write a word.`);
  return text;
}

/** Days in the order of the week, each once. */
function readDays(text: string, refuse: Refuse): readonly BandDay[] {
  const found = new Set<BandDay>();
  for (const word of text.toLowerCase().split(/\s+/)) {
    const days = daysOf(word);
    if (days.length === 0) {
      refuse(
        `days "${word}" are none: write mon, tue, wed, thu, fri, sat, sun or holiday, with blanks between them, or a range such as "mon-fri".`,
      );
    }
    for (const day of days) found.add(day);
  }
  return BAND_DAYS.filter((day) => found.has(day));
}

/** `fri-mon` goes over the week's end. */
function daysOf(word: string): readonly BandDay[] {
  const single = BAND_DAYS.find((day) => day === word);
  if (single !== undefined) return [single];
  const [first = '', last = '', ...rest] = word.split('-');
  const [from, to] = [WEEKDAYS.indexOf(first), WEEKDAYS.indexOf(last)];
  if (from === -1 || to === -1 || rest.length > 0) return [];
  const isWithin = (at: number) => (from <= to ? from <= at && at <= to : from <= at || at <= to);
  return BAND_DAYS.filter((_day, at) => at < WEEKDAYS.length && isWithin(at));
}

function daysAfter(days: readonly BandDay[]): readonly BandDay[] {
  const before = new Set<string>(days);
  return BAND_DAYS.filter((_day, at) => at < WEEKDAYS.length && before.has(WEEKDAYS.at(at - 1) ?? ''));
}

function readMinute(column: 'from' | 'to', text: string, latest: number, refuse: Refuse): number {
  const [, hour, minute] = /^(\d{1,2}):([0-5]\d)$/.exec(text) ?? [];
  const minutes = Number(hour) * 60 + Number(minute);
  if (minutes <= latest) return minutes;
  const last = column === 'from' ? '23:59' : '24:00';
  refuse(`${column} "${text}" is no time of day: write hours and minutes from "00:00" to "${last}".`);
  return 0;
}
