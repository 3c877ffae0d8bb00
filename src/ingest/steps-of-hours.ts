import type { Window } from '../store/calls/cdr-rows.ts';

/** Records whose calls are read again in one go: bounds memory, and how long arriving records wait. */
const RECORDS_A_STEP = 20_000;

/** Runs of hours that hold about as many records as one step takes. */
export function stepsOf(
  hours: readonly (readonly [number, number])[],
): readonly { window: Window; records: number }[] {
  const steps: { window: Window; records: number }[] = [];
  for (const [hour, count] of hours) {
    const last = steps.at(-1);
    const window = { fromAt: hour, toAt: hour + 3599 };
    if (last === undefined || last.records + count > RECORDS_A_STEP) steps.push({ window, records: count });
    else
      steps[steps.length - 1] = {
        window: { ...last.window, toAt: window.toAt },
        records: last.records + count,
      };
  }
  return steps;
}
