import { countRecordsByHour, readCallsOfWindow, type Window, widenWindow } from '../store/calls/cdr-rows.ts';
import { markTransferred, type TransferredCall } from '../store/calls/mark-legs.ts';
import { readCall } from './attribute/read-call.ts';
import { splitCalls } from './attribute/split-calls.ts';
import { readKeptCalls } from './correlate/gather-calls.ts';
import { type LandingParts, makeAlone } from './landing.ts';
import type { StoredCall } from './make-legs.ts';
import { stepsOf } from './steps-of-hours.ts';

/** The counter that says that it is done. */
const MARKED = 'marked:transfers';

/** Windows of records whose legs may be older than the mark of a transfer; none once they were all looked at. */
export async function findUnmarked({ calls, catalog }: LandingParts): Promise<readonly Window[]> {
  if ((await catalog.readCounter(MARKED)) > 0) return [];
  const steps = stepsOf(await countRecordsByHour(calls));
  if (steps.length === 0) await catalog.raiseCounter(MARKED, 1);
  return steps.map(({ window }) => window);
}

/**
 * Marks legs that were made before there was such a mark, where their call was passed on. Legs that are made now have it: of
 * the others each window is looked at once, alone, and prices and versions stay as they are. It stops where `isOver` says
 * so; then all of it is looked at again at the next start.
 */
export async function markTransfers(
  parts: LandingParts,
  windows: readonly Window[],
  isOver: () => boolean,
): Promise<void> {
  for (const one of windows) {
    if (isOver()) return;
    await makeAlone(parts, async ({ directory }) => {
      const window = widenWindow(widenWindow(one));
      const kept = await readKeptCalls(parts.calls, await readCallsOfWindow(parts.calls, one), window);
      const passedOn = ({ callKey, records }: StoredCall): readonly TransferredCall[] =>
        splitCalls(records)
          .filter((call) => call.length > 1 && readCall(call, directory)?.transferred === true)
          .map((call) => ({ callKey, acctids: call.map(({ acctid }) => acctid) }));
      await markTransferred(parts.calls, kept.calls.flatMap(passedOn), window);
    });
  }
  await parts.catalog.raiseCounter(MARKED, 1);
}
