import type { Cdr, QueueEvent } from '../core/cdr.ts';
import type { CallStore } from '../store/calls/call-store.ts';
import type { Window } from '../store/calls/cdr-rows.ts';
import { readKeptLegs } from '../store/calls/kept-legs.ts';
import { insertLegs, type LegRows } from '../store/calls/leg-rows.ts';
import { readQueueEvents } from '../store/calls/queue-event-rows.ts';
import { addLegs, type Making, type StoredCall, startLegs } from './make-legs.ts';

/** Calls whose legs are made between two turns of the event loop, so that reports are answered meanwhile. */
const CALLS_A_TURN = 500;

/**
 * Makes the legs of these calls that are not there as they are, with the places of those that were made before and are
 * no longer. Whatever asks for legs comes here: new records, late ones, queue events, a changed directory. `arriving` are
 * queue events that are about to be kept. Stores nothing.
 */
export async function makeCalls(
  store: CallStore,
  calls: readonly StoredCall[],
  window: Window,
  making: Making,
  arriving: readonly QueueEvent[] = [],
): Promise<LegRows> {
  const placed = calls.flatMap((call) => call.placedKeys);
  const [keptEvents, kept] = await Promise.all([
    readQueueEvents(store, () => uniqueidsOf(calls), window),
    readKeptLegs(store, placed, window),
  ]);
  const events = groupByCallid([...keptEvents, ...arriving]);
  const choosePrices = await making.prices(window, new Set(kept.rates.values()));
  const legs = startLegs(kept);
  let turn = 0;
  for (const call of calls) {
    const rates = call.placedKeys.reduce((latest, key) => Math.max(latest, kept.rates.get(key) ?? 0), 0);
    addLegs(legs, call, eventsOfCall(call.records, events), making, (company, startAt) =>
      choosePrices(company, startAt, rates),
    );
    turn += 1;
    if (turn % CALLS_A_TURN === 0) await new Promise(setImmediate);
  }
  return {
    outbound: legs.outbound,
    inbound: legs.inbound,
    goneOutbound: kept.outbound.gone,
    goneInbound: kept.inbound.gone,
    replaced: { callKeys: [...new Set([...kept.outbound.changed, ...kept.inbound.changed])], window },
  };
}

const NO_EVENTS: readonly QueueEvent[] = [];

/** Makes the legs of these calls and puts them in the place of those made before. */
export async function remakeCalls(
  store: CallStore,
  calls: readonly StoredCall[],
  window: Window,
  making: Making,
  arriving: readonly QueueEvent[] = [],
): Promise<void> {
  await insertLegs(store, await makeCalls(store, calls, window, making, arriving), making.version);
}

/** Any of them may be a caller's in a queue: neither the last application nor the number dialled tells for certain. */
function uniqueidsOf(calls: readonly StoredCall[]): ReadonlySet<string> {
  const uniqueids = new Set<string>();
  for (const call of calls) for (const record of call.records) uniqueids.add(record.uniqueid);
  uniqueids.delete('');
  return uniqueids;
}

function groupByCallid(events: readonly QueueEvent[]): ReadonlyMap<string, readonly QueueEvent[]> {
  const byCallid = new Map<string, QueueEvent[]>();
  for (const event of events) {
    const ofCall = byCallid.get(event.callid);
    if (ofCall === undefined) byCallid.set(event.callid, [event]);
    else ofCall.push(event);
  }
  return byCallid;
}

function eventsOfCall(
  records: readonly Cdr[],
  events: ReadonlyMap<string, readonly QueueEvent[]>,
): readonly QueueEvent[] {
  if (events.size === 0) return NO_EVENTS;
  const uniqueids = new Set(records.map((record) => record.uniqueid));
  return [...uniqueids].flatMap((uniqueid) => events.get(uniqueid) ?? NO_EVENTS);
}
