import type { InboundLeg, OutboundLeg } from '../../core/call-leg.ts';
import type { NewCharge } from '../../core/charge.ts';
import type { Micros } from '../../core/money.ts';
import { settleAll } from '../../core/settle-all.ts';
import { type CallStore, type Columns, insertRows, readRows } from './call-store.ts';
import type { Window } from './cdr-rows.ts';
import { insertJourneys, JOURNEY_PLACE } from './journey-rows.ts';
import { keepPastLegs, type LegTable, type ReplacedCalls } from './past-legs.ts';
import { RowWriter } from './row-binary.ts';

/** An outbound leg with its price, as the store keeps it. `callKey` ties it to its records. */
export interface PricedLeg {
  readonly leg: OutboundLeg;
  readonly charge: NewCharge & {
    readonly carrierCost: Micros | null;
    /** E.164 digits, or empty. */
    readonly number: string;
    /** Revision of the rate card that priced it. */
    readonly rates: number;
  };
  readonly callKey: number;
}

/** What is kept of the price of the inbound leg that carries its call's charge. */
export interface KeptInboundCharge {
  readonly cost: Micros | null;
  readonly numberType: string;
  /** The destination's name. */
  readonly calledInfo: string;
  /** What was priced, of the DDI or the caller. */
  readonly number: string;
  /** Revision of the rate card that priced it. */
  readonly rates: number;
}

/** A leg's place makes it the same leg when it is made again; a row begins with it and ends with its version. */
export const OUTBOUND_PLACE = {
  company: 'String',
  device: 'String',
  started_at: 'DateTime',
  call_key: 'UInt64',
  part: 'UInt16',
} as const;

/** Columns of a row that is inserted; the others are a rating run's to set. */
export const OUTBOUND_COLUMNS = {
  ...OUTBOUND_PLACE,
  acctid: 'Int64',
  owner: 'String',
  sip_name: 'String',
  merge_device: 'String',
  merge_sip_name: 'String',
  number_type: 'String',
  called_info: 'String',
  called: 'String',
  dialled: 'String',
  number: 'String',
  billsec: 'UInt32',
  ring_seconds: 'UInt32',
  cost: 'Nullable(Decimal(18, 6))',
  carrier_cost: 'Nullable(Decimal(18, 6))',
  rates: 'UInt32',
  trunk: 'String',
  cid: 'String',
  internal: 'UInt8',
  answered: 'UInt8',
  on_pbx: 'UInt8',
  transferred: 'UInt8',
  version: 'UInt64',
} as const;

export const INBOUND_PLACE = {
  company: 'String',
  extension: 'String',
  started_at: 'DateTime',
  call_key: 'UInt64',
} as const;

export const INBOUND_COLUMNS = {
  ...INBOUND_PLACE,
  acctid: 'Int64',
  name: 'String',
  caller: 'String',
  type: 'String',
  ring_seconds: 'UInt32',
  billsec: 'UInt32',
  detail: 'String',
  qtime: 'String',
  qstatus: 'String',
  ddi: 'String',
  transferred: 'UInt8',
  carries: 'UInt8',
  charged: 'UInt8',
  trunk: 'String',
  number: 'String',
  number_type: 'String',
  called_info: 'String',
  cost: 'Nullable(Decimal(18, 6))',
  rates: 'UInt32',
  version: 'UInt64',
} as const;

/** Writes an outbound leg as a row. `version` grows with every time legs are made. */
export function writeOutbound(rows: RowWriter, { leg, charge, callKey }: PricedLeg, version: number): void {
  rows.text(leg.company).text(leg.device).uint32(leg.startAt).int64(callKey).uint16(leg.part);
  rows.int64(leg.acctid).text(leg.owner).text(leg.sipName).text(leg.mergeDevice).text(leg.mergeSipName);
  rows.text(charge.numberType).text(charge.calledInfo).text(charge.called).text(leg.dialled);
  rows.text(charge.number);
  rows
    .uint32(leg.billsec)
    .uint32(leg.ringSeconds)
    .money(charge.cost)
    .money(charge.carrierCost)
    .uint32(charge.rates);
  rows.text(leg.trunk).text(leg.cid).flag(leg.internal).flag(leg.answered).flag(leg.onPbx);
  rows.flag(leg.transferred).int64(version);
}

/**
 * Writes an inbound leg as a row. `carrying` names the trunk where its call is priced on it; `charge` is what that came
 * to, undefined where nothing is charged.
 */
export function writeInbound(
  rows: RowWriter,
  leg: InboundLeg,
  callKey: number,
  version: number,
  carrying?: { readonly trunk: string },
  charge?: KeptInboundCharge,
): void {
  rows.text(leg.company).text(leg.extension).uint32(leg.startAt).int64(callKey).int64(leg.acctid);
  rows.text(leg.name).text(leg.caller).text(leg.type).uint32(leg.ringSeconds).uint32(leg.billsec);
  rows.text(leg.detail).text(leg.qtime).text(leg.qstatus).text(leg.ddi).flag(leg.transferred);
  rows
    .flag(carrying !== undefined)
    .flag(charge !== undefined)
    .text(carrying?.trunk ?? '')
    .text(charge?.number ?? '');
  rows.text(charge?.numberType ?? '').text(charge?.calledInfo ?? '');
  rows
    .money(charge?.cost ?? null)
    .uint32(charge?.rates ?? 0)
    .int64(version);
}

/**
 * Legs and journeys as rows, ready to be appended; `gone` holds the places, as the bytes a row begins with, of those that
 * are no longer; `replaced` the calls that had legs and get others.
 */
export interface LegRows {
  readonly outbound: RowWriter;
  readonly inbound: RowWriter;
  readonly journeys: RowWriter;
  readonly gone: Readonly<Record<'outbound' | 'inbound' | 'journeys', readonly string[]>>;
  readonly replaced: ReplacedCalls;
}

/**
 * Keeps what legs are about to be replaced, then appends all; a leg already there with a lower version is thereby
 * replaced, and one at a gone place is no longer seen: new ones first, so that a call is never seen without legs.
 * Resolves when all of it is durable.
 */
export async function insertLegs(store: CallStore, rows: LegRows, version: number): Promise<void> {
  await keepPastLegs(store, rows.replaced);
  await settleAll([
    insertRows(store, 'outbound_leg', OUTBOUND_COLUMNS, rows.outbound),
    insertRows(store, 'inbound_leg', INBOUND_COLUMNS, rows.inbound),
    insertJourneys(store, rows.journeys),
  ]);
  await settleAll([
    insertGone(store, 'outbound_leg', OUTBOUND_PLACE, rows.gone.outbound, version),
    insertGone(store, 'inbound_leg', INBOUND_PLACE, rows.gone.inbound, version),
    insertGone(store, 'journey', JOURNEY_PLACE, rows.gone.journeys, version),
  ]);
}

/** A table of what is made of calls. */
type MadeTable = LegTable | 'journey';

async function insertGone(
  store: CallStore,
  table: MadeTable,
  place: Columns,
  gone: readonly string[],
  version: number,
): Promise<void> {
  const rows = new RowWriter();
  for (const one of gone) rows.raw(Buffer.from(one, 'latin1')).int64(version).flag(true);
  await insertRows(store, table, { ...place, version: 'UInt64', is_deleted: 'UInt8' }, rows);
}

/**
 * Marks as gone, under `version`, the legs and journeys above version `above` whose call has no record: what is left when a process
 * dies between writing legs and writing the records they were made from. That they are gone is kept with the legs of
 * before, as the same records, read again, make legs at the same places. Answers the keys of those calls and when their
 * legs start: they may have taken the place of legs of records that are kept.
 */
export async function clearOrphans(
  store: CallStore,
  above: number,
  version: number,
): Promise<{ readonly callKeys: readonly number[]; readonly window: Window }> {
  const orphans = await readRows<[number, number]>(
    store,
    ['outbound_leg', 'inbound_leg', 'journey']
      .map(
        (table) => `SELECT call_key, toUnixTimestamp(started_at) FROM ${table} FINAL
          WHERE version > {above:UInt64} AND call_key NOT IN (SELECT call_key FROM cdr)`,
      )
      .join(' UNION ALL ')
      .concat(' SETTINGS output_format_json_quote_64bit_integers = 0'),
    { above },
  );
  const clear = async (table: MadeTable, place: Columns) => {
    const columns = Object.keys(place).join(', ');
    for (const into of table === 'journey' ? [table] : [`${table}_past`, table]) {
      await store.command(
        `INSERT INTO ${into} (${columns}, version, is_deleted)
         SELECT ${columns}, {version:UInt64}, 1 FROM ${table} FINAL
         WHERE version > {above:UInt64} AND call_key NOT IN (SELECT call_key FROM cdr)
         SETTINGS max_partitions_per_insert_block = 0`,
        { above, version },
      );
    }
  };
  await settleAll([
    clear('outbound_leg', OUTBOUND_PLACE),
    clear('inbound_leg', INBOUND_PLACE),
    clear('journey', JOURNEY_PLACE),
  ]);
  const starts = orphans.map(([, startAt]) => startAt);
  return {
    callKeys: orphans.map(([callKey]) => callKey),
    window: {
      fromAt: starts.reduce((least, at) => Math.min(least, at), 0xffff_ffff),
      toAt: starts.reduce((most, at) => Math.max(most, at), 0),
    },
  };
}

/** The highest version of any leg or journey and accounting id of any record; 0 where there is none. */
export async function readHighest(
  store: CallStore,
): Promise<{ readonly version: number; readonly acctid: number }> {
  const [row] = await readRows<[number, number]>(
    store,
    `SELECT greatest((SELECT max(version) FROM outbound_leg), (SELECT max(version) FROM inbound_leg),
         (SELECT max(version) FROM journey)),
       (SELECT max(acctid) FROM cdr)
     SETTINGS output_format_json_quote_64bit_integers = 0`,
  );
  return { version: row?.[0] ?? 0, acctid: row?.[1] ?? 0 };
}
