import { addTo } from '../core/dated-entries.ts';
import { daysInMonth, type Period } from '../core/period.ts';
import type { Tariff } from '../core/rate-card.ts';
import { startOfDay, zoneOffsetSeconds } from '../core/zone.ts';

/** A local day of the PBX, by its date `YYYY-MM-DD`, and the instants it lasts: 23, 24 or 25 hours. */
export interface StatementDay {
  readonly date: string;
  readonly startAt: number;
  readonly endAt: number;
}

/** Days that follow each other under one tariff. */
export interface StatementSpan {
  readonly from: string;
  /** The last day, which is included. */
  readonly to: string;
  readonly startAt: number;
}

/** The part of a statement that one tariff rules: its days, in as many spans as it was in force. */
interface SectionPlan {
  readonly tariff: Tariff;
  readonly days: readonly StatementDay[];
}

/** A month by tariff. `spans` cut it from its first instant to its last; `sectionOf` tells each one's section. */
export interface StatementPlan {
  readonly daysInMonth: number;
  readonly sections: readonly SectionPlan[];
  readonly spans: readonly StatementSpan[];
  readonly sectionOf: readonly number[];
}

/** The days of a calendar month of a zone. A day that the zone skipped is none. */
export function daysOfMonth({ fromAt, zone }: Period): readonly StatementDay[] {
  const first = new Date((fromAt + zoneOffsetSeconds(zone, fromAt)) * 1000);
  const [year, month] = [first.getUTCFullYear(), first.getUTCMonth()];
  const days: StatementDay[] = [];
  for (let day = 1; day <= daysInMonth(year, month + 1); day += 1) {
    const date = toDate(year, month, day);
    const [startAt, endAt] = [startOfDay(zone, date), startOfDay(zone, toDate(year, month, day + 1))];
    if (startAt < endAt) days.push({ date, startAt, endAt });
  }
  return days;
}

/**
 * Cuts a month where the tariff changes. A tariff that comes back goes on in its own section, as its allowances do;
 * sections stand in the order of their first day.
 */
export function planStatement(
  days: readonly StatementDay[],
  tariffAt: (at: number) => Tariff,
): StatementPlan {
  const daysOf = new Map<Tariff, StatementDay[]>();
  const spans: { from: string; to: string; startAt: number }[] = [];
  const sectionOf: number[] = [];
  let before: Tariff | undefined;
  for (const day of days) {
    const tariff = tariffAt(day.startAt);
    addTo(daysOf, tariff, day);
    const open = spans.at(-1);
    if (open !== undefined && tariff === before) open.to = day.date;
    else {
      spans.push({ from: day.date, to: day.date, startAt: day.startAt });
      sectionOf.push([...daysOf.keys()].indexOf(tariff));
    }
    before = tariff;
  }
  const sections = [...daysOf].map(([tariff, own]) => ({ tariff, days: own }));
  return { daysInMonth: days.length, sections, spans, sectionOf };
}

function toDate(year: number, month: number, day: number): string {
  return new Date(Date.UTC(year, month, day)).toISOString().slice(0, 10);
}
