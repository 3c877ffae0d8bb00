import {
  behindPlace,
  type CallPlace,
  type CallSortName,
  orderByPlace,
  placeParameters,
  printPlace,
  type StoredPlace,
  selectPlace,
  toPlace,
} from './call-place.ts';
import { findPosition, type Position } from './call-position.ts';
import { type CallStore, readRows } from './call-store.ts';
import { CALL_SETTINGS, readSeenCalls, type SeenCall } from './seen-calls.ts';
import { type SeenLegs, seenLegs } from './seen-legs.ts';

/** Which page of a listing. */
export interface PageQuery {
  readonly sort: CallSortName;
  readonly descending: boolean;
  readonly limit: number;
  /** The page behind this place in the order, or the one before it. */
  readonly from?: { readonly place: CallPlace; readonly backward: boolean } | undefined;
  /** How many legs of the whole order stand before the page, where no place is given. */
  readonly skip: number;
}

/** Legs in the order of the listing; whether others follow in the direction that was asked for. */
export interface CallPage {
  readonly calls: readonly SeenCall[];
  readonly first: CallPlace | undefined;
  readonly last: CallPlace | undefined;
  readonly more: boolean;
}

const EMPTY: CallPage = { calls: [], first: undefined, last: undefined, more: false };

/**
 * One page of the legs that are seen. First only the columns of the order are read, to find which legs are on it; then
 * those legs whole: to order ten million rows with all their columns took six times as long.
 */
export async function readCallPage(store: CallStore, seen: SeenLegs, query: PageQuery): Promise<CallPage> {
  const { sort, descending, limit, from, skip } = query;
  const position = skip === 0 ? undefined : await findPosition(store, seen, { sort, descending, skip });
  if (skip > 0 && position === undefined) return EMPTY;
  const backward = from?.backward ?? false;
  const isDescending = descending !== backward;
  const found = await findPlaces(store, seen, {
    sort,
    isDescending,
    limit: limit + 1,
    after: from?.place,
    position,
  });
  const places = found.slice(0, limit);
  if (backward) places.reverse();
  return {
    calls: await readSeenCalls(store, seen, places),
    ...{ first: places[0], last: places.at(-1), more: found.length > limit },
  };
}

interface PlaceQuery {
  readonly sort: CallSortName;
  readonly isDescending: boolean;
  readonly limit: number;
  readonly after: CallPlace | undefined;
  readonly position: Position | undefined;
}

const DAY = 86_400;
/** In order of time the page is mostly found within the nearest of these; in another, all must be looked at. */
const NEAR_SECONDS = [DAY, 30 * DAY];

async function findPlaces(store: CallStore, seen: SeenLegs, query: PlaceQuery): Promise<CallPlace[]> {
  if (query.sort !== 'startedAt') return findPlacesIn(store, seen, query);
  const { isDescending, after, position } = query;
  const whole = await cutToKept(store, seen);
  const hour = position?.parameters['place_hour'];
  const edge =
    after?.startAt ?? (typeof hour === 'number' ? hour * 3600 + (isDescending ? 3599 : 0) : undefined);
  const { fromAt, toAt, zone } = whole.period;
  const start = isDescending ? Math.min(toAt, (edge ?? toAt) + 1) : Math.max(fromAt, edge ?? fromAt);
  for (const near of NEAR_SECONDS) {
    const period = isDescending
      ? { zone, fromAt: Math.max(fromAt, start - near), toAt: start }
      : { zone, fromAt: start, toAt: Math.min(toAt, start + near) };
    const places = await findPlacesIn(store, { ...whole, period }, query);
    if (places.length === query.limit) return places;
  }
  return findPlacesIn(store, whole, query);
}

/** The period without what is before the first leg and behind the last one: parts of tables know theirs. */
async function cutToKept(store: CallStore, seen: SeenLegs): Promise<SeenLegs> {
  const bounds = (table: string) =>
    `SELECT toUnixTimestamp(min(started_at)) AS first, toUnixTimestamp(max(started_at)) AS last FROM ${table}`;
  const [row] = await readRows<[number, number]>(
    store,
    `SELECT min(first), max(last) FROM (${bounds('outbound_leg')} UNION ALL ${bounds('inbound_leg')}) WHERE last > 0`,
  );
  const [first = 0, last = 0] = row ?? [];
  const { fromAt, toAt, zone } = seen.period;
  return { ...seen, period: { zone, fromAt: Math.max(fromAt, first), toAt: Math.min(toAt, last + 1) } };
}

async function findPlacesIn(
  store: CallStore,
  seen: SeenLegs,
  { sort, isDescending, limit, after, position }: PlaceQuery,
): Promise<CallPlace[]> {
  const { legs, parameters } = seenLegs(seen);
  const conditions = [
    ...(after === undefined ? [] : [behindPlace(sort, isDescending)]),
    ...(position === undefined ? [] : [position.condition]),
  ];
  const rows = await readRows<StoredPlace>(
    store,
    `SELECT ${printPlace(sort)} FROM (
       SELECT ${selectPlace(sort)} FROM ${legs} ${conditions.length === 0 ? '' : `WHERE ${conditions.join(' AND ')}`}
     ORDER BY ${orderByPlace(sort, isDescending)}
     LIMIT {page_limit:UInt32} OFFSET {page_over:UInt32}) ${CALL_SETTINGS}`,
    {
      ...parameters,
      ...(after === undefined ? {} : placeParameters(after)),
      ...position?.parameters,
      ...{ page_limit: limit, page_over: position?.over ?? 0 },
    },
  );
  return rows.map(toPlace);
}
