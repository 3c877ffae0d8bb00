import { type CallStore, type QueryParameters, readRows } from './call-store.ts';

/** Work of one kind that one deed would put right. Instants are UTC epoch seconds. */
export interface WorkGroup {
  /** 16 hex digits, by what the group is of; the same group has the same tomorrow. */
  readonly hash: string;
  /** Where it stands: a source, a company. */
  readonly place: string;
  /** Of the record, where the group is one record; else 0. */
  readonly line: number;
  /** Records or legs in it. */
  readonly count: number;
  readonly firstAt: number;
  readonly lastAt: number;
  /** What the group is of, each kind in its own order. */
  readonly facts: readonly string[];
  /** Accounting ids of the earliest. */
  readonly acctids: readonly number[];
  /** When the records of `acctids` start, or the legs made of them. */
  readonly starts: readonly number[];
}

/** Where a page of groups begins: after the group that has these, in the order of pages. */
export interface GroupPlace {
  readonly count: number;
  readonly place: string;
  readonly line: number;
  readonly hash: string;
}

export interface GroupPage {
  readonly limit: number;
  readonly after?: GroupPlace | undefined;
  /** Hashes of groups that are put aside. */
  readonly aside: readonly string[];
  /** Whether those that are put aside are meant, or the others. */
  readonly wanted: 'aside' | 'open';
  /** Only the group of this hash. */
  readonly only?: string | undefined;
}

/** A query that answers the columns of `WorkGroup` under their SQL names, and its parameters. */
export interface GroupQuery {
  readonly sql: string;
  readonly parameters: QueryParameters;
}

/** Accounting ids that are told of a group. */
const SAMPLES = 5;

/**
 * When rows of a group started, and the accounting ids of the earliest: the same ones however the engine divides its work.
 * `only` leaves rows out.
 */
export function measureStarts(only = 'true'): string {
  const earliest = `groupArraySortedIf(${SAMPLES})((toUnixTimestamp(started_at), acctid), ${only})`;
  return `toUnixTimestamp(minIf(started_at, ${only})) AS first_at, toUnixTimestamp(maxIf(started_at, ${only})) AS last_at,
    arrayMap(one -> one.2, ${earliest}) AS acctids, arrayMap(one -> one.1, ${earliest}) AS starts`;
}

const SETTINGS = 'SETTINGS output_format_json_quote_64bit_integers = 0';

type GroupColumns = [
  string,
  string,
  number,
  number,
  number,
  number,
  readonly string[],
  readonly number[],
  readonly number[],
];

/** Groups of a query, the largest first, from a place on. */
export async function readGroups(
  store: CallStore,
  { sql, parameters }: GroupQuery,
  { limit, after, aside, wanted, only }: GroupPage,
): Promise<readonly WorkGroup[]> {
  const conditions = [`hash ${wanted === 'aside' ? '' : 'NOT '}IN {aside:Array(String)}`];
  if (only !== undefined) conditions.push('hash = {only:String}');
  if (after !== undefined) {
    conditions.push(
      '(-count, place, line, hash) > ({after_count:Int64}, {after_place:String}, {after_line:UInt32}, {after_hash:String})',
    );
  }
  const rows = await readRows<GroupColumns>(
    store,
    `SELECT hash, place, line, count, first_at, last_at, facts, acctids, starts
     FROM (SELECT *, toInt64(units) AS count FROM (${sql}))
     WHERE ${conditions.join(' AND ')}
     ORDER BY count DESC, place, line, hash LIMIT {limit:UInt32} ${SETTINGS}`,
    {
      ...parameters,
      limit,
      aside,
      ...(only === undefined ? {} : { only }),
      ...(after === undefined
        ? {}
        : {
            after_count: -after.count,
            after_place: after.place,
            after_line: after.line,
            after_hash: after.hash,
          }),
    },
  );
  return rows.map(([hash, place, line, count, firstAt, lastAt, facts, acctids, starts]) => ({
    ...{ hash, place, line, count, firstAt, lastAt, facts, acctids, starts },
  }));
}

/** How many groups there are, and how many records or legs are in them. */
export interface GroupCount {
  readonly items: number;
  readonly units: number;
}

/** Counts the groups of a query but for those put aside. */
export async function countGroups(
  store: CallStore,
  { sql, parameters }: GroupQuery,
  aside: readonly string[],
): Promise<GroupCount> {
  const [row] = await readRows<[number, number]>(
    store,
    `SELECT count(), toInt64(sum(units)) FROM (${sql}) WHERE hash NOT IN {aside:Array(String)} ${SETTINGS}`,
    { ...parameters, aside },
  );
  return { items: row?.[0] ?? 0, units: row?.[1] ?? 0 };
}

/** The hash of a group: of what it is of, whatever else becomes of it. */
export function hashOf(kind: string, columns: readonly string[]): string {
  return `lower(hex(sipHash64('${kind}', ${columns.join(', ')})))`;
}
