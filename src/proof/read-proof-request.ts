import { AS_OF_WANTED, type AsOf, parseAsOf } from '../core/as-of.ts';
import { collectFaults, type Refuse } from '../core/collect-faults.ts';
import { FIRST_YEAR, LAST_YEAR, monthPeriod, type Period } from '../core/period.ts';
import { isCalendarDay } from '../core/read-dates.ts';
import { suggestWord } from '../core/suggest-word.ts';
import { startOfDay } from '../core/zone.ts';
import type { ProofDirectory } from './proof.ts';

/** Parameters as they come: one that is given twice is a list. */
export type ProofQuery = Readonly<Record<string, string | readonly string[] | undefined>>;

const NAMES = ['month', 'from', 'to', 'company', 'as_of', 'legs'];
const COMPANIES_SHOWN = 20;
const YEARS = `write a year from ${FIRST_YEAR} to ${LAST_YEAR}`;

/** Reads `as_of`, which says by which directory the rest is read. Refuses what is none. */
export function readProofAsOf(query: ProofQuery): AsOf | undefined {
  return collectFaults(SUMMARY, (refuse) => {
    const text = readText(query, 'as_of', refuse);
    if (text === undefined) return undefined;
    const asOf = parseAsOf(text.trim());
    if (asOf === undefined) refuse('as_of', `as_of is "${text}": give ${AS_OF_WANTED}.`);
    return asOf;
  });
}

/** Reads `legs`: whether every record is to be attributed again. Refuses it beside `as_of`. */
export function readProofLegs(query: ProofQuery): boolean {
  return collectFaults(SUMMARY, (refuse) => {
    const text = readText(query, 'legs', refuse);
    if (text === undefined || text === 'false') return false;
    if (text !== 'true') refuse('legs', `legs is "${text}": write true or false.`);
    if (query['as_of'] !== undefined)
      refuse('legs', 'legs does not go with as_of, as a record does not tell when it came: leave one out.');
    return true;
  });
}

const SUMMARY = 'This cannot be proved.';

/**
 * Reads `month=2026-10`, or `from=2026-10-01&to=2026-11-01` (half-open, days of the PBX's zone), and `company`, one or
 * several with commas; undefined for all. Throws `invalid-request` with every fault at once.
 */
export function readProofScope(
  query: ProofQuery,
  directory: ProofDirectory,
): { readonly period: Period; readonly companies: readonly string[] | undefined } {
  return collectFaults(SUMMARY, (refuse) => {
    for (const name of Object.keys(query)) {
      if (NAMES.includes(name)) continue;
      const meant = suggestWord(name, NAMES);
      const fix = meant === undefined ? `write some of ${NAMES.join(', ')}.` : `did you mean "${meant}"?`;
      refuse(name, `There is no parameter "${name}": ${fix}`);
    }
    const period = readPeriod(query, directory.zone, refuse);
    const companies = readText(query, 'company', refuse)
      ?.split(',')
      .map((id) => id.trim());
    const unknown = (companies ?? []).filter((id) => directory.company(id) === undefined);
    if (unknown.length > 0) refuse('company', tellUnknown(unknown, directory));
    return { period, companies };
  });
}

function readText(query: ProofQuery, name: string, refuse: Refuse): string | undefined {
  const value = query[name];
  if (value === undefined || typeof value === 'string') return value;
  refuse(name, `"${name}" stands twice: write it once.`);
  return undefined;
}

function readPeriod(query: ProofQuery, zone: string, refuse: Refuse): Period {
  const [month, from, to] = ['month', 'from', 'to'].map((name) => readText(query, name, refuse));
  if (month !== undefined) {
    if (from !== undefined || to !== undefined) refuse('month', 'Give either month, or from and to.');
    return readMonth(month, zone, refuse);
  }
  const fromAt = readDay('from', from, zone, refuse);
  const toAt = readDay('to', to, zone, refuse);
  if (fromAt !== undefined && toAt !== undefined && toAt <= fromAt)
    refuse('to', `to is "${to}", which is not after from, "${from}": to is the first day left out.`);
  return { fromAt: fromAt ?? 0, toAt: toAt ?? 0, zone };
}

function readMonth(text: string, zone: string, refuse: Refuse): Period {
  const [, year, month] = /^(\d{4})-(0[1-9]|1[0-2])$/.exec(text) ?? [];
  if (year === undefined || month === undefined)
    refuse('month', `month is "${text}", which is no month: write YYYY-MM, such as 2026-10.`);
  else if (isYear(year)) return monthPeriod(zone, Number(year), Number(month));
  else refuse('month', `month is "${text}", of which no calls are kept: ${YEARS}.`);
  return { fromAt: 0, toAt: 0, zone };
}

function readDay(name: string, text: string | undefined, zone: string, refuse: Refuse): number | undefined {
  if (text === undefined)
    refuse(name, `${name} is missing: write month as YYYY-MM, or from and to as YYYY-MM-DD.`);
  else if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || !isCalendarDay(text))
    refuse(name, `${name} is "${text}", which is no day: write YYYY-MM-DD, such as 2026-10-01.`);
  else if (isYear(text.slice(0, 4))) return Math.max(0, startOfDay(zone, text));
  else refuse(name, `${name} is "${text}", of which no calls are kept: ${YEARS}.`);
  return undefined;
}

function isYear(text: string): boolean {
  return Number(text) >= FIRST_YEAR && Number(text) <= LAST_YEAR;
}

function tellUnknown(unknown: readonly string[], directory: ProofDirectory): string {
  const known = directory.companies().map(({ id }) => id);
  const rest = known.length - COMPANIES_SHOWN;
  const shown = known.slice(0, COMPANIES_SHOWN).join(', ');
  const named = unknown.map((id) => `"${id}"`).join(', ');
  return `There is no company ${named}. There are: ${shown}${rest > 0 ? ` and ${rest} more` : ''}.`;
}
