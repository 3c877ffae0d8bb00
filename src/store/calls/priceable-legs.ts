import type { Micros } from '../../core/money.ts';
import type { RunScope } from '../../core/rating-run.ts';
import { type CallStore, type QueryParameters, readRows } from './call-store.ts';
import { RowReader } from './row-reader.ts';

/** An outbound leg to an outside number, as far as its price depends on it, with the charge it has. */
export interface PriceableLeg {
  readonly company: string;
  readonly device: string;
  /** UTC epoch seconds. */
  readonly startAt: number;
  readonly callKey: number;
  readonly part: number;
  readonly version: number;
  readonly acctid: number;
  /** E.164 digits; empty where the dial string is to be read. */
  readonly number: string;
  readonly dialled: string;
  readonly called: string;
  readonly billsec: number;
  readonly ringSeconds: number;
  readonly answered: boolean;
  readonly onPbx: boolean;
  readonly trunk: string;
  readonly charge: StoredCharge;
}

/** What a leg was priced at, and by which revision of the rate card and run (0: on arrival). */
export interface StoredCharge {
  readonly cost: Micros | null;
  readonly carrierCost: Micros | null;
  readonly allowance: string;
  /** Seconds of it that an allowance covered. */
  readonly covered: number;
  readonly numberType: string;
  readonly calledInfo: string;
}

/** A dial string is sent only where it is to be read. */
const SELECTED = `company, device, toUnixTimestamp(started_at), call_key, part, version, acctid, number,
  if(number = '', dialled, ''), if(number = '', called, ''), billsec, ring_seconds, answered, on_pbx, trunk,
  cost, carrier_cost, allowance, covered, number_type, called_info`;

/**
 * Legs of the scope to outside numbers, company by company; legs between extensions cost nothing and are left out.
 * Only legs above version `above` where it is given.
 */
export async function* readPriceableLegs(
  store: CallStore,
  scope: RunScope,
  above = 0,
): AsyncIterable<readonly PriceableLeg[]> {
  const { where, parameters } = restrictToScope(scope);
  const chunks = store.stream(
    `SELECT ${SELECTED} FROM outbound_leg FINAL
     WHERE ${where} AND internal = 0 AND version > {above:UInt64}
     ORDER BY company, device, started_at, call_key, part
     SETTINGS do_not_merge_across_partitions_select_final = 1, optimize_read_in_order = 1`,
    { ...parameters, above },
    'RowBinary',
  );
  const last = { company: '', device: '', trunk: '', numberType: '', calledInfo: '' };
  yield* new RowReader().rows(chunks, (row) => readLeg(row, last));
}

interface LastTexts {
  company: string;
  device: string;
  trunk: string;
  numberType: string;
  calledInfo: string;
}

function readLeg(row: RowReader, last: LastTexts): PriceableLeg {
  last.company = row.sameText(last.company);
  last.device = row.sameText(last.device);
  const startAt = row.uint32();
  const callKey = row.int64();
  const part = row.uint16();
  const version = row.int64();
  const acctid = row.int64();
  const number = row.text();
  const dialled = row.text();
  const called = row.text();
  const billsec = row.uint32();
  const ringSeconds = row.uint32();
  const answered = row.flag();
  const onPbx = row.flag();
  last.trunk = row.sameText(last.trunk);
  const { company, device, trunk } = last;
  const charge = readCharge(row, last);
  return {
    company,
    device,
    startAt,
    callKey,
    part,
    version,
    acctid,
    number,
    dialled,
    called,
    billsec,
    ringSeconds,
    answered,
    onPbx,
    trunk,
    charge,
  };
}

function readCharge(row: RowReader, last: LastTexts): StoredCharge {
  const cost = row.money();
  const carrierCost = row.money();
  const allowance = row.text();
  const covered = row.uint32();
  last.numberType = row.sameText(last.numberType);
  last.calledInfo = row.sameText(last.calledInfo);
  const { numberType, calledInfo } = last;
  return { cost, carrierCost, allowance, covered, numberType, calledInfo };
}

/** How many legs `readPriceableLegs` gives. */
export async function countPriceableLegs(store: CallStore, scope: RunScope): Promise<number> {
  const { where, parameters } = restrictToScope(scope);
  const [row] = await readRows<[number]>(
    store,
    `SELECT count() FROM outbound_leg FINAL WHERE ${where} AND internal = 0
     SETTINGS output_format_json_quote_64bit_integers = 0, do_not_merge_across_partitions_select_final = 1`,
    parameters,
  );
  return row?.[0] ?? 0;
}

/** The conditions of a run's scope on a table of outbound legs or of charges. */
export function restrictToScope({ fromAt, toAt, companies, devices }: RunScope): {
  readonly where: string;
  readonly parameters: QueryParameters;
} {
  const conditions = ['started_at >= {from:UInt32}', 'started_at < {to:UInt32}'];
  if (companies !== null) conditions.push('company IN {companies:Array(String)}');
  if (devices !== null) conditions.push('device IN {devices:Array(String)}');
  return {
    where: conditions.join(' AND '),
    parameters: {
      from: fromAt,
      to: Math.min(toAt, LAST_INSTANT),
      ...(companies === null ? {} : { companies }),
      ...(devices === null ? {} : { devices }),
    },
  };
}

const LAST_INSTANT = 0xffff_ffff;
