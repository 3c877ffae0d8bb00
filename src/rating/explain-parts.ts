import { formatMicros } from '../core/money.ts';
import type { Rate } from '../core/rate-card.ts';
import { add, type Exact, multiply } from './exact.ts';
import { formatExact } from './format-exact.ts';
import type { TalkPart } from './price-talk.ts';
import { FIELDS, PER_MINUTE } from './rate-table.ts';

/** A stretch of the talk at one price. */
export interface ExplainedPart {
  /** UTC epoch seconds. */
  readonly startsAt: number;
  /** First day of the version it is priced by. */
  readonly version: string;
  /** The band of its price; empty for the price of any other time. */
  readonly band: string;
  /** Billed seconds, and of those the ones that are not free. */
  readonly seconds: number;
  readonly chargedSeconds: number;
  /** `60 + 5 × 6 s`. */
  readonly increments: string;
  readonly perMinute: string;
  readonly talkCharge: string;
}

/** The parts of a talk, those at one price told as one. */
export function explainParts(parts: readonly TalkPart[], answerAt: number): readonly ExplainedPart[] {
  const stretches: TalkPart[][] = [];
  for (const part of parts) {
    const last = stretches.at(-1);
    if (last?.[0] !== undefined && isSamePrice(last[0], part)) last.push(part);
    else stretches.push([part]);
  }
  return stretches.map((stretch) => explainStretch(stretch, answerAt));
}

/** Neighbours of one rate and step: where a change of band brings no other price, it is not told. */
function isSamePrice(one: TalkPart, other: TalkPart): boolean {
  return rateOf(one) === rateOf(other) && perMinuteOf(one) === perMinuteOf(other);
}

/** Talk charge of parts in sixtieths of a millionth. */
export function sumParts(parts: readonly TalkPart[]): Exact {
  return parts.reduce<Exact>((sum, part) => add(sum, multiply(perMinuteOf(part), part.chargedSeconds)), 0);
}

function explainStretch(stretch: readonly TalkPart[], answerAt: number): ExplainedPart {
  const first = stretch[0];
  if (first === undefined) throw new Error('A stretch has at least one part.');
  return {
    startsAt: answerAt + first.offset,
    version: first.place.match.version.deck.from,
    band: rateOf(first)?.band ?? '',
    seconds: stretch.reduce(
      (sum, { increments, incrementSeconds }) => sum + increments * incrementSeconds,
      0,
    ),
    chargedSeconds: stretch.reduce((sum, { chargedSeconds }) => sum + chargedSeconds, 0),
    increments: `${countIncrements(stretch).join(' + ')} s`,
    perMinute: formatMicros(perMinuteOf(first)),
    talkCharge: formatExact(sumParts(stretch), 60),
  };
}

/** Neighbours of one length are told as one. */
function countIncrements(stretch: readonly TalkPart[]): readonly string[] {
  const counts: { seconds: number; times: number }[] = [];
  for (const { increments, incrementSeconds } of stretch) {
    const last = counts.at(-1);
    if (last?.seconds === incrementSeconds) last.times += increments;
    else counts.push({ seconds: incrementSeconds, times: increments });
  }
  return counts.map(({ seconds, times }) => (times === 1 ? String(seconds) : `${times} × ${seconds}`));
}

function rateOf({ place }: TalkPart): Rate | undefined {
  return place.match.table.rates[place.slot];
}

function perMinuteOf({ place, step }: TalkPart): number {
  return place.match.table.columns[step * FIELDS + PER_MINUTE] ?? 0;
}
