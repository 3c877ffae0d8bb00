import type { FastifyInstance } from 'fastify';
import { type Static, Type } from 'typebox';
import { RingledgerError } from '../core/errors.ts';
import { REPORTING } from '../http/audience.ts';
import { type CallPage, readCallPage } from '../store/calls/call-pages.ts';
import { CALL_SORTS, type CallPlace, type CallSortName } from '../store/calls/call-place.ts';
import { type CallCursor, readCallCursor, writeCallCursor } from './call-cursor.ts';
import { CALL_ROW, toCallRow } from './call-row.ts';
import { FILTER } from './filter-schema.ts';
import type { InsightParts } from './insight-parts.ts';
import { readAsPublished } from './read-as-published.ts';
import { type AskedLegs, parseInstant, readFilter } from './read-filter.ts';

const USUAL_ROWS = 100;
const MOST_ROWS = 500;

const SORT_NAMES = Object.keys(CALL_SORTS) as CallSortName[];

/** Of listings and of exports. */
export const ORDER = {
  sort: Type.Optional(
    Type.Enum([...SORT_NAMES], {
      description:
        'startedAt without it. Legs that are alike are in order of time. number is the other party.',
    }),
  ),
  order: Type.Optional(Type.Enum(['asc', 'desc'], { description: 'desc without it.' })),
};

const CALL_QUERY = Type.Object(
  {
    ...{ ...FILTER, ...ORDER },
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: MOST_ROWS, default: USUAL_ROWS })),
    cursor: Type.Optional(
      Type.String({ maxLength: 4000, description: 'next or previous of a page of the same question.' }),
    ),
    skip: Type.Optional(
      Type.Integer({ minimum: 0, description: 'How many legs of the order stand before the page.' }),
    ),
    at: Type.Optional(
      Type.String({ description: 'An instant in RFC 3339 with which the page begins; by startedAt only.' }),
    ),
  },
  { additionalProperties: false },
);
type CallQuery = Static<typeof CALL_QUERY>;

const CURSOR = Type.Union([Type.String(), Type.Null()]);

const CALLS = Type.Object({
  zone: Type.String(),
  calls: Type.Array(CALL_ROW),
  next: CURSOR,
  previous: CURSOR,
});

/**
 * `GET /calls`: legs of both sides in one table, page by page. A page goes on at a cursor, which new calls do not move; it
 * may begin at an instant, or at a position of the whole order. How many there are is `GET /figures?measures=calls`.
 */
export function registerCalls(api: FastifyInstance, parts: InsightParts): void {
  api.get<{ Querystring: CallQuery }>(
    '/calls',
    {
      ...REPORTING,
      schema: {
        ...{ operationId: 'listCalls', summary: 'Calls of both sides, page by page', tags: ['Insight'] },
        querystring: CALL_QUERY,
        response: { 200: CALLS },
      },
    },
    async ({ query, principal }): Promise<Static<typeof CALLS>> => {
      const asked = readFilter(query, principal, await parts.directory());
      const { sort, descending } = readOrder(query);
      const { cursor: text, skip = 0, limit = USUAL_ROWS } = query;
      const cursor = text === undefined ? undefined : readCallCursor(text, { sort, descending });
      refuseTwoBeginnings(query);
      const begun = beginAt(asked, query);
      const page = await readAsPublished(begun, parts, (seen) =>
        readCallPage(parts.calls, seen, { sort, descending, limit, from: cursor, skip }),
      );
      const currency = await parts.currency();
      const { zone } = asked.period;
      return {
        zone,
        calls: page.calls.map((call) => toCallRow(call, zone, currency)),
        ...turnPages(page, { sort, descending }, cursor, skip > 0 || query.at !== undefined),
      };
    },
  );
}

/** The order that is asked for: the latest first, unless said otherwise. */
export function readOrder({ sort = 'startedAt', order = 'desc' }: Pick<CallQuery, 'sort' | 'order'>) {
  return { sort, descending: order === 'desc' };
}

function refuseTwoBeginnings({ cursor, skip, at }: CallQuery): void {
  const given = Object.entries({ cursor, skip, at }).filter(([, value]) => value !== undefined);
  if (given.length < 2) return;
  const names = given.map(([name]) => name).join(' and ');
  const message = `${names} each say where the page begins: give one of them.`;
  throw new RingledgerError('invalid-request', message, [{ where: given[0]?.[0] ?? 'cursor', message }]);
}

function beginAt(asked: AskedLegs, query: CallQuery): AskedLegs {
  if (query.at === undefined) return asked;
  const { sort, descending } = readOrder(query);
  const at = parseInstant(query.at);
  if (sort !== 'startedAt' || at === undefined) {
    const message =
      at === undefined
        ? `at is "${query.at}": write an instant with its offset, as in 2026-11-01T09:00:00Z.`
        : `at is of the order startedAt, and this is by ${sort}: use skip there.`;
    throw new RingledgerError('invalid-request', message, [{ where: 'at', message }]);
  }
  const { fromAt, toAt, zone } = asked.period;
  return {
    ...asked,
    period: descending
      ? { zone, fromAt, toAt: Math.max(0, Math.min(toAt, at + 1)) }
      : { zone, fromAt: Math.min(0xffff_ffff, Math.max(fromAt, at)), toAt },
  };
}

function turnPages(
  { first, last, more }: CallPage,
  order: { readonly sort: CallSortName; readonly descending: boolean },
  from: CallCursor | undefined,
  isInside: boolean,
): { readonly next: string | null; readonly previous: string | null } {
  const turn = (place: CallPlace | undefined, backward: boolean) =>
    place === undefined ? null : writeCallCursor({ ...order, backward, place });
  const came = from?.backward === true;
  return {
    next: more || came ? turn(last, false) : null,
    previous: (came ? more : from !== undefined || isInside) ? turn(first, true) : null,
  };
}
