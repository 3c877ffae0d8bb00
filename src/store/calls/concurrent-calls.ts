import { type CallStore, readRows } from './call-store.ts';
import { type SeenLegs, seenLegs } from './seen-legs.ts';

/** How much of time is looked at together, and whether trunks are told apart. */
export interface ConcurrencyQuery {
  readonly bucketSeconds: number;
  readonly by: 'trunk' | 'all';
}

/** The most calls at once on a trunk (empty where trunks are not told apart), in each bucket of the period. */
export interface TrunkLoad {
  readonly trunk: string;
  readonly peaks: readonly number[];
}

/** A call that began before the period may still go on in it, if it did not begin longer before. */
const LONGEST_CALL_SECONDS = 86_400;

type StoredRow = [string, number, number, number];

/**
 * How many calls a trunk carried at once. A call takes its place from the second it starts until the one in which it
 * ends, which another may take. What came in and nobody answered is on no trunk that is known.
 */
export async function readConcurrency(
  store: CallStore,
  seen: SeenLegs,
  { bucketSeconds, by }: ConcurrencyQuery,
): Promise<readonly TrunkLoad[]> {
  const { fromAt, toAt } = seen.period;
  const period = { ...seen.period, fromAt: Math.max(0, fromAt - LONGEST_CALL_SECONDS) };
  const { legs, parameters } = seenLegs({ ...seen, period });
  const rows = await readRows<StoredRow>(
    store,
    `SELECT trunk, bucket,
       max(if(at = {load_from:Int64} + bucket * {bucket_seconds:Int64}, running, greatest(running, running - change))),
       argMax(running, at)
     FROM (
       SELECT trunk, at, change, if(at < {load_from:Int64}, -1, intDiv(at - {load_from:Int64}, {bucket_seconds:Int64})) AS bucket,
         sum(change) OVER (PARTITION BY trunk ORDER BY at ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS running
       FROM (
         SELECT ${by === 'trunk' ? 'seen_trunk' : `''`} AS trunk, event.1 AS at, sum(event.2) AS change
         FROM (
           SELECT seen_trunk, arrayJoin([(toInt64(toUnixTimestamp(seen_started_at)), toInt64(1)),
             (toInt64(toUnixTimestamp(seen_started_at)) + seen_ring_seconds + seen_talk_seconds, toInt64(-1))]) AS event
           FROM ${legs} WHERE seen_trunk != '')
         GROUP BY trunk, at HAVING change != 0))
     WHERE at < {load_to:Int64}
     GROUP BY trunk, bucket ORDER BY trunk, bucket
     SETTINGS output_format_json_quote_64bit_integers = 0, do_not_merge_across_partitions_select_final = 1`,
    { ...parameters, load_from: fromAt, load_to: toAt, bucket_seconds: bucketSeconds },
  );
  const count = Math.ceil((toAt - fromAt) / bucketSeconds);
  const trunks = [...new Set(rows.map(([trunk]) => trunk))];
  return trunks.map((trunk) => ({
    trunk,
    peaks: fillBuckets(
      rows.filter((row) => row[0] === trunk),
      count,
    ),
  }));
}

/** Where nothing began or ended, as many calls went on as before. */
function fillBuckets(rows: readonly StoredRow[], count: number): readonly number[] {
  const byBucket = new Map(rows.map(([, bucket, peak, last]) => [bucket, { peak, last }]));
  let running = byBucket.get(-1)?.last ?? 0;
  return Array.from({ length: count }, (_, bucket) => {
    const found = byBucket.get(bucket);
    const peak = found?.peak ?? running;
    running = found?.last ?? running;
    return peak;
  });
}
