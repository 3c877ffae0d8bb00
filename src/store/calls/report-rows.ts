import { type CallStore, readRows } from './call-store.ts';
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

/** A call of a listing by the names of the contract, behind the company and the key under which it stands. */
export interface ListedCall {
  readonly company: string;
  readonly key: string;
  readonly name: string;
  /** SIP name of a device; empty for an extension. */
  readonly device: string;
  readonly call: Readonly<Record<string, string | number | null>>;
}

/** One line of a summary: a company, or with `detail` one of its handsets. */
export interface SummaryLine {
  readonly company: string;
  /** Device id; null on the line of the company itself. */
  readonly key: string | null;
  readonly name: string;
  readonly device: string;
  /** Decimal text of what is known. */
  readonly cost: string;
  readonly seconds: number;
  readonly unknown: number;
}

const SETTINGS = `SETTINGS output_format_json_quote_64bit_integers = 0, output_format_decimal_trailing_zeros = 0,
  output_format_json_named_tuples_as_objects = 1, output_format_json_escape_forward_slashes = 0,
  max_bytes_before_external_sort = 268435456, do_not_merge_across_partitions_select_final = 1`;

/** Outbound calls in the order of their listing, a few thousand at once. */
export function streamOutboundCalls(
  store: CallStore,
  filter: LegFilter,
  options: ListingOptions = {},
): AsyncGenerator<readonly ListedCall[]> {
  const call = outboundCall(filter, { ...options, own: true });
  return streamCalls(store, outboundLeg(filter.keevioMerge ?? false), call, filter);
}

/** Inbound calls, likewise. */
export function streamInboundCalls(
  store: CallStore,
  filter: LegFilter,
  options: ListingOptions = {},
): AsyncGenerator<readonly ListedCall[]> {
  return streamCalls(store, INBOUND_LEG, inboundCall(filter, { ...options, own: true }), filter);
}

async function* streamCalls(
  store: CallStore,
  leg: ReportLeg,
  call: string,
  filter: LegFilter,
): AsyncGenerator<readonly ListedCall[]> {
  const { source, parameters } = restrictLegs(leg, filter);
  const sql = `SELECT company, toString(${leg.key}), toString(${leg.name}), ${
    leg.sipName === undefined ? `''` : `toString(${leg.sipName})`
  }, ${call} FROM ${source} ORDER BY ${leg.order} ${SETTINGS}`;
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of store.stream(sql, parameters, 'JSONCompactEachRow')) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    if (lines.length > 0) yield lines.map(fromLine);
  }
}

function fromLine(line: string): ListedCall {
  const [company, key, name, device, call] = JSON.parse(line) as [
    ...[string, string, string, string],
    ListedCall['call'],
  ];
  return { company, key, name, device, call };
}

/** The figures of a summary as lines, companies in order, each in front of its handsets. */
export async function readSummaryLines(
  store: CallStore,
  filter: LegFilter,
  detail: boolean,
): Promise<readonly SummaryLine[]> {
  const leg = outboundLeg(filter.keevioMerge ?? false);
  const { source, parameters } = restrictLegs(leg, filter);
  const first = filter.asOf === undefined ? 'started_at' : '(started_at, device, call_key, part)';
  const sums = 'toString(ifNull(sum(cost), 0)), sum(billsec), countIf(cost IS NULL)';
  const companies = `SELECT company, 0 AS place, '' AS key, '' AS name, '' AS sip, ${sums} FROM ${source}
    GROUP BY company`;
  const handsets = `SELECT company, 1 AS place, toString(${leg.key}) AS key, toString(argMin(${leg.name}, ${first})) AS name,
      toString(argMin(${leg.sipName}, ${first})) AS sip, ${sums} FROM ${source} GROUP BY company, key`;
  const rows = await readRows<[string, number, string, string, string, string, number, number]>(
    store,
    `SELECT * FROM (${companies}${detail ? ` UNION ALL ${handsets}` : ''}) ORDER BY company, place, key ${SETTINGS}`,
    parameters,
  );
  return rows.map(([company, place, key, name, device, cost, seconds, unknown]) => ({
    ...{ company, key: place === 0 ? null : key, name, device, cost, seconds, unknown },
  }));
}
