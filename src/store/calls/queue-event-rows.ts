import type { QueueEvent } from '../../core/cdr.ts';
import { type CallStore, readRows } from './call-store.ts';
import type { Window } from './cdr-rows.ts';
import { writeRow } from './tab-separated.ts';

/** A queue event with its place in the log and the identity that makes replay harmless. */
export interface QueueEventRow extends QueueEvent {
  readonly identity: number;
  readonly source: string;
  readonly line: number;
}

const COLUMNS = ['at', 'callid', 'identity', 'queue', 'agent', 'event', 'args', 'source', 'line'];

/** Appends events; resolves when they are durable. */
export async function insertQueueEvents(store: CallStore, rows: readonly QueueEventRow[]): Promise<void> {
  const text = rows.map((row) =>
    writeRow([
      row.at,
      row.callid,
      row.identity,
      row.queue,
      row.agent,
      row.event,
      row.args,
      row.source,
      row.line,
    ]),
  );
  if (text.length > 0) await store.insert('queue_event', COLUMNS, Buffer.from(text.join('')));
}

/** Identities of the events already kept within the window. */
export async function findKnownEvents(store: CallStore, window: Window): Promise<ReadonlySet<number>> {
  const rows = await readRows<[number]>(
    store,
    `SELECT identity FROM queue_event WHERE at >= {from:UInt32} AND at <= {to:UInt32}
     SETTINGS output_format_json_quote_64bit_integers = 0`,
    { from: window.fromAt, to: window.toAt },
  );
  return new Set(rows.map(([identity]) => identity));
}

/** Events of these calls (uniqueids of callers' channels), in order of time. */
export async function readQueueEvents(
  store: CallStore,
  callids: readonly string[],
  window: Window,
): Promise<QueueEvent[]> {
  if (callids.length === 0) return [];
  const rows = await readRows<[number, string, string, string, string, string[]]>(
    store,
    `SELECT toUnixTimestamp(at), callid, queue, agent, event, args FROM queue_event FINAL
     WHERE at >= {from:UInt32} AND at <= {to:UInt32} AND callid IN {callids:Array(String)}
     ORDER BY at, source, line`,
    { from: window.fromAt, to: window.toAt, callids },
  );
  return rows.map(([at, callid, queue, agent, event, args]) => ({ at, callid, queue, agent, event, args }));
}
