import type { InboundLeg, OutboundLeg } from '../../core/call-leg.ts';
import type { Charge } from '../../core/charge.ts';
import { formatMoney } from '../../core/money.ts';
import { type CallStore, readRows } from './call-store.ts';
import { writeRow } from './tab-separated.ts';

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
  'extension_name',
  'basis',
  'rated_number',
  'deck',
  'deck_from',
  'prefix',
  'billed_seconds',
  'version',
  'is_deleted',
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
  'is_deleted',
] as const;

/** One line of tab-separated text for an outbound leg. `version` grows with every time legs are made. */
export function toOutboundRow({ leg, charge, callKey }: PricedLeg, version: number): string {
  const { explanation } = charge;
  return writeRow([
    leg.company,
    leg.device,
    leg.startAt,
    callKey,
    leg.part,
    leg.acctid,
    leg.owner,
    leg.sipName,
    leg.mergeDevice,
    leg.mergeSipName,
    charge.numberType,
    charge.calledInfo,
    charge.called,
    leg.dialled,
    leg.billsec,
    leg.ringSeconds,
    charge.cost === null ? null : formatMoney(charge.cost),
    leg.trunk,
    leg.cid,
    leg.internal,
    leg.answered,
    leg.onPbx,
    leg.calledInfo,
    explanation.basis,
    explanation.number,
    explanation.deck,
    explanation.deckFrom,
    explanation.prefix,
    explanation.billedSeconds,
    version,
    0,
  ]);
}

/** One line of tab-separated text for an inbound leg. */
export function toInboundRow(leg: InboundLeg, callKey: number, version: number): string {
  return writeRow([
    leg.company,
    leg.extension,
    leg.startAt,
    callKey,
    leg.acctid,
    leg.name,
    leg.caller,
    leg.type,
    leg.ringSeconds,
    leg.billsec,
    leg.detail,
    leg.qtime,
    leg.qstatus,
    leg.ddi,
    version,
    0,
  ]);
}

/** Legs as tab-separated text, ready to be appended; `gone` holds the places of legs that are no longer. */
export interface LegRows {
  readonly outbound: string;
  readonly inbound: string;
  readonly goneOutbound: readonly string[];
  readonly goneInbound: readonly string[];
}

const OUTBOUND_KEY = OUTBOUND_COLUMNS.slice(0, 5);
const INBOUND_KEY = INBOUND_COLUMNS.slice(0, 4);

/**
 * Appends both sides; a leg already there with a lower version is thereby replaced, and one at a gone place is no
 * longer seen. Resolves when all of it is durable.
 */
export async function insertLegs(store: CallStore, rows: LegRows, version: number): Promise<void> {
  const gone = (places: readonly string[]) => places.map((place) => `${place}\t${version}\t1\n`).join('');
  await Promise.all([
    insertText(store, 'outbound_leg', OUTBOUND_COLUMNS, rows.outbound),
    insertText(store, 'inbound_leg', INBOUND_COLUMNS, rows.inbound),
    insertText(store, 'outbound_leg', [...OUTBOUND_KEY, 'version', 'is_deleted'], gone(rows.goneOutbound)),
    insertText(store, 'inbound_leg', [...INBOUND_KEY, 'version', 'is_deleted'], gone(rows.goneInbound)),
  ]);
}

async function insertText(
  store: CallStore,
  table: string,
  columns: readonly string[],
  rows: string,
): Promise<void> {
  if (rows !== '') await store.insert(table, columns, Buffer.from(rows));
}

/** Place of an outbound leg: the columns that make it the same leg when it is made again, as tab-separated text. */
export function outboundPlace(leg: OutboundLeg, callKey: number): string {
  return joinPlace([leg.company, leg.device, leg.startAt, callKey, leg.part]);
}

/** Place of an inbound leg. */
export function inboundPlace(leg: InboundLeg, callKey: number): string {
  return joinPlace([leg.company, leg.extension, leg.startAt, callKey]);
}

function joinPlace(values: readonly (string | number)[]): string {
  return writeRow(values).slice(0, -1);
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
    const columns = key.map((column) => (column === 'started_at' ? 'toUnixTimestamp(started_at)' : column));
    const rows = await readRows<(string | number)[]>(
      store,
      `SELECT DISTINCT ${columns.join(', ')} FROM ${table}
       WHERE started_at >= {from:UInt32} AND started_at <= {to:UInt32} AND call_key IN (${callKeys.join(',')})
       SETTINGS output_format_json_quote_64bit_integers = 0, max_query_size = 100000000`,
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
