import type { Micros } from '../core/money.ts';
import { type BillLine, isAttempt } from './bill-line.ts';
import { matchCalls, type Pair } from './match-calls.ts';
import type { DeckPrice } from './price-by-deck.ts';
import type { MatchableCall } from './weigh-pair.ts';

/** An answered call of ours over the trunk. */
export interface OurCall extends MatchableCall {
  readonly company: string;
  /** What we worked out when it was priced; null where it is unknown. */
  readonly carrierCost: Micros | null;
  /** What the carrier's deck makes of it, had it lasted so many seconds. */
  readonly priceOf: (seconds: number) => DeckPrice | undefined;
}

/** A line with the money that it puts in dispute; below 0 where it is in our favour. */
export interface DisputedLine {
  readonly line: BillLine;
  readonly dispute: Micros;
}

export interface DisputedPair extends Pair<OurCall> {
  /** The deck's price of our seconds and of theirs; null where it has none. */
  readonly priceOfOurs: Micros | null;
  readonly priceOfTheirs: Micros | null;
  readonly dispute: Micros;
}

/**
 * What a bill and our calls do not agree on. Each line is in one of `pairs`, `missingAtOurs`, `duplicates`,
 * `outsidePeriod` and `attempts`, each call of the period in one of `pairs` and `missingAtCarrier`; the other lists are
 * of pairs. A pair in two of them puts in each the part of the money that is the list's.
 */
export interface BillComparison {
  readonly pairs: readonly Pair<OurCall>[];
  readonly missingAtOurs: readonly DisputedLine[];
  readonly duplicates: readonly DisputedLine[];
  readonly outsidePeriod: readonly DisputedLine[];
  readonly attempts: readonly BillLine[];
  readonly missingAtCarrier: readonly OurCall[];
  /** By more than increments and tolerance explain. */
  readonly billedLonger: readonly DisputedPair[];
  /** Neither at the deck's price of their seconds nor of ours. */
  readonly pricedOtherwise: readonly DisputedPair[];
  /** The deck has no price to hold the bill against. */
  readonly unpriced: readonly DisputedPair[];
}

export interface ComparisonTerms {
  /** Of the bill, half-open, in UTC epoch seconds. */
  readonly fromAt: number;
  readonly toAt: number;
  readonly windowSeconds: number;
}

/**
 * Compares a bill with our calls. `calls` may hold those next to the period too: the clocks of two sides differ, and a
 * call at its edge stands on one bill by ours and on another by theirs. They are matched, and never said to be missing.
 */
export function compareBill(
  lines: readonly BillLine[],
  calls: readonly OurCall[],
  { fromAt, toAt, windowSeconds }: ComparisonTerms,
): BillComparison {
  const isNear = ({ startAt }: BillLine) =>
    startAt >= fromAt - windowSeconds && startAt < toAt + windowSeconds;
  const matching = matchCalls(lines.filter(isNear), calls, windowSeconds);
  const lonely = matching.lines.filter((line) => !isAttempt(line));
  const { twins, others } = splitTwins(lonely, matching.pairs);
  const judged = matching.pairs.map(judgePair);
  return {
    pairs: matching.pairs,
    missingAtOurs: others.map(disputeLine),
    duplicates: twins.map(disputeLine),
    outsidePeriod: lines.filter((line) => !isNear(line)).map((line) => ({ line, dispute: 0 })),
    attempts: matching.lines.filter(isAttempt),
    missingAtCarrier: matching.calls.filter(({ startAt }) => startAt >= fromAt && startAt < toAt),
    billedLonger: judged.flatMap(({ longer }) => longer ?? []),
    pricedOtherwise: judged.flatMap(({ otherwise }) => otherwise ?? []),
    unpriced: judged.flatMap(({ unpriced }) => unpriced ?? []),
  };
}

/** Lines without a call that say the same as a line before them, or as one that has the call. */
function splitTwins(lonely: readonly BillLine[], pairs: readonly Pair<OurCall>[]) {
  const keyOf = ({ number, startAt, seconds }: BillLine) => `${number} ${startAt} ${seconds}`;
  const known = new Set(pairs.map(({ line }) => keyOf(line)));
  const twins: BillLine[] = [];
  const others: BillLine[] = [];
  for (const line of lonely) {
    (known.has(keyOf(line)) ? twins : others).push(line);
    known.add(keyOf(line));
  }
  return { twins, others };
}

function disputeLine(line: BillLine): DisputedLine {
  return { line, dispute: line.price };
}

interface Judgement {
  readonly longer?: DisputedPair;
  readonly otherwise?: DisputedPair;
  readonly unpriced?: DisputedPair;
}

function judgePair(pair: Pair<OurCall>): Judgement {
  const { line, call } = pair;
  const ours = call.priceOf(call.seconds)?.price ?? null;
  const theirs = call.priceOf(line.seconds)?.price ?? null;
  const priced = { ...pair, priceOfOurs: ours, priceOfTheirs: theirs };
  const isLonger = line.seconds > call.mostSeconds;
  if (ours === null || theirs === null) {
    const unpriced = { ...priced, dispute: 0 };
    return isLonger ? { unpriced, longer: unpriced } : { unpriced };
  }
  const isOurs = line.price === ours;
  const longer = isLonger ? { longer: { ...priced, dispute: isOurs ? 0 : theirs - ours } } : {};
  if (isOurs || line.price === theirs) return longer;
  return { ...longer, otherwise: { ...priced, dispute: line.price - theirs } };
}
