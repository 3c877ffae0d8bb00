import { daysInMonth } from '../../core/period.ts';
import type { LocalInstant } from '../../core/zone.ts';
import { localToUtc } from '../../core/zone.ts';

/** Instants are kept as unsigned 32-bit seconds. */
const LAST_INSTANT = 2 ** 32 - 1;
/** Printed times are cut to whole seconds one by one, and clocks are put right now and then. */
const SLACK_SECONDS = 60;
const ZERO = 0x30;

/**
 * The instant a time text means: `YYYY-MM-DD HH:MM:SS` on the zone's clocks (or with a `T`), or epoch seconds; a
 * fraction is dropped, as Asterisk itself drops it. Null for anything else, and for what cannot be stored.
 */
export function readTime(text: string, zone: string): LocalInstant | null {
  const dot = text.indexOf('.', 1);
  if (dot !== -1 && !isDigits(text, dot + 1)) return null;
  const whole = dot === -1 ? text : text.slice(0, dot);
  const read = whole.length === 19 ? readWallClock(whole, zone) : readEpoch(whole);
  if (read === null) return null;
  const at = 'at' in read ? read.at : read.later;
  return at > 0 && at <= LAST_INSTANT ? read : null;
}

/** Whether a time text says that the thing never happened: empty, all zeros, or epoch 0. */
export function isNever(text: string): boolean {
  if (text === '') return true;
  return text.charCodeAt(0) === ZERO && /^0(?:\.0*)?$|^0000-00-00/.test(text);
}

/** Of the two instants of a time that came twice, the one nearer to what is expected. */
export function nearestInstant(read: LocalInstant, expectedAt: number): number {
  if ('at' in read) return read.at;
  return Math.abs(read.later - expectedAt) < Math.abs(read.earlier - expectedAt) ? read.later : read.earlier;
}

/**
 * When the channel of a uniqueid came to be: the digits before its dot, after the system name if it has one. Null where
 * there are none.
 */
export function epochOfUniqueid(uniqueid: string): number | null {
  const dot = uniqueid.indexOf('.', uniqueid.lastIndexOf('-') + 1);
  let from = dot;
  let epoch = 0;
  for (let unit = 1; from > 0; unit *= 10) {
    const digit = uniqueid.charCodeAt(from - 1) - ZERO;
    if (digit < 0 || digit > 9) break;
    epoch += digit * unit;
    from -= 1;
  }
  return dot - from >= 9 && dot - from <= 10 ? epoch : null;
}

/**
 * The start of a record whose start came twice. An end that came once, less the duration, decides: the uniqueid tells
 * when the channel began, and a later row of a channel begins anywhere after that. Without such an end the uniqueid
 * decides, as a record cannot begin before its channel did; without either, the first of the two.
 */
export function chooseStart(
  read: LocalInstant,
  epoch: number | null,
  end: LocalInstant | null,
  duration: number,
): number {
  if ('at' in read) return read.at;
  if (end !== null && 'at' in end) {
    const startAt = end.at - duration;
    const nearest = nearestInstant(read, startAt);
    // An end that fits neither start is some other mistake and tells nothing of this one.
    if (Math.abs(nearest - startAt) <= SLACK_SECONDS) return nearest;
  }
  return epoch !== null && epoch > read.earlier + SLACK_SECONDS ? read.later : read.earlier;
}

function readWallClock(text: string, zone: string): LocalInstant | null {
  const separator = text.charCodeAt(10);
  if (separator !== 0x20 && separator !== 0x54) return null;
  if (text.charCodeAt(4) !== 0x2d || text.charCodeAt(7) !== 0x2d) return null;
  if (text.charCodeAt(13) !== 0x3a || text.charCodeAt(16) !== 0x3a) return null;
  const year = pairAt(text, 0) * 100 + pairAt(text, 2);
  const month = pairAt(text, 5);
  const day = pairAt(text, 8);
  const hour = pairAt(text, 11);
  const minute = pairAt(text, 14);
  const second = pairAt(text, 17);
  if (!isDate(year, month, day) || !isClock(hour, minute, second)) return null;
  return localToUtc(zone, year, month, day, hour, minute, second);
}

/** Comparisons with NaN, which `pairAt` gives for what is no digit, are false. */
function isDate(year: number, month: number, day: number): boolean {
  return (
    year >= 1970 && year <= 2105 && month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month)
  );
}

function isClock(hour: number, minute: number, second: number): boolean {
  // A leap second is written as 60.
  return hour <= 23 && minute <= 59 && second <= 60;
}

function pairAt(text: string, at: number): number {
  const tens = text.charCodeAt(at) - ZERO;
  const ones = text.charCodeAt(at + 1) - ZERO;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : Number.NaN;
}

function readEpoch(text: string): LocalInstant | null {
  return text.length <= 10 && isDigits(text, 0) ? { at: Number(text) } : null;
}

function isDigits(text: string, from: number): boolean {
  for (let at = from; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code < ZERO || code > 0x39) return false;
  }
  return text.length > from;
}
