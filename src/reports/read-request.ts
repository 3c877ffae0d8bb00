import { AS_OF_WANTED, type AsOf, parseAsOf } from '../core/as-of.ts';
import { REPORT_SCOPE_KEYS, type ReportName, type ReportRequest } from '../core/call-reports.ts';
import { type Fault, RingledgerError } from '../core/errors.ts';
import { findDateFaults } from '../core/period.ts';

/** What is wrong with the companies a request names. */
type FindCompanyFaults = (companies: readonly string[]) => readonly Fault[];

/**
 * Reads the `scope` of a Call Reports request. Numbers and booleans may arrive as text, one company or key as a text
 * instead of a list, and null means "left out", as published clients send them. Refuses with all faults at once: keys,
 * values, dates and companies.
 */
export function readReportRequest(
  report: ReportName,
  scope: unknown,
  findCompanyFaults: FindCompanyFaults,
): ReportRequest {
  if (!isRecord(scope)) {
    const what = scope === undefined || scope === null ? 'is missing' : `is ${quote(scope)}, not an object`;
    throw new RingledgerError(
      'invalid-request',
      `scope ${what}: send {"type": "cdr", "scope": {"month": 2, "year": 2017}}.`,
    );
  }
  const faults: Fault[] = [];
  const reader = createReader(takeKnownKeys(report, scope, faults), faults);
  const companies = reader.texts('company', 'a company id or a list of them');
  const year = reader.required('year', 'a year of four digits, 2017');
  const month = reader.required('month', 'a month from 1 to 12');
  const day = reader.whole('day', 'a day of the month, 1 to 31');
  const days = reader.whole('days', 'a number of days, 1 or more');
  const rest = {
    keys:
      report === 'incalls'
        ? reader.texts('extensions', 'a list of extension numbers')
        : reader.texts('deviceids', 'a list of device ids (MAC + port)'),
    keevioMerge: reader.flag('keeviomerge'),
    detail: reader.flag('detail'),
    recalc: reader.flag('recalc'),
    asOf: reader.asOf('as_of'),
  };
  if (rest.recalc && rest.asOf !== undefined) {
    const message =
      'scope.recalc prices calls anew, and scope.as_of asks for figures of before: leave one of them out.';
    faults.push({ where: 'scope.recalc', message });
  }
  // Days are checked where no day is named as well: a request that counts 0 of them is mistaken either way.
  faults.push(...findDateFaults({ year, month, day, days }), ...findCompanyFaults(companies ?? []));
  if (faults.length > 0 || year === undefined || month === undefined) {
    throw new RingledgerError('invalid-request', faults.map((fault) => fault.message).join(' '), faults);
  }
  return { report, companies, year, month, day, days: days ?? 1, ...rest };
}

/** The keys that the report takes. Of another key it is a fault that it stands there, whatever its value. */
function takeKnownKeys(
  report: ReportName,
  scope: Readonly<Record<string, unknown>>,
  faults: Fault[],
): Readonly<Record<string, unknown>> {
  const known: readonly string[] = REPORT_SCOPE_KEYS[report];
  for (const key of Object.keys(scope)) {
    if (known.includes(key)) continue;
    const where = `scope.${key}`;
    faults.push({ where, message: `${where} is not a key of ${report}: it takes ${known.join(', ')}.` });
  }
  return Object.fromEntries(Object.entries(scope).filter(([key]) => known.includes(key)));
}

/** More than a platform has companies or devices; the engine finds so many in a second or two. */
const MOST_NAMES = 50_000;

function createReader(scope: Readonly<Record<string, unknown>>, faults: Fault[]) {
  function refuse(key: string, wanted: string): undefined {
    const where = `scope.${key}`;
    faults.push({ where, message: `${where} is ${quote(scope[key])}: give ${wanted}.` });
    return undefined;
  }

  function whole(key: string, wanted: string): number | undefined {
    const value = scope[key] ?? undefined;
    if (value === undefined || value === '') return undefined;
    const number = typeof value === 'string' && /^\s*[+-]?\d{1,9}\s*$/.test(value) ? Number(value) : value;
    return Number.isInteger(number) ? Number(number) : refuse(key, wanted);
  }

  function required(key: string, wanted: string): number | undefined {
    const value = scope[key] ?? '';
    if (value === '') {
      faults.push({ where: `scope.${key}`, message: `scope.${key} is missing: give ${wanted}.` });
    }
    return whole(key, wanted);
  }

  function flag(key: string): boolean {
    const value = scope[key] ?? false;
    const word = typeof value === 'object' ? 'an object or list' : String(value).trim().toLowerCase();
    if (['true', '1', 'yes', 'on'].includes(word)) return true;
    if (['false', '0', 'no', 'off', ''].includes(word)) return false;
    refuse(key, 'true or false');
    return false;
  }

  function asOf(key: string): AsOf | undefined {
    const value = scope[key] ?? '';
    if (value === '') return undefined;
    const read = typeof value === 'string' ? parseAsOf(value.trim()) : undefined;
    return read ?? refuse(key, AS_OF_WANTED);
  }

  function texts(key: string, wanted: string): readonly string[] | undefined {
    const value = scope[key] ?? undefined;
    if (value === undefined || value === '') return undefined;
    const items = Array.isArray(value) ? value : [value];
    const read = items.map((item) => (typeof item === 'number' ? String(item) : item));
    if (!read.every((item): item is string => typeof item === 'string' && item.trim() !== '')) {
      return refuse(key, wanted);
    }
    const named = [...new Set(read.map((item) => item.trim()))];
    if (named.length > MOST_NAMES) {
      const where = `scope.${key}`;
      const message = `${where} names ${named.length} things, and at most ${MOST_NAMES} are taken: ask in parts, or leave it out for all.`;
      faults.push({ where, message });
    }
    return named.length === 0 ? undefined : named;
  }

  return { whole, required, flag, asOf, texts };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value as the client wrote it, cut short. */
function quote(value: unknown): string {
  const text = JSON.stringify(value) ?? 'undefined';
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}
