import type { Period } from '../../core/period.ts';
import type { Scope } from '../../core/scope.ts';
import { type CallStore, type QueryParameters, readRows } from './call-store.ts';
import { type LegSource, legParameters, outboundLegs } from './leg-source.ts';

/** Which calls a statement is about. */
export interface StatementFilter extends LegSource {
  readonly scope: Scope;
  readonly period: Period;
  /** First instants of the spans into which the period is cut, in order; the first is the period's own. */
  readonly spanStarts: readonly number[];
}

/** Calls of one span that have number type, destination and allowance in common, and whether their cost is known. */
export interface CallSumRow {
  /** From 0. */
  readonly span: number;
  readonly numberType: string;
  /** Empty for calls inside the PBX. */
  readonly destination: string;
  readonly allowance: string;
  readonly known: boolean;
  readonly calls: number;
  readonly seconds: number;
  readonly coveredSeconds: number;
  /** Millionths. */
  readonly cost: bigint;
}

const SPAN =
  'toUInt16(arrayCount(start -> start <= toUnixTimestamp(started_at), {starts:Array(UInt32)}) - 1)';

const SETTINGS = `SETTINGS output_format_decimal_trailing_zeros = 0, max_bytes_before_external_sort = 268435456,
  do_not_merge_across_partitions_select_final = 1`;

/**
 * Sums of the outbound calls, in no order. They are summed as decimals and told in millionths, as a sum may be larger
 * than a price may be.
 */
export async function readCallSums(store: CallStore, filter: StatementFilter): Promise<CallSumRow[]> {
  const { source, parameters } = select(filter);
  const rows = await readRows<[number, string, string, string, number, string, string, string, string]>(
    store,
    `SELECT ${SPAN} AS span, number_type, if(internal = 1, '', called_info) AS destination, allowance,
       toUInt8(isNotNull(cost)) AS known, toString(count()), toString(sum(billsec)), toString(sum(covered)),
       toString(toInt256(ifNull(sum(cost), 0) * 1000000))
     FROM ${source} GROUP BY span, number_type, destination, allowance, known ${SETTINGS}`,
    parameters,
  );
  return rows.map(
    ([span, numberType, destination, allowance, known, calls, seconds, coveredSeconds, cost]) => ({
      span,
      numberType,
      destination,
      allowance,
      known: known === 1,
      calls: Number(calls),
      seconds: Number(seconds),
      coveredSeconds: Number(coveredSeconds),
      cost: BigInt(cost),
    }),
  );
}

function select(filter: StatementFilter): {
  source: string;
  parameters: QueryParameters;
} {
  const { scope, period, spanStarts } = filter;
  const conditions = ['started_at >= {from:UInt32}', 'started_at < {to:UInt32}'];
  if (scope.companies !== 'all') conditions.unshift('company IN {companies:Array(String)}');
  const where = conditions.join(' AND ');
  return {
    source: outboundLegs(filter, where, where),
    parameters: {
      from: period.fromAt,
      to: period.toAt,
      starts: spanStarts,
      ...(scope.companies === 'all' ? {} : { companies: scope.companies }),
      ...legParameters(filter),
    },
  };
}
