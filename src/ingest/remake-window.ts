import { countRecordsByHour, readCallsOfWindow, type Window, widenWindow } from '../store/calls/cdr-rows.ts';
import { gatherKeptCalls } from './correlate/gather-calls.ts';
import { type LandingParts, makeAlone } from './landing.ts';
import { remakeCalls } from './remake-calls.ts';

const HOUR_SECONDS = 3600;

/**
 * Makes the legs of calls that have a record within the window again, by the directory of now. An hour at a time, so
 * that records land and reports are answered meanwhile; done twice it changes nothing. `onProgress` hears records done and
 * all.
 */
export async function remakeWindow(
  parts: LandingParts,
  window: Window,
  onProgress: (done: number, total: number) => void,
): Promise<{ readonly records: number }> {
  const hours = (await countRecordsByHour(parts.calls)).filter(
    ([hour]) => hour + HOUR_SECONDS > window.fromAt && hour <= window.toAt,
  );
  const total = hours.reduce((sum, [, count]) => sum + count, 0);
  let done = 0;
  for (const [hour, count] of hours) {
    await makeAlone(parts, async (making) => {
      const step = { fromAt: hour, toAt: hour + HOUR_SECONDS - 1 };
      const wide = widenWindow(widenWindow(step));
      const calls = await gatherKeptCalls(parts.calls, await readCallsOfWindow(parts.calls, step), wide);
      await remakeCalls(parts.calls, calls, wide, making);
    });
    done += count;
    onProgress(done, total);
  }
  return { records: total };
}
