import type { Refuse } from '../../core/collect-faults.ts';
import { isCalendarDay } from '../../core/read-dates.ts';
import type { NamedRow } from './named-columns.ts';
import { WEEK_MINUTES, type WeekSpan } from './plan-bands.ts';

/**
 * starttime and endtime are minutes from Monday 00:00, both within the time (common/lib/Class.RateEngine.php,
 * rate_engine_findrates); a row without them holds all week.
 */
export function readWeekSpan(row: NamedRow, refuse: Refuse): WeekSpan {
  const [start, end] = [row.cell('starttime') || '0', row.cell('endtime') || String(WEEK_MINUTES - 1)];
  const whole = { from: 0, to: WEEK_MINUTES };
  const isMinute = (text: string) => /^\d{1,5}$/.test(text) && Number(text) <= WEEK_MINUTES;
  if (!isMinute(start) || !isMinute(end) || Number(start) >= WEEK_MINUTES) {
    refuse(
      row.where,
      `starttime "${start}" and endtime "${end}" are no part of a week: write minutes from Monday 00:00, 0 to ${WEEK_MINUTES - 1}.`,
    );
    return whole;
  }
  if (Number(end) < Number(start)) {
    refuse(
      row.where,
      `endtime "${end}" is before starttime "${start}": write two lines, one to the week's end.`,
    );
    return whole;
  }
  return { from: Number(start), to: Math.min(Number(end) + 1, WEEK_MINUTES) };
}

/** startdate and stopdate → days, `[from, until)`; empty and 0 are none. */
export function readValidity(row: NamedRow, refuse: Refuse, note: (text: string) => void) {
  const from = readDay(row, 'startdate', refuse, note);
  const until = readDay(row, 'stopdate', refuse, note);
  if (from !== null && until !== null && until <= from) {
    refuse(
      row.where,
      `stopdate "${until}" is not after startdate "${from}": remove the line, or mend its dates.`,
    );
  }
  return { from, until };
}

function readDay(row: NamedRow, column: string, refuse: Refuse, note: (text: string) => void): string | null {
  const text = row.cell(column);
  if (text === '' || text === '0' || text.startsWith('0000-00-00')) return null;
  const day = /^(\d{4}-\d{2}-\d{2})(?:[ T]\d{2}:\d{2}(?::\d{2})?)?$/.exec(text)?.[1];
  if (day !== undefined && isCalendarDay(day)) {
    if (!/^[\d-]+(?:[ T]00:00(?::00)?)?$/.test(text)) {
      note(
        `Line ${row.line}: ${column} "${text}" is read as the beginning of that day, as decks change by the day.`,
      );
    }
    return day;
  }
  refuse(row.where, `${column} "${text}" is no date: write it as in "2026-04-01 00:00:00".`);
  return null;
}
