import type { DialledNumber } from '../core/phone-number.ts';
import { versionAt } from './compile-deck.ts';
import { add, type Exact, multiply } from './exact.ts';
import { findInVersion, type RateMatch } from './find-rate.ts';
import {
  CONNECT_CHARGE,
  FIELDS,
  FIRST_INCREMENT,
  FREE_SECONDS,
  MINIMUM_CHARGE,
  NEXT_INCREMENT,
  NEXT_STEP,
  NO_ROW,
  PER_MINUTE,
  STEP_END,
} from './rate-table.ts';

/** What the price of a call's talk depends on. Instants are UTC epoch seconds. */
export interface Talk {
  readonly number: DialledNumber;
  /** No channel led outside: the PBX itself took the call (feature code, conference, announcement) or refused it. */
  readonly onPbx: boolean;
  readonly startAt: number;
  /** `startAt + ringSeconds`: when the talk begins. */
  readonly answerAt: number;
  /** Whole seconds of talk. */
  readonly billsec: number;
}

/** The rate in force from an instant on. */
export interface RatePlace {
  readonly match: RateMatch;
  /** Its slot in the table of the match. */
  readonly slot: number;
  /** Up to here at least. */
  readonly untilAt: number;
}

/** Increments of one length at one price, one after the other. */
export interface TalkPart {
  /** Seconds of talk before it. */
  readonly offset: number;
  readonly place: RatePlace;
  /** Row of its step. */
  readonly step: number;
  readonly increments: number;
  readonly incrementSeconds: number;
  /** Of its seconds, those that are not free. */
  readonly chargedSeconds: number;
}

export interface TalkPrice {
  readonly billedSeconds: number;
  /** Section 3's price in sixtieths of a millionth, of which it has a whole number. */
  readonly sixtieths: Exact;
}

/** The rate by which a call begins: that of its start, or where the deck prices by part, that of its answer. */
export function placeBeginning(match: RateMatch, talk: Talk): RatePlace {
  if (match.version.isByPart) return placePart(match, talk, talk.answerAt);
  return { match, slot: slotAt(match, talk.startAt), untilAt: Number.POSITIVE_INFINITY };
}

/**
 * Prices the talk of an answered call by the rate it begins with and, where the deck prices by part, by those in force
 * later (docs/rating.md, 2 and 3). Undefined where the prefix has no price for an instant. `hearPart` is told every
 * part in order; without it nothing is made but the result.
 */
export function priceTalk(
  talk: Talk,
  beginning: RatePlace,
  hearPart?: (part: TalkPart) => void,
): TalkPrice | undefined {
  const { answerAt, billsec } = talk;
  const { columns } = beginning.match.table;
  const first = rowOf(beginning) * FIELDS;
  const freeSeconds = columns[first + FREE_SECONDS] ?? 0;
  let place = beginning;
  let charge: Exact = 0;
  let offset = 0;
  do {
    if (answerAt + offset >= place.untilAt) place = placePart(place.match, talk, answerAt + offset);
    const row = rowOf(place);
    if (row === NO_ROW) return undefined;
    const rates = place.match.table.columns;
    const step = stepAt(rates, row, offset);
    const at = step * FIELDS;
    const incrementSeconds =
      (offset === 0 ? columns[first + FIRST_INCREMENT] : rates[at + NEXT_INCREMENT]) ?? 1;
    const begunBefore = Math.min(billsec, rates[at + STEP_END] ?? billsec, place.untilAt - answerAt);
    const increments = offset === 0 ? 1 : Math.ceil((begunBefore - offset) / incrementSeconds);
    const end = offset + increments * incrementSeconds;
    const chargedSeconds = Math.max(0, end - Math.max(offset, freeSeconds));
    charge = add(charge, multiply(rates[at + PER_MINUTE] ?? 0, chargedSeconds));
    if (hearPart !== undefined)
      hearPart({ offset, place, step, increments, incrementSeconds, chargedSeconds });
    offset = end;
  } while (offset < billsec);
  return { billedSeconds: offset, sixtieths: addCharges(columns, first, charge) };
}

/** `max(minimumCharge, connectCharge + talkCharge)`. */
function addCharges(columns: Float64Array, first: number, talkCharge: Exact): Exact {
  const price = add(columns[first + CONNECT_CHARGE] ?? 0, talkCharge);
  const least = columns[first + MINIMUM_CHARGE] ?? 0;
  if (price < least) return least;
  return price;
}

function rowOf({ match, slot }: RatePlace): number {
  return match.table.rows[slot] ?? NO_ROW;
}

/** Row of the last step that has begun. */
function stepAt(columns: Float64Array, row: number, offset: number): number {
  let step = row;
  while ((columns[step * FIELDS + STEP_END] ?? Number.POSITIVE_INFINITY) <= offset) {
    step = columns[step * FIELDS + NEXT_STEP] ?? step;
  }
  return step;
}

function slotAt({ version, table, prefix }: RateMatch, at: number): number {
  return prefix * table.width + (version.schedule === undefined ? 0 : version.schedule.bandAt(at));
}

/** The version in force at an instant rules where it has a prefix for the number; else the one before it goes on. */
function placePart(before: RateMatch, { number, onPbx }: Talk, at: number): RatePlace {
  const inForce = versionAt(before.deck, at) ?? before.version;
  const found = inForce === before.version ? before : findInVersion(before.deck, inForce, number, onPbx);
  const match = found ?? before;
  const bandUntil = match.version.schedule?.holdsUntil(at) ?? Number.POSITIVE_INFINITY;
  return { match, slot: slotAt(match, at), untilAt: Math.min(bandUntil, nextBeginning(match, at)) };
}

/** When the next version of the deck begins. One that ends before that goes on until then. */
function nextBeginning({ deck }: RateMatch, at: number): number {
  for (const { fromAt } of deck.versions) if (fromAt > at) return fromAt;
  return Number.POSITIVE_INFINITY;
}
