import { countRecordsByHour, readCallsOfWindow, widenWindow } from '../store/calls/cdr-rows.ts';
import { noteApplied, readVersion } from '../store/catalog/versions.ts';
import { gatherKeptCalls } from './correlate/gather-calls.ts';
import { type LandingParts, makeAlone } from './landing.ts';
import { remakeCalls } from './remake-calls.ts';
import { stepsOf } from './steps-of-hours.ts';

/** A version of the directory that says the same as the one before it of all calls before an instant. */
interface Stale {
  readonly version: number;
  /** UTC epoch seconds; undefined where any call may be attributed otherwise. */
  readonly fromAt: number | undefined;
}

/**
 * Makes all legs again from the kept records, by the directory and prices of now: what a changed directory asks for.
 * Reports go on meanwhile; each call is seen as it was or as it becomes. `onProgress` hears records done and all. That
 * it is done is noted at the end, so that one which was cut off is known to be wanted still.
 */
export async function remakeAll(
  parts: LandingParts,
  onProgress: (done: number, total: number) => void,
  stale?: Stale,
): Promise<{ readonly records: number }> {
  // Alone, as records that land meanwhile by the directory of before are to be among those counted.
  const [current, all] = await makeAlone(parts, () =>
    Promise.all([readVersion(parts.catalog, 'directory'), countRecordsByHour(parts.calls)]),
  );
  const fromAt = stale?.fromAt;
  // What is left out was made by the version before; a later one that changed it makes it again itself.
  const version = stale === undefined || fromAt === undefined ? current : stale.version;
  const hours = fromAt === undefined ? all : all.filter(([hour]) => hour + 3600 > fromAt);
  const total = hours.reduce((sum, [, count]) => sum + count, 0);
  let done = 0;
  for (const step of stepsOf(hours)) {
    await makeAlone(parts, async (making) => {
      const rows = await readCallsOfWindow(parts.calls, step.window);
      const window = widenWindow(widenWindow(step.window));
      const calls = await gatherKeptCalls(parts.calls, rows, window);
      await remakeCalls(parts.calls, calls, window, making);
    });
    done += step.records;
    onProgress(done, total);
  }
  await noteApplied(parts.catalog, 'directory', version);
  return { records: total };
}
