import { collectFaults, type Refuse } from '../core/collect-faults.ts';
import type { Period } from '../core/period.ts';
import { readDialString } from '../core/phone-number.ts';
import { isCalendarDay } from '../core/read-dates.ts';
import { type Grant, scopeOfCompanies, scopeOfGrant } from '../core/scope.ts';
import { isZone, startOfDay } from '../core/zone.ts';
import type { Search } from '../store/calls/seen-filter.ts';
import type { SeenLegs } from '../store/calls/seen-legs.ts';
import type { FilterQuery } from './filter-schema.ts';
import type { InsightDirectory } from './insight-parts.ts';

/** Who asks, and what of numbers they are shown. */
export interface Asker {
  readonly grant: Grant;
  readonly maskNumbers: boolean;
}

/** Legs that are asked for, but for the run whose charges may lie over them. */
export type AskedLegs = Omit<SeenLegs, 'overlayRun'>;

/**
 * Reads which legs a question is about. Refuses companies that the grant does not reach with `not-allowed`, and what
 * cannot be read with every fault at once.
 */
export function readFilter(
  query: FilterQuery,
  { grant, maskNumbers }: Asker,
  pbx: InsightDirectory,
): AskedLegs {
  const { side, outcome, unknownCost, unknownCarrierCost, transferred, ringOver, ringUpTo } = query;
  const { company, q } = query;
  const scope = company === undefined ? scopeOfGrant(grant) : scopeOfCompanies(grant, company);
  const { direction, device, extension, name, trunk, numberType, destination, prefix } = query;
  const { disposition, queueStatus, hour, weekday, day, month } = query;
  const where = {
    ...{ direction, device, extension, name, trunk, numberType, destination, prefix },
    ...{ disposition, queueStatus, hour, weekday, day, month },
  };
  return {
    ...{ scope, maskNumbers, period: readPeriod(query, pbx.zone) },
    filter: {
      ...{ side, outcome, unknownCost, unknownCarrierCost, transferred, ringOver, ringUpTo },
      search: q === undefined ? undefined : readSearch(q, pbx),
      where: Object.fromEntries(Object.entries(where).filter(([, values]) => values !== undefined)),
    },
  };
}

/** Stored instants are unsigned 32-bit seconds. */
const LAST_INSTANT = 0xffff_ffff;

function readPeriod(query: FilterQuery, pbxZone: string): Period {
  return collectFaults('The question cannot be answered.', (refuse) => {
    const zone = readZone(query.zone, pbxZone, refuse);
    const fromAt = readInstant('from', query.from, zone, refuse) ?? 0;
    const toAt = readInstant('to', query.to, zone, refuse) ?? LAST_INSTANT;
    if (toAt <= fromAt) {
      const fix = 'to is the first instant, or day, that is left out: give a later one.';
      refuse(
        'to',
        `to is ${toAt < fromAt ? 'before from' : 'the same as from, and nothing lies between'}; ${fix}`,
      );
    }
    return { fromAt, toAt, zone };
  });
}

function readZone(zone: string | undefined, pbxZone: string, refuse: Refuse): string {
  if (zone === undefined || zone === '') return pbxZone;
  if (isZone(zone)) return zone;
  refuse('zone', `zone "${zone}" is no time zone: write it as in Europe/London.`);
  return pbxZone;
}

/** A `+` that was sent without being escaped arrives as a blank. */
const RFC_3339 =
  /^(\d{4}-\d{2}-\d{2})T([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d)(?:\.\d+)?)?(?:Z|([+ -])([01]\d|2[0-3]):([0-5]\d))$/;

function readInstant(
  where: 'from' | 'to',
  text: string | undefined,
  zone: string,
  refuse: Refuse,
): number | undefined {
  if (text === undefined || text === '') return undefined;
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(text);
  const at = isDay && isCalendarDay(text) ? startOfDay(zone, text) : parseInstant(text);
  if (at !== undefined) return Math.min(Math.max(at, 0), LAST_INSTANT);
  refuse(
    where,
    `${where} is "${text}": write a day, as in 2026-11-01, or an instant with its offset, as in 2026-11-01T09:00:00Z.`,
  );
  return undefined;
}

/** An instant in RFC 3339 as UTC epoch seconds; undefined where it is none. */
export function parseInstant(text: string): number | undefined {
  const match = RFC_3339.exec(text);
  const [, date = '', hour, minute, second = '0', sign, offsetHours = '0', offsetMinutes = '0'] = match ?? [];
  if (match === null || !isCalendarDay(date)) return undefined;
  const offset = (Number(offsetHours) * 60 + Number(offsetMinutes)) * (sign === '-' ? -60 : 60);
  const wall =
    Date.parse(`${date}T00:00:00Z`) / 1000 + Number(hour) * 3600 + Number(minute) * 60 + Number(second);
  return wall - offset;
}

const NUMBER_TEXT = /^[\d\s+()./\-*#\u2010-\u2015]+$/;
const LEAST_DIGITS = 2;

/**
 * What somebody looks for. Digits are looked for as they were typed and, where they are an outside number by the PBX's
 * dialling rules, in its international and national form.
 */
function readSearch(text: string, pbx: InsightDirectory): Search {
  const trimmed = text.trim();
  const digits = trimmed.replace(/\D/g, '');
  if (!NUMBER_TEXT.test(trimmed) || digits === '') return { text: trimmed, numbers: [] };
  const { digits: international, short, kind } = readDialString(trimmed, pbx.dialling('', ''));
  const forms = digits.length < LEAST_DIGITS || kind !== 'e164' ? [digits] : [digits, international, short];
  return { text: trimmed, numbers: [...new Set(forms)] };
}
