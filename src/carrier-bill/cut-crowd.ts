import type { BillLine } from './bill-line.ts';

/** Lines and calls of one number, each in order of time. */
export interface Crowd<Call> {
  readonly lines: readonly BillLine[];
  readonly calls: readonly Call[];
}

export interface Timed {
  readonly startAt: number;
  readonly answerAt: number;
}

/** How many of a crowd's lines and calls come first. */
export interface Cut {
  readonly lines: number;
  readonly calls: number;
}

/** Cuts a crowd where nothing reaches over the window to what comes later. */
export function* cutAtPauses<Call extends Timed>(
  { lines, calls }: Crowd<Call>,
  windowSeconds: number,
): Generator<Crowd<Call>> {
  let [line, call] = [0, 0];
  while (line < lines.length || call < calls.length) {
    const [fromLine, fromCall] = [line, call];
    let reachAt = Math.min(startOf(lines[line]), startOf(calls[call]));
    for (;;) {
      const [nextLine, nextCall] = [lines[line], calls[call]];
      if (Math.min(startOf(nextLine), startOf(nextCall)) > reachAt + windowSeconds) break;
      if (nextLine !== undefined && nextLine.startAt <= startOf(nextCall)) {
        reachAt = Math.max(reachAt, endOf(nextLine));
        line += 1;
      } else if (nextCall !== undefined) {
        reachAt = Math.max(reachAt, nextCall.answerAt);
        call += 1;
      } else break;
    }
    yield { lines: lines.slice(fromLine, line), calls: calls.slice(fromCall, call) };
  }
}

/** The beginning of a crowd with at most `most` of each side, as if each line took the first call within its window. */
export function measureHead<Call extends Timed>(
  { lines, calls }: Crowd<Call>,
  windowSeconds: number,
  most: number,
): Cut {
  let [line, call] = [0, 0];
  while (line < most && call < most) {
    const [nextLine, nextCall] = [lines[line], calls[call]];
    if (nextLine === undefined && nextCall === undefined) break;
    const isLineAlone = startOf(nextCall) > endOf(nextLine) + windowSeconds;
    const isCallAlone = startOf(nextLine) > (nextCall?.answerAt ?? Infinity) + windowSeconds;
    if (!isCallAlone && nextLine !== undefined) line += 1;
    if (!isLineAlone && nextCall !== undefined) call += 1;
  }
  return { lines: line, calls: call };
}

function startOf(one: { readonly startAt: number } | undefined): number {
  return one?.startAt ?? Number.POSITIVE_INFINITY;
}

function endOf(line: BillLine | undefined): number {
  return line === undefined ? Number.POSITIVE_INFINITY : (line.alsoAt ?? line.startAt);
}
