import { type Fault, refuseFaults } from '../core/errors.ts';
import { FIRST_YEAR, LAST_YEAR, monthPeriod } from '../core/period.ts';
import type { RunScope } from '../core/rating-run.ts';
import { startOfDay } from '../core/zone.ts';

/** What to price, as it is asked for over HTTP. */
export interface RunWish extends RunScope {
  readonly reason: string;
  readonly review: boolean;
}

const KEYS = ['period', 'from', 'to', 'companies', 'devices', 'reason', 'review'];
const MONTH = /^(\d{4})-(\d{2})$/;
const DATE = /^\d{4}-\d{2}-\d{2}$/;
const LONGEST_REASON = 200;
/** More than a platform has companies or devices; the engine finds so many in a second or two. */
const MOST_NAMES = 50_000;

/**
 * `{"period":"2026-11"}`, or `{"from":"2026-11-01","to":"2026-11-16"}` (half-open, days of the PBX's zone), with
 * `companies`, `devices`, `reason` and `review`. Throws `invalid-request` with every fault at once; `isCompany` says which
 * companies there are.
 */
export function readRunRequest(
  body: unknown,
  zone: string,
  isCompany: (id: string) => boolean = () => true,
): RunWish {
  const faults: Fault[] = [];
  const fault = (where: string, message: string) => void faults.push({ where, message });
  const wish = isRecord(body) ? body : {};
  if (!isRecord(body)) fault('body', 'Send a JSON object, such as {"period":"2026-11","reason":"new deck"}.');
  for (const key of Object.keys(wish)) {
    if (!KEYS.includes(key)) fault(key, `There is no "${key}" here: a run takes ${KEYS.join(', ')}.`);
  }
  const period = readPeriod(wish, zone, fault);
  const companies = readNames(wish, 'companies', fault);
  const devices = readNames(wish, 'devices', fault);
  const strange = companies?.filter((id) => !isCompany(id)).map((id) => `"${id}"`) ?? [];
  if (strange.length > 0) fault('companies', `There is no company ${strange.join(', ')} in the directory.`);
  const reason = readReason(wish['reason'], fault);
  const review = wish['review'] ?? false;
  if (typeof review !== 'boolean') fault('review', `"${String(review)}" is neither true nor false.`);
  if (faults.length > 0) throw refuseFaults('The calls cannot be priced again.', faults);
  return { ...period, companies, devices, reason, review: review === true };
}

type TellFault = (where: string, message: string) => void;
type Wish = Readonly<Record<string, unknown>>;

function readPeriod(wish: Wish, zone: string, fault: TellFault): Pick<RunScope, 'fromAt' | 'toAt'> {
  const { period, from, to } = wish;
  const none = { fromAt: 0, toAt: 0 };
  if (period !== undefined) {
    if (from !== undefined || to !== undefined) fault('period', 'Give either period, or from and to.');
    const month = MONTH.exec(String(period));
    const number = Number(month?.[2]);
    if (month === null || number < 1 || number > 12) {
      fault('period', `"${String(period)}" is not a month: write YYYY-MM, such as 2026-11.`);
      return none;
    }
    const year = Number(month[1]);
    if (isYear(year)) return monthPeriod(zone, year, number);
    fault('period', `"${String(period)}" is of no year that calls are kept of: ${YEARS}.`);
    return none;
  }
  const [fromAt, toAt] = [readDay('from', from, zone, fault), readDay('to', to, zone, fault)];
  if (fromAt === undefined || toAt === undefined) return none;
  if (toAt <= fromAt)
    fault('to', `"${String(to)}" is not after from, "${String(from)}": to is the first day left out.`);
  return { fromAt, toAt };
}

function readDay(key: string, value: unknown, zone: string, fault: TellFault): number | undefined {
  if (value === undefined) {
    fault(key, `${key} is missing: write period as YYYY-MM, or from and to as YYYY-MM-DD.`);
    return undefined;
  }
  const text = String(value);
  if (DATE.test(text) && isDate(text)) {
    if (isYear(Number(text.slice(0, 4)))) return Math.max(0, startOfDay(zone, text));
    fault(key, `"${text}" is of no year that calls are kept of: ${YEARS}.`);
    return undefined;
  }
  fault(key, `"${text}" is not a day: write YYYY-MM-DD, such as 2026-11-01.`);
  return undefined;
}

const YEARS = `write one from ${FIRST_YEAR} to ${LAST_YEAR}`;

function isYear(year: number): boolean {
  return year >= FIRST_YEAR && year <= LAST_YEAR;
}

function isDate(text: string): boolean {
  const at = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text);
}

function readNames(wish: Wish, key: string, fault: TellFault): readonly string[] | null {
  const value = wish[key];
  if (value === undefined || value === null) return null;
  if (Array.isArray(value) && value.length > MOST_NAMES) {
    fault(
      key,
      `${key} names ${value.length} of them, and at most ${MOST_NAMES} are taken: leave it out for all.`,
    );
    return null;
  }
  if (Array.isArray(value) && value.length > 0 && value.every((one) => typeof one === 'string' && one !== ''))
    return [...new Set(value as string[])].sort();
  fault(key, `${key} is ${JSON.stringify(value)}: write a list of names, or leave it out for all.`);
  return null;
}

function readReason(value: unknown, fault: TellFault): string {
  const reason = typeof value === 'string' ? value.trim() : '';
  if (reason !== '' && reason.length <= LONGEST_REASON && !/\p{Cc}/u.test(reason)) return reason;
  fault(
    'reason',
    `Say in a line, of at most ${LONGEST_REASON} characters, why the calls are priced again: it is kept.`,
  );
  return '';
}

function isRecord(value: unknown): value is Wish {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
