import { countRecordsByHour, readCallsOfWindow, type Window, widenWindow } from '../store/calls/cdr-rows.ts';
import { readKeptCalls } from './correlate/gather-calls.ts';
import { type LandingParts, makeAlone } from './landing.ts';
import type { Making, StoredCall } from './make-legs.ts';
import { stepsOf } from './steps-of-hours.ts';

/** Windows of records whose calls may be older than something that `counter` says is done; none once it is. */
export async function findOlder(
  { calls, catalog }: LandingParts,
  counter: string,
): Promise<readonly Window[]> {
  if ((await catalog.readCounter(counter)) > 0) return [];
  const steps = stepsOf(await countRecordsByHour(calls));
  if (steps.length === 0) await catalog.raiseCounter(counter, 1);
  return steps.map(({ window }) => window);
}

/** What is done to the calls of a window, whole, whose records start within the wider one that is given. */
type Visit = (calls: readonly StoredCall[], wide: Window, making: Making) => Promise<void>;

/**
 * Visits the calls of each window once, alone, and notes in the end that it is done. It stops where `isOver` says so; then all
 * of it is visited again at the next start.
 */
export async function visitOlder(
  parts: LandingParts,
  counter: string,
  windows: readonly Window[],
  isOver: () => boolean,
  visit: Visit,
): Promise<void> {
  for (const one of windows) {
    if (isOver()) return;
    await makeAlone(parts, async (making) => {
      const wide = widenWindow(widenWindow(one));
      const { calls } = await readKeptCalls(parts.calls, await readCallsOfWindow(parts.calls, one), wide);
      await visit(calls, wide, making);
    });
  }
  await parts.catalog.raiseCounter(counter, 1);
}
