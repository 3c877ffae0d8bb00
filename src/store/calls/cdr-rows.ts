import type { SelfWriting } from '../../core/self-writing.ts';
import { type CallStore, insertRows, readRows } from './call-store.ts';
import { nameInWindow } from './name-in-window.ts';
import { RowWriter, textBytes } from './row-binary.ts';

/** One record as the store keeps it: where it came from, its text, and what finds it again. */
export interface CdrRow {
  readonly startAt: number;
  /** 52-bit identity: the same record read again has the same. */
  readonly identity: number;
  /** 52-bit key shared by all records of one call. */
  readonly callKey: number;
  readonly uniqueid: string;
  readonly acctid: number;
  readonly source: string;
  readonly line: number;
  /** How `raw` is read again. */
  readonly format: string;
  readonly raw: string;
}

/** A record that is about to be kept, with what ties it to others. */
export interface NewCdr {
  readonly identity: number;
  /** Hashes of its channels, 0 for none, and its call's key. */
  readonly names: { readonly callKey: number; readonly channel: number; readonly dstchannel: number };
  readonly record: {
    readonly line: number;
    readonly raw: string;
    /** The same, where it writes itself. */
    readonly selfWriting?: SelfWriting | undefined;
    /** `duration` in seconds. */
    readonly cdr: {
      readonly startAt: number;
      readonly uniqueid: string;
      readonly duration: number;
      readonly acctid: number | null;
    };
  };
}

/** What records of one batch have in common; `landedAt` is when they are kept, UTC epoch seconds. */
export type CdrPlace = Pick<CdrRow, 'source' | 'format'> & { readonly landedAt: number };

const COLUMNS = {
  started_at: 'DateTime',
  identity: 'UInt64',
  call_key: 'UInt64',
  uniqueid: 'String',
  seconds: 'UInt32',
  channel: 'UInt64',
  dstchannel: 'UInt64',
  acctid: 'Int64',
  source: 'String',
  line: 'UInt32',
  format: 'String',
  raw: 'String',
  landed_at: 'DateTime',
};
const WITHIN = 'started_at >= {from:UInt32} AND started_at <= {to:UInt32}';
const READ_SETTINGS = 'SETTINGS output_format_json_quote_64bit_integers = 0';

/** Records of one call may start this many seconds apart (a call of many hours, transferred). */
const CALL_SPREAD_SECONDS = 86_400;

/** Records as rows, ready for `insertCdrs`: with these nothing else of them need wait. Each has its accounting id. */
export function writeCdrs(records: readonly NewCdr[], { source, format, landedAt }: CdrPlace): RowWriter {
  const rows = new RowWriter('cdr');
  const [sourceBytes, formatBytes] = [textBytes(source), textBytes(format)];
  for (const { identity, names, record } of records) {
    const { cdr } = record;
    rows.uint32(cdr.startAt).int64(identity).int64(names.callKey).text(cdr.uniqueid);
    rows
      .uint32(cdr.duration)
      .int64(names.channel)
      .int64(names.dstchannel)
      .int64(cdr.acctid ?? 0);
    rows.raw(sourceBytes).uint32(record.line).raw(formatBytes);
    const { selfWriting } = record;
    if (selfWriting === undefined) rows.text(record.raw);
    else rows.selfWriting(selfWriting);
    rows.uint32(landedAt);
  }
  return rows;
}

/** Appends what `writeCdrs` wrote; resolves when it is durable. */
export async function insertCdrs(store: CallStore, rows: RowWriter): Promise<void> {
  await insertRows(store, 'cdr', COLUMNS, rows);
}

/** A span of `started_at`, both ends included, as UTC epoch seconds. */
export interface Window {
  readonly fromAt: number;
  readonly toAt: number;
}

/** The window in which other records of calls with records in this one are looked for. */
export function widenWindow(window: Window): Window {
  return {
    fromAt: Math.max(0, window.fromAt - CALL_SPREAD_SECONDS),
    toAt: Math.min(0xffff_ffff, window.toAt + CALL_SPREAD_SECONDS),
  };
}

type CallKeys = Iterable<number> & Pick<ReadonlySet<number>, 'has' | 'size'>;

/** Which of these calls have records already, and those records' identities. The keys may still be being found. */
export async function findKnownRecords(
  store: CallStore,
  finding: CallKeys | Promise<CallKeys>,
  window: Window,
): Promise<ReadonlyMap<number, ReadonlySet<number>>> {
  const known = new Map<number, Set<number>>();
  const parameters = { from: window.fromAt, to: window.toAt };
  const names = finding instanceof Promise ? finding : () => finding;
  const named = await nameInWindow(store, `FROM cdr WHERE ${WITHIN}`, parameters, 'call_key', names);
  if (named === undefined) return known;
  const pairs = await store.read(
    `SELECT call_key, identity FROM cdr WHERE ${WITHIN} ${named}`,
    parameters,
    'RowBinary',
  );
  const callKeys = await finding;
  for (let at = 0; at < pairs.length; at += 16) {
    const callKey = readNumber(pairs, at);
    if (!callKeys.has(callKey)) continue;
    const identities = known.get(callKey);
    if (identities === undefined) known.set(callKey, new Set([readNumber(pairs, at + 8)]));
    else identities.add(readNumber(pairs, at + 8));
  }
  return known;
}

/** A UInt64 below 2^53. */
function readNumber(bytes: Buffer, at: number): number {
  return bytes.readUInt32LE(at + 4) * 0x1_0000_0000 + bytes.readUInt32LE(at);
}

type StoredColumns = [number, number, number, string, number, string, number, string, string];

const SELECTED =
  'SELECT toUnixTimestamp(started_at), identity, call_key, uniqueid, acctid, source, line, format, raw FROM cdr FINAL';

function fromRow(row: StoredColumns): CdrRow {
  const [startAt, identity, callKey, uniqueid, acctid, source, line, format, raw] = row;
  return { startAt, identity, callKey, uniqueid, acctid, source, line, format, raw };
}

/** All records of these calls. */
export async function readCalls(
  store: CallStore,
  callKeys: readonly number[],
  window: Window,
): Promise<CdrRow[]> {
  if (callKeys.length === 0) return [];
  const rows = await readRows<StoredColumns>(
    store,
    `${SELECTED}
     WHERE started_at >= {from:UInt32} AND started_at <= {to:UInt32} AND call_key IN (${callKeys.join(',')})
     ${READ_SETTINGS}`,
    { from: window.fromAt, to: window.toAt },
  );
  return rows.map(fromRow);
}

/** All records of the calls that have a record within the window. */
export async function readCallsOfWindow(store: CallStore, window: Window): Promise<CdrRow[]> {
  const wide = widenWindow(window);
  const rows = await readRows<StoredColumns>(
    store,
    `${SELECTED}
     WHERE started_at >= {wideFrom:UInt32} AND started_at <= {wideTo:UInt32} AND call_key IN (
       SELECT call_key FROM cdr WHERE started_at >= {from:UInt32} AND started_at <= {to:UInt32})
     ${READ_SETTINGS}`,
    { from: window.fromAt, to: window.toAt, wideFrom: wide.fromAt, wideTo: wide.toAt },
  );
  return rows.map(fromRow);
}

/** Call keys of the records with these uniqueids. */
export async function findCallKeys(
  store: CallStore,
  uniqueids: ReadonlySet<string>,
  window: Window,
): Promise<number[]> {
  const parameters = { from: window.fromAt, to: window.toAt };
  const named = await nameInWindow(
    store,
    `FROM cdr WHERE ${WITHIN}`,
    parameters,
    'uniqueid',
    () => uniqueids,
  );
  if (named === undefined) return [];
  const rows = await readRows<[number, string]>(
    store,
    `SELECT DISTINCT call_key, uniqueid FROM cdr WHERE ${WITHIN} ${named} ${READ_SETTINGS}`,
    parameters,
  );
  return [...new Set(rows.filter(([, uniqueid]) => uniqueids.has(uniqueid)).map(([callKey]) => callKey))];
}

/** Hours (as their first instant) that hold records, with the count of each: the pace at which all are read again. */
export async function countRecordsByHour(store: CallStore): Promise<readonly (readonly [number, number])[]> {
  return readRows<[number, number]>(
    store,
    `SELECT toUnixTimestamp(toStartOfHour(started_at)) AS hour, count() FROM cdr GROUP BY hour ORDER BY hour
     SETTINGS output_format_json_quote_64bit_integers = 0`,
  );
}
