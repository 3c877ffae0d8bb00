import type { Cdr, QueueEvent } from '../core/cdr.ts';
import type { CelEvent } from '../core/cel.ts';
import { groupBy } from '../core/group-by.ts';
import type { CallStore } from '../store/calls/call-store.ts';
import type { Window } from '../store/calls/cdr-rows.ts';
import { type PlacedCelEvent, readCelEvents } from '../store/calls/cel-rows.ts';
import { readQueueEvents } from '../store/calls/queue-event-rows.ts';
import type { StoredCall } from './make-legs.ts';

/** What queue logs and channel events tell of a call. */
export interface CallEvents {
  readonly queue: readonly QueueEvent[];
  readonly channel: readonly CelEvent[];
}

/** Events that are about to be kept. */
export interface ArrivingEvents {
  readonly queue?: readonly QueueEvent[];
  readonly channel?: readonly PlacedCelEvent[];
}

/**
 * Kept events of these calls within the window, and those that arrive; answers those of a call, by its records. The calls
 * are waited for only where there are events.
 */
export async function readEventsOfCalls(
  store: CallStore,
  gathering: readonly StoredCall[] | Promise<readonly StoredCall[]>,
  window: Window,
  arriving: ArrivingEvents = {},
): Promise<(records: readonly Cdr[]) => CallEvents> {
  const [queue, channel] = await Promise.all([
    readQueueEvents(store, async () => uniqueidsOf(await gathering), window),
    readCelEvents(store, async () => namesOfAll(await gathering), window),
  ]);
  const queueOf = findQueueEvents([...queue, ...(arriving.queue ?? [])]);
  const channelOf = findChannelEvents([...channel, ...(arriving.channel ?? [])]);
  return (records) => ({ queue: queueOf(records), channel: channelOf(records) });
}

const NO_QUEUE_EVENTS: readonly QueueEvent[] = [];
const NO_CHANNEL_EVENTS: readonly PlacedCelEvent[] = [];

function findQueueEvents(events: readonly QueueEvent[]) {
  const byCallid = groupBy(events, ({ callid }) => callid);
  return (records: readonly Cdr[]): readonly QueueEvent[] => {
    if (byCallid.size === 0) return NO_QUEUE_EVENTS;
    const uniqueids = new Set(records.map((record) => record.uniqueid));
    return [...uniqueids].flatMap((uniqueid) => byCallid.get(uniqueid) ?? NO_QUEUE_EVENTS);
  };
}

/**
 * Those of the channels that have records, and those that name the call; in order of time, and of one instant as their
 * sources have them.
 */
function findChannelEvents(events: readonly PlacedCelEvent[]) {
  if (events.length === 0) return () => NO_CHANNEL_EVENTS;
  const byChannel = groupBy(events, ({ uniqueid }) => uniqueid);
  const byCall = groupBy(events, ({ linkedid }) => linkedid);
  return (records: readonly Cdr[]): readonly CelEvent[] => {
    const own = new Set<PlacedCelEvent>();
    for (const name of listNames(records)) {
      for (const event of byChannel.get(name) ?? NO_CHANNEL_EVENTS) own.add(event);
      for (const event of byCall.get(name) ?? NO_CHANNEL_EVENTS) own.add(event);
    }
    return [...own].sort(compareEvents);
  };
}

function compareEvents(one: PlacedCelEvent, other: PlacedCelEvent): number {
  if (one.atMicros !== other.atMicros) return one.atMicros - other.atMicros;
  if (one.source !== other.source) return one.source < other.source ? -1 : 1;
  return one.line - other.line;
}

function listNames(records: readonly Cdr[]): ReadonlySet<string> {
  const names = new Set<string>();
  for (const { uniqueid, linkedid } of records) names.add(uniqueid).add(linkedid);
  names.delete('');
  return names;
}

function namesOfAll(calls: readonly StoredCall[]): ReadonlySet<string> {
  return new Set(calls.flatMap(({ records }) => [...listNames(records)]));
}

/** Any of them may be a caller's in a queue: neither the last application nor the number dialled tells for certain. */
function uniqueidsOf(calls: readonly StoredCall[]): ReadonlySet<string> {
  const uniqueids = new Set<string>();
  for (const call of calls) for (const record of call.records) uniqueids.add(record.uniqueid);
  uniqueids.delete('');
  return uniqueids;
}
