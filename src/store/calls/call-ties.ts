import { type CallStore, insertRows } from './call-store.ts';
import type { Window } from './cdr-rows.ts';
import { RowWriter } from './row-binary.ts';

/** Two call keys that are of one call, and the start of the record that proves it, in UTC epoch seconds. */
interface CallTieRow {
  readonly startAt: number;
  readonly callKey: number;
  readonly joinedKey: number;
}

const COLUMNS = { started_at: 'DateTime', call_key: 'UInt64', joined_key: 'UInt64' };

/** Appends ties; resolves when they are durable. */
export async function insertTies(store: CallStore, ties: readonly CallTieRow[]): Promise<void> {
  const writer = new RowWriter();
  for (const tie of ties) writer.uint32(tie.startAt).int64(tie.callKey).int64(tie.joinedKey);
  await insertRows(store, 'call_tie', COLUMNS, writer);
}

/** Hands over every pair of keys that a record of the window ties, the same one perhaps several times. */
export async function readTies(
  store: CallStore,
  window: Window,
  take: (callKey: number, joinedKey: number) => void,
): Promise<void> {
  const bytes = await store.read(
    `SELECT call_key, joined_key FROM call_tie WHERE started_at >= {from:UInt32} AND started_at <= {to:UInt32}`,
    { from: window.fromAt, to: window.toAt },
    'RowBinary',
  );
  for (let at = 0; at < bytes.length; at += 16) take(readNumber(bytes, at), readNumber(bytes, at + 8));
}

/** Channels that are named to the engine; of more it gives all records of the time instead. */
const MOST_NAMED = 4_000;

/** A record that stands in the store: its call, its span (UTC epoch seconds) and its channels' hashes. */
interface NamesakeRow {
  readonly callKey: number;
  readonly fromAt: number;
  readonly toAt: number;
  readonly channel: number;
  readonly dstchannel: number;
}

/**
 * The kept records that lasted into the window and have one of these channels, and perhaps others: where channels are
 * too many to name, all that lasted into it.
 */
export async function findNamesakes(
  store: CallStore,
  channels: Iterable<number> & { readonly size: number },
  { fromAt, toAt }: Window,
  lookBackTo: number,
): Promise<Iterable<NamesakeRow>> {
  if (channels.size === 0) return [];
  const list = channels.size > MOST_NAMED ? '' : [...channels].join(',');
  const named = list === '' ? '' : `AND (channel IN (${list}) OR dstchannel IN (${list}))`;
  const bytes = await store.read(
    `SELECT call_key, channel, dstchannel, started_at, seconds FROM cdr
     WHERE started_at >= {back:UInt32} AND started_at <= {to:UInt32} + 1
       AND toUnixTimestamp(started_at) + seconds + 1 >= {from:UInt32} ${named}`,
    { back: lookBackTo, from: fromAt, to: toAt },
    'RowBinary',
  );
  return readNamesakes(bytes);
}

function* readNamesakes(bytes: Buffer): Generator<NamesakeRow> {
  for (let at = 0; at < bytes.length; at += 32) {
    const fromAt = bytes.readUInt32LE(at + 24);
    yield {
      callKey: readNumber(bytes, at),
      channel: readNumber(bytes, at + 8),
      dstchannel: readNumber(bytes, at + 16),
      fromAt,
      toAt: fromAt + bytes.readUInt32LE(at + 28),
    };
  }
}

/** A UInt64 below 2^53. */
function readNumber(bytes: Buffer, at: number): number {
  return bytes.readUInt32LE(at + 4) * 0x1_0000_0000 + bytes.readUInt32LE(at);
}
