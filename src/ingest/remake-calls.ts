import type { Cdr } from '../core/cdr.ts';
import type { CallStore } from '../store/calls/call-store.ts';
import type { Window } from '../store/calls/cdr-rows.ts';
import { type KeptLegs, readKeptLegs } from '../store/calls/kept-legs.ts';
import { insertLegs, type LegRows } from '../store/calls/leg-rows.ts';
import { type ArrivingEvents, type CallEvents, readEventsOfCalls } from './events-of-calls.ts';
import { addLegs, type Making, type StoredCall, startLegs } from './make-legs.ts';

/** Calls that are looked at between two turns of the event loop, so that reports are answered meanwhile. */
export const CALLS_A_TURN = 500;

/** Calls with what is kept of them beside their records. */
export interface KnownCalls {
  readonly calls: readonly StoredCall[];
  readonly window: Window;
  readonly eventsOf: (records: readonly Cdr[]) => CallEvents;
  readonly kept: KeptLegs;
}

/**
 * Reads what legs and journeys of these calls are made from beside their records, and those made before. The calls may
 * still be being gathered: whether there are events at all is asked meanwhile.
 */
export async function readAboutCalls(
  store: CallStore,
  gathering: readonly StoredCall[] | Promise<readonly StoredCall[]>,
  window: Window,
  arriving: ArrivingEvents = {},
): Promise<KnownCalls> {
  const keeping = async () => {
    const placed = (await gathering).flatMap((call) => call.placedKeys);
    return readKeptLegs(store, placed, window);
  };
  const [eventsOf, kept] = await Promise.all([
    readEventsOfCalls(store, gathering, window, arriving),
    keeping(),
  ]);
  return { calls: await gathering, window, eventsOf, kept };
}

/**
 * Makes the legs and journeys of these calls that are not there as they are, with the places of those that were made before
 * and are no longer. Whatever asks for legs comes here: new records, late ones, queue and channel events, a changed
 * directory. Stores nothing, and asks the stores for nothing but prices.
 */
export async function makeCalls(
  { calls, window, eventsOf, kept }: KnownCalls,
  making: Making,
): Promise<LegRows> {
  const choosePrices = await making.prices(window, new Set(kept.rates.values()));
  const legs = startLegs(kept);
  let turn = 0;
  for (const call of calls) {
    const rates = call.placedKeys.reduce((latest, key) => Math.max(latest, kept.rates.get(key) ?? 0), 0);
    addLegs(legs, call, eventsOf(call.records), making, (company, startAt) =>
      choosePrices(company, startAt, rates),
    );
    turn += 1;
    if (turn % CALLS_A_TURN === 0) await new Promise(setImmediate);
  }
  return {
    outbound: legs.outbound,
    inbound: legs.inbound,
    journeys: legs.journeys,
    gone: { outbound: kept.outbound.gone, inbound: kept.inbound.gone, journeys: kept.journeys.gone },
    replaced: { callKeys: [...new Set([...kept.outbound.changed, ...kept.inbound.changed])], window },
  };
}

/** Makes the legs and journeys of these calls and puts them in the place of those made before. */
export async function remakeCalls(
  store: CallStore,
  calls: readonly StoredCall[],
  window: Window,
  making: Making,
  arriving: ArrivingEvents = {},
): Promise<void> {
  const known = await readAboutCalls(store, calls, window, arriving);
  await insertLegs(store, await makeCalls(known, making), making.version);
}
