import type { Micros } from '../../core/money.ts';
import type { RunScope } from '../../core/rating-run.ts';
import { type CallStore, type QueryParameters, readRows } from './call-store.ts';
import { readAhead } from './read-ahead.ts';
import { type Block, type MoneyColumn, readBlocks, type TextColumn, type WideColumn } from './read-native.ts';

/** What a leg was priced at. */
export interface StoredCharge {
  readonly cost: Micros | null;
  readonly carrierCost: Micros | null;
  readonly allowance: string;
  /** Seconds of it that an allowance covered. */
  readonly covered: number;
  readonly numberType: string;
  readonly calledInfo: string;
}

/** Some ten thousand outbound legs as columns; a leg is a row of them, and nothing is made for it. */
export class LegBlock {
  readonly rows: number;
  readonly callKey: WideColumn;
  readonly version: WideColumn;
  readonly acctid: WideColumn;
  readonly cost: MoneyColumn;
  readonly carrierCost: MoneyColumn;
  readonly columns: ReturnType<typeof readColumns>;
  readonly #block: Block;
  readonly #number: TextColumn;

  constructor(block: Block) {
    this.#block = block;
    this.rows = block.rows;
    this.callKey = block.wide('call_key');
    this.version = block.wide('version');
    this.acctid = block.wide('acctid');
    this.cost = block.money('cost');
    this.carrierCost = block.money('carrier_cost');
    this.#number = block.texts('number');
    this.columns = readColumns(block);
  }

  company(row: number): string {
    return this.columns.company.at(row);
  }

  device(row: number): string {
    return this.columns.device.at(row);
  }

  /** UTC epoch seconds */
  startAt(row: number): number {
    return this.columns.startAt[row] ?? 0;
  }

  part(row: number): number {
    return this.columns.part[row] ?? 0;
  }

  /** E.164 digits; empty where the dial string is to be read. */
  number(row: number): string {
    return this.#number.at(row);
  }

  /** As dialled; empty where there is a number. */
  dialled(row: number): string {
    return this.#block.texts('dial_string').at(row);
  }

  billsec(row: number): number {
    return this.columns.billsec[row] ?? 0;
  }

  ringSeconds(row: number): number {
    return this.columns.ringSeconds[row] ?? 0;
  }

  answered(row: number): boolean {
    return this.columns.answered[row] === 1;
  }

  onPbx(row: number): boolean {
    return this.columns.onPbx[row] === 1;
  }

  /** Revision of the rate card that priced it. */
  rates(row: number): number {
    return this.columns.rates[row] ?? 0;
  }

  trunk(row: number): string {
    return this.columns.trunk.at(row);
  }

  numberType(row: number): string {
    return this.columns.numberType.at(row);
  }

  calledInfo(row: number): string {
    return this.columns.calledInfo.at(row);
  }

  /** Whether this is the charge that the leg has. */
  hasCharge(row: number, charge: StoredCharge): boolean {
    return (
      this.cost.at(row) === charge.cost &&
      this.carrierCost.at(row) === charge.carrierCost &&
      this.columns.covered[row] === charge.covered &&
      this.columns.allowance.at(row) === charge.allowance &&
      this.numberType(row) === charge.numberType &&
      this.calledInfo(row) === charge.calledInfo
    );
  }
}

function readColumns(block: Block) {
  return {
    company: block.words('company'),
    device: block.words('device'),
    startAt: block.whole('start_at'),
    part: block.whole('part'),
    billsec: block.whole('billsec'),
    ringSeconds: block.whole('ring_seconds'),
    answered: block.whole('answered'),
    onPbx: block.whole('on_pbx'),
    trunk: block.words('trunk_id'),
    allowance: block.words('allowance'),
    covered: block.whole('covered'),
    rates: block.whole('rates'),
    numberType: block.words('number_type'),
    calledInfo: block.words('info'),
  };
}

const SELECTED = `company, device, toUnixTimestamp(started_at) AS start_at, call_key, part, version, acctid, number,
  if(number = '', dialled, '') AS dial_string, billsec, ring_seconds, answered, on_pbx,
  toLowCardinality(trunk) AS trunk_id, cost, carrier_cost, allowance, covered, rates, number_type,
  toLowCardinality(called_info) AS info`;

/**
 * Legs of the scope to outside numbers, in no order; legs between extensions cost nothing and are left out. Only legs
 * above version `above` where it is given.
 */
export async function* readPriceableLegs(
  store: CallStore,
  scope: RunScope,
  above = 0,
): AsyncIterable<LegBlock> {
  const { where, parameters } = restrictToScope(scope);
  const chunks = store.stream(
    `SELECT ${SELECTED} FROM outbound_leg FINAL
     WHERE ${where} AND internal = 0 AND version > {above:UInt64}
     SETTINGS do_not_merge_across_partitions_select_final = 1`,
    { ...parameters, above },
    'Native',
  );
  for await (const block of readAhead(readBlocks(chunks))) yield new LegBlock(block);
}

/** Revisions of the rate card that priced legs of the scope. */
export async function findRevisions(store: CallStore, scope: RunScope): Promise<readonly number[]> {
  const { where, parameters } = restrictToScope(scope);
  const rows = await readRows<[number]>(
    store,
    `SELECT DISTINCT rates FROM outbound_leg WHERE ${where} AND internal = 0`,
    parameters,
  );
  return rows.map(([rates]) => rates);
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
