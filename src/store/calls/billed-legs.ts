import type { CallStore } from './call-store.ts';
import { type Block, readBlocks } from './read-native.ts';

/** An answered call over a trunk, as its carrier should bill it. Instants are UTC epoch seconds. */
export interface BilledLeg {
  readonly acctid: number;
  readonly company: string;
  /** E.164 digits; empty where the dial string is none. */
  readonly number: string;
  readonly dialled: string;
  readonly startAt: number;
  readonly ringSeconds: number;
  readonly billsec: number;
  /** Millionths; null where it is unknown. */
  readonly carrierCost: number | null;
}

/** Answered outbound legs over a trunk that start in `[fromAt, toAt)`, in no order, a block at a time. */
export async function* readBilledLegs(
  store: CallStore,
  trunk: string,
  fromAt: number,
  toAt: number,
): AsyncIterable<readonly BilledLeg[]> {
  const chunks = store.stream(
    `SELECT acctid, company, number, dialled, toUnixTimestamp(started_at) AS start_at, ring_seconds, billsec,
       carrier_cost
     FROM outbound_leg FINAL
     WHERE trunk = {trunk:String} AND started_at >= {from:UInt32} AND started_at < {to:UInt32}
       AND answered = 1 AND internal = 0 AND on_pbx = 0
     SETTINGS do_not_merge_across_partitions_select_final = 1`,
    { trunk, from: Math.max(fromAt, 0), to: Math.min(toAt, LAST_INSTANT) },
    'Native',
  );
  for await (const block of readBlocks(chunks)) yield readLegs(block);
}

const LAST_INSTANT = 0xffff_ffff;

function readLegs(block: Block): readonly BilledLeg[] {
  const acctid = block.wide('acctid');
  const company = block.words('company');
  const number = block.texts('number');
  const dialled = block.texts('dialled');
  const startAt = block.whole('start_at');
  const ringSeconds = block.whole('ring_seconds');
  const billsec = block.whole('billsec');
  const carrierCost = block.money('carrier_cost');
  return Array.from({ length: block.rows }, (_, row) => ({
    acctid: acctid.at(row),
    company: company.at(row),
    number: number.at(row),
    dialled: dialled.at(row),
    startAt: startAt[row] ?? 0,
    ringSeconds: ringSeconds[row] ?? 0,
    billsec: billsec[row] ?? 0,
    carrierCost: carrierCost.at(row),
  }));
}
