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

/** Trunk and bucket; how many calls more than at the bucket's beginning there were at most in it, and at its end. */
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
    `SELECT trunk, bucket, greatest(0, arrayMax(arrayPushFront(within, 0))), net
     FROM (
       SELECT trunk, bucket, sum(change) AS net,
         arrayCumSum(event -> if(event % 2 = 1, 1, -1), arraySort(groupArrayIf(at * 2 + (change = 1), bucket >= 0))) AS within
       FROM (
         SELECT ${by === 'trunk' ? 'seen_trunk' : `''`} AS trunk, event.1 AS at, event.2 AS change,
           at - {load_from:Int64} - (change = -1) AS passed,
           if(passed < 0, -1, intDiv(passed, {bucket_seconds:Int64})) AS bucket
         FROM (
           SELECT seen_trunk, arrayJoin([(toInt64(toUnixTimestamp(seen_started_at)), toInt64(1)),
             (toInt64(toUnixTimestamp(seen_started_at)) + seen_ring_seconds + seen_talk_seconds, toInt64(-1))]) AS event
           FROM ${legs} WHERE seen_trunk != ''))
       WHERE at < {load_to:Int64}
       GROUP BY trunk, bucket)
     ORDER BY trunk, bucket
     SETTINGS output_format_json_quote_64bit_integers = 0, do_not_merge_across_partitions_select_final = 1,
       max_bytes_before_external_group_by = 1000000000`,
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

/**
 * A call that ends as a bucket begins has its end in the bucket before, which no peak of that one shows: so what goes on at
 * the beginning of a bucket is a part of it, and buckets are counted each for themselves.
 */
function fillBuckets(rows: readonly StoredRow[], count: number): readonly number[] {
  const byBucket = new Map(rows.map(([, bucket, most, net]) => [bucket, { most, net }]));
  let running = byBucket.get(-1)?.net ?? 0;
  return Array.from({ length: count }, (_, bucket) => {
    const { most = 0, net = 0 } = byBucket.get(bucket) ?? {};
    const peak = running + most;
    running += net;
    return peak;
  });
}
