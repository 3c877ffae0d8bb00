const MONTHS: Readonly<Record<string, number>> = Object.fromEntries(
  [
    ['jan', 'janvier', 'enero', 'ene'],
    ['feb', 'fevrier', 'fev', 'febrero'],
    ['mar', 'marz', 'mrz', 'mars', 'marzo'],
    ['apr', 'avr', 'avril', 'abril', 'abr'],
    ['may', 'mai', 'mayo'],
    ['jun', 'juin', 'junio'],
    ['jul', 'juil', 'juillet', 'julio'],
    ['aug', 'aout', 'agosto', 'ago'],
    ['sep', 'sept', 'septembre', 'septiembre'],
    ['oct', 'okt', 'octobre', 'octubre'],
    ['nov', 'novembre', 'noviembre'],
    ['dec', 'dez', 'decembre', 'diciembre', 'dic'],
  ].flatMap((names, index) => names.map((name) => [name, index + 1] as const)),
);
const ENGLISH_OR_GERMAN = /^(jan|feb|mar|apr|may|mai|jun|jul|aug|sep|oct|okt|nov|dec|dez)/;
const MIDNIGHT = /[ T]0{1,2}:00(?::00(?:\.0+)?)?Z?$/;

export type DateOrder = 'dmy' | 'mdy' | 'ymd';

/** Whether the calendar has the day `YYYY-MM-DD`. */
export function isCalendarDay(text: string): boolean {
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

/**
 * A date as lists write it → `YYYY-MM-DD`: year first, day first after dots or with the month's name, and with
 * slashes or dashes by `order`. Two-digit years are of this century. Undefined when it is none.
 */
export function readDate(text: string, order: DateOrder): string | undefined {
  const plain = text.trim().replace(MIDNIGHT, '');
  const iso = /^(\d{4})[-/.]?(\d{1,2})[-/.]?(\d{1,2})$/.exec(plain);
  if (iso !== null) return toDay(iso[1], iso[2], iso[3]);
  const numbers = /^(\d{1,2})([./-])(\d{1,2})\2(\d{4}|\d{2})$/.exec(plain);
  if (numbers !== null) {
    const [, first, mark, second, year] = numbers;
    if (order === 'ymd') return year?.length === 2 ? toDay(first, second, year) : undefined;
    return mark !== '.' && order === 'mdy' ? toDay(year, first, second) : toDay(year, second, first);
  }
  return readNamedDate(plain);
}

function readNamedDate(text: string): string | undefined {
  const plain = text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  const dayFirst = /^(\d{1,2})[\s.-]+(?:de\s+)?([a-z]+)[\s.,-]+(?:de\s+)?(\d{4}|\d{2})$/.exec(plain);
  const monthFirst = /^([a-z]+)[\s.]+(\d{1,2})[\s,]+(\d{4})$/.exec(plain);
  const [day, name, year] =
    dayFirst === null ? [monthFirst?.[2], monthFirst?.[1], monthFirst?.[3]] : dayFirst.slice(1);
  const month = MONTHS[name ?? ''] ?? MONTHS[ENGLISH_OR_GERMAN.exec(name ?? '')?.[1] ?? ''];
  return month === undefined ? undefined : toDay(year, String(month), day);
}

function toDay(year = '', month = '', day = ''): string | undefined {
  const date = `${year.length === 2 ? `20${year}` : year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return isCalendarDay(date) ? date : undefined;
}

/** Whether day or month comes first in dates with slashes or dashes, by those that tell; undefined when none does. */
export function guessDateOrder(
  texts: readonly string[],
): { readonly order: DateOrder; readonly by: string } | undefined | 'both' {
  let found: { order: DateOrder; by: string } | undefined;
  for (const text of texts) {
    const [, first = '0', second = '0'] = /^(\d{1,2})[/-](\d{1,2})[/-]\d{2,4}/.exec(text.trim()) ?? [];
    const order = Number(first) > 12 ? 'dmy' : Number(second) > 12 ? 'mdy' : undefined;
    if (order === undefined) continue;
    if (found !== undefined && found.order !== order) return 'both';
    found ??= { order, by: text };
  }
  return found;
}

/** Whether the date means one day only when the order is known. */
export function needsDateOrder(text: string): boolean {
  return /^\d{1,2}[/-]\d{1,2}[/-]\d{2,4}/.test(text.trim());
}
