import type { ColumnMemory, MemoryPool } from '../../core/column-memory.ts';
import type { RunScope } from '../../core/rating-run.ts';
import { type CallStore, readRows } from './call-store.ts';
import { readAhead } from './read-ahead.ts';
import { type Block, readBlocks, type TextColumn } from './read-native.ts';
import { restrictToScope } from './run-scope.ts';

/** Some thousand inbound legs on which calls are priced, as columns. */
export class InboundBlock {
  readonly rows: number;
  readonly memory: ColumnMemory;
  readonly columns: InboundColumns;
  readonly #ddi: TextColumn;
  readonly #caller: TextColumn;

  constructor(block: Block) {
    this.rows = block.rows;
    this.memory = block.memory;
    this.columns = readColumns(block);
    this.#ddi = block.texts('ddi');
    this.#caller = block.texts('caller');
  }

  ddi(row: number): string {
    return this.#ddi.at(row);
  }

  caller(row: number): string {
    return this.#caller.at(row);
  }
}

/** What of a leg its charge is held against and written beside. `startAt` is UTC epoch seconds. */
export type InboundColumns = ReturnType<typeof readColumns>;

function readColumns(block: Block) {
  return {
    company: block.words('company'),
    extension: block.words('extension'),
    startAt: block.whole('start_at'),
    callKey: block.wide('call_key'),
    version: block.wide('version'),
    acctid: block.wide('acctid'),
    billsec: block.whole('billsec'),
    ringSeconds: block.whole('ring_seconds'),
    trunk: block.words('trunk'),
    charged: block.whole('charged'),
    number: block.texts('number'),
    cost: block.money('cost'),
    /** Revision of the rate card that priced it. */
    rates: block.whole('rates'),
    numberType: block.words('number_type'),
    calledInfo: block.words('called_info'),
  };
}

/**
 * Inbound legs of the scope that carry their call's charge, in no order: all of them where `charging`, else those that
 * are charged. Only legs above version `above` where it is given.
 */
export async function* readPriceableInbound(
  store: CallStore,
  scope: RunScope,
  charging: boolean,
  above = 0,
  pool?: MemoryPool,
): AsyncIterable<InboundBlock> {
  if (scope.devices !== null) return;
  const { where, parameters } = restrictToScope(scope);
  const chunks = store.stream(
    `SELECT company, extension, toUnixTimestamp(started_at) AS start_at, call_key, version, acctid, billsec,
       ring_seconds, trunk, charged, number, cost, rates, number_type, called_info, ddi, caller
     FROM inbound_leg FINAL
     WHERE ${where} AND ${charging ? 'carries' : 'charged'} = 1 AND version > {above:UInt64}
     SETTINGS do_not_merge_across_partitions_select_final = 1`,
    { ...parameters, above },
    'Native',
  );
  for await (const block of readAhead(readBlocks(chunks, pool))) yield new InboundBlock(block);
}

/** How many legs `readPriceableInbound` gives. */
export async function countPriceableInbound(
  store: CallStore,
  scope: RunScope,
  charging: boolean,
): Promise<number> {
  if (scope.devices !== null) return 0;
  const { where, parameters } = restrictToScope(scope);
  const [row] = await readRows<[number]>(
    store,
    `SELECT count() FROM inbound_leg FINAL WHERE ${where} AND ${charging ? 'carries' : 'charged'} = 1
     SETTINGS output_format_json_quote_64bit_integers = 0, do_not_merge_across_partitions_select_final = 1`,
    parameters,
  );
  return row?.[0] ?? 0;
}
