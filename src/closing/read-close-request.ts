import { type Fault, RingledgerError, refuseFaults } from '../core/errors.ts';
import { monthPeriod } from '../core/period.ts';

/** What to close, as it is asked for over HTTP. */
export interface CloseRequest {
  /** `2026-10` */
  readonly month: string;
  /** Null for all that have not closed it yet. */
  readonly companies: readonly string[] | null;
  readonly reason: string;
}

const KEYS = ['month', 'companies', 'reason'];
const LONGEST_REASON = 200;

/**
 * `{"month":"2026-10","reason":"invoices sent"}`, with `companies`. Throws `invalid-request` with every fault at once;
 * `isCompany` says which companies there are.
 */
export function readCloseRequest(
  body: unknown,
  zone: string,
  isCompany: (id: string) => boolean,
): CloseRequest {
  const faults: Fault[] = [];
  const fault = (where: string, message: string) => void faults.push({ where, message });
  const wish = isRecord(body) ? body : {};
  if (!isRecord(body))
    fault('body', 'Send a JSON object, such as {"month":"2026-10","reason":"invoices sent"}.');
  for (const key of Object.keys(wish)) {
    if (!KEYS.includes(key)) fault(key, `There is no "${key}" here: closing takes ${KEYS.join(', ')}.`);
  }
  const month = readMonth(wish['month'], zone, fault);
  const companies = readCompanies(wish['companies'] ?? null, isCompany, fault);
  const reason = readReason(wish['reason'], fault);
  if (faults.length > 0) throw refuseFaults('The month cannot be closed.', faults);
  return { month, companies, reason };
}

type TellFault = (where: string, message: string) => void;

function readMonth(month: unknown, zone: string, fault: TellFault): string {
  if (!isMonth(month, zone)) {
    const written = month === undefined ? 'month is missing' : `month is ${JSON.stringify(month)}`;
    fault('month', `${written}: write YYYY-MM, such as 2026-10.`);
  }
  return String(month);
}

function readCompanies(
  companies: unknown,
  isCompany: (id: string) => boolean,
  fault: TellFault,
): readonly string[] | null {
  if (companies === null) return null;
  if (!Array.isArray(companies) || companies.length === 0 || companies.some((id) => typeof id !== 'string')) {
    fault(
      'companies',
      `companies is ${JSON.stringify(companies)}: write a list of ids, or leave it out for all.`,
    );
    return null;
  }
  const named = [...new Set(companies as string[])].sort();
  const strange = named.filter((id) => !isCompany(id)).map((id) => `"${id}"`);
  if (strange.length > 0) fault('companies', `There is no company ${strange.join(', ')} in the directory.`);
  return named;
}

function readReason(value: unknown, fault: TellFault): string {
  const reason = typeof value === 'string' ? value.trim() : '';
  if (reason === '' || reason.length > LONGEST_REASON || /\p{Cc}/u.test(reason)) {
    fault(
      'reason',
      `Say in a line, of at most ${LONGEST_REASON} characters, why the month is closed: it is kept.`,
    );
  }
  return reason;
}

function isMonth(value: unknown, zone: string): boolean {
  const [, year, month] = /^(\d{4})-(\d{2})$/.exec(typeof value === 'string' ? value : '') ?? [];
  if (year === undefined || month === undefined) return false;
  try {
    monthPeriod(zone, Number(year), Number(month));
    return true;
  } catch (error) {
    if (error instanceof RingledgerError) return false;
    throw error;
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
