import { type CallStore, type QueryParameters, readRows } from './call-store.ts';
import { chargedInbound, legParameters } from './leg-source.ts';
import type { CallSumRow, StatementFilter } from './statement-rows.ts';

/** Sums of calls that came in. */
export interface InboundSumRow extends CallSumRow {
  readonly incoming: true;
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
