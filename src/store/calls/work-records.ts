import { type CallStore, readRows } from './call-store.ts';
import { IS_OPEN, type RejectKey, type RejectRow } from './reject-rows.ts';
import { type GroupQuery, hashOf, measureStarts, type WorkGroup } from './work-groups.ts';

/** Which records are looked at: those that were kept in `[fromAt, toAt)`, of one source or all. */
export interface WorkRecords {
  readonly fromAt: number;
  readonly toAt: number;
  readonly source?: string | undefined;
}

const bind = ({ fromAt, toAt, source }: WorkRecords) => ({
  from: fromAt,
  to: toAt,
  ...(source === undefined ? {} : { source }),
});

const ofSource = ({ source }: WorkRecords) => (source === undefined ? '' : 'AND source = {source:String}');

/** What could not be read and has not become a record, each for itself. `facts`: kind, reason, message, text, format. */
export function unreadable(records: WorkRecords): GroupQuery {
  return {
    sql: `SELECT ${hashOf('unreadable', ['source', 'line', 'identity'])} AS hash, source AS place, line, toUInt64(1) AS units,
        toUnixTimestamp(rejected_at) AS first_at, first_at AS last_at, [kind, reason, message, raw, format] AS facts,
        CAST([], 'Array(Int64)') AS acctids, CAST([], 'Array(UInt32)') AS starts
      FROM reject FINAL
      WHERE rejected_at >= {from:UInt32} AND rejected_at < {to:UInt32} AND ${IS_OPEN} ${ofSource(records)}`,
    parameters: bind(records),
  };
}

/**
 * Records that were kept more than `lateSeconds` after they ended, by source and the UTC day on which they were kept.
 * `facts`: that day. Of records that were kept before that was noted it cannot be told.
 */
export function lateRecords(records: WorkRecords, lateSeconds: number): GroupQuery {
  return {
    sql: `SELECT ${hashOf('late', ['source', 'day'])} AS hash, source AS place, toUInt32(0) AS line, [toString(day)] AS facts,
        count() AS units, ${measureStarts()}
      FROM (SELECT source, toDate(landed_at, 'UTC') AS day, started_at, acctid FROM cdr
        WHERE landed_at >= {from:UInt32} AND landed_at < {to:UInt32} ${ofSource(records)}
          AND toInt64(toUnixTimestamp(landed_at)) - toUnixTimestamp(started_at) - seconds > {late:UInt32})
      GROUP BY source, day`,
    parameters: { ...bind(records), late: lateSeconds },
  };
}

/** Clocks are put right now and then, and times are cut to seconds. */
const SLACK_SECONDS = 60;
const QUARTER_SECONDS = 900;
/** No two zones differ by more: UTC-12 to UTC+14. */
const WIDEST_SECONDS = 26 * 3600;
/** Rows late in a long call stand some quarter hour after their uniqueid by chance, but never a tenth of all rows. */
const TELLING_PART = 10;
/** Fewer records than this may all be rows of one long call. */
const FEWEST_TELLING = 5;

/**
 * Records whose times cannot be, by source and the UTC day on which they were kept: they start after they were kept;
 * before their own channel, whose uniqueid says when it began; or, where that is so of a tenth of the records, whole
 * quarter hours after it, as when times are read in another zone. `facts`: the day, how many of each, and by how many
 * seconds they are off: the middle one, which is that of most where most agree.
 */
export function skewedRecords(records: WorkRecords, now: number): GroupQuery {
  const epoch = "toInt64(toUInt32OrZero(extract(uniqueid, '([0-9]{9,10})[.][^-]*$')))";
  const start = 'toInt64(toUnixTimestamp(started_at))';
  const kept = 'if(landed_at = 0, toUInt32({now:UInt32}), toUnixTimestamp(landed_at))';
  const noted = 'if(landed_at = 0, started_at, landed_at)';
  return {
    sql: `SELECT ${hashOf('clock-skew', ['source', 'day'])} AS hash, source AS place, toUInt32(0) AS line,
        [toString(day), toString(future), toString(before), toString(shifted), toString(most)] AS facts, units,
        first_at, last_at, acctids, starts
      FROM (
        SELECT source, day, countIf(why = 1) AS future, countIf(why = 2) AS before, countIf(why = 3) AS all_shifted,
          countIf(epoch > 0) AS compared,
          if(all_shifted >= ${FEWEST_TELLING} AND all_shifted * ${TELLING_PART} >= compared, all_shifted, 0) AS shifted,
          future + before + shifted AS units,
          quantileExactWeightedIf(0.5)(off, 1, why > 0) AS most, ${measureStarts('why > 0')}
        FROM (
          SELECT source, toDate(${noted}, 'UTC') AS day, started_at, acctid, ${epoch} AS epoch,
            intDiv(if(epoch = 0, ${start} - ${kept}, ${start} - epoch), 60) * 60 AS off,
            round((${start} - epoch) / ${QUARTER_SECONDS}) * ${QUARTER_SECONDS} AS quarters,
            multiIf(${start} > ${kept} + ${SLACK_SECONDS}, 1, epoch = 0, 0, ${start} < epoch - ${SLACK_SECONDS}, 2,
              quarters > 0 AND quarters <= ${WIDEST_SECONDS}
                AND abs(${start} - epoch - quarters) <= ${SLACK_SECONDS}, 3, 0) AS why
          FROM cdr WHERE ${noted} >= {from:UInt32} AND ${noted} < {to:UInt32} ${ofSource(records)})
        GROUP BY source, day)
      WHERE units > 0`,
    parameters: { ...bind(records), now },
  };
}

/** A record as it was kept, for an example. */
export interface ExampleRecord {
  readonly acctid: number;
  readonly source: string;
  readonly line: number;
  readonly format: string;
  readonly raw: string;
}

/** A leg starts with the first record of its call that it is of; its accounting id may be that of a later one. */
const SPREAD_SECONDS = 86_400;

/** The first record of each group that has accounting ids, by accounting id. */
export async function readExamples(
  store: CallStore,
  groups: readonly Pick<WorkGroup, 'acctids' | 'starts'>[],
): Promise<ReadonlyMap<number, ExampleRecord>> {
  const wanted = groups.flatMap(({ acctids: [acctid], starts: [startAt] }) =>
    acctid === undefined || startAt === undefined ? [] : [{ acctid, startAt }],
  );
  if (wanted.length === 0) return new Map();
  const places = wanted.map(({ acctid, startAt }) => {
    const to = Math.min(0xffff_ffff, startAt + SPREAD_SECONDS);
    return `(started_at >= ${startAt} AND started_at <= ${to} AND acctid = ${acctid})`;
  });
  const rows = await readRows<[number, string, number, string, string]>(
    store,
    `SELECT acctid, source, line, format, raw FROM cdr WHERE ${places.join(' OR ')}
     SETTINGS output_format_json_quote_64bit_integers = 0`,
  );
  return new Map(
    rows.map(([acctid, source, line, format, raw]) => [acctid, { acctid, source, line, format, raw }]),
  );
}

/** Which rejects are read again. */
export interface RejectFilter {
  readonly source?: string | undefined;
  /** Hashes of their groups; undefined for all. */
  readonly hashes?: readonly string[] | undefined;
  /** Hashes of those that are put aside, which are left alone. */
  readonly aside: readonly string[];
}

type RejectColumns = [string, string, number, number, string, string, string, string, number, string];

/** A reject with the hash under which the work queue lists it. */
export interface OpenReject extends RejectRow {
  readonly hash: string;
}

/** Rejects that have not become records, by source, line and identity, from after a key on. */
export async function readOpenRejects(
  store: CallStore,
  { source, hashes, aside }: RejectFilter,
  after: RejectKey | undefined,
  limit: number,
): Promise<readonly OpenReject[]> {
  const conditions = [IS_OPEN, 'hash NOT IN {aside:Array(String)}'];
  if (source !== undefined) conditions.push('source = {source:String}');
  if (hashes !== undefined) conditions.push('hash IN {hashes:Array(String)}');
  if (after !== undefined)
    conditions.push('(source, line, identity) > ({source_after:String}, {line:UInt32}, {identity:UInt64})');
  const rows = await readRows<RejectColumns>(
    store,
    `SELECT ${hashOf('unreadable', ['source', 'line', 'identity'])} AS hash, source, line, identity, kind, reason, message, raw,
       toUnixTimestamp(rejected_at), format
     FROM reject FINAL WHERE ${conditions.join(' AND ')} ORDER BY source, line, identity LIMIT ${limit}
     SETTINGS output_format_json_quote_64bit_integers = 0`,
    {
      aside,
      ...(source === undefined ? {} : { source }),
      ...(hashes === undefined ? {} : { hashes }),
      ...(after === undefined
        ? {}
        : { source_after: after.source, line: after.line, identity: after.identity }),
    },
  );
  return rows.map(([hash, from, line, identity, kind, reason, message, raw, rejectedAt, format]) => ({
    ...{ hash, source: from, line, identity, kind, reason, message, raw, rejectedAt, format },
  }));
}
