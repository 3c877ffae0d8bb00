import type { Totals } from './statement.ts';

/** Adjustments: what two statements of one month differ by, to the last unit. Rules: docs/statements.md, 7. */

/** Differences of calls of one number type and destination. */
interface AdjustmentLine {
  /** These calls came in. */
  readonly incoming: boolean;
  readonly numberType: string;
  readonly destination: string;
  readonly calls: number;
  readonly seconds: number;
  readonly cost: bigint;
}

export interface Adjustment {
  readonly lines: readonly AdjustmentLine[];
  /** How many more calls have no known cost; negative where they have one now. */
  readonly unknownCalls: number;
  readonly callsTotal: bigint;
  /** Null where every call is rounded by itself. */
  readonly rounding: bigint | null;
  readonly subtotal: bigint;
  readonly tax: bigint;
  readonly total: bigint;
}

/** What has to be added to one statement of a month to get the other; rentals are the same in both. */
export function adjust(before: Totals, after: Totals): Adjustment {
  const subtotal = after.subtotal - before.subtotal;
  const callsTotal = callsTotalOf(after) - callsTotalOf(before);
  const isRounded = [...before.sections, ...after.sections].some(({ rounding }) => rounding !== null);
  return {
    lines: diffLines(before, after),
    unknownCalls: after.unknownCalls - before.unknownCalls,
    callsTotal,
    rounding: isRounded ? subtotal - callsTotal : null,
    subtotal,
    tax: after.tax - before.tax,
    total: after.total - before.total,
  };
}

/** Whether nothing is to be billed or told. */
export function isNothing({ lines, unknownCalls, subtotal, tax }: Adjustment): boolean {
  return lines.length === 0 && unknownCalls === 0 && subtotal === 0n && tax === 0n;
}

/** By direction, number type and destination, those that went out first; groups without a difference are left out. */
function diffLines(before: Totals, after: Totals): readonly AdjustmentLine[] {
  const groups = new Map<string, AdjustmentLine>();
  for (const [totals, sign] of [[before, -1] as const, [after, 1] as const]) {
    for (const line of listLines(totals)) {
      const { incoming, numberType, destination } = line;
      const key = JSON.stringify([incoming ? 1 : 0, numberType, destination]);
      const group = groups.get(key);
      groups.set(key, {
        ...{ incoming, numberType, destination },
        calls: (group?.calls ?? 0) + sign * line.calls,
        seconds: (group?.seconds ?? 0) + sign * line.seconds,
        cost: (group?.cost ?? 0n) + BigInt(sign) * line.cost,
      });
    }
  }
  return [...groups]
    .filter(([, { calls, seconds, cost }]) => calls !== 0 || seconds !== 0 || cost !== 0n)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([, line]) => line);
}

function listLines({ sections }: Totals): readonly AdjustmentLine[] {
  return sections.flatMap(({ lines, inbound }) => [
    ...lines.map((line) => ({ ...line, incoming: false })),
    ...inbound.map((line) => ({ ...line, incoming: true })),
  ]);
}

function callsTotalOf({ sections }: Totals): bigint {
  return sections.reduce((sum, { callsTotal }) => sum + callsTotal, 0n);
}
