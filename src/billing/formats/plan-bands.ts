import { BAND_DAYS, type BandWindow } from '../../core/rate-card.ts';

/** A part of the week: minutes from Monday 00:00, half-open, at most 10,080. */
export interface WeekSpan {
  readonly from: number;
  readonly to: number;
}

/** A named part of the week with a price of its own. */
export interface Opening {
  readonly name: string;
  readonly spans: readonly WeekSpan[];
}

/** What a prefix costs when: of its openings, the first that holds the instant rules. */
export type Timetable = readonly Opening[];

export interface BandPlan {
  readonly windows: readonly BandWindow[];
  /** For each timetable its bands, each with the index of the opening that rules in it; band `''` is any time. */
  readonly bands: readonly (readonly { readonly band: string; readonly opening: number }[])[];
}

export const DAY_MINUTES = 1440;
export const WEEK_MINUTES = 7 * DAY_MINUTES;

const NONE = -1;

/**
 * Cuts the week so that no two windows of a deck share an instant, whatever its prefixes' timetables are: then it
 * matters to none of them which window is asked first. A timetable with one price for the whole week needs no band.
 */
export function planBands(timetables: readonly Timetable[]): BandPlan {
  const cuts = findCuts(timetables);
  const rulers = timetables.map((timetable) => cuts.slice(0, -1).map((at) => findRuler(timetable, at)));
  const varying = rulers.filter((ruler) => !isConstant(ruler));
  const names = new Map<string, string>();
  const slots = cuts.slice(0, -1).map((from, slot) => {
    const key = varying.map((ruler) => ruler[slot]).join();
    if (!names.has(key)) names.set(key, nameBand(timetables, rulers, slot, new Set(names.values())));
    return { from, to: cuts[slot + 1] ?? WEEK_MINUTES, band: names.get(key) ?? '' };
  });
  return { windows: toWindows(slots), bands: rulers.map((ruler) => listBands(ruler, slots)) };
}

/** Whether some opening of the timetable holds at any time of the week. */
export function coversWeek(timetable: Timetable): boolean {
  return findCuts([timetable])
    .slice(0, -1)
    .every((at) => findRuler(timetable, at) !== NONE);
}

function findCuts(timetables: readonly Timetable[]): readonly number[] {
  const cuts = new Set([WEEK_MINUTES]);
  for (let day = 0; day < 7; day += 1) cuts.add(day * DAY_MINUTES);
  for (const timetable of timetables) {
    for (const opening of timetable) for (const { from, to } of opening.spans) cuts.add(from).add(to);
  }
  return [...cuts].sort((one, other) => one - other);
}

function findRuler(timetable: Timetable, at: number): number {
  return timetable.findIndex(({ spans }) => spans.some(({ from, to }) => from <= at && at < to));
}

function isConstant(ruler: readonly number[]): boolean {
  return ruler.every((opening) => opening === ruler[0]);
}

function nameBand(
  timetables: readonly Timetable[],
  rulers: readonly (readonly number[])[],
  slot: number,
  taken: ReadonlySet<string>,
): string {
  const names = new Set<string>();
  for (const [index, ruler] of rulers.entries()) {
    const name = isConstant(ruler) ? undefined : timetables[index]?.[ruler[slot] ?? NONE]?.name;
    if (name !== undefined) names.add(name);
  }
  const name = [...names].join('+');
  if (name === '' || !taken.has(name)) return name;
  let count = 2;
  while (taken.has(`${name} ${count}`)) count += 1;
  return `${name} ${count}`;
}

function listBands(ruler: readonly number[], slots: readonly { readonly band: string }[]) {
  if (isConstant(ruler)) return ruler[0] === NONE ? [] : [{ band: '', opening: ruler[0] ?? 0 }];
  const openings = new Map<string, number>();
  for (const [slot, opening] of ruler.entries()) {
    if (opening !== NONE) openings.set(slots[slot]?.band ?? '', opening);
  }
  return [...openings].map(([band, opening]) => ({ band, opening }));
}

/** Joins neighbours within a day, and days with the same hours. */
function toWindows(
  slots: readonly { readonly from: number; readonly to: number; readonly band: string }[],
): readonly BandWindow[] {
  const windows = new Map<string, { band: string; days: (typeof BAND_DAYS)[number][]; hours: WeekSpan }>();
  for (const { day, band, from, to } of joinNeighbours(slots)) {
    const key = JSON.stringify([band, from, to]);
    const window = windows.get(key) ?? { band, days: [], hours: { from, to } };
    window.days.push(BAND_DAYS[day] ?? 'mon');
    windows.set(key, window);
  }
  return [...windows.values()].map(({ band, days, hours }) => ({
    band,
    days,
    fromMinute: hours.from,
    toMinute: hours.to,
  }));
}

function joinNeighbours(
  slots: readonly { readonly from: number; readonly to: number; readonly band: string }[],
) {
  const parts: { day: number; band: string; from: number; to: number }[] = [];
  for (const slot of slots) {
    const day = Math.floor(slot.from / DAY_MINUTES);
    const from = slot.from - day * DAY_MINUTES;
    const to = slot.to - day * DAY_MINUTES;
    const last = parts.at(-1);
    if (slot.band === '') continue;
    if (last?.day === day && last.band === slot.band && last.to === from) last.to = to;
    else parts.push({ day, band: slot.band, from, to });
  }
  return parts;
}
