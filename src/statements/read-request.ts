import { AS_OF_WANTED, type AsOf, parseAsOf } from '../core/as-of.ts';
import type { Directory } from '../core/directory.ts';
import { type Fault, RingledgerError, refuseFaults } from '../core/errors.ts';
import { monthPeriod } from '../core/period.ts';

const STATEMENT_FORMATS = ['json', 'csv', 'pdf'] as const;
export type StatementFormat = (typeof STATEMENT_FORMATS)[number];

export interface StatementRequest {
  readonly company: string;
  /** `2026-11` */
  readonly month: string;
  readonly format: StatementFormat;
  readonly itemised: boolean;
  /** Revision of the rate card; undefined for the current one. */
  readonly revision: number | undefined;
}

export type Query = Readonly<Record<string, string | readonly string[] | undefined>>;

const NAMES = ['period', 'format', 'itemised', 'revision', 'as_of'];
const COMPANIES_SHOWN = 20;

/** Of when a request asks; undefined for now, and where it cannot be read, which is told with the other faults. */
export function findAsOf({ as_of: text }: Query): AsOf | undefined {
  return typeof text === 'string' ? parseAsOf(text) : undefined;
}

/**
 * Reads what is asked of `GET /statements/:company`, by the directory of then. Refuses with every fault at once; a company
 * there is not, as `not-found`.
 */
export function readStatementRequest(company: string, query: Query, directory: Directory): StatementRequest {
  refuseUnknownCompany(company, directory);
  const faults: Fault[] = [];
  const refuse = (where: string, message: string) => void faults.push({ where, message });
  const text = (name: string): string | undefined => {
    const value = query[name];
    if (value === undefined || typeof value === 'string') return value;
    refuse(name, `"${name}" stands twice: write it once.`);
    return undefined;
  };
  for (const name of Object.keys(query)) {
    if (!NAMES.includes(name))
      refuse(name, `There is no parameter "${name}": write some of ${NAMES.join(', ')}.`);
  }
  const month = text('period');
  const isMonth = checkMonth('period', month, directory.zone, refuse);
  const written = text('format') ?? 'json';
  const format = STATEMENT_FORMATS.find((one) => one === written);
  if (format === undefined)
    refuse('format', `format is "${written}": write ${STATEMENT_FORMATS.join(', ')}.`);
  const itemised = readSwitch(text('itemised'), refuse);
  const revision = readRevision(text('revision'), refuse);
  checkAsOf(text('as_of'), refuse);
  if (faults.length > 0 || !isMonth || month === undefined || format === undefined)
    throw refuseFaults('There is no such statement.', faults);
  return { company, month, format, itemised, revision };
}

export function checkAsOf(text: string | undefined, refuse: Refuse): void {
  if (text !== undefined && parseAsOf(text) === undefined)
    refuse('as_of', `as_of is "${text}": give ${AS_OF_WANTED}.`);
}

/** A revision that there is: the one asked for must not be above the current one. */
export function refuseFutureRevision(revision: number, current: number): void {
  if (revision <= current) return;
  throw new RingledgerError(
    'invalid-request',
    `revision is "${revision}": write a whole number from 0 to ${current}, which is the current one.`,
  );
}

export type Refuse = (where: string, message: string) => void;

/** Whether a text is a month `2026-11`; `name` is that of the parameter. */
export function checkMonth(name: string, text: string | undefined, zone: string, refuse: Refuse): boolean {
  const [, year, month] = /^(\d{4})-(\d{2})$/.exec(text ?? '') ?? [];
  try {
    if (year !== undefined && month !== undefined) {
      monthPeriod(zone, Number(year), Number(month));
      return true;
    }
  } catch (error) {
    if (!(error instanceof RingledgerError)) throw error;
  }
  refuse(
    name,
    text === undefined
      ? `${name} is missing: write a month, as in ${name}=2026-11.`
      : `${name} is "${text}", which is no month: write year and month, as in 2026-11.`,
  );
  return false;
}

function readSwitch(text: string | undefined, refuse: Refuse): boolean {
  if (text === undefined || text === 'false' || text === '0') return false;
  if (text === '' || text === 'true' || text === '1') return true;
  refuse('itemised', `itemised is "${text}": write "true" or "false".`);
  return false;
}

function readRevision(text: string | undefined, refuse: Refuse): number | undefined {
  if (text === undefined) return undefined;
  if (/^\d{1,9}$/.test(text)) return Number(text);
  refuse('revision', `revision is "${text}": write a number that rates list names.`);
  return undefined;
}

/** Refuses, as `not-found`, a company that the directory does not have, and names some that it has. */
export function refuseUnknownCompany(company: string, directory: Directory): void {
  if (directory.company(company) !== undefined) return;
  const known = directory.companies().map(({ id }) => id);
  const rest = known.length - COMPANIES_SHOWN;
  const shown = known.slice(0, COMPANIES_SHOWN).join(', ');
  throw new RingledgerError(
    'not-found',
    `There is no company "${company}". There are: ${shown}${rest > 0 ? ` and ${rest} more` : ''}.`,
  );
}
