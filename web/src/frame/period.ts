/** The days that a page is about, first and last included, as they stand in its address. */
export interface Days {
  readonly from: string;
  readonly to: string;
}

export const PRESETS = ['today', 'yesterday', 'week', 'month', 'lastMonth', 'quarter', 'year'] as const;
type Preset = (typeof PRESETS)[number];

/** What a person chose in the address: a preset, which moves on with the days, or two days. */
export interface PeriodSearch {
  readonly period?: Preset | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly company?: string | undefined;
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** Reads an address: what is none of its words is left out. */
export function readPeriodSearch(search: Record<string, unknown>): PeriodSearch {
  const { period, from, to, company } = search;
  const preset = PRESETS.find((one) => one === period);
  const days = isDay(from) && isDay(to) && from <= to ? { from, to } : {};
  return {
    ...(preset === undefined ? days : { period: preset }),
    ...(typeof company === 'string' && company !== '' ? { company } : {}),
  };
}

/** The days meant, where today is `today`; this month where nothing is said. */
export function findDays({ period, from, to }: PeriodSearch, today: string): Days {
  if (period === undefined && from !== undefined && to !== undefined) return { from, to };
  const month = today.slice(0, 7);
  switch (period) {
    case 'today':
      return { from: today, to: today };
    case 'yesterday':
      return { from: addDays(today, -1), to: addDays(today, -1) };
    case 'week':
      return { from: addDays(today, -6), to: today };
    case 'quarter':
      return { from: addDays(today, -89), to: today };
    case 'year':
      return { from: `${today.slice(0, 4)}-01-01`, to: today };
    case 'lastMonth': {
      const last = addDays(`${month}-01`, -1);
      return { from: `${last.slice(0, 7)}-01`, to: last };
    }
    default:
      return { from: `${month}-01`, to: today };
  }
}

/** The same days of the month before where these are the first ones of a month, or all of it; else as many as end before. */
export function daysBefore({ from, to }: Days): Days {
  const month = from.slice(0, 7);
  if (!from.endsWith('-01') || !to.startsWith(month)) {
    return { from: addDays(from, -countDays({ from, to })), to: addDays(from, -1) };
  }
  const last = addDays(from, -1);
  const same = `${last.slice(0, 7)}${to.slice(7)}`;
  return { from: `${last.slice(0, 7)}-01`, to: to === lastOfMonth(month) || same > last ? last : same };
}

export function countDays({ from, to }: Days): number {
  return Math.round((at(to) - at(from)) / DAY_MS) + 1;
}

export function addDays(day: string, count: number): string {
  return new Date(at(day) + count * DAY_MS).toISOString().slice(0, 10);
}

/** Today in a zone. */
export function todayIn(zone: string, now = new Date()): string {
  // The locale of Sweden writes days as ISO 8601 does.
  return new Intl.DateTimeFormat('sv-SE', { timeZone: zone }).format(now);
}

const DAY_MS = 86_400_000;
const at = (day: string) => Date.parse(`${day}T00:00:00Z`);

function lastOfMonth(month: string): string {
  const [year = 0, number = 0] = month.split('-').map(Number);
  return new Date(Date.UTC(year, number, 0)).toISOString().slice(0, 10);
}

function isDay(text: unknown): text is string {
  // Engines take 30 February for a day of March.
  return (
    typeof text === 'string' &&
    DAY.test(text) &&
    !Number.isNaN(at(text)) &&
    new Date(at(text)).toISOString().startsWith(text)
  );
}
