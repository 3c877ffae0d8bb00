import type { Scope } from '../../core/scope.ts';
import { type CallStore, type QueryParameters, readRows } from './call-store.ts';
import { legParameters, outboundLegs } from './leg-source.ts';
import { type LegFilter, maskOutside } from './report-legs.ts';

/** An outbound leg with all that its price depends on, and the price. */
export interface ExplainableLeg {
  readonly acctid: number;
  readonly company: string;
  /** The device that dialled. */
  readonly device: string;
  readonly owner: string;
  readonly part: number;
  /** Where a listing has the leg, and the SIP name there: the handset's, where keevio devices are merged. */
  readonly key: string;
  readonly sipName: string;
  /** UTC epoch seconds. */
  readonly startAt: number;
  readonly ringSeconds: number;
  readonly billsec: number;
  readonly answered: boolean;
  readonly internal: boolean;
  readonly onPbx: boolean;
  readonly dialled: string;
  /** E.164 digits; empty where the dial string was none. */
  readonly number: string;
  readonly called: string;
  readonly calledInfo: string;
  readonly numberType: string;
  readonly trunk: string;
  readonly cid: string;
  /** Decimal text without trailing zeros; null where it is unknown. */
  readonly cost: string | null;
  readonly carrierCost: string | null;
  /** The allowance that covered some of it, and how many seconds; empty and 0 where none did. */
  readonly allowance: string;
  readonly covered: number;
  /** Revision of the rate card, and the run, that priced it; run 0 is its arrival. */
  readonly rates: number;
  readonly run: number;
}

/** Values in the order of `COLUMNS`. */
type StoredColumns = [
  ...[number, string, string, string, number, string, string, number, number, number, number, number, number],
  ...[string, string, string, string, string, string, string],
  ...[string | null, string | null, string, number, number, number],
];

const SETTINGS = `SETTINGS output_format_json_quote_64bit_integers = 0, output_format_decimal_trailing_zeros = 0,
  max_bytes_before_external_sort = 268435456, do_not_merge_across_partitions_select_final = 1`;

/** When the outbound legs of an accounting id began (UTC epoch seconds), in order. */
export async function findLegStarts(store: CallStore, acctid: number): Promise<readonly number[]> {
  const rows = await readRows<[number]>(
    store,
    `SELECT DISTINCT toUnixTimestamp(started_at) AS at FROM (
       SELECT started_at FROM outbound_leg WHERE acctid = {acctid:Int64}
       UNION ALL
       SELECT started_at FROM inbound_leg WHERE acctid = {acctid:Int64} AND carries = 1)
     ORDER BY at`,
    { acctid },
  );
  return rows.map(([at]) => at);
}

/** Inbound legs of an accounting id that the scope reaches: which extension, queue or group was rung, in order. */
export async function findRungExtensions(
  store: CallStore,
  acctid: number,
  { companies }: Scope,
): Promise<readonly string[]> {
  const isSeen = companies === 'all' ? '' : 'AND company IN {companies:Array(String)}';
  const rows = await readRows<[string]>(
    store,
    `SELECT DISTINCT extension FROM inbound_leg FINAL WHERE acctid = {acctid:Int64} ${isSeen} ORDER BY extension`,
    { acctid, ...(companies === 'all' ? {} : { companies }) },
  );
  return rows.map(([extension]) => extension);
}

/**
 * The outbound legs of an accounting id that began within `[fromAt, toAt]`, in order. No Scope restricts it: whoever
 * asks leaves out those that may not be seen.
 */
export async function readExplainableLegs(
  store: CallStore,
  acctid: number,
  { fromAt, toAt }: { readonly fromAt: number; readonly toAt: number },
  overlayRun: number | undefined,
): Promise<readonly ExplainableLeg[]> {
  const { sql, parameters } = selectLegs(
    `acctid = {acctid:Int64} AND ${WITHIN}`,
    { acctid, from: fromAt, to: toAt + 1 },
    'device, sip_name',
    'started_at, company, device, call_key, part',
    overlayRun,
  );
  const rows = await readRows<StoredColumns>(store, sql, parameters);
  return rows.map(fromRow);
}

/** Which calls are looked at where all would be too many: about one in `oneOf`, others for another `seed`. */
export interface Sample {
  readonly oneOf: number;
  readonly seed: number;
}

/** Names columns of a leg's place only. */
export const IN_SAMPLE = 'cityHash64(call_key, {seed:UInt32}) % {one_of:UInt32} = 0';

/** The outbound legs of a listing, in its order, as the engine makes them; those of a sample of its calls where one is given. */
export async function* streamExplainableLegs(
  store: CallStore,
  { scope, period, keys, keevioMerge = false, asOf, maskNumbers = false }: LegFilter,
  overlayRun: number | undefined,
  sample?: Sample,
): AsyncGenerator<ExplainableLeg> {
  const conditions = sample === undefined ? [WITHIN] : [WITHIN, IN_SAMPLE];
  if (scope.companies !== 'all') conditions.unshift('company IN {companies:Array(String)}');
  const within = conditions.join(' AND ');
  if (keys !== undefined) {
    const named = keevioMerge ? ['merge_device', 'device'] : ['device'];
    conditions.push(`(${named.map((column) => `${column} IN {keys:Array(String)}`).join(' OR ')})`);
  }
  const { sql, parameters } = selectLegs(
    conditions.join(' AND '),
    {
      from: period.fromAt,
      to: period.toAt,
      ...(scope.companies === 'all' ? {} : { companies: scope.companies }),
      ...(keys === undefined ? {} : { keys }),
      ...(sample === undefined ? {} : { one_of: sample.oneOf, seed: sample.seed }),
    },
    keevioMerge ? 'merge_device, merge_sip_name' : 'device, sip_name',
    keevioMerge
      ? 'company, merge_device, started_at, device, call_key, part'
      : 'company, device, started_at, call_key, part',
    overlayRun,
    asOf === undefined ? undefined : { asOf, within },
    maskNumbers,
  );
  yield* readLegs(store, sql, parameters);
}

/** The outbound legs of a period in order of time; those of one instant by id, device, call and part. */
export function streamLegsInTime(
  store: CallStore,
  { scope, period, asOf, overlayRun }: LegFilter,
): AsyncGenerator<ExplainableLeg> {
  const isAll = scope.companies === 'all';
  const within = isAll ? WITHIN : `company IN {companies:Array(String)} AND ${WITHIN}`;
  const { sql, parameters } = selectLegs(
    within,
    { from: period.fromAt, to: period.toAt, ...(isAll ? {} : { companies: scope.companies }) },
    'device, sip_name',
    'started_at, acctid, device, call_key, part',
    overlayRun,
    asOf === undefined ? undefined : { asOf, within },
  );
  return readLegs(store, sql, parameters);
}

async function* readLegs(
  store: CallStore,
  sql: string,
  parameters: QueryParameters,
): AsyncGenerator<ExplainableLeg> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of store.stream(sql, parameters, 'JSONCompactEachRow')) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) yield fromRow(JSON.parse(line) as StoredColumns);
  }
}

const WITHIN = 'started_at >= {from:UInt32} AND started_at < {to:UInt32}';

function selectLegs(
  where: string,
  parameters: QueryParameters,
  listed: string,
  order: string,
  overlayRun: number | undefined,
  past?: { readonly asOf: number; readonly within: string },
  maskNumbers = false,
): { readonly sql: string; readonly parameters: QueryParameters } {
  const source = { asOf: past?.asOf, overlayRun };
  const show = maskOutside(maskNumbers, 'internal = 0');
  return {
    sql: `SELECT acctid, company, device, owner, part, ${listed}, toUnixTimestamp(started_at), ring_seconds, billsec,
        answered, internal, on_pbx, ${show('dialled')}, ${show('number')}, ${show('called')}, called_info, number_type,
        trunk, ${show('cid')},
        toString(cost), toString(carrier_cost), allowance, covered, rates, run
      FROM ${outboundLegs(source, past?.within ?? where, where)}
      ORDER BY ${order} ${SETTINGS}`,
    parameters: { ...parameters, ...legParameters(source) },
  };
}

function fromRow(row: StoredColumns): ExplainableLeg {
  const [acctid, company, device, owner, part, key, sipName, startAt, ringSeconds, billsec, ...more] = row;
  const [answered, internal, onPbx, dialled, number, called, calledInfo, numberType, trunk, cid, ...price] =
    more;
  const [cost, carrierCost, allowance, covered, rates, run] = price;
  return {
    acctid,
    company,
    device,
    owner,
    part,
    key,
    sipName,
    startAt,
    ringSeconds,
    billsec,
    answered: answered === 1,
    internal: internal === 1,
    onPbx: onPbx === 1,
    dialled,
    number,
    called,
    calledInfo,
    numberType,
    trunk,
    cid,
    cost,
    carrierCost,
    allowance,
    covered,
    rates,
    run,
  };
}
