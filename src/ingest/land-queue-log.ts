import type { QueueEvent } from '../core/cdr.ts';
import { findCallKeys, readCalls, type Window, widenWindow } from '../store/calls/cdr-rows.ts';
import { findKnownEvents, insertQueueEvents, type QueueEventRow } from '../store/calls/queue-event-rows.ts';
import { insertRejects } from '../store/calls/reject-rows.ts';
import { gatherKeptCalls } from './correlate/gather-calls.ts';
import { identifyText } from './identify.ts';
import { type Landed, type LandingParts, makeAlone } from './landing.ts';
import type { Making } from './make-legs.ts';
import type { RejectedRecord } from './reject-reason.ts';
import { remakeCalls } from './remake-calls.ts';
import type { ReadQueueEvent } from './sources/queue-log.ts';
import { toRejectRow } from './stored-records.ts';

/** A line says by itself how it is read, but for the zone of times that are no epochs. */
const REJECTED_AS = { kind: 'asterisk-queue-log', text: '' };

/** Lines read from one queue log. */
export interface QueueLogBatch {
  readonly source: string;
  readonly events: readonly ReadQueueEvent[];
  readonly rejects: readonly RejectedRecord[];
}

/**
 * Lands queue events and amends the calls they belong to, however long those have been there. An event is kept last,
 * like a record: one that is kept has amended its call.
 */
export function landQueueLog(parts: LandingParts, batch: QueueLogBatch): Promise<Landed> {
  return makeAlone(parts, async (making) => {
    const rows = batch.events.map(
      ({ line, raw, event }): QueueEventRow => ({
        ...event,
        identity: identifyText(raw),
        source: batch.source,
        line,
      }),
    );
    const window = windowOf(rows);
    const known = new Set(await findKnownEvents(parts.calls, window));
    const fresh = rows.filter(({ identity }) => {
      if (known.has(identity)) return false;
      known.add(identity);
      return true;
    });
    if (fresh.length > 0) await amendCalls(parts, fresh, widenWindow(window), making);
    await insertRejects(
      parts.calls,
      batch.rejects.map((reject) => toRejectRow(reject, batch.source, REJECTED_AS, parts.now())),
    );
    return { accepted: fresh.length, duplicate: rows.length - fresh.length, rejected: batch.rejects.length };
  });
}

function windowOf(events: readonly QueueEvent[]): Window {
  const instants = events.map((event) => event.at);
  return {
    fromAt: instants.reduce((least, at) => Math.min(least, at), 0xffff_ffff),
    toAt: instants.reduce((most, at) => Math.max(most, at), 0),
  };
}

async function amendCalls(
  parts: LandingParts,
  events: readonly QueueEventRow[],
  window: Window,
  making: Making,
): Promise<void> {
  const callids = new Set(events.map((event) => event.callid));
  const callKeys = await findCallKeys(parts.calls, callids, window);
  const rows = await readCalls(parts.calls, callKeys, window);
  const calls = await gatherKeptCalls(parts.calls, rows, window);
  await remakeCalls(parts.calls, calls, window, making, { queue: events });
  await insertQueueEvents(parts.calls, events);
}
