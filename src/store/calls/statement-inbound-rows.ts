import { type CallStore, type QueryParameters, readRows } from './call-store.ts';
import { chargedInbound, legParameters } from './leg-source.ts';
import type { CallSumRow, ItemisedCall, StatementFilter } from './statement-rows.ts';

/** Sums of calls that came in. */
export interface InboundSumRow extends CallSumRow {
  readonly incoming: true;
}

/** A call that came in, as a statement lists it: `device` is the extension that took it, `called` its DDI. */
export interface ItemisedInboundCall extends ItemisedCall {
  /** The caller's number, or empty. */
  readonly caller: string;
}

const SPAN =
  'toUInt16(arrayCount(start -> start <= toUnixTimestamp(started_at), {starts:Array(UInt32)}) - 1)';

const SETTINGS = `SETTINGS output_format_decimal_trailing_zeros = 0, max_bytes_before_external_sort = 268435456,
  do_not_merge_across_partitions_select_final = 1`;

type SumColumns = [number, string, string, string, number, string, string, string, string];

/** Sums of the calls that came in and are charged, in no order. Money is millionths, which decimals are summed to. */
export async function readInboundSums(store: CallStore, filter: StatementFilter): Promise<InboundSumRow[]> {
  const { source, parameters } = select(filter);
  const rows = await readRows<SumColumns>(
    store,
    `SELECT ${SPAN} AS span, number_type, called_info, allowance, toUInt8(isNotNull(cost)) AS known,
       toString(count()), toString(sum(billsec)), toString(sum(covered)),
       toString(toInt256(ifNull(sum(cost), 0) * 1000000))
     FROM ${source} GROUP BY span, number_type, called_info, allowance, known ${SETTINGS}`,
    parameters,
  );
  return rows.map(
    ([span, numberType, destination, allowance, known, calls, seconds, coveredSeconds, cost]) => ({
      ...{ incoming: true, span, numberType, destination, allowance, known: known === 1 },
      ...{ calls: Number(calls), seconds: Number(seconds), coveredSeconds: Number(coveredSeconds) },
      cost: BigInt(cost),
    }),
  );
}

type CallColumns = [
  ...[number, string, number, string, string, string, string, string, string, number],
  ...[string | null, string, number],
];

/** The calls that came in and are charged, in order of time, as the engine tells them; of one instant by id. */
export async function* streamItemisedInbound(
  store: CallStore,
  filter: StatementFilter,
): AsyncGenerator<ItemisedInboundCall> {
  const { source, parameters } = select(filter);
  const sql = `SELECT ${SPAN}, toString(acctid), toUnixTimestamp(started_at), extension, name, number_type, called_info,
      ddi, caller, billsec, toString(cost), allowance, covered
    FROM ${source} ORDER BY started_at, acctid, extension, call_key ${SETTINGS}`;
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of store.stream(sql, parameters, 'JSONCompactEachRow')) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) yield fromRow(JSON.parse(line) as CallColumns);
  }
}

function fromRow(row: CallColumns): ItemisedInboundCall {
  const [span, acctid, startAt, device, owner, numberType, destination, called, caller, seconds] = row;
  const [cost, allowance, coveredSeconds] = [row[10], row[11], row[12]];
  return {
    ...{ span, acctid, startAt, device, owner, numberType, destination, called, dialled: '', seconds },
    ...{ cost, allowance, coveredSeconds, caller },
  };
}

function select(filter: StatementFilter): { readonly source: string; readonly parameters: QueryParameters } {
  const { scope, period, spanStarts } = filter;
  const conditions = ['started_at >= {from:UInt32}', 'started_at < {to:UInt32}'];
  if (scope.companies !== 'all') conditions.unshift('company IN {companies:Array(String)}');
  const within = conditions.join(' AND ');
  return {
    source: chargedInbound(filter, within, within),
    parameters: {
      from: period.fromAt,
      to: period.toAt,
      starts: spanStarts,
      ...(scope.companies === 'all' ? {} : { companies: scope.companies }),
      ...legParameters(filter),
    },
  };
}
