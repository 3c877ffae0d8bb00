/** In what a listing of calls may be ordered. Its SQL is of `seenLegs`; a cost that is unknown is below all others. */
interface CallSort {
  readonly value: string;
  /** The engine's type of the value, as which one of a place is given back. */
  readonly type: 'UInt32' | 'String' | 'Decimal(18, 6)';
}

const BELOW_ALL = '-999999999999.999999';

export const CALL_SORTS = {
  startedAt: { value: 'toUnixTimestamp(seen_started_at)', type: 'UInt32' },
  talkSeconds: { value: 'seen_talk_seconds', type: 'UInt32' },
  ringSeconds: { value: 'seen_ring_seconds', type: 'UInt32' },
  cost: { value: `ifNull(seen_cost, toDecimal64('${BELOW_ALL}', 6))`, type: 'Decimal(18, 6)' },
  company: { value: 'toString(seen_company)', type: 'String' },
  name: { value: 'seen_name', type: 'String' },
  number: { value: `if(seen_side = 'out', seen_called, seen_caller)`, type: 'String' },
} as const satisfies Record<string, CallSort>;

export type CallSortName = keyof typeof CALL_SORTS;

/** Where a leg stands in an order: its value there, and what makes it the leg that it is. Never two at one place. */
export interface CallPlace {
  readonly value: string | number;
  readonly startAt: number;
  readonly side: 'out' | 'in';
  readonly company: string;
  /** Device, or extension. */
  readonly party: string;
  readonly callKey: number;
  readonly part: number;
}

export type StoredPlace = [string | number, number, 'out' | 'in', string, string, number, number];

const COLUMNS = [
  ...['seen_started_at', 'seen_side', 'seen_company', 'seen_party', 'seen_call_key', 'seen_part'],
] as const;

/** The columns by which legs are ordered. */
export function selectPlace(sort: CallSortName): string {
  return [`${CALL_SORTS[sort].value} AS place_value`, ...COLUMNS].join(', ');
}

/** A `StoredPlace`, from those columns. */
export function printPlace(sort: CallSortName): string {
  const [startedAt, ...others] = COLUMNS;
  const value = CALL_SORTS[sort].type === 'Decimal(18, 6)' ? 'toString(place_value)' : 'place_value';
  return [value, `toUnixTimestamp(${startedAt})`, ...others].join(', ');
}

export function toPlace([value, startAt, side, company, party, callKey, part]: StoredPlace): CallPlace {
  return { value, startAt, side, company, party, callKey, part };
}

export function orderByPlace(sort: CallSortName, descending: boolean): string {
  const keys = sort === 'startedAt' ? COLUMNS : [CALL_SORTS[sort].value, ...COLUMNS];
  return keys.map((key) => `${key} ${descending ? 'DESC' : 'ASC'}`).join(', ');
}

/** SQL of what stands behind a place, in the order of `orderByPlace`. */
export function behindPlace(sort: CallSortName, descending: boolean): string {
  const { value, type } = CALL_SORTS[sort];
  return `(${[value, ...COLUMNS].join(', ')}) ${descending ? '<' : '>'} (
    ${givenValue(type)}, toDateTime({place_at:UInt32}, 'UTC'), {place_side:String}, {place_company:String},
    {place_party:String}, {place_call:UInt64}, {place_part:UInt16})`;
}

/** What `behindPlace` is given. */
export function placeParameters({ value, startAt, side, company, party, callKey, part }: CallPlace) {
  return {
    ...{ place_value: String(value), place_at: startAt, place_side: side, place_company: company },
    ...{ place_party: party, place_call: callKey, place_part: part },
  };
}

/** A value of a place as the engine's, from the text `place_value`. */
export function givenValue(type: CallSort['type']): string {
  return type === 'String' ? '{place_value:String}' : `CAST({place_value:String}, '${type}')`;
}
