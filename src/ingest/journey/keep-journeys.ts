import {
  countRecordsByHour,
  readCallsOfWindow,
  type Window,
  widenWindow,
} from '../../store/calls/cdr-rows.ts';
import { insertJourneys } from '../../store/calls/journey-rows.ts';
import { readKeptJourneys } from '../../store/calls/kept-legs.ts';
import { RowWriter } from '../../store/calls/row-binary.ts';
import { readKeptCalls } from '../correlate/gather-calls.ts';
import { readEventsOfCalls } from '../events-of-calls.ts';
import { type LandingParts, makeAlone } from '../landing.ts';
import { addJourney } from '../make-legs.ts';
import { CALLS_A_TURN } from '../remake-calls.ts';
import { stepsOf } from '../steps-of-hours.ts';
import { tellJourney } from './tell-journey.ts';

/** The counter that says that it is done. */
const KEPT = 'kept:journeys';

/** Windows of records whose calls may be older than kept journeys; none once they were all looked at. */
export async function findUntold({ calls, catalog }: LandingParts): Promise<readonly Window[]> {
  if ((await catalog.readCounter(KEPT)) > 0) return [];
  const steps = stepsOf(await countRecordsByHour(calls));
  if (steps.length === 0) await catalog.raiseCounter(KEPT, 1);
  return steps.map(({ window }) => window);
}

/**
 * Tells the journeys of calls from before there were kept ones, and keeps them. Legs stay as they are. Each window is looked
 * at once, alone. It stops where `isOver` says so, and then all of it is looked at again at the next start, which writes
 * what is not there yet.
 */
export async function keepJourneys(
  parts: LandingParts,
  windows: readonly Window[],
  isOver: () => boolean,
): Promise<void> {
  for (const one of windows) {
    if (isOver()) return;
    await makeAlone(parts, async ({ directory, version }) => {
      const window = widenWindow(widenWindow(one));
      const rows = await readCallsOfWindow(parts.calls, one);
      const { calls } = await readKeptCalls(parts.calls, rows, window);
      const placed = calls.flatMap(({ placedKeys }) => placedKeys);
      const [eventsOf, kept] = await Promise.all([
        readEventsOfCalls(parts.calls, calls, window),
        readKeptJourneys(parts.calls, placed, window),
      ]);
      const into = { journeys: new RowWriter(), kept: { journeys: kept } };
      for (const [at, call] of calls.entries()) {
        if (at % CALLS_A_TURN === 0) await new Promise(setImmediate);
        const { steps } = tellJourney(call.records, eventsOf(call.records), directory);
        addJourney(into, call, steps, version);
      }
      await insertJourneys(parts.calls, into.journeys);
    });
  }
  await parts.catalog.raiseCounter(KEPT, 1);
}
