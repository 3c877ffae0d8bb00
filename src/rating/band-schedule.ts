import { BAND_DAYS, type BandDay, type BandWindow, type RateDeck } from '../core/rate-card.ts';
import { zoneOffsetSeconds } from '../core/zone.ts';

/** Which band a deck's instants belong to. Bands are told by number: 0 is "no band", the others count up from 1. */
export interface BandSchedule {
  /** Names by number; that of 0 is empty. */
  readonly bands: readonly string[];
  /** The band of an instant (UTC epoch seconds). */
  bandAt(at: number): number;
  /** An instant after `at` up to which the band stays the same; often, but not always, the one at which it changes. */
  holdsUntil(at: number): number;
}

/** The bands of one UTC day: `starts` rise, the first is the day's beginning; `bands` says which begins there. */
interface DayBands {
  readonly starts: readonly number[];
  readonly bands: readonly number[];
  readonly endAt: number;
}

const DAY = 86_400;
const MINUTE = 60;

/**
 * A deck's windows as a schedule. Local times are read in the deck's zone, so that a day on which the clocks change
 * has 23 or 25 hours; an hour that comes twice belongs to its window both times. Days are worked out once and kept:
 * asking costs some tens of nanoseconds.
 */
export function scheduleBands(deck: Pick<RateDeck, 'zone' | 'windows' | 'holidays'>): BandSchedule {
  const bands = ['', ...new Set(deck.windows.map((window) => window.band))];
  const days = new Map<number, DayBands>();
  const holidays = new Set(deck.holidays);
  let last: DayBands = { starts: [0], bands: [0], endAt: Number.NEGATIVE_INFINITY };
  const dayOf = (at: number): DayBands => {
    if (at < last.endAt && at >= last.endAt - DAY) return last;
    const index = Math.floor(at / DAY);
    last = days.get(index) ?? layOutDay(index * DAY, deck, bands, holidays);
    days.set(index, last);
    return last;
  };
  return {
    bands,
    bandAt: (at) => {
      const day = dayOf(at);
      return day.bands[pieceAt(day, at)] ?? 0;
    },
    holdsUntil: (at) => {
      const day = dayOf(at);
      return day.starts[pieceAt(day, at) + 1] ?? day.endAt;
    },
  };
}

function pieceAt({ starts }: DayBands, at: number): number {
  let piece = starts.length - 1;
  while (piece > 0 && (starts[piece] ?? 0) > at) piece -= 1;
  return piece;
}

function layOutDay(
  fromAt: number,
  deck: Pick<RateDeck, 'zone' | 'windows'>,
  bands: readonly string[],
  holidays: ReadonlySet<string>,
): DayBands {
  const starts: number[] = [];
  const found: number[] = [];
  const endAt = fromAt + DAY;
  let at = fromAt;
  while (at < endAt) {
    const offset = zoneOffsetSeconds(deck.zone, at);
    const until = offsetHoldsUntil(deck.zone, at, endAt);
    const band = bandOfWall(at + offset, deck.windows, bands, holidays);
    if (found.at(-1) !== band) {
      starts.push(at);
      found.push(band);
    }
    at = Math.min(until, at + secondsToNextEdge(at + offset, deck.windows));
  }
  return { starts, bands: found, endAt };
}

/** `wall` is a local time counted as if it were UTC. */
function bandOfWall(
  wall: number,
  windows: readonly BandWindow[],
  bands: readonly string[],
  holidays: ReadonlySet<string>,
): number {
  const second = wall - Math.floor(wall / DAY) * DAY;
  const date = new Date(wall * 1000);
  const weekday = BAND_DAYS[(date.getUTCDay() + 6) % 7] ?? 'mon';
  const holding = (day: BandDay) =>
    windows.find(
      ({ days, fromMinute, toMinute }) =>
        days.includes(day) && fromMinute * MINUTE <= second && second < toMinute * MINUTE,
    );
  const isHoliday = holidays.has(date.toISOString().slice(0, 10));
  const window = (isHoliday ? holding('holiday') : undefined) ?? holding(weekday);
  return window === undefined ? 0 : bands.indexOf(window.band);
}

/** Windows begin and end on edges, and so does the local day. */
function secondsToNextEdge(wall: number, windows: readonly BandWindow[]): number {
  const second = wall - Math.floor(wall / DAY) * DAY;
  let next = DAY;
  for (const { fromMinute, toMinute } of windows) {
    for (const edge of [fromMinute * MINUTE, toMinute * MINUTE])
      if (edge > second && edge < next) next = edge;
  }
  return next - second;
}

/** The first instant in (at, endAt) at which the zone's offset is another, else endAt; there is one change at most. */
function offsetHoldsUntil(zone: string, at: number, endAt: number): number {
  const offset = zoneOffsetSeconds(zone, at);
  if (zoneOffsetSeconds(zone, endAt - 1) === offset) return endAt;
  let [low, high] = [at, endAt - 1];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (zoneOffsetSeconds(zone, middle) === offset) low = middle;
    else high = middle;
  }
  return high;
}
