import { type CallStore, type QueryParameters, readRows } from './call-store.ts';
import {
  INBOUND_LEG,
  inboundCall,
  type LegFilter,
  type ListingOptions,
  outboundCall,
  outboundLeg,
  type ReportLeg,
  restrictLegs,
} from './report-legs.ts';

export type { LegFilter } from './report-legs.ts';

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

/** Numbers as the contract prints them; one stream after the window, so that its order is the answer's order. */
const SETTINGS = `SETTINGS output_format_json_quote_64bit_integers = 0, output_format_decimal_trailing_zeros = 0,
  output_format_json_named_tuples_as_objects = 1, output_format_json_escape_forward_slashes = 0,
  query_plan_enable_multithreading_after_window_functions = 0, max_bytes_before_external_sort = 268435456,
  do_not_merge_across_partitions_select_final = 1`;

/** Outbound calls by device: texts that, put together and closed by `]}`, are the inside of `values`. */
export function queryOutboundListing(filter: LegFilter, options: ListingOptions = {}): ReportQuery {
  return listing(outboundLeg(filter.keevioMerge ?? false), outboundCall(filter, options), filter, options);
}

/** Inbound calls by extension, likewise. */
export function queryInboundListing(filter: LegFilter, options: ListingOptions = {}): ReportQuery {
  return listing(INBOUND_LEG, inboundCall(filter, options), filter, options);
}

/** The text that opens a key's object: `"0500000004000":{"name":"Ann Reader","device":"0500000004000"`. */
function openKey(key: string, name: string, sipName: string | undefined): string {
  const device = sipName === undefined ? `''` : `',"device":', toJSONString(toString(${sipName}))`;
  return `concat(toJSONString(toString(${key})), ':{"name":', toJSONString(toString(${name})), ${device})`;
}

function listing(leg: ReportLeg, call: string, filter: LegFilter, options: ListingOptions): ReportQuery {
  const { source, parameters } = restrictLegs(leg, filter);
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
  const { where, parameters } = restrictLegs(outboundLeg(filter.keevioMerge ?? false), filter);
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
  const { source, parameters } = restrictLegs(leg, { ...filter, overlayRun: undefined });
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
export function querySummary(
  filter: LegFilter,
  detail: boolean,
  { own = false }: ListingOptions = {},
): ReportQuery {
  const leg = outboundLeg(filter.keevioMerge ?? false);
  const { source, parameters } = restrictLegs(leg, filter);
  // Of calls that start at once any may be the first, but for an answer that is to be the same for ever.
  const first = filter.asOf === undefined ? 'started_at' : '(started_at, device, call_key, part)';
  const sums = 'sum(cost) AS known, sum(billsec) AS seconds, countIf(cost IS NULL) AS unknown';
  if (!detail) {
    return {
      sql: `SELECT company, ${totals('known', 'seconds', 'unknown', own)}, ''
        FROM (SELECT company, ${sums} FROM ${source} GROUP BY company)
        ORDER BY company ${SETTINGS}`,
      parameters,
    };
  }
  return {
    sql: `SELECT company, ${totals('sum(known)', 'sum(seconds)', 'sum(unknown)', own)},
        arrayStringConcat(arrayMap(handset -> handset.2, arraySort(groupArray((key, handset)))), ',')
      FROM (
        SELECT company, toString(party) AS key, known, seconds, unknown,
          concat(${openKey('key', 'holder', 'sip')}, ',', ${totals('known', 'seconds', 'unknown', own)}, '}') AS handset
        FROM (
          SELECT company, ${leg.key} AS party, argMin(${leg.name}, ${first}) AS holder,
            argMin(${leg.sipName}, ${first}) AS sip, ${sums}
          FROM ${source} GROUP BY company, party))
      GROUP BY company ORDER BY company ${SETTINGS}`,
    parameters,
  };
}

/** Money is a number in the published answer and a text in ours. */
function totals(cost: string, seconds: string, unknown: string, own: boolean): string {
  const known = own ? `toString(ifNull(${cost}, 0))` : `ifNull(${cost}, 0)`;
  return `concat('"cost":', toJSONString(${known}), ',"seconds":', toString(${seconds}),
    ',"unknown":', toString(${unknown}))`;
}
