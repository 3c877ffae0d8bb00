import type { CelEvent } from '../core/cel.ts';
import { findCallKeys, readCalls, type Window, widenWindow } from '../store/calls/cdr-rows.ts';
import { findKnownCelEvents, insertCelEvents, type PlacedCelEvent } from '../store/calls/cel-rows.ts';
import { insertRejects } from '../store/calls/reject-rows.ts';
import { GATHERINGS } from './correlate/call-names.ts';
import type { CallTie } from './correlate/find-ties.ts';
import { gatherKeptCalls } from './correlate/gather-calls.ts';
import { readUnions } from './correlate/unions.ts';
import { identifyText } from './identify.ts';
import { type Landed, type LandingParts, makeAlone } from './landing.ts';
import type { Making } from './make-legs.ts';
import type { RejectedRecord } from './reject-reason.ts';
import { remakeCalls } from './remake-calls.ts';
import type { ReadCelEvent } from './sources/asterisk-cel.ts';
import { toRejectRow } from './stored-records.ts';

/** A line says by itself how it is read, but for the zone of times that are no epochs. */
const REJECTED_AS = { kind: 'asterisk-cel', text: '' };

/** Channel events read from one source. */
export interface CelBatch {
  readonly source: string;
  readonly events: readonly ReadCelEvent[];
  readonly rejects: readonly RejectedRecord[];
}

/**
 * Lands channel events and amends the journeys of the calls they belong to, however long those have been there; where an
 * event proves two calls to be one, their legs too. Events are kept last, like records: one that is kept has amended its
 * call.
 */
export function landCelEvents(parts: LandingParts, batch: CelBatch): Promise<Landed> {
  return makeAlone(parts, async (making) => {
    const rows = batch.events.map(({ line, event }) => ({
      ...event,
      identity: identifyCelEvent(event),
      source: batch.source,
      line,
    }));
    const window = windowOf(batch.events);
    const known = new Set(await findKnownCelEvents(parts.calls, window));
    const fresh = rows.filter(({ identity }) => {
      if (known.has(identity)) return false;
      known.add(identity);
      return true;
    });
    if (fresh.length > 0) {
      await amendCalls(parts, fresh, widenWindow(window), making);
      await insertCelEvents(parts.calls, fresh);
    }
    await insertRejects(
      parts.calls,
      batch.rejects.map((reject) => toRejectRow(reject, batch.source, REJECTED_AS, parts.now())),
    );
    return { accepted: fresh.length, duplicate: rows.length - fresh.length, rejected: batch.rejects.length };
  });
}

/** The same event from whatever source has the same; sources differ in the columns they keep. */
function identifyCelEvent({ eventtype, atMicros, uniqueid }: CelEvent): number {
  return identifyText(`${eventtype} ${atMicros} ${uniqueid}`);
}

function windowOf(events: readonly ReadCelEvent[]): Window {
  let fromAt = 0xffff_fffe;
  let toAt = 0;
  for (const { event } of events) {
    const at = Math.floor(event.atMicros / 1_000_000);
    fromAt = Math.min(fromAt, at);
    toAt = Math.max(toAt, at);
  }
  return { fromAt: Math.min(fromAt, toAt), toAt };
}

/**
 * A channel's event names its call: records that have only the channel's uniqueid are of that call. Calls are made again
 * though their ties are written down already, as whoever wrote them may have been killed before they were.
 */
async function amendCalls(
  parts: LandingParts,
  events: readonly PlacedCelEvent[],
  window: Window,
  making: Making,
): Promise<void> {
  const [unions, recorded] = await Promise.all([
    readUnions(parts.calls, window),
    findCallKeys(parts.calls, new Set(events.map(({ uniqueid }) => uniqueid)), window),
  ]);
  const ties = events.flatMap(tieOf).filter(({ callKey, joinedKey }) => unions.join(callKey, joinedKey));
  const callKeys = new Set(recorded);
  for (const key of [...recorded, ...events.flatMap(keysOf)]) {
    for (const other of unions.of(key) ?? [key]) callKeys.add(other);
  }
  const rows = await readCalls(parts.calls, [...callKeys], window);
  // Another record of such a call, or another event, may be a day from these.
  const wide = widenWindow(window);
  const calls = await gatherKeptCalls(parts.calls, rows, wide, ties);
  await remakeCalls(parts.calls, calls, wide, making, { channel: events });
}

/** Keys that records have by the names of an event's call and channel. */
function keysOf({ linkedid, uniqueid }: CelEvent): readonly number[] {
  return [linkedid, uniqueid].filter((name) => name !== '').map(identifyText);
}

function tieOf({ uniqueid, linkedid, appname, atMicros }: CelEvent): readonly CallTie[] {
  if (linkedid === '' || uniqueid === linkedid || GATHERINGS.has(appname)) return [];
  return [
    {
      startAt: Math.floor(atMicros / 1_000_000),
      callKey: identifyText(linkedid),
      joinedKey: identifyText(uniqueid),
    },
  ];
}
