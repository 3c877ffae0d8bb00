import type { Window } from '../../store/calls/cdr-rows.ts';
import { insertJourneys } from '../../store/calls/journey-rows.ts';
import { readKeptJourneys } from '../../store/calls/kept-legs.ts';
import { RowWriter } from '../../store/calls/row-binary.ts';
import { readEventsOfCalls } from '../events-of-calls.ts';
import type { LandingParts } from '../landing.ts';
import { addJourney } from '../make-legs.ts';
import { findOlder, visitOlder } from '../older-calls.ts';
import { CALLS_A_TURN } from '../remake-calls.ts';
import { tellJourney } from './tell-journey.ts';

/** The counter that says that it is done. */
const KEPT = 'kept:journeys';

/** Windows of records whose calls may be older than kept journeys; none once they were all looked at. */
export function findUntold(parts: LandingParts): Promise<readonly Window[]> {
  return findOlder(parts, KEPT);
}

/** Tells the journeys of calls from before there were kept ones, and keeps those not there yet. Legs stay as they are. */
export function keepJourneys(
  parts: LandingParts,
  windows: readonly Window[],
  isOver: () => boolean,
): Promise<void> {
  return visitOlder(parts, KEPT, windows, isOver, async (calls, wide, { directory, version }) => {
    const placed = calls.flatMap(({ placedKeys }) => placedKeys);
    const [eventsOf, kept] = await Promise.all([
      readEventsOfCalls(parts.calls, calls, wide),
      readKeptJourneys(parts.calls, placed, wide),
    ]);
    const into = { journeys: new RowWriter('journey'), kept: { journeys: kept } };
    for (const [at, call] of calls.entries()) {
      if (at % CALLS_A_TURN === 0) await new Promise(setImmediate);
      const { steps } = tellJourney(call.records, eventsOf(call.records), directory);
      addJourney(into, call, steps, version);
    }
    await insertJourneys(parts.calls, into.journeys);
  });
}
