import type { ColumnMemory, MemoryPool } from '../../core/column-memory.ts';
import type { RunScope } from '../../core/rating-run.ts';
import { type CallStore, readRows } from './call-store.ts';
import { readAhead } from './read-ahead.ts';
import { type Block, readBlocks, type TextColumn } from './read-native.ts';
import { restrictToScope } from './run-scope.ts';

/** Some ten thousand outbound legs as columns; a leg is a row of them, and nothing is made for it. */
export class LegBlock {
  readonly rows: number;
  readonly memory: ColumnMemory;
  readonly columns: LegColumns;
  readonly #number: TextColumn;
  readonly #dialled: TextColumn;

  constructor(block: Block) {
    this.rows = block.rows;
    this.memory = block.memory;
    this.columns = readColumns(block);
    this.#number = block.texts('number');
    this.#dialled = block.texts('dial_string');
  }

  /** E.164 digits; empty where the dial string is to be read. */
  number(row: number): string {
    return this.#number.at(row);
  }

  /** As dialled; empty where there is a number. */
  dialled(row: number): string {
    return this.#dialled.at(row);
  }
}

/** What of a leg its charge is held against and written beside. `startAt` is UTC epoch seconds. */
export type LegColumns = ReturnType<typeof readColumns>;

function readColumns(block: Block) {
  return {
    company: block.words('company'),
    device: block.words('device'),
    startAt: block.whole('start_at'),
    callKey: block.wide('call_key'),
    part: block.whole('part'),
    version: block.wide('version'),
    acctid: block.wide('acctid'),
    billsec: block.whole('billsec'),
    ringSeconds: block.whole('ring_seconds'),
    answered: block.whole('answered'),
    onPbx: block.whole('on_pbx'),
    trunk: block.words('trunk_id'),
    cost: block.money('cost'),
    carrierCost: block.money('carrier_cost'),
    allowance: block.words('allowance'),
    covered: block.whole('covered'),
    /** Revision of the rate card that priced it. */
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
  pool?: MemoryPool,
): AsyncIterable<LegBlock> {
  const { where, parameters } = restrictToScope(scope);
  const chunks = store.stream(
    `SELECT ${SELECTED} FROM outbound_leg FINAL
     WHERE ${where} AND internal = 0 AND version > {above:UInt64}
     SETTINGS do_not_merge_across_partitions_select_final = 1`,
    { ...parameters, above },
    'Native',
  );
  for await (const block of readAhead(readBlocks(chunks, pool))) yield new LegBlock(block);
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

/** How many of the legs that `readPriceableLegs` gives are a company's. */
export async function countLegsOfCompanies(
  store: CallStore,
  scope: RunScope,
  above = 0,
): Promise<ReadonlyMap<string, number>> {
  const { where, parameters } = restrictToScope(scope);
  const rows = await readRows<[string, number]>(
    store,
    `SELECT company, count() FROM outbound_leg FINAL
     WHERE ${where} AND internal = 0 AND version > {above:UInt64} GROUP BY company
     SETTINGS output_format_json_quote_64bit_integers = 0, do_not_merge_across_partitions_select_final = 1`,
    { ...parameters, above },
  );
  return new Map(rows);
}
