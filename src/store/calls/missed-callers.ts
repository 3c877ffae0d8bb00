import { type CallStore, readRows } from './call-store.ts';
import { type SeenLegs, seenLegs } from './seen-legs.ts';

/** Where a page of missed callers goes on. */
export interface MissedPlace {
  readonly lastAt: number;
  readonly company: string;
  readonly callKey: number;
}

export interface MissedQuery {
  readonly limit: number;
  readonly after?: MissedPlace | undefined;
  /** Only callers who rang one of these extensions, queues or groups. */
  readonly extensions?: readonly string[] | undefined;
}

/** An outside number that called a company in vain, and that nobody there has talked to, or called, since. */
export interface MissedCaller {
  readonly company: string;
  readonly caller: string;
  /** Of the first and the last call in vain since the company was last in touch with the number: UTC epoch seconds. */
  readonly firstAt: number;
  readonly lastAt: number;
  readonly times: number;
  /** Of the last call. */
  readonly acctid: number;
  readonly callKey: number;
  readonly ddi: string;
  readonly ringSeconds: number;
  readonly queueStatus: string;
  readonly voicemail: boolean;
  /** What rang: extensions, queues and groups, by number, with the names they had then. */
  readonly rang: readonly { readonly number: string; readonly name: string }[];
}

type StoredRow = [
  ...[string, string, number, number, number, number, number, string, number, string, number],
  [string, string][],
];

/** Stored instants are unsigned 32-bit seconds. */
const LAST_INSTANT = 0xffff_ffff;

const OUTSIDE = 'seen_internal = 0 AND seen_contact != 0';
/** When the latest of some legs began by which a company was in touch with a number; 0 where there is none. */
const TOUCHED_AT = `toUnixTimestamp(maxIf(seen_started_at, seen_side = 'out' OR seen_answered = 1))`;

/**
 * Callers from outside whom nobody answered in the period, the latest first. Who was called since, or was answered since, is
 * not among them, be it after the period. Two numbers are one where their last nine digits are. Most callers have been
 * spoken to: they are left out first, by few columns.
 */
export async function readMissedCallers(
  store: CallStore,
  seen: SeenLegs,
  { limit, after, extensions }: MissedQuery,
): Promise<readonly MissedCaller[]> {
  const period = { ...seen.period, toAt: LAST_INSTANT };
  const { legs, parameters } = seenLegs({ ...seen, period, filter: {} });
  const behind =
    after === undefined
      ? 'true'
      : '(last_at, company, call_key) < ({after_at:UInt32}, {after_company:String}, {after_call:UInt64})';
  const rang =
    extensions === undefined
      ? 'true'
      : 'hasAny(arrayMap(one -> one.1, last.7), {rang_extensions:Array(String)})';
  const rows = await readRows<StoredRow>(
    store,
    `SELECT company, last.1, missed[1] AS first_at, missed[-1] AS last_at, length(missed), last.2, last.3 AS call_key,
       last.4, last.5, last.6, last.8, last.7
     FROM (
       SELECT company, contact, max(answered_at) AS touched_at,
         arraySort(arrayFilter(one -> one > touched_at, groupArrayIf(at, is_missed))) AS missed,
         argMaxIf((caller, acctid, call_key, ddi, rung, status, extensions, voicemail), (at, call_key), is_missed) AS last
       FROM (
         SELECT toString(seen_company) AS company, seen_contact AS contact, seen_call_key AS call_key, seen_side,
           toUnixTimestamp(min(seen_started_at)) AS at,
           ${TOUCHED_AT} AS answered_at, answered_at = 0 AND at < {missed_to:UInt32} AS is_missed,
           any(seen_caller) AS caller, min(seen_acctid) AS acctid, any(seen_ddi) AS ddi,
           max(seen_ring_seconds) AS rung, max(seen_queue_status) AS status,
           arraySort(groupUniqArray((toString(seen_extension), toString(seen_name)))) AS extensions,
           max(seen_disposition = 'Voicemail') AS voicemail
         FROM ${legs} WHERE ${OUTSIDE} AND (seen_company, seen_contact) IN (
           SELECT seen_company, seen_contact FROM ${legs} WHERE ${OUTSIDE} GROUP BY seen_company, seen_contact
           HAVING toUnixTimestamp(maxIf(seen_started_at, seen_side = 'in' AND seen_answered = 0
             AND seen_started_at < toDateTime({missed_to:UInt32}, 'UTC'))) > ${TOUCHED_AT})
         GROUP BY company, contact, seen_side, call_key)
       GROUP BY company, contact)
     WHERE notEmpty(missed) AND ${behind} AND ${rang}
     ORDER BY last_at DESC, company DESC, call_key DESC LIMIT {missed_limit:UInt32}
     SETTINGS output_format_json_quote_64bit_integers = 0, do_not_merge_across_partitions_select_final = 1`,
    {
      ...{ ...parameters, missed_to: seen.period.toAt, missed_limit: limit },
      ...(extensions === undefined ? {} : { rang_extensions: extensions }),
      ...(after === undefined
        ? {}
        : { after_at: after.lastAt, after_company: after.company, after_call: after.callKey }),
    },
  );
  return rows.map(fromRow);
}

function fromRow(row: StoredRow): MissedCaller {
  const [company, caller, firstAt, lastAt, times, acctid, callKey, ddi, ringSeconds, ...more] = row;
  const [queueStatus, voicemail, rang] = more;
  return {
    ...{ company, caller, firstAt, lastAt, times, acctid, callKey, ddi, ringSeconds, queueStatus },
    voicemail: voicemail === 1,
    rang: rang.map(([number, name]) => ({ number, name })),
  };
}
