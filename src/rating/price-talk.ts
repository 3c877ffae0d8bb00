import type { DialledNumber } from '../core/phone-number.ts';
import type { Rate, RateStep } from '../core/rate-card.ts';
import {
  type CompiledDeck,
  type CompiledVersion,
  findPrefix,
  type PrefixRates,
  rateAt,
  versionAt,
} from './compile-deck.ts';
import { add, type Exact, multiply } from './exact.ts';
import type { RateMatch } from './find-rate.ts';

/** What the price of a call's talk depends on. Instants are UTC epoch seconds. */
export interface Talk {
  readonly number: DialledNumber;
  readonly onPbx: boolean;
  readonly startAt: number;
  /** `startAt + ringSeconds`: when the talk begins. */
  readonly answerAt: number;
  /** Whole seconds of talk. */
  readonly billsec: number;
}

/** Increments of one length at one price, one after the other. */
export interface TalkPart {
  /** Seconds of talk before it. */
  readonly offset: number;
  readonly place: RatePlace;
  readonly step: RateStep;
  readonly increments: number;
  readonly incrementSeconds: number;
  /** Of its seconds, those that are not free. */
  readonly chargedSeconds: number;
}

/** Which rate is in force from an instant on, and for how long at least. */
export interface RatePlace {
  readonly version: CompiledVersion;
  readonly prefix: PrefixRates;
  readonly rate: Rate | undefined;
  /** Its band; that of the instant, where the rate is the one of any other time. */
  readonly untilAt: number;
}

export interface TalkPrice {
  readonly billedSeconds: number;
  /** Section 3's price in sixtieths of a millionth, of which it has a whole number. */
  readonly sixtieths: Exact;
}

type HearPart = (part: TalkPart) => void;

/** The rate by which a call begins: that of its start, or where the deck prices by part, that of its answer. */
export function placeBeginning(match: RateMatch, { number, onPbx, startAt, answerAt }: Talk): RatePlace {
  const { deck, version, prefix } = match;
  if (version.deck.crossing === 'by-part') return placePart(deck, version, prefix, number, onPbx, answerAt);
  return { version, prefix, rate: rateAt(version, prefix, startAt), untilAt: Number.POSITIVE_INFINITY };
}

/**
 * Prices the talk of an answered call by the rate it begins with and, where the deck prices by part, by those in force
 * later (docs/rating.md, 2 and 3). Undefined where the prefix has no price for an instant. `hearPart` is told every
 * part in order; without it nothing is made but the result.
 */
export function priceTalk(
  match: RateMatch,
  talk: Talk,
  beginning: RatePlace,
  hearPart?: HearPart,
): TalkPrice | undefined {
  const { answerAt, billsec } = talk;
  const first = beginning.rate;
  if (first === undefined) return undefined;
  let place = beginning;
  let charge: Exact = 0;
  let offset = 0;
  do {
    if (answerAt + offset >= place.untilAt) {
      place = placePart(match.deck, place.version, place.prefix, talk.number, talk.onPbx, answerAt + offset);
    }
    if (place.rate === undefined) return undefined;
    const index = stepAt(place.rate.steps, offset);
    const step = place.rate.steps[index];
    if (step === undefined) return undefined;
    const stepEnd = place.rate.steps[index + 1]?.afterSeconds ?? Number.POSITIVE_INFINITY;
    const begunBefore = Math.min(billsec, stepEnd, place.untilAt - answerAt);
    const incrementSeconds = offset === 0 ? first.firstIncrement : step.nextIncrement;
    const increments = offset === 0 ? 1 : Math.ceil((begunBefore - offset) / incrementSeconds);
    const end = offset + increments * incrementSeconds;
    const chargedSeconds = Math.max(0, end - Math.max(offset, first.freeSeconds));
    charge = add(charge, multiply(step.perMinute, chargedSeconds));
    hearPart?.({ offset, place, step, increments, incrementSeconds, chargedSeconds });
    offset = end;
  } while (offset < billsec);
  return { billedSeconds: offset, sixtieths: raiseToMinimum(first, charge) };
}

function raiseToMinimum({ connectCharge, minimumCharge }: Rate, charge: Exact): Exact {
  const price = add(multiply(connectCharge, 60), charge);
  const least = multiply(minimumCharge, 60);
  if (price < least) return least;
  return price;
}

/** The last step that has begun. */
function stepAt(steps: readonly RateStep[], offset: number): number {
  let index = steps.length - 1;
  while (index > 0 && (steps[index]?.afterSeconds ?? 0) > offset) index -= 1;
  return index;
}

/** The version in force at an instant rules where it has a prefix for the number; else the one before it goes on. */
function placePart(
  deck: CompiledDeck,
  before: CompiledVersion,
  prefixBefore: PrefixRates,
  number: DialledNumber,
  onPbx: boolean,
  at: number,
): RatePlace {
  const inForce = versionAt(deck, at) ?? before;
  const found = inForce === before ? prefixBefore : findPrefix(inForce, number, onPbx);
  const [version, prefix] = found === undefined ? [before, prefixBefore] : [inForce, found];
  const bandUntil = version.schedule?.holdsUntil(at) ?? Number.POSITIVE_INFINITY;
  return {
    version,
    prefix,
    rate: rateAt(version, prefix, at),
    untilAt: Math.min(bandUntil, nextBeginning(deck, at)),
  };
}

/** When the next version of a deck begins. One that ends before that goes on until then. */
function nextBeginning(deck: CompiledDeck, at: number): number {
  for (const { fromAt } of deck.versions) if (fromAt > at) return fromAt;
  return Number.POSITIVE_INFINITY;
}
