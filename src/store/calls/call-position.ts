import { CALL_SORTS, type CallSortName, givenValue } from './call-place.ts';
import { type CallStore, type QueryParameters, readRows } from './call-store.ts';
import { type SeenLegs, seenLegs } from './seen-legs.ts';

/** From where the leg at a position is reached by stepping over a few: a condition on `seenLegs`, and how many. */
export interface Position {
  readonly condition: string;
  readonly parameters: QueryParameters;
  readonly over: number;
}

const HOUR = 'intDiv(toUnixTimestamp(seen_started_at), 3600)';

/**
 * Finds the leg before which so many others stand in an order, without ordering them: by counting, first those of each
 * value, then those of each hour within the value. Undefined where there are not so many.
 */
export async function findPosition(
  store: CallStore,
  seen: SeenLegs,
  {
    sort,
    descending,
    skip,
  }: { readonly sort: CallSortName; readonly descending: boolean; readonly skip: number },
): Promise<Position | undefined> {
  const { value, type } = CALL_SORTS[sort];
  const isTimed = sort === 'startedAt';
  const of = isTimed ? undefined : await findPart(store, seen, { key: value, descending, skip });
  if (!isTimed && of === undefined) return undefined;
  const same = of === undefined ? {} : { place_value: of.key };
  const hours = { key: HOUR, descending, skip: skip - (of?.before ?? 0) };
  const given = givenValue(type);
  const hour = await findPart(
    store,
    seen,
    of === undefined ? hours : { ...hours, where: `${value} = ${given}`, parameters: same },
  );
  if (hour === undefined) return undefined;
  const [beyond, from] = descending ? ['<', '<='] : ['>', '>='];
  const inHour = `${HOUR} ${from} {place_hour:UInt32}`;
  return {
    condition:
      of === undefined ? inHour : `(${value} ${beyond} ${given} OR (${value} = ${given} AND ${inHour}))`,
    parameters: { ...same, place_hour: Number(hour.key) },
    over: hours.skip - hour.before,
  };
}

interface PartQuery {
  readonly key: string;
  readonly descending: boolean;
  readonly skip: number;
  readonly where?: string;
  readonly parameters?: QueryParameters;
}

/** The part of the legs, parted by a key, in which the leg at a position is, and how many stand before that part. */
async function findPart(
  store: CallStore,
  seen: SeenLegs,
  { key, descending, skip, where = 'true', parameters: given = {} }: PartQuery,
): Promise<{ readonly key: string; readonly before: number } | undefined> {
  const { legs, parameters } = seenLegs(seen);
  const [row] = await readRows<[string, number]>(
    store,
    `SELECT toString(part_key), before FROM (
       SELECT part_key, legs, sum(legs) OVER (ORDER BY part_key ${descending ? 'DESC' : 'ASC'}
         ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) - legs AS before
       FROM (SELECT ${key} AS part_key, count() AS legs FROM ${legs} WHERE ${where} GROUP BY part_key))
     WHERE before <= {skip:UInt64} AND before + legs > {skip:UInt64}
     SETTINGS output_format_json_quote_64bit_integers = 0, do_not_merge_across_partitions_select_final = 1`,
    { ...parameters, ...given, skip },
  );
  return row === undefined ? undefined : { key: row[0], before: row[1] };
}
