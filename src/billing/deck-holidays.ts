import type { Fault } from '../core/errors.ts';
import type { DeckTerms } from '../store/catalog/rates-decks.ts';
import { placeOf, readTable, type TableForm } from './csv-table.ts';
import { isDay } from './deck-name.ts';

export const HOLIDAY_COLUMNS = ['date', 'name'] as const;
type HolidayColumn = (typeof HOLIDAY_COLUMNS)[number];

const FORM: TableForm<HolidayColumn> = {
  columns: HOLIDAY_COLUMNS,
  required: ['date'],
  row: 'a holiday',
  file: 'holidays',
};

/** Public holidays from CSV `date,name`, by date. A header alone says that there are none. Faults are added. */
export function readHolidays(csv: string, faults: Fault[]): DeckTerms['holidays'] {
  const lineOf = new Map<string, number>();
  const holidays: { date: string; name: string }[] = [];
  for (const { line, cell } of readTable(csv, FORM, faults)) {
    const [date, name] = [cell('date'), cell('name')];
    const message = findFault(date, name, lineOf.get(date));
    if (message !== undefined) faults.push({ where: placeOf(FORM, line), message });
    lineOf.set(date, line);
    holidays.push({ date, name });
  }
  return holidays.sort((one, other) => (one.date < other.date ? -1 : 1));
}

function findFault(date: string, name: string, earlier: number | undefined): string | undefined {
  if (!isDay(date)) {
    return `"${date}" is no date: write year, month and day of a day there is, as in "2026-12-25".`;
  }
  if (/\p{Cc}/u.test(name))
    return `name ${JSON.stringify(name)} has a line break or tab in it: write it on one line.`;
  return earlier === undefined
    ? undefined
    : `${date} stands on line ${earlier} already: keep one of the two lines.`;
}
