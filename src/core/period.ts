import type { Fault } from './errors.ts';
import { RingledgerError } from './errors.ts';
import { startOfDay, zoneOffsetSeconds } from './zone.ts';

/** Instants `fromAt <= at < toAt` (UTC epoch seconds) that make up whole days of a zone. */
export interface Period {
  readonly fromAt: number;
  readonly toAt: number;
  readonly zone: string;
}

/** Stored instants are unsigned 32-bit seconds, which end in February 2106. */
export const FIRST_YEAR = 1970;
export const LAST_YEAR = 2105;
const MAX_DAYS = (Date.UTC(LAST_YEAR + 1, 0, 1) - Date.UTC(FIRST_YEAR, 0, 1)) / 86_400_000;
const LAST_INSTANT = 2 ** 32 - 1;

/** A date as a request names it; a part that is missing, or that could not be read, is undefined. */
interface DateParts {
  readonly year?: number | undefined;
  readonly month?: number | undefined;
  readonly day?: number | undefined;
  readonly days?: number | undefined;
}

/** Everything that cannot be of a date and a number of days, naming each field of the request's scope. */
export function findDateFaults({ year, month, day, days }: DateParts): readonly Fault[] {
  const ofYear = year === undefined ? [] : yearFaults(year);
  const ofMonth = month === undefined ? [] : monthFaults(month);
  const exists = ofYear.length === 0 && ofMonth.length === 0;
  const of = exists && year !== undefined && month !== undefined ? { year, month } : undefined;
  const ofDay = day === undefined ? [] : dayFaults(day, of);
  return [...ofYear, ...ofMonth, ...ofDay, ...(days === undefined ? [] : daysFaults(days))];
}

/** A calendar month of a zone. Refuses a year or month that does not exist, naming the field. */
export function monthPeriod(zone: string, year: number, month: number): Period {
  refuseIfAny(findDateFaults({ year, month }));
  return periodOfDays(zone, Date.UTC(year, month - 1, 1), Date.UTC(year, month, 1));
}

/**
 * `days` days of a zone, ending with and including the given day (`back`), or beginning with it (`forward`). A day
 * may last 23 or 25 hours. Refuses dates that do not exist and counts below 1, every fault at once, naming the field.
 */
export function dayPeriod(
  zone: string,
  year: number,
  month: number,
  day: number,
  days = 1,
  direction: 'back' | 'forward' = 'back',
): Period {
  refuseIfAny(findDateFaults({ year, month, day, days }));
  return direction === 'back'
    ? periodOfDays(zone, Date.UTC(year, month - 1, day - days + 1), Date.UTC(year, month - 1, day + 1))
    : periodOfDays(zone, Date.UTC(year, month - 1, day), Date.UTC(year, month - 1, day + days));
}

/** The months of its zone that a period touches, each whole, in order. */
export function monthsOf({ fromAt, toAt, zone }: Period): readonly Period[] {
  const months: Period[] = [];
  for (let at = fromAt; at < toAt; ) {
    const local = new Date((at + zoneOffsetSeconds(zone, at)) * 1000);
    const month = monthPeriod(zone, local.getUTCFullYear(), local.getUTCMonth() + 1);
    months.push(month);
    at = month.toAt;
  }
  return months;
}

/** Number of days in a month (1 to 12). */
export function daysInMonth(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

function periodOfDays(zone: string, firstDay: number, dayAfterLast: number): Period {
  return { fromAt: storedStart(zone, firstDay), toAt: storedStart(zone, dayAfterLast), zone };
}

function storedStart(zone: string, utcMidnight: number): number {
  const at = startOfDay(zone, new Date(utcMidnight).toISOString().slice(0, 10));
  return Math.min(Math.max(at, 0), LAST_INSTANT);
}

function yearFaults(year: number): Fault[] {
  if (isWholeWithin(year, FIRST_YEAR, LAST_YEAR)) return [];
  const fix = `give a whole number from ${FIRST_YEAR} to ${LAST_YEAR}`;
  return [{ where: 'scope.year', message: `scope.year "${year}" is not a year: ${fix}.` }];
}

function monthFaults(month: number): Fault[] {
  if (isWholeWithin(month, 1, 12)) return [];
  return [
    {
      where: 'scope.month',
      message: `scope.month "${month}" is not a month: give a whole number from 1 to 12.`,
    },
  ];
}

/** `of` is the month, where year and month are known to exist. */
function dayFaults(day: number, of: { readonly year: number; readonly month: number } | undefined): Fault[] {
  const last = of === undefined ? 31 : daysInMonth(of.year, of.month);
  if (isWholeWithin(day, 1, last)) return [];
  const which =
    of === undefined ? 'a day of a month' : `a day of ${of.year}-${String(of.month).padStart(2, '0')}`;
  return [
    {
      where: 'scope.day',
      message: `scope.day "${day}" is not ${which}: give a whole number from 1 to ${last}.`,
    },
  ];
}

function daysFaults(days: number): Fault[] {
  if (isWholeWithin(days, 1, MAX_DAYS)) return [];
  const fix = `give a whole number from 1 to ${MAX_DAYS}`;
  return [{ where: 'scope.days', message: `scope.days "${days}" is not a number of days: ${fix}.` }];
}

function isWholeWithin(value: number, least: number, most: number): boolean {
  return Number.isInteger(value) && value >= least && value <= most;
}

function refuseIfAny(faults: readonly Fault[]): void {
  if (faults.length === 0) return;
  throw new RingledgerError('invalid-request', faults.map((fault) => fault.message).join(' '), faults);
}
