import type { Period } from '../../core/period.ts';
import type { Scope } from '../../core/scope.ts';
import { type CallStore, type QueryParameters, readRows } from './call-store.ts';
import { inboundLegs, type LegSource, legParameters, outboundLegs } from './leg-source.ts';

/**
 * The SQL of the four Call Reports. The engine writes the contract's JSON itself, one text a row, so that nothing is
 * made per call on this side; every query takes a Scope, and none can be built without one. Legs are read in the
 * order they are stored, so the engine holds no more than a few blocks however long the answer is; only a listing
 * that merges keevio devices is sorted, on disk when it is large.
 */
export interface ReportQuery {
  readonly sql: string;
  readonly parameters: QueryParameters;
}

/** In front of each company's first text in the two listings of `allcalls`: the mark, the company id, the end mark. */
export const COMPANY_MARK = 0x01;
export const COMPANY_MARK_END = 0x02;

export interface LegFilter extends LegSource {
  readonly scope: Scope;
  readonly period: Period;
  /** Device ids or extension numbers; undefined for all. */
  readonly keys?: readonly string[] | undefined;
  /** Lists a keevio device's calls under its owner's handset. */
  readonly keevioMerge?: boolean;
}

export interface ListingOptions {
  /** `allcalls`: costs are left at 0, inbound calls carry their DDI, and companies are marked. */
  readonly allcalls?: boolean;
}

interface Leg {
  readonly side: 'outbound' | 'inbound';
  /** The report's key, and what else must be the same for two rows to stand under one key. */
  readonly key: string;
  readonly order: string;
  /** Columns that name the key: a person or an extension, and for devices the SIP name. */
  readonly name: string;
  readonly sipName: string | undefined;
  readonly filter: string;
}

function outboundLeg(keevioMerge: boolean): Leg {
  return keevioMerge
    ? {
        side: 'outbound',
        key: 'merge_device',
        order: 'company, merge_device, started_at, device, call_key, part',
        name: 'owner',
        sipName: 'merge_sip_name',
        filter: '(merge_device IN {keys:Array(String)} OR device IN {keys:Array(String)})',
      }
    : {
        side: 'outbound',
        key: 'device',
        order: 'company, device, started_at, call_key, part',
        name: 'owner',
        sipName: 'sip_name',
        filter: 'device IN {keys:Array(String)}',
      };
}

const INBOUND_LEG: Leg = {
  side: 'inbound',
  key: 'extension',
  order: 'company, extension, started_at, call_key',
  name: 'name',
  sipName: undefined,
  filter: 'extension IN {keys:Array(String)}',
};

function outboundCall(allcalls: boolean): string {
  const cost = allcalls ? 'toUInt8(0)' : 'cost';
  const costType = allcalls ? 'UInt8' : 'Nullable(Decimal(18, 6))';
  return `CAST(tuple(acctid, toUnixTimestamp(started_at), number_type, called_info, called, dialled, billsec, ring_seconds,
      ${cost}, trunk, cid),
    'Tuple(acctid Int64, calldate UInt32, type String, called_info String, called String, dialled String,
      billsecs UInt32, ringtime UInt32, cost ${costType}, trunk String, cid String)')`;
}

function inboundCall(allcalls: boolean): string {
  return `CAST(tuple(acctid, toUnixTimestamp(started_at), caller, type, ring_seconds, billsec, detail, qtime, qstatus
      ${allcalls ? ', ddi' : ''}),
    'Tuple(acctid Int64, calldate UInt32, caller String, type String, ringtime UInt32, billsecs UInt32, detail String,
      qtime String, qstatus String ${allcalls ? ', ddi String' : ''})')`;
}

/** Numbers as the contract prints them; one stream after the window, so that its order is the answer's order. */
const SETTINGS = `SETTINGS output_format_json_quote_64bit_integers = 0, output_format_decimal_trailing_zeros = 0,
  output_format_json_named_tuples_as_objects = 1, output_format_json_escape_forward_slashes = 0,
  query_plan_enable_multithreading_after_window_functions = 0, max_bytes_before_external_sort = 268435456,
  do_not_merge_across_partitions_select_final = 1`;

/** Outbound calls by device: texts that, put together and closed by `]}`, are the inside of `values`. */
export function queryOutboundListing(filter: LegFilter, options: ListingOptions = {}): ReportQuery {
  return listing(
    outboundLeg(filter.keevioMerge ?? false),
    outboundCall(options.allcalls ?? false),
    filter,
    options,
  );
}

/** Inbound calls by extension, likewise. */
export function queryInboundListing(filter: LegFilter, options: ListingOptions = {}): ReportQuery {
  return listing(INBOUND_LEG, inboundCall(options.allcalls ?? false), filter, options);
}

/** The text that opens a key's object: `"0500000004000":{"name":"Ann Reader","device":"0500000004000"`. */
function openKey(key: string, name: string, sipName: string | undefined): string {
  const device = sipName === undefined ? `''` : `',"device":', toJSONString(toString(${sipName}))`;
  return `concat(toJSONString(toString(${key})), ':{"name":', toJSONString(toString(${name})), ${device})`;
}

function listing(leg: Leg, call: string, filter: LegFilter, options: ListingOptions): ReportQuery {
  const { source, parameters } = restrict(leg, filter);
  const opening = `concat(${openKey(leg.key, leg.name, leg.sipName)}, ',"calls":[')`;
  const companyOpening = options.allcalls
    ? `concat(char(${COMPANY_MARK}), company, char(${COMPANY_MARK_END}), ${opening})`
    : `if(previous_company = '', ${opening}, concat(']},', ${opening}))`;
  return {
    sql: `SELECT concat(
      multiIf(previous_company != company, ${companyOpening}, previous_key != ${leg.key}, concat(']},', ${opening}), ','),
      toJSONString(${call}))
    FROM (
      SELECT *, lagInFrame(toString(company), 1, '') OVER calls AS previous_company,
        lagInFrame(toString(${leg.key}), 1, '') OVER calls AS previous_key
      FROM ${source}
      WINDOW calls AS (ORDER BY ${leg.order} ROWS BETWEEN 1 PRECEDING AND CURRENT ROW))
    ${SETTINGS}`,
    parameters,
  };
}

/** Devices that a filter of outbound legs is about: those it names and, merged, their owners' keevio devices. */
export async function findDevices(store: CallStore, filter: LegFilter): Promise<readonly string[]> {
  const { where, parameters } = restrict(outboundLeg(filter.keevioMerge ?? false), filter);
  const rows = await readRows<[string]>(
    store,
    `SELECT DISTINCT device FROM outbound_leg WHERE ${where} ORDER BY device`,
    parameters,
  );
  return rows.map(([device]) => device);
}

/** Keys that several of the asked companies share, each with its companies. */
export function querySharedKeys(side: 'outbound' | 'inbound', filter: LegFilter): ReportQuery {
  const leg = side === 'outbound' ? outboundLeg(filter.keevioMerge ?? false) : INBOUND_LEG;
  const { source, parameters } = restrict(leg, { ...filter, overlayRun: undefined });
  return {
    sql: `SELECT ${leg.key}, arraySort(groupUniqArray(company)) AS sharing FROM ${source}
      GROUP BY ${leg.key} HAVING length(sharing) > 1 ORDER BY ${leg.key} LIMIT 5`,
    parameters,
  };
}

/**
 * Totals by company, in order of company: one row `[company, fields, handsets]` each, where `fields` is the text of
 * cost, seconds and unknown, and `handsets` the text of the per-device objects (empty without `detail`).
 */
export function querySummary(filter: LegFilter, detail: boolean): ReportQuery {
  const leg = outboundLeg(filter.keevioMerge ?? false);
  const { source, parameters } = restrict(leg, filter);
  // Of calls that start at once any may be the first, but for an answer that is to be the same for ever.
  const first = filter.asOf === undefined ? 'started_at' : '(started_at, device, call_key, part)';
  const sums = 'sum(cost) AS known, sum(billsec) AS seconds, countIf(cost IS NULL) AS unknown';
  if (!detail) {
    return {
      sql: `SELECT company, ${totals('known', 'seconds', 'unknown')}, ''
        FROM (SELECT company, ${sums} FROM ${source} GROUP BY company)
        ORDER BY company ${SETTINGS}`,
      parameters,
    };
  }
  return {
    sql: `SELECT company, ${totals('sum(known)', 'sum(seconds)', 'sum(unknown)')},
        arrayStringConcat(arrayMap(handset -> handset.2, arraySort(groupArray((key, handset)))), ',')
      FROM (
        SELECT company, toString(party) AS key, known, seconds, unknown,
          concat(${openKey('key', 'holder', 'sip')}, ',', ${totals('known', 'seconds', 'unknown')}, '}') AS handset
        FROM (
          SELECT company, ${leg.key} AS party, argMin(${leg.name}, ${first}) AS holder,
            argMin(${leg.sipName}, ${first}) AS sip, ${sums}
          FROM ${source} GROUP BY company, party))
      GROUP BY company ORDER BY company ${SETTINGS}`,
    parameters,
  };
}

function totals(cost: string, seconds: string, unknown: string): string {
  return `concat('"cost":', toJSONString(ifNull(${cost}, 0)), ',"seconds":', toString(${seconds}),
    ',"unknown":', toString(${unknown}))`;
}

function restrict(
  leg: Leg,
  filter: LegFilter,
): { where: string; source: string; parameters: QueryParameters } {
  const { scope, period, keys } = filter;
  const conditions = ['started_at >= {from:UInt32}', 'started_at < {to:UInt32}'];
  if (scope.companies !== 'all') conditions.unshift('company IN {companies:Array(String)}');
  const within = conditions.join(' AND ');
  const where = keys === undefined ? within : `${within} AND ${leg.filter}`;
  const legs = leg.side === 'outbound' ? outboundLegs : inboundLegs;
  return {
    where,
    source: legs(filter, within, where),
    parameters: {
      from: period.fromAt,
      to: period.toAt,
      ...(scope.companies === 'all' ? {} : { companies: scope.companies }),
      ...(keys === undefined ? {} : { keys }),
      ...legParameters(filter),
    },
  };
}
