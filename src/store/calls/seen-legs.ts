import type { Period } from '../../core/period.ts';
import type { Scope } from '../../core/scope.ts';
import type { QueryParameters } from './call-store.ts';
import { type LegSource, legParameters, outboundLegs, pricedInbound } from './leg-source.ts';
import { maskNumber } from './mask-number.ts';
import { restrictSeen, type SeenFilter, sidesOf } from './seen-filter.ts';

/** Which legs are seen: of whom, of when, and as whom. */
export interface SeenLegs extends Pick<LegSource, 'overlayRun'> {
  readonly scope: Scope;
  /** Its zone is that of days, hours and weekdays. */
  readonly period: Period;
  /** Outside numbers lose their last digits before anything looks at them: search and order as well. */
  readonly maskNumbers: boolean;
  readonly filter: SeenFilter;
}

export type Side = 'out' | 'in';

/** SQL of an outbound leg's columns in the shape that both sides have. */
const OUTBOUND = {
  ...{ acctid: 'acctid', started_at: 'started_at', call_key: 'call_key', part: 'part', company: 'company' },
  ...{
    party: 'toString(device)',
    device: 'device',
    extension: `toLowCardinality('')`,
    name: 'toString(owner)',
  },
  ...{ sip_name: 'toString(sip_name)', number_type: 'number_type', destination: 'toString(called_info)' },
  ...{
    trunk: 'toString(trunk)',
    talk_seconds: 'billsec',
    ring_seconds: 'ring_seconds',
    answered: 'answered',
  },
  unanswered: 'toUInt8(answered = 0)',
  disposition: `if(answered = 1, 'Answered', 'Not answered')`,
  direction: `if(internal = 1, 'internal', 'out')`,
  ...{ internal: 'internal', cost: 'cost', carrier_cost: 'carrier_cost', unknown: 'toUInt8(cost IS NULL)' },
  ...{ queue_wait: `''`, queue_status: `''`, ddi: `''` },
} as const;

/** Of an inbound leg, likewise. A cost stands on the leg that carries its call's charge; on others there is none. */
const INBOUND: Record<keyof typeof OUTBOUND, string> = {
  ...{
    acctid: 'acctid',
    started_at: 'started_at',
    call_key: 'call_key',
    part: 'toUInt16(0)',
    company: 'company',
  },
  ...{ party: 'toString(extension)', device: `toLowCardinality('')`, extension: 'extension', name: 'name' },
  ...{ sip_name: `''`, number_type: 'number_type', destination: 'toString(called_info)' },
  ...{ trunk: 'toString(trunk)', talk_seconds: 'billsec', ring_seconds: 'ring_seconds' },
  answered: `toUInt8(detail = 'Answered')`,
  unanswered: `toUInt8(detail NOT IN ('Answered', 'Answered elsewhere'))`,
  disposition: 'detail',
  direction: `if(type = 'Internal', 'internal', 'in')`,
  internal: `toUInt8(type = 'Internal')`,
  cost: 'if(charged = 1, cost, NULL)',
  carrier_cost: "CAST(NULL, 'Nullable(Decimal(18, 6))')",
  unknown: 'toUInt8(charged = 1 AND cost IS NULL)',
  ...{ queue_wait: 'qtime', queue_status: 'qstatus', ddi: 'ddi' },
};

/** Numbers of a leg, and whether it is one of another than ourselves. */
const NUMBERS = {
  out: {
    // What the PBX itself refused may be an outside number all the same.
    isOutside: 'internal = 0',
    columns: { caller: 'cid', called: 'called', dialled: 'dialled', number: 'number' },
  },
  in: {
    isOutside: `type != 'Internal'`,
    columns: { caller: 'caller', called: 'toString(extension)', dialled: `''`, number: 'number' },
  },
} as const;

/**
 * The table expression of the legs of both sides that are seen, in one shape, and what it is given. Only `restrictSeen`
 * and this see what the store calls the columns.
 */
export function seenLegs(seen: SeenLegs): { readonly legs: string; readonly parameters: QueryParameters } {
  const { scope, period, filter } = seen;
  const { onSide, onSeen, parameters } = restrictSeen(filter);
  const source = { overlayRun: seen.overlayRun };
  const within = [
    ...(scope.companies === 'all' ? [] : ['company IN {companies:Array(String)}']),
    ...['started_at >= {from:UInt32}', 'started_at < {to:UInt32}'],
  ].join(' AND ');
  const select = (side: Side) => {
    const where = [within, ...onSide[side]].join(' AND ');
    const from = side === 'out' ? outboundLegs(source, within, where) : pricedInbound(source, within, where);
    return `SELECT ${columnsOf(side, seen.maskNumbers)} FROM (SELECT * FROM ${from})`;
  };
  const sides = sidesOf(filter);
  // A table without rows, where what is asked is of neither side.
  const legs =
    sides.length === 0 ? `${select('out')} WHERE false` : sides.map(select).join('\n    UNION ALL ');
  return {
    legs: `(SELECT * FROM (${legs})${onSeen.length === 0 ? '' : ` WHERE ${onSeen.join(' AND ')}`})`,
    parameters: {
      ...{ from: period.fromAt, to: period.toAt, zone: period.zone },
      ...(scope.companies === 'all' ? {} : { companies: scope.companies }),
      ...parameters,
      ...legParameters(source),
    },
  };
}

/** The shape's columns begin with `seen_`: a name that is also a column of the store's would mean that one. */
function columnsOf(side: Side, maskNumbers: boolean): string {
  const { isOutside, columns } = NUMBERS[side];
  const numbers = Object.entries(columns).map(([name, column]) => {
    const shown =
      maskNumbers && !isOwn(name, side) ? `if(${isOutside}, ${maskNumber(column)}, ${column})` : column;
    return `${shown} AS seen_${name}`;
  });
  const plain = Object.entries(side === 'out' ? OUTBOUND : INBOUND).map(
    ([name, column]) => `${column} AS seen_${name}`,
  );
  return [`'${side}' AS seen_side`, ...plain, ...numbers].join(', ');
}

/** An inbound leg's called number is one of ours. */
function isOwn(name: string, side: Side): boolean {
  return side === 'in' && (name === 'called' || name === 'dialled');
}
