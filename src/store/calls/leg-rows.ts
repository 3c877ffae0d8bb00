import type { InboundLeg, OutboundLeg } from '../../core/call-leg.ts';
import type { Charge } from '../../core/charge.ts';
import { formatMoney } from '../../core/money.ts';
import { settleAll } from '../../core/settle-all.ts';
import { type CallStore, insertRows, readRows } from './call-store.ts';
import { RowWriter } from './tab-separated.ts';

/** An outbound leg with its price, as the store keeps it. `callKey` ties it to its records. */
export interface PricedLeg {
  readonly leg: OutboundLeg;
  readonly charge: Charge;
  readonly callKey: number;
}

const OUTBOUND_COLUMNS = [
  'company',
  'device',
  'started_at',
  'call_key',
  'part',
  'acctid',
  'owner',
  'sip_name',
  'merge_device',
  'merge_sip_name',
  'number_type',
  'called_info',
  'called',
  'dialled',
  'billsec',
  'ring_seconds',
  'cost',
  'trunk',
  'cid',
  'internal',
  'answered',
  'on_pbx',
  'explanation',
  'version',
] as const;

const INBOUND_COLUMNS = [
  'company',
  'extension',
  'started_at',
  'call_key',
  'acctid',
  'name',
  'caller',
  'type',
  'ring_seconds',
  'billsec',
  'detail',
  'qtime',
  'qstatus',
  'ddi',
  'version',
] as const;

/** Writes an outbound leg as a row. `version` grows with every time legs are made. */
export function writeOutbound(rows: RowWriter, { leg, charge, callKey }: PricedLeg, version: number): void {
  rows
    .text(leg.company)
    .text(leg.device)
    .instant(leg.startAt)
    .whole(callKey)
    .whole(leg.part)
    .whole(leg.acctid);
  rows.text(leg.owner).text(leg.sipName).text(leg.mergeDevice).text(leg.mergeSipName);
  rows.text(charge.numberType).text(charge.calledInfo).text(charge.called).text(leg.dialled);
  rows.whole(leg.billsec).whole(leg.ringSeconds);
  if (charge.cost === null) rows.null();
  else rows.plain(formatMoney(charge.cost));
  rows.text(leg.trunk).text(leg.cid).flag(leg.internal).flag(leg.answered).flag(leg.onPbx);
  rows.text(JSON.stringify(charge.explanation));
  rows.whole(version).end();
}

/** Writes an inbound leg as a row. */
export function writeInbound(rows: RowWriter, leg: InboundLeg, callKey: number, version: number): void {
  rows.text(leg.company).text(leg.extension).instant(leg.startAt).whole(callKey).whole(leg.acctid);
  rows
    .text(leg.name)
    .text(leg.caller)
    .text(leg.type)
    .whole(leg.ringSeconds)
    .whole(leg.billsec)
    .text(leg.detail);
  rows.text(leg.qtime).text(leg.qstatus).text(leg.ddi).whole(version).end();
}

/** Legs as rows, ready to be appended; `gone` holds the places of legs that are no longer. */
export interface LegRows {
  readonly outbound: RowWriter;
  readonly inbound: RowWriter;
  readonly goneOutbound: readonly string[];
  readonly goneInbound: readonly string[];
}

const OUTBOUND_KEY = OUTBOUND_COLUMNS.slice(0, 5);
const INBOUND_KEY = INBOUND_COLUMNS.slice(0, 4);

/**
 * Appends both sides; a leg already there with a lower version is thereby replaced, and one at a gone place is no
 * longer seen: new ones first, so that a call is never seen without legs. Resolves when all of it is durable.
 */
export async function insertLegs(store: CallStore, rows: LegRows, version: number): Promise<void> {
  await settleAll([
    insertRows(store, 'outbound_leg', OUTBOUND_COLUMNS, rows.outbound),
    insertRows(store, 'inbound_leg', INBOUND_COLUMNS, rows.inbound),
  ]);
  await settleAll([
    insertGone(store, 'outbound_leg', OUTBOUND_KEY, rows.goneOutbound, version),
    insertGone(store, 'inbound_leg', INBOUND_KEY, rows.goneInbound, version),
  ]);
}

async function insertGone(
  store: CallStore,
  table: string,
  key: readonly string[],
  places: readonly string[],
  version: number,
): Promise<void> {
  const rows = new RowWriter();
  for (const place of places) {
    for (const value of splitPlace(place)) rows.text(value);
    rows.whole(version).whole(1).end();
  }
  await insertRows(store, table, [...key, 'version', 'is_deleted'], rows);
}

/** Place of an outbound leg: the columns that make it the same leg when it is made again, joined. */
export function outboundPlace(leg: OutboundLeg, callKey: number): string {
  return joinPlace([leg.company, leg.device, padInstant(leg.startAt), callKey, leg.part]);
}

/** Place of an inbound leg. */
export function inboundPlace(leg: InboundLeg, callKey: number): string {
  return joinPlace([leg.company, leg.extension, padInstant(leg.startAt), callKey]);
}

/** No company, device or extension holds a unit separator. */
function joinPlace(values: readonly (string | number)[]): string {
  return values.join('\x1f');
}

/** Ten digits, like every instant the engine is given. */
function padInstant(at: number): string {
  return String(at).padStart(10, '0');
}

function splitPlace(place: string): readonly string[] {
  return place.split('\x1f');
}

/**
 * Places of the legs that stand for these calls, those already gone included (to mark them gone again is harmless).
 * Legs are looked for within `[fromAt, toAt]`.
 */
export async function findLegPlaces(
  store: CallStore,
  callKeys: readonly number[],
  fromAt: number,
  toAt: number,
): Promise<{ outbound: readonly string[]; inbound: readonly string[] }> {
  const find = async (table: string, key: readonly string[]) => {
    const columns = key.map((column) =>
      column === 'started_at' ? "leftPad(toString(toUnixTimestamp(started_at)), 10, '0')" : column,
    );
    const rows = await readRows<(string | number)[]>(
      store,
      `SELECT DISTINCT ${columns.join(', ')} FROM ${table}
       WHERE started_at >= {from:UInt32} AND started_at <= {to:UInt32} AND call_key IN (${callKeys.join(',')})
       SETTINGS output_format_json_quote_64bit_integers = 0`,
      { from: fromAt, to: toAt },
    );
    return rows.map(joinPlace);
  };
  const [outbound, inbound] = await Promise.all([
    find('outbound_leg', OUTBOUND_KEY),
    find('inbound_leg', INBOUND_KEY),
  ]);
  return { outbound, inbound };
}

/**
 * Marks as gone, under `version`, the legs above version `above` whose call has no record: what is left when a process
 * dies between writing legs and writing the records they were made from.
 */
export async function clearOrphans(store: CallStore, above: number, version: number): Promise<void> {
  const clear = (table: string, key: readonly string[]) =>
    store.command(
      `INSERT INTO ${table} (${key.join(', ')}, version, is_deleted)
       SELECT ${key.join(', ')}, {version:UInt64}, 1 FROM ${table} FINAL
       WHERE version > {above:UInt64} AND call_key NOT IN (SELECT call_key FROM cdr)`,
      { above, version },
    );
  await settleAll([clear('outbound_leg', OUTBOUND_KEY), clear('inbound_leg', INBOUND_KEY)]);
}

/** The highest version of any leg and accounting id of any record; 0 where there is none. */
export async function readHighest(
  store: CallStore,
): Promise<{ readonly version: number; readonly acctid: number }> {
  const [row] = await readRows<[number, number]>(
    store,
    `SELECT greatest((SELECT max(version) FROM outbound_leg), (SELECT max(version) FROM inbound_leg)),
       (SELECT max(acctid) FROM cdr)
     SETTINGS output_format_json_quote_64bit_integers = 0`,
  );
  return { version: row?.[0] ?? 0, acctid: row?.[1] ?? 0 };
}
