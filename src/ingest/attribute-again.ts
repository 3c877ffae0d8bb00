import type { CallLegs } from '../core/call-leg.ts';
import type { Period } from '../core/period.ts';
import { countRecordsByHour, readCallsOfWindow, type Window, widenWindow } from '../store/calls/cdr-rows.ts';
import type { KeptJourney } from '../store/calls/journey-rows.ts';
import type { LegPlace } from '../store/calls/proof-places.ts';
import { readKeptCalls } from './correlate/gather-calls.ts';
import { readEventsOfCalls } from './events-of-calls.ts';
import { tellJourney } from './journey/tell-journey.ts';
import type { LandingParts } from './landing.ts';
import { makeJourney } from './make-legs.ts';
import { stepsOf } from './steps-of-hours.ts';

/** A stretch of time, half-open, and the legs and journeys that start in it by the kept records. */
export interface DueLegs {
  readonly fromAt: number;
  readonly toAt: number;
  readonly legs: readonly LegPlace[];
  readonly journeys: readonly KeptJourney[];
}

/**
 * The legs and journeys that the kept records of a period come to by the directory of now, attributed again as when they are made, in
 * stretches that cover the period. Stores nothing, and takes no turn among those that make legs.
 */
export async function* attributeAgain(
  { calls, directory }: Pick<LandingParts, 'calls' | 'directory'>,
  { fromAt, toAt }: Pick<Period, 'fromAt' | 'toAt'>,
): AsyncGenerator<DueLegs> {
  const described = await directory();
  const hours = (await countRecordsByHour(calls)).filter(([hour]) => hour + 3600 > fromAt && hour < toAt);
  for (const window of cover(hours, fromAt, toAt)) {
    // Calls are gathered as for making their legs: a record of theirs may stand in another day, under another key.
    const wide = widenWindow(widenWindow(window));
    const rows = await readCallsOfWindow(calls, window);
    const gathered = (await readKeptCalls(calls, rows, wide)).calls;
    const eventsOf = await readEventsOfCalls(calls, gathered, wide);
    const legs: LegPlace[] = [];
    const journeys: KeptJourney[] = [];
    for (const call of gathered) {
      const told = tellJourney(call.records, eventsOf(call.records), described);
      legs.push(...listPlaces(call.callKey, told.legs));
      const made = makeJourney(call, told.steps);
      journeys.push({ ...made, text: made.text.toString() });
    }
    const isWithin = ({ startAt }: { readonly startAt: number }) =>
      startAt >= window.fromAt && startAt <= window.toAt;
    const due = { legs: legs.filter(isWithin), journeys: journeys.filter(isWithin) };
    yield { fromAt: window.fromAt, toAt: window.toAt + 1, ...due };
  }
}

/** Windows without gaps: where there is no record there may be a leg that should not be. */
function cover(
  hours: readonly (readonly [number, number])[],
  fromAt: number,
  toAt: number,
): readonly Window[] {
  const ends = stepsOf(hours).map(({ window }) => Math.min(window.toAt + 1, toAt));
  const edges = [...new Set([fromAt, ...ends, toAt])];
  return edges.slice(1).map((edge, at) => ({ fromAt: edges[at] ?? fromAt, toAt: edge - 1 }));
}

function listPlaces(callKey: number, { outbound, inbound }: CallLegs): readonly LegPlace[] {
  return [
    ...outbound.map(({ company, device, startAt, part, acctid }) => ({
      ...{ side: 'outbound' as const, company, party: device, startAt, callKey, part, acctid },
    })),
    ...inbound.map(({ company, extension, startAt, acctid }) => ({
      ...{ side: 'inbound' as const, company, party: extension, startAt, callKey, part: 0, acctid },
    })),
  ];
}
