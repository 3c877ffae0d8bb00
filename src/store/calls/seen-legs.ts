import type { Period } from '../../core/period.ts';
import type { Scope } from '../../core/scope.ts';
import type { QueryParameters } from './call-store.ts';
import { type LegSource, legParameters, outboundLegs, pricedInbound } from './leg-source.ts';
import { maskNumber } from './mask-number.ts';
import { findsSearch, restrictSeen, type SeenFilter, sidesOf } from './seen-filter.ts';

/** Which legs are seen: of whom, of when, and as whom. */
export interface SeenLegs extends Pick<LegSource, 'overlayRun'> {
  readonly scope: Scope;
  /** Its zone is that of days, hours and weekdays. */
  readonly period: Period;
  /** Outside numbers lose their last digits before anything looks at them: search and order as well. */
  readonly maskNumbers: boolean;
  readonly filter: SeenFilter;
}

type Side = 'out' | 'in';

/** Digits by which a number is the same in national and international form. */
const KNOWN_BY_DIGITS = 9;
/** A shorter text of digits names a service, or nobody. */
const LEAST_DIGITS = 5;

/** SQL of the hash by which an outside number is known whatever its form; 0 where it is none. Never shown: few digits are soon guessed. */
function contactOf(column: string): string {
  const digits = `replaceRegexpAll(${column}, '[^0-9]', '')`;
  return `if(length(${digits}) < ${LEAST_DIGITS}, 0, cityHash64(right(${digits}, ${KNOWN_BY_DIGITS})))`;
}

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
  ...{ queue_wait: `''`, queue_status: `''`, contact: contactOf('called'), transferred: 'transferred' },
  ...{ on_pbx: 'on_pbx', allowance: 'toString(allowance)', covered: 'covered', rates: 'rates' },
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
  ...{
    queue_wait: 'qtime',
    queue_status: 'qstatus',
    contact: contactOf('caller'),
    transferred: 'transferred',
  },
  ...{ on_pbx: 'toUInt8(0)', allowance: 'toString(allowance)', covered: 'covered', rates: 'rates' },
};

/** Numbers of a leg, and whether it is one of another than ourselves. */
const NUMBERS = {
  out: {
    // What the PBX itself refused may be an outside number all the same.
    isOutside: 'internal = 0',
    columns: { caller: 'cid', called: 'called', dialled: 'dialled', number: 'number', ddi: `''` },
  },
  in: {
    isOutside: `type != 'Internal'`,
    columns: { caller: 'caller', called: 'toString(extension)', dialled: `''`, number: 'number', ddi: 'ddi' },
  },
} as const;

/**
 * The table expression of the legs of both sides that are seen, in one shape, and what it is given. Only `restrictSeen`
 * and this see what the store calls the columns, and whoever gives conditions `onStored` of one side.
 */
export function seenLegs(
  seen: SeenLegs,
  onStored: readonly string[] = [],
): { readonly legs: string; readonly parameters: QueryParameters } {
  const { scope, period, filter } = seen;
  const { onSide, onSeen, parameters } = restrictSeen(filter);
  const source = { overlayRun: seen.overlayRun };
  const within = [
    ...(scope.companies === 'all' ? [] : ['company IN {companies:Array(String)}']),
    ...['started_at >= {from:UInt32}', 'started_at < {to:UInt32}'],
  ].join(' AND ');
  const sides = sidesOf(filter);
  const select = (side: Side) => {
    const where = [within, ...(sides.length === 0 ? [] : [...onSide[side], ...onStored])].join(' AND ');
    const from = side === 'out' ? outboundLegs(source, within, where) : pricedInbound(source, within, where);
    const numbers = numbersOf(side, seen.maskNumbers);
    const found =
      filter.search === undefined
        ? 'true'
        : findsSearch(filter.search, SEARCHED_NAMES[side], Object.values(numbers));
    return `SELECT ${columnsOf(side, numbers)} FROM (SELECT * FROM ${from}) WHERE ${found}`;
  };
  // A table without rows, where what is asked is of neither side.
  const legs = sides.length === 0 ? `${select('out')} AND false` : sides.map(select).join('\n    UNION ALL ');
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

/** Columns as they are stored: of those with few values each value is looked at once. */
const SEARCHED_NAMES = {
  out: ['owner', 'sip_name', 'called_info'],
  in: ['name', 'called_info'],
} as const;

/** SQL of a side's numbers as they are shown. */
function numbersOf(side: Side, maskNumbers: boolean): Readonly<Record<string, string>> {
  const { isOutside, columns } = NUMBERS[side];
  return Object.fromEntries(
    Object.entries(columns).map(([name, column]) => {
      const isHidden = maskNumbers && !isOwn(name, side);
      return [name, isHidden ? `if(${isOutside}, ${maskNumber(column)}, ${column})` : column];
    }),
  );
}

/** The number of an inbound leg that was called is one of ours, and so is that which led in. */
function isOwn(name: string, side: Side): boolean {
  return side === 'in' && (name === 'called' || name === 'dialled' || name === 'ddi');
}

/** The shape's columns begin with `seen_`: a name that is also a column of the store's would mean that one. */
function columnsOf(side: Side, numbers: Readonly<Record<string, string>>): string {
  const columns = Object.entries({ ...(side === 'out' ? OUTBOUND : INBOUND), ...numbers });
  return [`'${side}' AS seen_side`, ...columns.map(([name, column]) => `${column} AS seen_${name}`)].join(
    ', ',
  );
}
