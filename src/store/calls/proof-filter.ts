import type { Period } from '../../core/period.ts';
import type { Scope } from '../../core/scope.ts';
import { type CallStore, type QueryParameters, readRows } from './call-store.ts';
import { readTies } from './call-ties.ts';
import { type LegTable, OUTBOUND_KEY as PLACE } from './past-legs.ts';

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

/** Something that differs: what it is known by, and a sentence without its full stop. */
export interface Culprit {
  readonly key: string;
  readonly what: string;
}

/** Of every query of the proof. */
export const SETTINGS = `SETTINGS output_format_json_quote_64bit_integers = 0, output_format_decimal_trailing_zeros = 0,
  max_bytes_before_external_group_by = 536870912, join_use_nulls = 0`;
/** What starts within the period. */
export const WITHIN = 'started_at >= {from:UInt32} AND started_at < {to:UInt32}';
const INBOUND_PLACE = 'company, extension, started_at, call_key';
/** Records of one call may start this many seconds apart. */
const CALL_SPREAD_SECONDS = 86_400;
/** What may be of a call that starts within the period. */
export const WIDELY = 'started_at >= {wide_from:UInt32} AND started_at < {wide_to:UInt32}';

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
export function callOf({ roots }: Pick<ProofFilter, 'roots'>): string {
  const tied = [...roots].filter(([key, root]) => key !== root);
  if (tied.length === 0) return 'call_key';
  const list = (keys: readonly number[]) => `CAST([${keys.join(',')}], 'Array(UInt64)')`;
  return `transform(call_key, ${list(tied.map(([key]) => key))}, ${list(tied.map(([, root]) => root))}, call_key)`;
}

/** The parameters that all queries of the proof have. */
export function bind({ scope, period, asOf, overlayRun }: ProofFilter): QueryParameters {
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
export function legs(
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

/** How many culprits are told by name. */
export const CULPRITS_SHOWN = 20;

/** How many calls a query finds, and the first of them. */
export async function findFirst<Row extends readonly unknown[]>(
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
