import type { Micros } from '../core/money.ts';
import { dayPeriod, monthPeriod } from '../core/period.ts';
import type { Allowance } from '../core/rate-card.ts';
import { zoneOffsetSeconds } from '../core/zone.ts';
import { adjustmentFor, type CompiledTariff, matchesRule } from './compile-tariff.ts';
import type { RatedCall } from './rate-call.ts';
import { adjustPrice, settlePrice } from './settle-price.ts';

/** What was taken of one allowance in the period at hand. */
interface Use {
  readonly per: Allowance['per'];
  taken: number;
}

/** What one company has used of its allowances: a fold's state, which grows with every call that takes from it. */
export interface AllowanceUse {
  /** IANA zone of the PBX, whose days and months count. */
  readonly zone: string;
  /**
   * By tariff and allowance, by their names: a tariff brings its whole allowance once, though calls of one period may be
   * priced by several revisions of it.
   */
  readonly uses: Map<string, Use>;
  /** The same, in the order of a tariff's allowances. */
  readonly usesOf: Map<CompiledTariff, readonly Use[]>;
  dayEndsAt: number;
  monthEndsAt: number;
}

/** What an allowance looks at of a call's charge. */
export type AllowableCharge = Pick<
  RatedCall,
  'basis' | 'cost' | 'numberType' | 'calledInfo' | 'billedSeconds' | 'sixtieths'
>;

/** What an allowance takes from a call. */
export interface Coverage {
  /** The allowance's name. */
  readonly allowance: string;
  /** Of the call's billed seconds, those that are included. */
  readonly coveredSeconds: number;
}

/** By which calls take from allowances. */
export interface AllowanceOrder {
  readonly startAt: number;
  readonly acctid: number;
  /** Device id; of a call that came in, the extension. */
  readonly device: string;
  readonly part: number;
}

const DAY_SECONDS = 86_400;

/** Nothing used yet. One state serves all tariffs of one company, whose calls are told in order. */
export function startAllowances(zone: string): AllowanceUse {
  const ended = Number.NEGATIVE_INFINITY;
  return { zone, uses: new Map(), usesOf: new Map(), dayEndsAt: ended, monthEndsAt: ended };
}

/** The order of docs/rating.md, 5, for sorting. */
export function compareForAllowances(one: AllowanceOrder, other: AllowanceOrder): number {
  return (
    one.startAt - other.startAt ||
    one.acctid - other.acctid ||
    compareText(one.device, other.device) ||
    one.part - other.part
  );
}

/**
 * Takes a call's billed seconds, or the call, from the first allowance of its tariff that covers it and has anything
 * left. Undefined (and nothing is made) where none does. Calls of one company are told in the order of
 * `compareForAllowances`; `use` grows.
 */
export function takeAllowance(
  use: AllowanceUse,
  tariff: CompiledTariff,
  call: AllowableCharge,
  startAt: number,
): Coverage | undefined {
  const { allowances } = tariff.tariff;
  if (allowances.length === 0) return undefined;
  if (startAt >= use.dayEndsAt) turnDay(use, startAt);
  if (call.basis !== 'rated' || call.sixtieths === 0) return undefined;
  const uses = usesOf(use, tariff);
  const index = findAllowance(allowances, uses, call);
  const [allowance, ofAllowance] = [allowances[index], uses[index]];
  if (allowance === undefined || ofAllowance === undefined) return undefined;
  const coveredSeconds =
    allowance.unit === 'calls'
      ? call.billedSeconds
      : Math.min(allowance.quantity - ofAllowance.taken, call.billedSeconds);
  ofAllowance.taken += allowance.unit === 'calls' ? 1 : coveredSeconds;
  return { allowance: allowance.name, coveredSeconds };
}

/**
 * Whether any allowance of a tariff has anything left at an instant: where none has, no call takes. Calls of one company
 * are asked for in their order, as they are told to `takeAllowance`.
 */
export function hasAnyLeft(use: AllowanceUse, tariff: CompiledTariff, startAt: number): boolean {
  if (startAt >= use.dayEndsAt) turnDay(use, startAt);
  const { allowances } = tariff.tariff;
  return usesOf(use, tariff).some(({ taken }, index) => taken < (allowances[index]?.quantity ?? 0));
}

/** The first that covers a call and has anything left, or -1. */
function findAllowance(
  allowances: readonly Allowance[],
  uses: readonly Use[],
  call: AllowableCharge,
): number {
  for (let index = 0; index < allowances.length; index += 1) {
    const allowance = allowances[index];
    if (allowance === undefined || (uses[index]?.taken ?? 0) >= allowance.quantity) continue;
    if (matchesRule(allowance, call.numberType, call.calledInfo)) return index;
  }
  return -1;
}

/** What a call costs when an allowance takes its part: exact up to the one rounding. */
export function applyCoverage(
  call: AllowableCharge,
  tariff: CompiledTariff,
  coverage: Coverage | undefined,
): Micros | null {
  if (coverage === undefined) return call.cost;
  const adjustment = adjustmentFor(tariff, call.numberType, call.calledInfo);
  const price = adjustPrice(call.sixtieths, call.billedSeconds, coverage.coveredSeconds, adjustment);
  return settlePrice(price, tariff.tariff);
}

function usesOf(use: AllowanceUse, compiled: CompiledTariff): readonly Use[] {
  const known = use.usesOf.get(compiled);
  if (known !== undefined) return known;
  const { tariff } = compiled;
  const uses = tariff.allowances.map(({ name, per }, index) => {
    const namesakes = tariff.allowances.slice(0, index).filter((one) => one.name === name && one.per === per);
    const key = JSON.stringify([tariff.name, name, per, namesakes.length]);
    const kept = use.uses.get(key) ?? { per, taken: 0 };
    use.uses.set(key, kept);
    return kept;
  });
  use.usesOf.set(compiled, uses);
  return uses;
}

/** Begins the day of an instant, and its month where it is another. */
function turnDay(use: AllowanceUse, at: number): void {
  const isNewMonth = at >= use.monthEndsAt;
  const ends = findEnds(use.zone, at);
  use.dayEndsAt = ends.day;
  use.monthEndsAt = ends.month;
  for (const one of use.uses.values()) if (one.per === 'day' || isNewMonth) one.taken = 0;
}

interface Ends {
  readonly day: number;
  readonly month: number;
}

/** By zone and day since 1970: every company asks for the same days. */
const known = new Map<string, Map<number, Ends>>();

/** When the day and the month of an instant end. */
function findEnds(zone: string, at: number): Ends {
  const local = at + zoneOffsetSeconds(zone, at);
  const index = Math.floor(local / DAY_SECONDS);
  const ofZone = known.get(zone) ?? new Map<number, Ends>();
  known.set(zone, ofZone);
  const kept = ofZone.get(index);
  if (kept !== undefined) return kept;
  const date = new Date(local * 1000);
  const [year, month, day] = [date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()];
  const ends = { day: dayPeriod(zone, year, month, day).toAt, month: monthPeriod(zone, year, month).toAt };
  ofZone.set(index, ends);
  return ends;
}

function compareText(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
