import { type CallStore, type QueryParameters, readRows } from './call-store.ts';
import { DIMENSIONS, type DimensionName, MEASURES, type MeasureName } from './insight-terms.ts';
import { type SeenLegs, seenLegs } from './seen-legs.ts';

/** Which figures of the legs that are seen. */
export interface FigureQuery {
  readonly dimensions: readonly DimensionName[];
  readonly measures: readonly MeasureName[];
  /** By what rows are ordered, those that are alike by their keys; undefined for the keys alone. */
  readonly sort?: { readonly by: DimensionName | MeasureName; readonly descending: boolean } | undefined;
  readonly limit: number;
}

/** A part of a whole. */
interface Share {
  readonly part: number;
  readonly of: number;
}

export type FigureValue = number | string | Share | null;

/** Values in the order in which they were asked for; a label is null where the legs tell none. */
export interface FigureRow {
  readonly keys: readonly string[];
  readonly labels: readonly (string | null)[];
  readonly values: readonly FigureValue[];
}

/** The first rows, and how many there are in all. */
export interface Figures {
  readonly rows: readonly FigureRow[];
  readonly total: number;
}

type StoredRow = [string[], (string | null)[], (number | string | [number, number] | null)[], number];

/** Sums over legs by the values of dimensions; without any, one row of all of them, be it of none. */
export async function readFigures(store: CallStore, seen: SeenLegs, query: FigureQuery): Promise<Figures> {
  const { sql, parameters } = queryFigures(seen, query);
  const rows = await readRows<StoredRow>(store, sql, parameters);
  return {
    rows: rows.map(([keys, labels, values]) => ({
      ...{ keys, labels },
      values: values.map((value) => (Array.isArray(value) ? { part: value[0], of: value[1] } : value)),
    })),
    total: rows[0]?.[3] ?? 0,
  };
}

function queryFigures(
  seen: SeenLegs,
  { dimensions, measures, sort, limit }: FigureQuery,
): { readonly sql: string; readonly parameters: QueryParameters } {
  const { legs, parameters } = seenLegs(seen);
  const keys = dimensions.map((name) => `${DIMENSIONS[name].key} AS key_${name}`);
  const labels = dimensions.map((name) => {
    const dimension = DIMENSIONS[name];
    const label =
      'label' in dimension ? `argMaxIf(${dimension.label}, seen_started_at, ${dimension.key} != '')` : 'NULL';
    return `${label} AS label_${name}`;
  });
  const sums = [...new Set([...measures, ...sortedMeasure(sort?.by)])].map(
    (name) => `${MEASURES[name].value} AS value_${name}`,
  );
  const order = [
    ...(sort === undefined ? [] : [`${sortKey(sort.by)} ${sort.descending ? 'DESC' : 'ASC'} NULLS LAST`]),
    ...dimensions.map((name) => `key_${name}`),
  ];
  return {
    sql: `SELECT [${dimensions.map((name) => `toString(key_${name})`).join(', ')}]::Array(String),
        [${dimensions.map((name) => `label_${name}`).join(', ')}]::Array(Nullable(String)),
        tuple(${measures.map(print).join(', ')}), count() OVER ()
      FROM (
        SELECT ${[...keys, ...labels, ...sums].join(', ')} FROM ${legs}
        ${dimensions.length === 0 ? '' : `GROUP BY ${dimensions.map((name) => `key_${name}`).join(', ')}`})
      ${order.length === 0 ? '' : `ORDER BY ${order.join(', ')}`}
      LIMIT {limit:UInt32} ${SETTINGS}`,
    parameters: { ...parameters, limit },
  };
}

function sortedMeasure(by: DimensionName | MeasureName | undefined): readonly MeasureName[] {
  return by !== undefined && by in MEASURES ? [by as MeasureName] : [];
}

function sortKey(by: DimensionName | MeasureName): string {
  if (by in DIMENSIONS) return `key_${by}`;
  const value = `value_${by}`;
  return MEASURES[by as MeasureName].as === 'share' ? `(${value}.1 / nullIf(${value}.2, 0))` : value;
}

function print(name: MeasureName): string {
  return MEASURES[name].as === 'money' ? `toString(value_${name})` : `value_${name}`;
}

const SETTINGS = `SETTINGS output_format_json_quote_64bit_integers = 0, output_format_decimal_trailing_zeros = 0,
  do_not_merge_across_partitions_select_final = 1`;
