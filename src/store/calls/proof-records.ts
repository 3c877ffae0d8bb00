import { type CallStore, readRows } from './call-store.ts';
import {
  bind,
  type Culprit,
  callOf,
  findFirst,
  legs,
  type ProofFilter,
  SETTINGS,
  WIDELY,
  WITHIN,
} from './proof-filter.ts';
import { IS_OPEN } from './reject-rows.ts';

/** Records and calls of a period, and records that could not be read from the sources of those. */
export interface RecordCounts {
  readonly records: number;
  /** Records of different identity: the same record kept twice counts once. */
  readonly identities: number;
  readonly calls: number;
  readonly rejects: number;
}

export async function countRecords(store: CallStore, filter: ProofFilter): Promise<RecordCounts> {
  const [row] = await readRows<[number, number, number, number]>(
    store,
    `SELECT count(), uniqExact(identity), uniqExact(${callOf(filter)}), (
       SELECT count() FROM reject FINAL WHERE ${IS_OPEN} AND source IN (SELECT source FROM cdr WHERE ${WITHIN}))
     FROM cdr FINAL WHERE ${WITHIN} ${SETTINGS}`,
    bind(filter),
  );
  const [records = 0, identities = 0, calls = 0, rejects = 0] = row ?? [];
  return { records, identities, calls, rejects };
}

/** Calls with a record in the period of which no leg is kept, by the accounting id of their first record. */
export async function findRecordsWithoutLegs(
  store: CallStore,
  filter: ProofFilter,
): Promise<{ readonly calls: number; readonly first: readonly Culprit[] }> {
  const call = callOf(filter);
  const without = `SELECT ${call} AS call, min(cdr.acctid) AS acctid,
      argMin(cdr.source, cdr.acctid) AS source, argMin(cdr.line, cdr.acctid) AS line
    FROM cdr WHERE ${WITHIN}
      AND call NOT IN (SELECT ${call} FROM ${legs('outbound_leg', filter, [], WIDELY)})
      AND call NOT IN (SELECT ${call} FROM ${legs('inbound_leg', filter, [], WIDELY)})
    GROUP BY call`;
  return findFirst<[number, string, number]>(
    store,
    filter,
    without,
    'acctid, source, line',
    ([acctid, source, line]) => ({
      key: `acctid ${acctid}`,
      what: `has a record (line ${line} of ${source}), and its call has no leg`,
    }),
  );
}

/** Legs whose accounting id is that of no record of their call. */
export async function findLegsWithoutRecord(
  store: CallStore,
  filter: ProofFilter,
): Promise<{ readonly calls: number; readonly first: readonly Culprit[] }> {
  const without = `SELECT acctid, company, side FROM (
      SELECT acctid, call_key, company, 'outbound' AS side FROM ${legs('outbound_leg', filter, ['acctid'])}
      UNION ALL SELECT acctid, call_key, company, 'inbound' AS side FROM ${legs('inbound_leg', filter, ['acctid'])})
    WHERE (${callOf(filter)}, acctid) NOT IN (SELECT ${callOf(filter)}, acctid FROM cdr WHERE ${WIDELY})`;
  return findFirst<[number, string, string]>(
    store,
    filter,
    without,
    'acctid, company, side',
    ([acctid, company, side]) => ({
      key: `acctid ${acctid}`,
      what: `is on an ${side} leg of company ${company}, and no record of that call has it`,
    }),
  );
}

/** Accounting ids of the period that records of several calls have. */
export async function findSharedIds(
  store: CallStore,
  filter: ProofFilter,
): Promise<{ readonly calls: number; readonly first: readonly Culprit[] }> {
  const shared = `SELECT acctid, uniqExact(${callOf(filter)}) AS calls FROM cdr WHERE ${WITHIN}
    GROUP BY acctid HAVING calls > 1`;
  return findFirst<[number, number]>(store, filter, shared, 'acctid, calls', ([acctid, calls]) => ({
    key: `acctid ${acctid}`,
    what: `is on records of ${calls} calls`,
  }));
}
