import { type BillLine, isAttempt } from './bill-line.ts';

/** What a call of ours is matched by. Instants are UTC epoch seconds. */
export interface MatchableCall {
  readonly acctid: number;
  /** E.164 digits, or the dial string of a short number or code. */
  readonly number: string;
  readonly startAt: number;
  readonly answerAt: number;
  readonly seconds: number;
  /** What a bill may show for it: increments and tolerance make the most. */
  readonly leastSeconds: number;
  readonly mostSeconds: number;
}

/** Durations weigh less than a second of time: they decide between matches that are alike otherwise. */
const SECOND = 2 ** 20;
const LONGEST_DIFFERENCE = 2 ** 14;

/**
 * How well a line and a call of one number go together; 0 where they do not. A pair within the window weighs as many
 * seconds as it is nearer than the window's end, to the start or the answer, whichever is nearer, and a window's worth
 * more where the bill's duration is one that the call explains.
 */
export function weighPair(line: BillLine, call: MatchableCall, windowSeconds: number): number {
  const distance = distanceOf(line, call);
  if (distance > windowSeconds) return 0;
  const fits = line.seconds >= call.leastSeconds && line.seconds <= call.mostSeconds;
  if (isAttempt(line) && !fits) return 0;
  const points = windowSeconds + 1 - distance + (fits ? windowSeconds + 1 : 0);
  return points * SECOND - Math.min(Math.abs(line.seconds - call.seconds), LONGEST_DIFFERENCE);
}

function distanceOf({ startAt, alsoAt }: BillLine, { startAt: begunAt, answerAt }: MatchableCall): number {
  const first = Math.min(Math.abs(startAt - begunAt), Math.abs(startAt - answerAt));
  if (alsoAt === null) return first;
  return Math.min(first, Math.abs(alsoAt - begunAt), Math.abs(alsoAt - answerAt));
}
