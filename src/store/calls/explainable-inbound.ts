import { type CallStore, readRows } from './call-store.ts';
import { IN_SAMPLE, type Sample } from './explainable-legs.ts';
import { chargedInbound, type LegSource, legParameters } from './leg-source.ts';
import type { LegFilter } from './report-queries.ts';

/** The inbound leg that carries its call's charge, with all that its price depends on, and the price. */
export interface ExplainableInbound {
  readonly acctid: number;
  readonly company: string;
  /** Extension, queue or group number, or `unknown-extension`, and its name. */
  readonly extension: string;
  readonly name: string;
  /** UTC epoch seconds. */
  readonly startAt: number;
  readonly ringSeconds: number;
  readonly billsec: number;
  readonly ddi: string;
  readonly caller: string;
  readonly trunk: string;
  /** What was priced, of the DDI or the caller. */
  readonly number: string;
  readonly numberType: string;
  readonly calledInfo: string;
  /** Decimal text without trailing zeros; null where it is unknown. */
  readonly cost: string | null;
  /** The allowance that covered some of it, and how many seconds; empty and 0 where none did. */
  readonly allowance: string;
  readonly covered: number;
  /** Revision of the rate card, and the run, that priced it; run 0 is its arrival. */
  readonly rates: number;
  readonly run: number;
}

type StoredColumns = [
  ...[number, string, string, string, number, number, number, string, string, string, string, string, string],
  ...[string | null, string, number, number, number],
];

/**
 * The charged inbound legs of an accounting id that began within `[fromAt, toAt]`, in order. For administrators, as no Scope restricts
 * it.
 */
export async function readExplainableInbound(
  store: CallStore,
  acctid: number,
  { fromAt, toAt }: { readonly fromAt: number; readonly toAt: number },
  overlayRun: number | undefined,
): Promise<readonly ExplainableInbound[]> {
  const where = 'acctid = {acctid:Int64} AND started_at >= {from:UInt32} AND started_at < {to:UInt32}';
  const rows = await readRows<StoredColumns>(
    store,
    selectCharged(chargedInbound({ overlayRun }, where, where)),
    { acctid, from: fromAt, to: toAt + 1, ...legParameters({ overlayRun }) },
  );
  return rows.map(fromRow);
}

/** The charged inbound legs of a sample of a period's calls, in order. */
export async function readInboundSample(
  store: CallStore,
  { scope, period, ...source }: Pick<LegFilter, 'scope' | 'period'> & LegSource,
  sample: Sample,
): Promise<readonly ExplainableInbound[]> {
  const conditions = ['started_at >= {from:UInt32} AND started_at < {to:UInt32}', IN_SAMPLE];
  if (scope.companies !== 'all') conditions.unshift('company IN {companies:Array(String)}');
  const within = conditions.join(' AND ');
  const rows = await readRows<StoredColumns>(store, selectCharged(chargedInbound(source, within, within)), {
    ...{ from: period.fromAt, to: period.toAt, one_of: sample.oneOf, seed: sample.seed },
    ...(scope.companies === 'all' ? {} : { companies: scope.companies }),
    ...legParameters(source),
  });
  return rows.map(fromRow);
}

/** The charged inbound legs of a period in order of time; those of one instant by id, extension and call. */
export async function* streamInboundInTime(
  store: CallStore,
  { scope, period, ...source }: Pick<LegFilter, 'scope' | 'period'> & LegSource,
): AsyncGenerator<ExplainableInbound> {
  const conditions = ['started_at >= {from:UInt32} AND started_at < {to:UInt32}'];
  if (scope.companies !== 'all') conditions.unshift('company IN {companies:Array(String)}');
  const within = conditions.join(' AND ');
  const sql = selectCharged(
    chargedInbound(source, within, within),
    'started_at, acctid, extension, call_key',
  );
  const parameters = {
    ...{ from: period.fromAt, to: period.toAt },
    ...(scope.companies === 'all' ? {} : { companies: scope.companies }),
    ...legParameters(source),
  };
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of store.stream(sql, parameters, 'JSONCompactEachRow')) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) yield fromRow(JSON.parse(line) as StoredColumns);
  }
}

function selectCharged(legs: string, order = 'started_at, company, extension, call_key'): string {
  return `SELECT acctid, company, extension, name, toUnixTimestamp(started_at), ring_seconds, billsec, ddi, caller, trunk,
      number, number_type, called_info, toString(cost), allowance, covered, rates, run
    FROM ${legs} ORDER BY ${order}
    SETTINGS output_format_json_quote_64bit_integers = 0, output_format_decimal_trailing_zeros = 0,
      max_bytes_before_external_sort = 268435456, do_not_merge_across_partitions_select_final = 1`;
}

function fromRow(row: StoredColumns): ExplainableInbound {
  const [acctid, company, extension, name, startAt, ringSeconds, billsec, ddi, caller, trunk, ...price] = row;
  const [number, numberType, calledInfo, cost, allowance, covered, rates, run] = price;
  return {
    ...{ acctid, company, extension, name, startAt, ringSeconds, billsec, ddi, caller, trunk },
    ...{ number, numberType, calledInfo, cost, allowance, covered, rates, run },
  };
}
