import { quote } from '../core/check-shape.ts';
import type { Fault } from '../core/errors.ts';
import { daysInMonth } from '../core/period.ts';
import type { PlacedEntry } from './place-entries.ts';

const FIRST_YEAR = 1900;

/** Whether the days of an entry exist, and stand in order. */
export function checkDates({ where, entry }: PlacedEntry): readonly Fault[] {
  const { from, to } = entry;
  const faults = [...dayFaults(`${where}.from`, from), ...dayFaults(`${where}.to`, to)];
  if (faults.length > 0 || from === undefined || to === undefined || from < to) return faults;
  const message = `"from" ${quote(from)} is not before "to" ${quote(to)}: an entry holds from "from" until the day before "to".`;
  return [{ where, message }];
}

function dayFaults(where: string, day: string | undefined): readonly Fault[] {
  if (day === undefined) return [];
  const [year = 0, month = 0, ofMonth = 0] = day.split('-').map(Number);
  if (year < FIRST_YEAR)
    return [
      {
        where,
        message: `${quote(day)} is before ${FIRST_YEAR}: leave it out where the entry has always held.`,
      },
    ];
  const exists = month >= 1 && month <= 12 && ofMonth >= 1 && ofMonth <= daysInMonth(year, month);
  return exists
    ? []
    : [{ where, message: `${quote(day)} is not a day of the calendar: write a day that exists.` }];
}
