import { addTo } from '../core/dated-entries.ts';
import { assignBest } from './assign-best.ts';
import type { BillLine } from './bill-line.ts';
import { type Crowd, cutAtPauses, measureHead } from './cut-crowd.ts';
import { type MatchableCall, weighPair } from './weigh-pair.ts';

export interface Pair<Call> {
  readonly line: BillLine;
  readonly call: Call;
}

/** Every line and every call stands in exactly one of these, in order of time. */
export interface Matching<Call> {
  readonly pairs: readonly Pair<Call>[];
  readonly lines: readonly BillLine[];
  readonly calls: readonly Call[];
}

/** Of each side: what is matched at once takes steps by the cube of it. */
const MOST_AT_ONCE = 48;
/** One more tells that there is more. */
const ROOM = MOST_AT_ONCE + 1;

/**
 * Matches a bill's lines with our calls of the same number, one to one, such that the weights of all pairs sum up to the
 * most. The order of lines and calls changes nothing. `n log n` steps: lines and calls that lie apart are matched by
 * themselves, and of a crowd of more than `MOST_AT_ONCE` the first half is settled before the next is looked at.
 */
export function matchCalls<Call extends MatchableCall>(
  lines: readonly BillLine[],
  calls: readonly Call[],
  windowSeconds: number,
): Matching<Call> {
  const callsOf = new Map<string, Call[]>();
  for (const call of calls) addTo(callsOf, call.number, call);
  const linesOf = new Map<string, BillLine[]>();
  for (const line of lines) addTo(linesOf, line.number, line);
  const matchings: Matching<Call>[] = [];
  for (const number of new Set([...linesOf.keys(), ...callsOf.keys()])) {
    const ofNumber = {
      lines: (linesOf.get(number) ?? []).sort(compareLines),
      calls: (callsOf.get(number) ?? []).sort(compareCalls),
    };
    for (const crowd of cutAtPauses(ofNumber, windowSeconds)) {
      matchings.push(matchCrowd(crowd, windowSeconds));
    }
  }
  return {
    pairs: matchings.flatMap(({ pairs }) => pairs).sort((one, other) => compareLines(one.line, other.line)),
    lines: matchings.flatMap((one) => one.lines).sort(compareLines),
    calls: matchings.flatMap((one) => one.calls).sort(compareCalls),
  };
}

function matchCrowd<Call extends MatchableCall>(crowd: Crowd<Call>, windowSeconds: number): Matching<Call> {
  if (!isLarge(crowd)) return matchAtOnce(crowd, windowSeconds);
  const pairs: Pair<Call>[] = [];
  let rest: Crowd<Call> = { lines: [], calls: [] };
  let [line, call] = [0, 0];
  for (;;) {
    const [lines, calls] = [ROOM - rest.lines.length, ROOM - rest.calls.length];
    rest = {
      lines: [...rest.lines, ...crowd.lines.slice(line, line + lines)],
      calls: [...rest.calls, ...crowd.calls.slice(call, call + calls)],
    };
    [line, call] = [line + lines, call + calls];
    if (!isLarge(rest)) break;
    const settled = settleFirst(rest, windowSeconds);
    pairs.push(...settled.pairs);
    rest = settled.rest;
  }
  pairs.push(...matchAtOnce(rest, windowSeconds).pairs);
  // What was left alone at a cut may have its other half right behind it.
  const paired = new Set<BillLine | Call>(pairs.flatMap((pair) => [pair.line, pair.call]));
  const left = {
    lines: crowd.lines.filter((one) => !paired.has(one)),
    calls: crowd.calls.filter((one) => !paired.has(one)),
  };
  const parts = [...cutAtPauses(left, windowSeconds)].map((part) =>
    isLarge(part) ? { pairs: [], ...part } : matchAtOnce(part, windowSeconds),
  );
  return {
    pairs: [...pairs, ...parts.flatMap((part) => part.pairs)],
    lines: parts.flatMap((part) => part.lines),
    calls: parts.flatMap((part) => part.calls),
  };
}

function isLarge({ lines, calls }: Crowd<unknown>): boolean {
  return lines.length > MOST_AT_ONCE || calls.length > MOST_AT_ONCE;
}

/**
 * Matches the beginning of a large crowd and settles the first half of that; a pair that reaches into the second half is
 * looked at again with what comes next, as it may only be one for want of the right partner.
 */
function settleFirst<Call extends MatchableCall>(
  crowd: Crowd<Call>,
  windowSeconds: number,
): { readonly pairs: readonly Pair<Call>[]; readonly rest: Crowd<Call> } {
  const head = measureHead(crowd, windowSeconds, MOST_AT_ONCE);
  const half = measureHead(crowd, windowSeconds, MOST_AT_ONCE / 2);
  const lines = crowd.lines.slice(0, head.lines);
  const calls = crowd.calls.slice(0, head.calls);
  const { pairs } = matchAtOnce({ lines, calls }, windowSeconds);
  const early = new Set<BillLine | Call>([...lines.slice(0, half.lines), ...calls.slice(0, half.calls)]);
  const isOpen = ({ line, call }: Pair<Call>) => early.has(line) !== early.has(call);
  const open = new Set<BillLine | Call>(pairs.filter(isOpen).flatMap(({ line, call }) => [line, call]));
  const isSettled = (one: BillLine | Call) => early.has(one) && !open.has(one);
  const rest = {
    lines: crowd.lines.filter((line) => !isSettled(line)),
    calls: crowd.calls.filter((call) => !isSettled(call)),
  };
  const isStuck = rest.lines.length === crowd.lines.length && rest.calls.length === crowd.calls.length;
  if (!isStuck) return { pairs: pairs.filter(({ line, call }) => isSettled(line) && isSettled(call)), rest };
  return { pairs, rest: { lines: crowd.lines.slice(head.lines), calls: crowd.calls.slice(head.calls) } };
}

function matchAtOnce<Call extends MatchableCall>(
  { lines, calls }: Crowd<Call>,
  windowSeconds: number,
): Matching<Call> {
  const assigned = assignBest(lines.length, calls.length, (row, column) => {
    const [line, call] = [lines[row], calls[column]];
    return line === undefined || call === undefined ? 0 : weighPair(line, call, windowSeconds);
  });
  const pairs: Pair<Call>[] = [];
  const taken = new Set<Call>();
  const lonely: BillLine[] = [];
  for (const [row, line] of lines.entries()) {
    const call = calls[assigned[row] ?? -1];
    if (call === undefined) lonely.push(line);
    else {
      pairs.push({ line, call });
      taken.add(call);
    }
  }
  return { pairs, lines: lonely, calls: calls.filter((call) => !taken.has(call)) };
}

function compareLines(one: BillLine, other: BillLine): number {
  return (
    one.startAt - other.startAt ||
    compareTexts(one.number, other.number) ||
    one.seconds - other.seconds ||
    one.price - other.price ||
    one.line - other.line
  );
}

function compareCalls(one: MatchableCall, other: MatchableCall): number {
  return (
    one.startAt - other.startAt ||
    compareTexts(one.number, other.number) ||
    one.answerAt - other.answerAt ||
    one.seconds - other.seconds ||
    one.acctid - other.acctid
  );
}

function compareTexts(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
