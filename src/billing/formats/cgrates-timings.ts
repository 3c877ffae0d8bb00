import type { Refuse } from '../../core/collect-faults.ts';
import type { TariffPlanRow } from './cgrates-rows.ts';
import { DAY_MINUTES, type Opening, WEEK_MINUTES } from './plan-bands.ts';

/** Built into CGRateS: no line of Timings.csv. */
const ALWAYS = new Set(['*any', '*always']);
const EVERY_DAY = '1;2;3;4;5;6;7';

export interface Timing extends Opening {
  /** Minute of the day at which it begins: of two with one weight, the one that began last rules. */
  readonly startMinute: number;
}

/**
 * One timing → the part of the week it holds: from its time to midnight of each of its weekdays, 1 to 7 for Monday to
 * Sunday, with 0 as Sunday too (engine/rateinterval.go, IsActiveAt). Years, months and days of the month are refused.
 */
export function readTiming(
  id: string,
  timings: ReadonlyMap<string, readonly TariffPlanRow[]>,
  from: TariffPlanRow,
  refuse: Refuse,
): Timing | undefined {
  const rows = timings.get(id) ?? [];
  const row = rows.at(-1);
  if (row === undefined) {
    if (ALWAYS.has(id)) return { name: id, startMinute: 0, spans: [{ from: 0, to: WEEK_MINUTES }] };
    refuse(from.where, `Timing "${id}" is not in Timings.csv: add it there, or write *any.`);
    return undefined;
  }
  if (rows.length > 1) {
    refuse(row.where, `Timing "${id}" stands on ${rows[0]?.where} already: keep one of the two lines.`);
    return undefined;
  }
  return readRow(row, refuse);
}

function readRow(row: TariffPlanRow, refuse: Refuse): Timing | undefined {
  let isRead = true;
  for (const column of ['years', 'months', 'monthDays']) {
    if (isAny(row.cell(column))) continue;
    refuse(
      row.where,
      `Timing "${row.cell('id')}" is for certain ${column} ("${row.cell(column)}"), and bands know weekdays and hours alone: write *any, and make holidays or a later version of the deck of what differs.`,
    );
    isRead = false;
  }
  const days = isAny(row.cell('weekDays')) ? EVERY_DAY : row.cell('weekDays');
  if (!/^[0-7](?:;[0-7])*$/.test(days)) {
    refuse(
      row.where,
      `WeekDays "${days}" are none: write numbers from 1 (Monday) to 7 (Sunday) with ; between.`,
    );
    isRead = false;
  }
  const startMinute = readTime(row, refuse);
  if (!isRead || startMinute === undefined) return undefined;
  const spans = [...new Set(days.split(';').map((day) => (Number(day) + 6) % 7))].map((day) => ({
    from: day * DAY_MINUTES + startMinute,
    to: (day + 1) * DAY_MINUTES,
  }));
  return { name: row.cell('id'), startMinute, spans };
}

function readTime(row: TariffPlanRow, refuse: Refuse): number | undefined {
  const text = row.cell('time');
  if (isAny(text)) return 0;
  const match = /^([01]?\d|2[0-3]):([0-5]\d):([0-5]\d)$/.exec(text);
  if (match !== null && match[3] === '00') return Number(match[1]) * 60 + Number(match[2]);
  refuse(
    row.where,
    `Time "${text}" is none that a band can begin at: write a whole minute of the day, as in "08:00:00".`,
  );
  return undefined;
}

function isAny(text: string): boolean {
  return text === '' || text === '*any';
}
