import type { ChangedCall, RunComparison, RunDifference, RunScope, RunTotal } from '../../core/rating-run.ts';
import { type CallStore, readRows } from './call-store.ts';
import { restrictToScope } from './priceable-legs.ts';

/** Groups that are listed at most, those that change most first. */
const MOST_GROUPS = 200;
const MOST_CALLS = 20;

const NUMBERS =
  'SETTINGS output_format_json_quote_64bit_integers = 0, output_format_decimal_trailing_zeros = 0';
/** Sums keep all their digits on the way: a JSON number would not. */
const asText = (sum: string) => `toString(${sum})`;

/** What a run that has priced its scope once, and is not published, would change. */
export async function compareCharges(store: CallStore, run: number, scope: RunScope): Promise<RunComparison> {
  const [totals, byCompany, byNumberType, byDestination, mostChanged] = await Promise.all([
    readTotals(store, run, scope),
    readDifferences(store, run, scope, 'company', 'company'),
    readDifferences(store, run, scope, 'number_type', 'number_type_before'),
    readDifferences(store, run, scope, 'called_info', 'called_info_before'),
    readMostChanged(store, run),
  ]);
  return { ...totals, byCompany, byNumberType, byDestination, mostChanged };
}

type Totals = Pick<RunComparison, 'calls' | 'changed' | 'before' | 'after' | 'becameKnown' | 'becameUnknown'>;

async function readTotals(store: CallStore, run: number, scope: RunScope): Promise<Totals> {
  const { where, parameters } = restrictToScope(scope);
  const [row] = await readRows<[number, string, number, number, string, number, number]>(
    store,
    `WITH legs AS (
       SELECT count() AS calls, sum(ifNull(cost, 0)) AS known, countIf(cost IS NULL) AS unknown
       FROM outbound_leg FINAL WHERE ${where} AND internal = 0),
     changes AS (
       SELECT count() AS changed, sum(ifNull(cost, 0)) - sum(ifNull(cost_before, 0)) AS dearer,
         countIf(cost_before IS NULL AND cost IS NOT NULL) AS became_known,
         countIf(cost_before IS NOT NULL AND cost IS NULL) AS became_unknown
       FROM charge WHERE run = {run:UInt32})
     SELECT calls, ${asText('known')}, unknown, changed, ${asText('known + dearer')}, became_known, became_unknown
     FROM legs, changes ${NUMBERS}`,
    { ...parameters, run },
  );
  const [
    calls = 0,
    known = '0',
    unknown = 0,
    changed = 0,
    knownAfter = '0',
    becameKnown = 0,
    becameUnknown = 0,
  ] = row ?? [];
  const before: RunTotal = { cost: known, unknown };
  const after: RunTotal = { cost: knownAfter, unknown: unknown - becameKnown + becameUnknown };
  return { calls, changed, before, after, becameKnown, becameUnknown };
}

/** A call whose group changes leaves the one and comes to the other. */
async function readDifferences(
  store: CallStore,
  run: number,
  scope: RunScope,
  group: string,
  groupBefore: string,
): Promise<RunDifference[]> {
  const { where, parameters } = restrictToScope(scope);
  const rows = await readRows<[string, number, string, string]>(
    store,
    `WITH changes AS (
       SELECT name, sum(calls) AS changed, sum(part) AS dearer FROM (
         SELECT ${group} AS name, toUInt64(1) AS calls, ifNull(cost, 0) AS part FROM charge WHERE run = {run:UInt32}
         UNION ALL
         SELECT ${groupBefore}, toUInt64(0), -ifNull(cost_before, 0) FROM charge WHERE run = {run:UInt32})
       GROUP BY name ORDER BY abs(dearer) DESC, name LIMIT ${MOST_GROUPS}),
     legs AS (
       SELECT ${group} AS name, sum(ifNull(cost, 0)) AS known FROM outbound_leg FINAL
       WHERE ${where} AND internal = 0 GROUP BY name)
     SELECT toString(changes.name), changed, ${asText('known')}, ${asText('known + dearer')}
     FROM changes LEFT JOIN legs ON toString(legs.name) = toString(changes.name)
     ORDER BY abs(dearer) DESC, changes.name ${NUMBERS}`,
    { ...parameters, run },
  );
  return rows.map(([name, changed, before, after]) => ({ name, changed, before, after }));
}

/** The calls whose cost a run changes most. */
export async function readMostChanged(store: CallStore, run: number): Promise<ChangedCall[]> {
  const rows = await readRows<[number, string, string, number, string, string | null, string | null]>(
    store,
    `SELECT acctid, company, device, toUnixTimestamp(started_at), called_info, toString(cost_before), toString(cost)
     FROM charge WHERE run = {run:UInt32}
     ORDER BY abs(ifNull(cost, 0) - ifNull(cost_before, 0)) DESC, acctid LIMIT ${MOST_CALLS} ${NUMBERS}`,
    { run },
  );
  return rows.map(([acctid, company, device, startAt, destination, before, after]) => ({
    acctid,
    company,
    device,
    startAt,
    destination,
    before,
    after,
  }));
}
