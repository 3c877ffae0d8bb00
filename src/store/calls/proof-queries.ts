import type { Period } from '../../core/period.ts';
import type { Scope } from '../../core/scope.ts';
import { type CallStore, type QueryParameters, readRows } from './call-store.ts';
import { readTies } from './call-ties.ts';
import { type LegTable, OUTBOUND_KEY as PLACE } from './past-legs.ts';
import { IS_OPEN } from './reject-rows.ts';

/**
 * The SQL of the proof. It shares no text with that of the reports: legs are found by the newest version of each place
 * instead of `FINAL` or `LIMIT BY`, prices of runs are taken from what the runs wrote instead of from the legs, and calls
 * are told apart by their records. What two such different roads come to is compared.
 */
export interface ProofFilter {
  readonly scope: Scope;
  readonly period: Period;
  /** Legs as they were at this version; as they are where it is undefined. */
  readonly asOf: number | undefined;
  /** A run that is published and not yet settled. */
  readonly overlayRun: number | undefined;
  /** What `readRoots` gives for the period: keys that are of one call with others, each with the one that stands for all. */
  readonly roots: ReadonlyMap<number, number>;
}

/** Legs and calls of a period: a call is what has one `call_key`, or several that records have tied. */
export interface LegCounts {
  readonly outboundLegs: number;
  readonly inboundLegs: number;
  readonly outboundCalls: number;
  readonly inboundCalls: number;
  /** Calls with legs on both sides. */
  readonly bothSides: number;
}

/** What the charges of a company's outbound legs come to; `cost` is decimal text. */
export interface ChargeSum {
  readonly company: string;
  readonly calls: number;
  readonly seconds: number;
  readonly cost: string;
  readonly unknown: number;
}

/** Something that differs: what it is known by, and a sentence without its full stop. */
export interface Culprit {
  readonly key: string;
  readonly what: string;
}

const SETTINGS = `SETTINGS output_format_json_quote_64bit_integers = 0, output_format_decimal_trailing_zeros = 0,
  max_bytes_before_external_group_by = 536870912, join_use_nulls = 0`;
const WITHIN = 'started_at >= {from:UInt32} AND started_at < {to:UInt32}';
const INBOUND_PLACE = 'company, extension, started_at, call_key';
/** Records of one call may start this many seconds apart. */
const CALL_SPREAD_SECONDS = 86_400;
const WIDELY = 'started_at >= {wide_from:UInt32} AND started_at < {wide_to:UInt32}';

/** Of keys that records around a period have tied, directly or by others: for each the least of its call. */
export async function readRoots(
  store: CallStore,
  { fromAt, toAt }: Period,
): Promise<ReadonlyMap<number, number>> {
  const parents = new Map<number, number>();
  const rootOf = (key: number): number => {
    let root = key;
    for (let up = parents.get(root); up !== undefined && up !== root; up = parents.get(root)) root = up;
    return root;
  };
  const window = {
    fromAt: Math.max(0, fromAt - CALL_SPREAD_SECONDS),
    toAt: Math.min(0xffff_ffff, toAt + CALL_SPREAD_SECONDS),
  };
  await readTies(store, window, (one, other) => {
    const [least, greatest] = [rootOf(one), rootOf(other)].sort((left, right) => left - right);
    if (least === undefined || greatest === undefined) return;
    for (const key of [one, other, least, greatest]) parents.set(key, least);
  });
  return new Map([...parents.keys()].map((key) => [key, rootOf(key)]));
}

/** The key that stands for a row's call. */
function callOf({ roots }: Pick<ProofFilter, 'roots'>): string {
  const tied = [...roots].filter(([key, root]) => key !== root);
  if (tied.length === 0) return 'call_key';
  const list = (keys: readonly number[]) => `CAST([${keys.join(',')}], 'Array(UInt64)')`;
  return `transform(call_key, ${list(tied.map(([key]) => key))}, ${list(tied.map(([, root]) => root))}, call_key)`;
}

function bind({ scope, period, asOf, overlayRun }: ProofFilter): QueryParameters {
  return {
    from: period.fromAt,
    to: period.toAt,
    wide_from: Math.max(0, period.fromAt - CALL_SPREAD_SECONDS),
    wide_to: Math.min(0xffff_ffff, period.toAt + CALL_SPREAD_SECONDS),
    ...(scope.companies === 'all' ? {} : { companies: scope.companies }),
    ...(asOf === undefined ? {} : { as_of: asOf }),
    ...(overlayRun === undefined ? {} : { overlay_run: overlayRun }),
  };
}

/** Legs by the newest version of each place; `columns` beside it are those of that version. */
function legs(
  table: LegTable,
  { scope, asOf }: Pick<ProofFilter, 'scope' | 'asOf'>,
  columns: readonly string[],
  within = WITHIN,
): string {
  const place = table === 'outbound_leg' ? PLACE : INBOUND_PLACE;
  const names = [...columns, 'is_deleted'];
  const companies = scope.companies === 'all' ? '' : 'AND company IN {companies:Array(String)}';
  const bound = asOf === undefined ? '' : 'AND version <= {as_of:UInt64}';
  const rows = (from: string) =>
    `SELECT ${place}, version, ${names.join(', ')} FROM ${from} WHERE ${within} ${companies} ${bound}`;
  const all = asOf === undefined ? rows(table) : `${rows(table)} UNION ALL ${rows(`${table}_past`)}`;
  const picked = columns.map((column, at) => `newest.${at + 1} AS ${column}`);
  return `(SELECT ${[place, 'last_version', ...picked].join(', ')} FROM (
    SELECT ${place}, max(version) AS last_version, argMax(tuple(${names.join(', ')}), version) AS newest
    FROM (${all}) GROUP BY ${place}) WHERE newest.${names.length} = 0)`;
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

/** The columns of a leg that say what it costs, and by which run. */
const CHARGED = ['acctid', 'billsec', 'cost', 'run'] as const;

/**
 * Outbound legs with `charged`, what their charge says they cost: that of the run that is published and not settled, else
 * that which the run that priced them wrote, else, for legs that no run priced, their own price on arrival. `has_charge` is
 * 0 where a run priced the leg and wrote no charge of it.
 */
function chargedLegs(filter: ProofFilter): string {
  const runs = ['outbound_leg', ...(filter.asOf === undefined ? [] : ['outbound_leg_past'])]
    .map((table) => `SELECT run FROM ${table} WHERE ${WITHIN} AND run > 0`)
    .join(' UNION DISTINCT ');
  const written = `(SELECT run, ${PLACE}, cost AS run_cost, toUInt8(1) AS has_run FROM charge FINAL
    WHERE ${WITHIN} AND run IN (${runs}))`;
  const settled = `(SELECT ${PLACE}, last_version, acctid, billsec, cost, run, run_cost, has_run
    FROM ${legs('outbound_leg', filter, CHARGED)} AS leg LEFT JOIN ${written} AS written USING (run, ${PLACE}))`;
  const own =
    'if(run = 0, cost, run_cost) AS charged, cost AS told, toUInt8(run = 0 OR has_run = 1) AS has_charge';
  if (filter.overlayRun === undefined) return `(SELECT company, acctid, billsec, ${own} FROM ${settled})`;
  const overlay = `(SELECT ${PLACE}, leg_version AS last_version, cost AS over_cost, toUInt8(1) AS has_over FROM charge FINAL
    WHERE ${WITHIN} AND run = {overlay_run:UInt32})`;
  return `(SELECT company, acctid, billsec, if(has_over = 1, over_cost, if(run = 0, cost, run_cost)) AS charged,
      if(has_over = 1, over_cost, cost) AS told, toUInt8(has_over = 1 OR run = 0 OR has_run = 1) AS has_charge
    FROM ${settled} AS leg LEFT JOIN ${overlay} AS over USING (${PLACE}, last_version))`;
}

/** What charges come to by company, in order of company. */
export async function sumCharges(store: CallStore, filter: ProofFilter): Promise<readonly ChargeSum[]> {
  const rows = await readRows<[string, number, number, string, number]>(
    store,
    `SELECT company, count(), sum(billsec), toString(ifNull(sum(charged), 0)), countIf(charged IS NULL)
     FROM ${chargedLegs(filter)} GROUP BY company ORDER BY company ${SETTINGS}`,
    bind(filter),
  );
  return rows.map(([company, calls, seconds, cost, unknown]) => ({ company, calls, seconds, cost, unknown }));
}

/** Legs that say another cost than the charge that the run which priced them wrote, or of which it wrote none. */
export async function findMischarged(
  store: CallStore,
  filter: ProofFilter,
  limit: number,
): Promise<readonly Culprit[]> {
  const rows = await readRows<[number, string, number, string | null, string | null]>(
    store,
    `SELECT acctid, company, has_charge, toString(told), toString(charged) FROM ${chargedLegs(filter)}
     WHERE has_charge = 0 OR isNull(told) != isNull(charged) OR (isNotNull(told) AND told != charged)
     ORDER BY acctid LIMIT ${limit} ${SETTINGS}`,
    bind(filter),
  );
  return rows.map(([acctid, company, hasCharge, told, charged]) => ({
    key: `acctid ${acctid}`,
    what:
      hasCharge === 0
        ? `of company ${company} costs ${told ?? 'an unknown amount'} by a run that wrote no charge of it`
        : `of company ${company} costs ${told ?? 'an unknown amount'}, and by its charge ${charged ?? 'an unknown amount'}`,
  }));
}

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

/** How many culprits are told by name. */
export const CULPRITS_SHOWN = 20;

async function findFirst<Row extends readonly unknown[]>(
  store: CallStore,
  filter: ProofFilter,
  without: string,
  columns: string,
  tell: (row: Row) => Culprit,
): Promise<{ readonly calls: number; readonly first: readonly Culprit[] }> {
  // Counted over all, of which the first are shown.
  const rows = await readRows<[number, ...Row]>(
    store,
    `SELECT count() OVER () AS all_of_them, ${columns} FROM (${without}) ORDER BY acctid LIMIT ${CULPRITS_SHOWN} ${SETTINGS}`,
    bind(filter),
  );
  return {
    calls: rows[0]?.[0] ?? 0,
    first: rows.map(([, ...row]) => tell(row as unknown as Row)),
  };
}
