import { type CallStore, readRows } from './call-store.ts';
import { DIMENSIONS } from './insight-terms.ts';
import { type SeenLegs, seenLegs } from './seen-legs.ts';

/** By what calls of queues and ring groups are put together; hours of the week count from Monday's first, 0, to 167. */
export const QUEUE_KEYS = ['queue', 'agent', 'hour', 'weekday', 'hourOfWeek', 'day'] as const;
type QueueKey = (typeof QUEUE_KEYS)[number];

/** A queue or ring group, and the extensions that ring for it. */
export interface CalledTogether {
  readonly company: string;
  readonly number: string;
  readonly members: readonly string[];
}

export interface QueueQuery {
  readonly queues: readonly CalledTogether[];
  readonly by: QueueKey;
  /** Seconds within which a call is answered in time. */
  readonly targetSeconds: number;
}

/** Upper ends of the buckets of waiting, in seconds, the end itself included; the last bucket is open. */
export const WAIT_ENDS = [10, 20, 30, 60, 120, 300] as const;

export interface QueueFigures {
  readonly company: string;
  readonly key: string;
  readonly name: string;
  readonly offered: number;
  readonly answered: number;
  readonly answeredElsewhere: number;
  readonly unanswered: number;
  /** Of the unanswered, those whose caller gave up, as far as a queue log tells. */
  readonly abandoned: number;
  readonly answeredInTime: number;
  /** Seconds, of the answered; null where there are none. */
  readonly waitMedian: number | null;
  readonly waitP95: number | null;
  readonly longestWait: number;
  readonly talkSeconds: number;
  /** Answered and unanswered calls by how long they waited, in the buckets of `WAIT_ENDS` and one more. */
  readonly waits: readonly { readonly answered: number; readonly unanswered: number }[];
}

type StoredRow = [
  ...[string, string, string, number, number, number, number, number, number],
  ...[number | null, number | null, number, number, [number, number][]],
];

/**
 * What became of the calls to queues and ring groups, from their own inbound legs; by agent, from the legs of members that
 * rang for those calls. The wait is the queue log's where there is one.
 */
export async function readQueueFigures(
  store: CallStore,
  seen: SeenLegs,
  { queues, by, targetSeconds }: QueueQuery,
): Promise<readonly QueueFigures[]> {
  if (queues.length === 0) return [];
  const inward = { ...seen, filter: { ...seen.filter, side: 'in' as const } };
  const { legs, parameters } = seenLegs(inward, [
    `(company, extension) IN (SELECT queue.1, queue.2 FROM (
      SELECT arrayJoin(arrayZip({queue_companies:Array(String)}, {queue_numbers:Array(String)})) AS queue))`,
  ]);
  const members = queues.flatMap(({ company, members: own }) =>
    own.map((member) => [company, member] as const),
  );
  const rung = `${
    seenLegs(inward, [
      `(company, extension) IN (SELECT member.1, member.2 FROM (
      SELECT arrayJoin(arrayZip({member_companies:Array(String)}, {member_numbers:Array(String)})) AS member))`,
      `call_key IN (SELECT seen_call_key FROM ${legs})`,
    ]).legs
  }`;
  const key = KEYS[by];
  const isParty = by === 'queue' || by === 'agent';
  const rows = await readRows<StoredRow>(
    store,
    `SELECT ${isParty ? 'toString(seen_company)' : `''`} AS of_company, toString(${key}) AS of_key,
       ${isParty ? 'argMax(seen_name, seen_started_at)' : `''`},
       count(), sum(seen_answered), countIf(seen_answered = 0 AND seen_unanswered = 0), sum(seen_unanswered),
       countIf(seen_unanswered = 1 AND seen_queue_status = 'Abandoned'),
       countIf(seen_answered = 1 AND seen_ring_seconds <= {target:UInt32}),
       ${quantile('0.5')}, ${quantile('0.95')}, max(seen_ring_seconds), sum(seen_talk_seconds), [${waits().join(', ')}]
     FROM ${by === 'agent' ? rung : legs}
     GROUP BY ${isParty ? 'of_company, seen_extension, of_key' : `${key}, of_company, of_key`}
     ORDER BY of_company, ${isParty ? 'seen_extension' : key}
     SETTINGS output_format_json_quote_64bit_integers = 0, do_not_merge_across_partitions_select_final = 1`,
    {
      ...{ ...parameters, target: targetSeconds },
      queue_companies: queues.map(({ company }) => company),
      queue_numbers: queues.map(({ number }) => number),
      ...(by === 'agent'
        ? {
            member_companies: members.map(([company]) => company),
            member_numbers: members.map(([, member]) => member),
          }
        : {}),
    },
  );
  return rows.map(fromRow);
}

const KEYS: Readonly<Record<QueueKey, string>> = {
  ...{ queue: 'seen_extension', agent: 'seen_extension' },
  ...{ hour: DIMENSIONS.hour.key, weekday: DIMENSIONS.weekday.key, day: DIMENSIONS.day.key },
  hourOfWeek: `(${DIMENSIONS.weekday.key} - 1) * 24 + ${DIMENSIONS.hour.key}`,
};

function quantile(level: string): string {
  return `if(sum(seen_answered) = 0, NULL, quantileExactWeighted(${level})(seen_ring_seconds, seen_answered))`;
}

function waits(): readonly string[] {
  return [...WAIT_ENDS, undefined].map((end, at) => {
    const begin = at === 0 ? undefined : WAIT_ENDS[at - 1];
    const within = [
      ...(begin === undefined ? [] : [`seen_ring_seconds > ${begin}`]),
      ...(end === undefined ? [] : [`seen_ring_seconds <= ${end}`]),
    ].join(' AND ');
    return `[countIf(seen_answered = 1 AND ${within}), countIf(seen_unanswered = 1 AND ${within})]`;
  });
}

function fromRow(row: StoredRow): QueueFigures {
  const [company, key, name, offered, answered, answeredElsewhere, unanswered, abandoned, ...more] = row;
  const [answeredInTime, waitMedian, waitP95, longestWait, talkSeconds, byWait] = more;
  return {
    ...{ company, key, name, offered, answered, answeredElsewhere, unanswered, abandoned, answeredInTime },
    ...{ waitMedian, waitP95, longestWait, talkSeconds },
    waits: byWait.map(([taken, lost]) => ({ answered: taken, unanswered: lost })),
  };
}
