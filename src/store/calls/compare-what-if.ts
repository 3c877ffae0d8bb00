import type { GroupChange, RunComparison, WhatIfComparison } from '../../core/rating-run.ts';
import { type CallStore, readRows } from './call-store.ts';
import { readMostChanged } from './compare-charges.ts';

/** Groups that are listed at most, those that change most first: everybody, on any PBX there is. */
const MOST_GROUPS = 10_000;

const NUMBERS =
  'SETTINGS output_format_json_quote_64bit_integers = 0, output_format_decimal_trailing_zeros = 0';
const BECAME_KNOWN = 'cost_before IS NULL AND cost IS NOT NULL';
const BECAME_UNKNOWN = 'cost_before IS NOT NULL AND cost IS NULL';
const CHANGED = `(${BECAME_KNOWN}) OR (${BECAME_UNKNOWN}) OR ifNull(cost, 0) != ifNull(cost_before, 0)`;
const NOTHING = 'toDecimal64(0, 6)';

/**
 * What a run that wrote a charge for every call of its scope would change. Each call is held against the price it had
 * when it was read, which stands beside its charge: whatever comes, or is published, meanwhile changes no figure.
 */
export async function compareWhatIf(store: CallStore, run: number): Promise<WhatIfComparison> {
  const [totals, byCompany, byNumberType, byDestination, mostChanged] = await Promise.all([
    readTotals(store, run),
    readGroups(store, run, 'company', 'company'),
    readGroups(store, run, 'number_type', 'number_type_before'),
    readGroups(store, run, 'called_info', 'called_info_before'),
    readMostChanged(store, run),
  ]);
  const changed = mostChanged.filter(({ before, after }) => before !== after);
  return { ...totals, byCompany, byNumberType, byDestination, mostChanged: changed };
}

type Totals = Pick<RunComparison, 'calls' | 'changed' | 'before' | 'after' | 'becameKnown' | 'becameUnknown'>;

async function readTotals(store: CallStore, run: number): Promise<Totals> {
  const [row] = await readRows<[number, number, string, number, string, number, number, number]>(
    store,
    `SELECT count(), countIf(${CHANGED}),
       toString(sum(ifNull(cost_before, 0))), countIf(cost_before IS NULL),
       toString(sum(ifNull(cost, 0))), countIf(cost IS NULL),
       countIf(${BECAME_KNOWN}), countIf(${BECAME_UNKNOWN})
     FROM charge WHERE run = {run:UInt32} ${NUMBERS}`,
    { run },
  );
  if (row === undefined) throw new Error('a sum over charges gave no row');
  const [calls, changed, costBefore, unknownBefore, costAfter, unknownAfter, becameKnown, becameUnknown] =
    row;
  return {
    calls,
    changed,
    before: { cost: costBefore, unknown: unknownBefore },
    after: { cost: costAfter, unknown: unknownAfter },
    becameKnown,
    becameUnknown,
  };
}

/** A call that loses its price is missed where it was, as it goes to the group of what has none. */
async function readGroups(
  store: CallStore,
  run: number,
  group: string,
  groupBefore: string,
): Promise<GroupChange[]> {
  const rows = await readRows<[string, number, string, string, number, number]>(
    store,
    `SELECT toString(name), sum(is_changed), toString(sum(part_before)), toString(sum(part_after)),
       sum(is_known), sum(is_unknown)
     FROM (
       SELECT ${group} AS name, toUInt64(${CHANGED}) AS is_changed, ${NOTHING} AS part_before,
         ifNull(cost, 0) AS part_after, toUInt64(${BECAME_KNOWN}) AS is_known, toUInt64(0) AS is_unknown
       FROM charge WHERE run = {run:UInt32}
       UNION ALL
       SELECT ${groupBefore}, toUInt64(0), ifNull(cost_before, 0), ${NOTHING}, toUInt64(0),
         toUInt64(${BECAME_UNKNOWN})
       FROM charge WHERE run = {run:UInt32})
     GROUP BY name ORDER BY abs(sum(part_after) - sum(part_before)) DESC, name LIMIT ${MOST_GROUPS} ${NUMBERS}`,
    { run },
  );
  return rows.map(([name, changed, before, after, becameKnown, becameUnknown]) => ({
    name,
    changed,
    before,
    after,
    becameKnown,
    becameUnknown,
  }));
}
