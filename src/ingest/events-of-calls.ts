import type { Cdr, QueueEvent } from '../core/cdr.ts';
import type { CallStore } from '../store/calls/call-store.ts';
import type { Window } from '../store/calls/cdr-rows.ts';
import { readQueueEvents } from '../store/calls/queue-event-rows.ts';
import type { StoredCall } from './make-legs.ts';

/** The queue events of a call, by its records. */
export type EventsOfCall = (records: readonly Cdr[]) => readonly QueueEvent[];

const NO_EVENTS: readonly QueueEvent[] = [];

/** Kept queue events of these calls within the window, and `arriving` ones that are about to be kept. */
export async function readEventsOfCalls(
  store: CallStore,
  calls: readonly StoredCall[],
  window: Window,
  arriving: readonly QueueEvent[] = [],
): Promise<EventsOfCall> {
  const kept = await readQueueEvents(store, () => uniqueidsOf(calls), window);
  const events = groupByCallid([...kept, ...arriving]);
  return (records) => {
    if (events.size === 0) return NO_EVENTS;
    const uniqueids = new Set(records.map((record) => record.uniqueid));
    return [...uniqueids].flatMap((uniqueid) => events.get(uniqueid) ?? NO_EVENTS);
  };
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
