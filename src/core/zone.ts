/**
 * IANA zones by the platform's own data. Offsets are seconds east of UTC; instants are UTC epoch seconds. Asking the
 * platform takes microseconds, so what it says is kept as a list of the instants at which a zone's offset changes.
 */

/** A wall-clock time as an instant: one, or two where the clocks went back over it. */
export type LocalInstant = { readonly at: number } | { readonly earlier: number; readonly later: number };

/** Changes of one zone's offset within one span of 365 days, in order; the first entry opens the span. */
interface OffsetSpan {
  readonly starts: readonly number[];
  readonly offsets: readonly number[];
}

interface ZoneTable {
  readonly format: Intl.DateTimeFormat;
  readonly spans: Map<number, OffsetSpan>;
}

const DAY_SECONDS = 86_400;
const SPAN_SECONDS = 365 * DAY_SECONDS;
const tables = new Map<string, ZoneTable>();

/** Whether the platform knows this IANA zone, spelled as the database spells it (`Europe/London`, `UTC`). */
export function isZone(text: string): boolean {
  if (!/^[A-Za-z]/.test(text)) return false;
  try {
    const known = zoneFormat(text).resolvedOptions().timeZone;
    return known === text || known.toLowerCase() !== text.toLowerCase();
  } catch {
    return false;
  }
}

/** Seconds east of UTC in a zone at an instant. Throws RangeError for a zone the platform does not know. */
export function zoneOffsetSeconds(zone: string, at: number): number {
  return offsetIn(tableOf(zone), at);
}

/**
 * The instant of a wall-clock time (month 1 to 12; the caller has checked that the date exists). A time that comes
 * twice has two; a time that the clocks skipped is read as if they had not yet been put forward, so that it falls
 * as long after the change as it was written after the gap's beginning.
 */
export function localToUtc(
  zone: string,
  year: number,
  month: number,
  day: number,
  hour: number,
  minute: number,
  second: number,
): LocalInstant {
  const wall = Date.UTC(year, month - 1, day, hour, minute, second) / 1000;
  const table = tableOf(zone);
  const before = offsetIn(table, wall - DAY_SECONDS);
  const after = offsetIn(table, wall + DAY_SECONDS);
  if (before === after) return { at: wall - before };
  const holdsBefore = offsetIn(table, wall - before) === before;
  const holdsAfter = offsetIn(table, wall - after) === after;
  if (holdsBefore && holdsAfter) return { earlier: wall - before, later: wall - after };
  return { at: holdsAfter ? wall - after : wall - before };
}

/** The first instant of a day `YYYY-MM-DD` in a zone; of the day after it where the zone skipped the day itself. */
export function startOfDay(zone: string, date: string): number {
  const [year = 0, month = 0, day = 0] = date.split('-').map(Number);
  const midnight = localToUtc(zone, year, month, day, 0, 0, 0);
  if ('earlier' in midnight) return midnight.earlier;
  const wall = Date.UTC(year, month - 1, day) / 1000;
  const skipped = midnight.at + zoneOffsetSeconds(zone, midnight.at) !== wall;
  return skipped ? changeBetween(tableOf(zone), midnight.at - DAY_SECONDS, midnight.at) : midnight.at;
}

function offsetIn(table: ZoneTable, at: number): number {
  const span = spanOf(table, Math.floor(at / SPAN_SECONDS));
  let found = 0;
  for (let next = 1; next < span.starts.length && (span.starts[next] ?? 0) <= at; next++) found = next;
  return span.offsets[found] ?? 0;
}

function tableOf(zone: string): ZoneTable {
  let table = tables.get(zone);
  if (table === undefined) {
    table = { format: zoneFormat(zone), spans: new Map() };
    tables.set(zone, table);
  }
  return table;
}

function spanOf(table: ZoneTable, index: number): OffsetSpan {
  let span = table.spans.get(index);
  if (span === undefined) {
    span = findChanges(table.format, index * SPAN_SECONDS);
    table.spans.set(index, span);
  }
  return span;
}

/** Walks a span day by day: no zone has changed its offset and changed it back within one day. */
function findChanges(format: Intl.DateTimeFormat, from: number): OffsetSpan {
  let offset = askOffset(format, from);
  const starts = [from];
  const offsets = [offset];
  for (let at = from; at < from + SPAN_SECONDS; at += DAY_SECONDS) {
    const next = askOffset(format, at + DAY_SECONDS);
    if (next === offset) continue;
    starts.push(bisectChange((probe) => askOffset(format, probe) === next, at, at + DAY_SECONDS));
    offsets.push(next);
    offset = next;
  }
  return { starts, offsets };
}

function changeBetween(table: ZoneTable, from: number, to: number): number {
  const after = offsetIn(table, to);
  return bisectChange((probe) => offsetIn(table, probe) === after, from, to);
}

/** The first instant in (from, to] at which `changed` holds, given that it does not at `from` and does at `to`. */
function bisectChange(changed: (at: number) => boolean, from: number, to: number): number {
  let [low, high] = [from, to];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (changed(middle)) high = middle;
    else low = middle;
  }
  return high;
}

function askOffset(format: Intl.DateTimeFormat, at: number): number {
  const shown: Record<string, number> = {};
  for (const { type, value } of format.formatToParts(at * 1000)) shown[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = shown;
  return Date.UTC(year, month - 1, day, hour, minute, second) / 1000 - at;
}

function zoneFormat(zone: string): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
}
