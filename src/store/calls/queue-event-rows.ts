import type { QueueEvent } from '../../core/cdr.ts';
import { type CallStore, insertRows, readRows } from './call-store.ts';
import type { Window } from './cdr-rows.ts';
import { nameInWindow } from './name-in-window.ts';
import { RowWriter } from './row-binary.ts';

/** A queue event with its place in the log and the identity that makes replay harmless. */
export interface QueueEventRow extends QueueEvent {
  readonly identity: number;
  readonly source: string;
  readonly line: number;
}

const COLUMNS = {
  at: 'DateTime',
  callid: 'String',
  identity: 'UInt64',
  queue: 'String',
  agent: 'String',
  event: 'String',
  args: 'Array(String)',
  source: 'String',
  line: 'UInt32',
};

/** Appends events; resolves when they are durable. */
export async function insertQueueEvents(store: CallStore, rows: readonly QueueEventRow[]): Promise<void> {
  const writer = new RowWriter('queue_event');
  for (const row of rows) {
    writer.uint32(row.at).text(row.callid).int64(row.identity).text(row.queue).text(row.agent);
    writer.text(row.event).texts(row.args).text(row.source).uint32(row.line);
  }
  await insertRows(store, 'queue_event', COLUMNS, writer);
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

/** Events of these calls (uniqueids of callers' channels), in order of time. Calls are asked for only where there are events. */
export async function readQueueEvents(
  store: CallStore,
  callidsOf: () => Promise<ReadonlySet<string>>,
  window: Window,
): Promise<QueueEvent[]> {
  const parameters = { from: window.fromAt, to: window.toAt };
  const within = 'at >= {from:UInt32} AND at <= {to:UInt32}';
  const named = await nameInWindow(
    store,
    `FROM queue_event WHERE ${within}`,
    parameters,
    'callid',
    callidsOf,
  );
  if (named === undefined) return [];
  const callids = await callidsOf();
  const rows = await readRows<[number, string, string, string, string, string[]]>(
    store,
    `SELECT toUnixTimestamp(at), callid, queue, agent, event, args FROM queue_event FINAL WHERE ${within} ${named}
     ORDER BY at, source, line`,
    parameters,
  );
  return rows
    .filter(([, callid]) => callids.has(callid))
    .map(([at, callid, queue, agent, event, args]) => ({ at, callid, queue, agent, event, args }));
}
