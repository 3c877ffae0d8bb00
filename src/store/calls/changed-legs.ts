import type { Period } from '../../core/period.ts';
import { type CallStore, type QueryParameters, readRows } from './call-store.ts';
import { chargedInbound, legParameters, outboundLegs } from './leg-source.ts';
import { INBOUND_KEY, legsAsOf, OUTBOUND_KEY } from './past-legs.ts';

/** Which legs of a company are held against what they were at an earlier version. */
export interface ChangeFilter {
  readonly company: string;
  readonly period: Pick<Period, 'fromAt' | 'toAt'>;
  /** Version of the figures of before. */
  readonly since: number;
  /** Version of those they are held against. */
  readonly asOf: number;
  /** A run that is published and not yet settled, in the figures of `asOf`. */
  readonly overlayRun: number | undefined;
}

/** What a statement says of a call's price. */
interface CallFigures {
  readonly numberType: string;
  /** Empty for calls inside the PBX. */
  readonly destination: string;
  readonly seconds: number;
  /** Decimal text; null where it is unknown. */
  readonly cost: string | null;
}

/** A call whose figures are others than they were. */
export interface ChangedCall {
  /** It came in: `device` is the extension, `called` the DDI. */
  readonly incoming: boolean;
  readonly acctid: string;
  /** UTC epoch seconds. */
  readonly startAt: number;
  readonly device: string;
  readonly owner: string;
  readonly called: string;
  /** Of a call that came in: its caller's number, or empty. */
  readonly caller: string;
  /** Undefined where it was not there, or is there no longer. */
  readonly was: CallFigures | undefined;
  readonly now: CallFigures | undefined;
  readonly why: 'repriced' | 'came late' | 'changed';
  /** The rating run that repriced it; 0 for none. */
  readonly run: number;
}

const WITHIN = 'company = {company:String} AND started_at >= {from:UInt32} AND started_at < {to:UInt32}';

interface Side {
  readonly table: 'outbound_leg' | 'inbound_leg';
  readonly place: string;
  /** Where runs keep what they make of them. */
  readonly charges: 'charge' | 'inbound_charge';
  /** Columns of the place without the company, by which legs of one instant stand in order. */
  readonly order: string;
  readonly device: string;
  readonly owner: string;
  readonly destination: string;
  readonly called: string;
  readonly caller: string;
  /** Which of them are on a statement. */
  readonly counted: string;
}

const OUTBOUND: Side = {
  table: 'outbound_leg',
  place: OUTBOUND_KEY,
  charges: 'charge',
  order: 'device, call_key, part',
  device: 'device',
  owner: 'owner',
  destination: `if(internal = 1, '', toString(called_info))`,
  called: 'called',
  caller: `''`,
  counted: '1',
};
const INBOUND: Side = {
  table: 'inbound_leg',
  place: INBOUND_KEY,
  charges: 'inbound_charge',
  order: 'extension, call_key',
  device: 'extension',
  owner: 'name',
  destination: 'toString(called_info)',
  called: 'ddi',
  caller: 'caller',
  counted: 'charged = 1',
};

/**
 * Of consecutive periods, which end at `ends`, those in which any leg of the company may have changed, by index. Only
 * rows that were written since are looked at.
 */
export async function findTouchedPeriods(
  store: CallStore,
  filter: ChangeFilter,
  ends: readonly number[],
): Promise<readonly number[]> {
  const rows = await readRows<[number]>(
    store,
    `SELECT DISTINCT toUInt32(arrayCount(end -> end <= toUnixTimestamp(started_at), {ends:Array(UInt32)})) AS at FROM (
       ${listTouched(OUTBOUND, filter, 'started_at')} UNION ALL ${listTouched(INBOUND, filter, 'started_at')})
     ORDER BY at`,
    { ...parametersOf(filter), ends },
  );
  return rows.map(([at]) => at);
}

type ChangedColumns = [
  ...[string, number, string, string, string, string, string, number, number],
  ...[string, string, number, string | null, string, string, number, string | null],
];

/** Calls whose figures differ, in order of time: those that went out, or those that came in. */
export async function* streamChangedCalls(
  store: CallStore,
  direction: 'out' | 'in',
  filter: ChangeFilter,
): AsyncGenerator<ChangedCall> {
  const decoder = new TextDecoder();
  let rest = '';
  const chunks = store.stream(
    selectChanged(direction === 'out' ? OUTBOUND : INBOUND, filter),
    parametersOf(filter),
    'JSONCompactEachRow',
  );
  for await (const chunk of chunks) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) yield fromRow(direction, JSON.parse(line) as ChangedColumns);
  }
}

function fromRow(direction: 'out' | 'in', row: ChangedColumns): ChangedCall {
  const [acctid, startAt, device, owner, called, caller, why, run, sides] = row;
  const [wasType, wasDestination, wasSeconds, wasCost, numberType, destination, seconds, cost] = row.slice(
    9,
  ) as [string, string, number, string | null, string, string, number, string | null];
  return {
    ...{ incoming: direction === 'in', acctid, startAt, device, owner, called, caller },
    was:
      (sides & 1) === 0
        ? undefined
        : { numberType: wasType, destination: wasDestination, seconds: wasSeconds, cost: wasCost },
    now: (sides & 2) === 0 ? undefined : { numberType, destination, seconds, cost },
    why: why as ChangedCall['why'],
    run: why === 'repriced' ? run : 0,
  };
}

/**
 * A place that nothing was written to since is as it was: its newest row is the same. Of the others what was and what is
 * are put beside each other. That a call came late is told by no leg of it having been there.
 */
function selectChanged(side: Side, filter: ChangeFilter): string {
  const within = `${WITHIN} AND (${side.place}) IN (SELECT ${side.place} FROM (${listTouched(side, filter, side.place)}))`;
  const before = legsAsOf(side.table, within, side.counted, 'since');
  const after =
    side.table === 'outbound_leg'
      ? outboundLegs(filter, within, side.counted)
      : chargedInbound(filter, within, '1');
  const columns = (bit: number) => `${side.place}, ${bit} AS bit, acctid,
    toString(${side.device}) AS shown_device, toString(${side.owner}) AS shown_owner, toString(${side.called}) AS shown_called,
    toString(${side.caller}) AS shown_caller, toString(number_type) AS shown_type,
    ${side.destination} AS shown_destination, billsec, cost, run AS shown_run`;
  const of = (column: string, bit: number) => `anyIf(${column}, bit = ${bit})`;
  const latest = (column: string) => `argMax(${column}, bit)`;
  return `SELECT toString(shown_id), toUnixTimestamp(started_at), device_shown, owner, called, caller,
      multiIf(was_here = 0 AND any_here = 0, 'came late', sides = 3 AND was_seconds = seconds AND run_now > 0 AND run_now != run_was, 'repriced',
        'changed'),
      run_now, sides, was_type, was_destination, was_seconds, toString(was_cost),
      type, destination, seconds, toString(cost_now)
    FROM (SELECT *, max(was_here) OVER (PARTITION BY call_key) AS any_here FROM (
      SELECT ${side.place}, toUInt8(sum(bit)) AS sides, toUInt8(bitAnd(sides, 1)) AS was_here,
        ${latest('acctid')} AS shown_id, ${latest('shown_device')} AS device_shown, ${latest('shown_owner')} AS owner,
        ${latest('shown_called')} AS called, ${latest('shown_caller')} AS caller,
        ${of('shown_type', 1)} AS was_type, ${of('shown_destination', 1)} AS was_destination,
        ${of('billsec', 1)} AS was_seconds, ${of('cost', 1)} AS was_cost, ${of('shown_run', 1)} AS run_was,
        ${of('shown_type', 2)} AS type, ${of('shown_destination', 2)} AS destination,
        ${of('billsec', 2)} AS seconds, ${of('cost', 2)} AS cost_now, ${of('shown_run', 2)} AS run_now
      FROM (
        SELECT ${columns(1)} FROM ${before}
        UNION ALL
        SELECT ${columns(2)} FROM ${after})
      GROUP BY ${side.place}))
    WHERE sides != 3 OR was_type != type OR was_destination != destination OR was_seconds != seconds
      OR isNull(was_cost) != isNull(cost_now) OR ifNull(was_cost, 0) != ifNull(cost_now, 0)
    ORDER BY started_at, shown_id, ${side.order}
    SETTINGS output_format_decimal_trailing_zeros = 0, max_bytes_before_external_sort = 268435456,
      max_bytes_before_external_group_by = 268435456`;
}

/** Places that may be others than they were. */
function listTouched({ table, charges }: Side, { overlayRun }: ChangeFilter, columns: string): string {
  const rows = (from: string) =>
    `SELECT ${columns} FROM ${from} WHERE ${WITHIN} AND version > {since:UInt64} AND version <= {as_of:UInt64}`;
  const overlaid =
    overlayRun === undefined
      ? []
      : [`SELECT ${columns} FROM ${charges} WHERE run = {overlay_run:UInt32} AND ${WITHIN}`];
  return [rows(table), rows(`${table}_past`), ...overlaid].join(' UNION ALL ');
}

function parametersOf(filter: ChangeFilter): QueryParameters {
  return {
    company: filter.company,
    from: filter.period.fromAt,
    to: filter.period.toAt,
    since: filter.since,
    ...legParameters(filter),
  };
}
