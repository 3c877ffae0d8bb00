import { type DateOrder, readDate } from '../../core/read-dates.ts';
import { type LocalInstant, localToUtc } from '../../core/zone.ts';

const CLOCK =
  /^(.*?\d)[T,\s]+(\d{1,2})[:.](\d{2})(?:[:.](\d{2})(?:[.,]\d+)?)?\s*(?:([ap])\.?m\.?)?\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2})?$/i;
/** Instants are kept as unsigned 32-bit seconds. */
const LAST_INSTANT = 0xffff_ffff;

/**
 * The instant of a text such as `24/11/2026 12:23:49`, `11/24/26 1:23 PM` or `2026-11-24T12:23:49+01:00`, by the order
 * of its day and month and the zone of its clock, unless it carries an offset of its own. Null for anything else.
 */
export function readClockText(text: string, order: DateOrder, zone: string): LocalInstant | null {
  const match = CLOCK.exec(text.trim());
  if (match === null) return null;
  const [, date = '', hours = '', minutes = '', seconds = '0', half, offset] = match;
  const day = readDate(date, order);
  const hour = readHour(Number(hours), half);
  if (day === undefined || hour === undefined || Number(minutes) > 59 || Number(seconds) > 60) return null;
  const [year = 0, month = 0, dayOfMonth = 0] = day.split('-').map(Number);
  const clock = [year, month, dayOfMonth, hour, Number(minutes), Number(seconds)] as const;
  const read = offset === undefined ? localToUtc(zone, ...clock) : { at: utcOf(clock) - readOffset(offset) };
  const at = 'at' in read ? read.at : read.later;
  return at > 0 && at <= LAST_INSTANT ? read : null;
}

/** Seconds of `1:02:03`, `62:03` or `63`; a fraction is dropped. Null for anything else. */
export function readClockSpan(text: string): number | null {
  const match = /^(?:(?:(\d{1,4}):)?(\d{1,5}):)?(\d{1,9})(?:\.\d+)?$/.exec(text.trim());
  if (match === null) return null;
  const [, hours = '0', minutes = '0', seconds = '0'] = match;
  return Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
}

function utcOf([year, month, day, hour, minute, second]: readonly [
  number,
  number,
  number,
  number,
  number,
  number,
]) {
  return Date.UTC(year, month - 1, day, hour, minute, second) / 1000;
}

/** `half` is the `a` of am or the `p` of pm; 12 am is midnight. */
function readHour(hour: number, half: string | undefined): number | undefined {
  if (half === undefined) return hour <= 23 ? hour : undefined;
  if (hour < 1 || hour > 12) return undefined;
  return (hour % 12) + (half.toLowerCase() === 'p' ? 12 : 0);
}

function readOffset(text: string): number {
  const [, sign, hours = '0', minutes = '0'] = /^([+-])(\d{2}):?(\d{2})$/.exec(text) ?? [];
  return (sign === '-' ? -60 : 60) * (Number(hours) * 60 + Number(minutes));
}
