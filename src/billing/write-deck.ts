import { formatMicros } from '../core/money.ts';
import { BAND_DAYS, type BandDay, type BandWindow, type Rate, type RateStep } from '../core/rate-card.ts';
import type { DeckTerms } from '../store/catalog/rates-decks.ts';
import { BAND_COLUMNS } from './deck-bands.ts';
import { DECK_COLUMNS, type DeckColumn } from './deck-columns.ts';
import { HOLIDAY_COLUMNS } from './deck-holidays.ts';
import { clock } from './find-gaps.ts';

/**
 * Rates as CSV, a line for each step of each prefix and band, by prefix; importing it again changes nothing. Lines of
 * further steps leave empty what belongs to the whole rate.
 */
export function* writeRates(rates: readonly Rate[]): Generator<string> {
  yield renderCsvRow(DECK_COLUMNS);
  for (const rate of rates.toSorted(byPrefix)) {
    for (const step of rate.steps)
      yield renderCsvRow(DECK_COLUMNS.map((column) => cellOf(column, rate, step)));
  }
}

/** Windows of bands as CSV, in the order in which they are asked. */
export function* writeBands(windows: readonly BandWindow[]): Generator<string> {
  yield renderCsvRow(BAND_COLUMNS);
  for (const { band, days, fromMinute, toMinute } of windows) {
    yield renderCsvRow([band, tellDays(days), clock(fromMinute), clock(toMinute)]);
  }
}

export function* writeHolidays(holidays: DeckTerms['holidays']): Generator<string> {
  yield renderCsvRow(HOLIDAY_COLUMNS);
  for (const { date, name } of holidays) yield renderCsvRow([date, name]);
}

function byPrefix(one: Rate, other: Rate): number {
  if (one.prefix !== other.prefix) return one.prefix < other.prefix ? -1 : 1;
  if (one.band === other.band) return 0;
  return one.band < other.band ? -1 : 1;
}

export function cellOf(column: DeckColumn, rate: Rate, step: RateStep): string {
  switch (column) {
    case 'perMinute':
      return formatMicros(step.perMinute);
    case 'afterSeconds':
    case 'nextIncrement':
      return String(step[column]);
    case 'connectCharge':
    case 'minimumCharge':
      return step.afterSeconds === 0 ? formatMicros(rate[column]) : '';
    case 'firstIncrement':
    case 'freeSeconds':
      return step.afterSeconds === 0 ? String(rate[column]) : '';
    default:
      return rate[column];
  }
}

/** `mon-fri holiday`: three days in a row or more as a range. */
function tellDays(days: readonly BandDay[]): string {
  const words: string[] = [];
  for (let at = 0; at < BAND_DAYS.length; at++) {
    let end = at;
    while (end < BAND_DAYS.indexOf('holiday') && days.includes(BAND_DAYS[end] ?? 'holiday')) end += 1;
    const run = BAND_DAYS.slice(at, end);
    if (run.length >= 3) words.push(`${run[0]}-${run.at(-1)}`);
    else words.push(...run);
    if (end > at) at = end - 1;
  }
  return [...words, ...(days.includes('holiday') ? ['holiday'] : [])].join(' ');
}

function renderCsvRow(cells: readonly string[]): string {
  return `${cells.map((cell) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(',')}\n`;
}
