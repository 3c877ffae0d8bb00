import { type CallStore, readRows } from './call-store.ts';
import type { LegTable } from './past-legs.ts';
import { bind, type Culprit, callOf, legs, type ProofFilter, SETTINGS, WIDELY } from './proof-filter.ts';

/** Legs and calls of a period: a call is what has one `call_key`, or several that records have tied. */
export interface LegCounts {
  readonly outboundLegs: number;
  readonly inboundLegs: number;
  readonly outboundCalls: number;
  readonly inboundCalls: number;
  /** Calls with legs on both sides. */
  readonly bothSides: number;
}

/** Counts legs and calls. */
export async function countLegs(store: CallStore, filter: ProofFilter): Promise<LegCounts> {
  const [row] = await readRows<[number, number, number, number, number]>(
    store,
    `SELECT sum(outbound), sum(inbound), countIf(outbound > 0), countIf(inbound > 0), countIf(outbound > 0 AND inbound > 0)
     FROM (
       SELECT ${callOf(filter)} AS call, countIf(side = 1) AS outbound, countIf(side = 2) AS inbound FROM (
         SELECT call_key, 1 AS side FROM ${legs('outbound_leg', filter, [])}
         UNION ALL SELECT call_key, 2 AS side FROM ${legs('inbound_leg', filter, [])})
       GROUP BY call) ${SETTINGS}`,
    bind(filter),
  );
  const [outboundLegs = 0, inboundLegs = 0, outboundCalls = 0, inboundCalls = 0, bothSides = 0] = row ?? [];
  return { outboundLegs, inboundLegs, outboundCalls, inboundCalls, bothSides };
}

/** A few accounting ids of one side's legs that are not among those given, and given ones that no leg has. */
export async function findUnlisted(
  store: CallStore,
  table: LegTable,
  filter: ProofFilter,
  listed: Float64Array,
): Promise<readonly Culprit[]> {
  const kept = new Map<number, number>();
  const bytes = store.stream(
    `SELECT acctid, toInt64(count()) FROM ${legs(table, filter, ['acctid'])} GROUP BY acctid ${SETTINGS}`,
    bind(filter),
    'RowBinary',
  );
  for await (const [acctid, count] of readPairs(bytes)) kept.set(acctid, count);
  for (const acctid of listed) kept.set(acctid, (kept.get(acctid) ?? 0) - 1);
  const side = table === 'outbound_leg' ? 'outbound' : 'inbound';
  return [...kept]
    .filter(([, count]) => count !== 0)
    .map(([acctid, count]) => ({
      key: `acctid ${acctid}`,
      what:
        count > 0
          ? `has ${count} ${side} legs that allcalls does not list`
          : `is listed ${-count} times by allcalls for which there is no ${side} leg`,
    }));
}

/** Accounting ids of the records around a period, each with the key of its call, in order. */
export function streamRecordIds(
  store: CallStore,
  filter: ProofFilter,
): AsyncGenerator<readonly [number, number]> {
  const sql = `SELECT acctid, ${callOf(filter)} AS call FROM cdr WHERE ${WIDELY} ORDER BY acctid, call ${SETTINGS}`;
  return readPairs(store.stream(sql, bind(filter), 'RowBinary'));
}

/** Pairs of whole numbers below 2^53, of 64 bits each. */
async function* readPairs(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<readonly [number, number]> {
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of chunks) {
    const bytes = rest.length === 0 ? Buffer.from(chunk) : Buffer.concat([rest, chunk]);
    const whole = bytes.length - (bytes.length % 16);
    for (let at = 0; at < whole; at += 16) yield [readWhole(bytes, at), readWhole(bytes, at + 8)];
    rest = bytes.subarray(whole);
  }
}

function readWhole(bytes: Buffer, at: number): number {
  return bytes.readInt32LE(at + 4) * 0x1_0000_0000 + bytes.readUInt32LE(at);
}
