import type { FastifyInstance } from 'fastify';
import { type Static, Type } from 'typebox';
import { RingledgerError } from '../core/errors.ts';
import { formatLocalInstant } from '../core/format-instant.ts';
import { REPORTING } from '../http/audience.ts';
import { type MissedCaller, type MissedPlace, readMissedCallers } from '../store/calls/missed-callers.ts';
import { FILTER } from './filter-schema.ts';
import type { InsightParts } from './insight-parts.ts';
import { readAsPublished } from './read-as-published.ts';
import { readFilter } from './read-filter.ts';

const USUAL_ROWS = 100;
const MOST_ROWS = 500;

const MISSED_QUERY = Type.Object(
  {
    ...{ from: FILTER.from, to: FILTER.to, zone: FILTER.zone, company: FILTER.company },
    extension: FILTER.extension,
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: MOST_ROWS, default: USUAL_ROWS })),
    cursor: Type.Optional(Type.String({ maxLength: 1000, description: 'next of the page before.' })),
  },
  { additionalProperties: false },
);

const MISSED_ROW = Type.Object({
  company: Type.String(),
  caller: Type.String(),
  firstAt: Type.String({ format: 'date-time' }),
  lastAt: Type.String({ format: 'date-time' }),
  times: Type.Integer({ description: 'Calls in vain since the company was last in touch with the number.' }),
  acctid: Type.Integer({ description: 'Of the last of them, as are all below.' }),
  ddi: Type.String(),
  ringSeconds: Type.Integer(),
  queueStatus: Type.String(),
  voicemail: Type.Boolean({ description: 'The caller left a message.' }),
  rang: Type.Array(Type.Object({ number: Type.String(), name: Type.String() }), {
    description: 'Extensions, queues and groups that rang, with the names they had then.',
  }),
});

const MISSED = Type.Object({
  zone: Type.String(),
  callers: Type.Array(MISSED_ROW),
  next: Type.Union([Type.String(), Type.Null()]),
});

/**
 * `GET /missed-callers`: outside callers whom nobody answered in the period and nobody has answered or called since, be
 * it after the period; the latest first.
 */
export function registerMissedCallers(api: FastifyInstance, parts: InsightParts): void {
  api.get<{ Querystring: Static<typeof MISSED_QUERY> }>(
    '/missed-callers',
    {
      ...REPORTING,
      schema: {
        ...{ operationId: 'listMissedCallers', summary: 'Missed callers not called back', tags: ['Insight'] },
        querystring: MISSED_QUERY,
        response: { 200: MISSED },
      },
    },
    async ({ query, principal }): Promise<Static<typeof MISSED>> => {
      const { extension: extensions, limit = USUAL_ROWS, cursor, ...filter } = query;
      const asked = readFilter(filter, principal, await parts.directory());
      const after = cursor === undefined ? undefined : readCursor(cursor);
      const found = await readAsPublished(asked, parts, (seen) =>
        readMissedCallers(parts.calls, seen, { limit: limit + 1, after, extensions }),
      );
      const shown = found.slice(0, limit);
      const last = shown.at(-1);
      const { zone } = asked.period;
      return {
        zone,
        callers: shown.map((caller) => toApi(caller, zone)),
        next: found.length > limit && last !== undefined ? writeCursor(last) : null,
      };
    },
  );
}

function toApi({ callKey: _key, rang, ...caller }: MissedCaller, zone: string): Static<typeof MISSED_ROW> {
  return {
    ...{ ...caller, rang: [...rang] },
    firstAt: formatLocalInstant(caller.firstAt, zone),
    lastAt: formatLocalInstant(caller.lastAt, zone),
  };
}

function writeCursor({ lastAt, company, callKey }: MissedPlace): string {
  return Buffer.from(JSON.stringify([lastAt, company, callKey])).toString('base64url');
}

function readCursor(text: string): MissedPlace {
  const [lastAt, company, callKey] = parseList(Buffer.from(text, 'base64url').toString('utf8'));
  const isPlace = [lastAt, callKey].every((number) => Number.isSafeInteger(number) && Number(number) >= 0);
  if (isPlace && typeof company === 'string')
    return { lastAt: Number(lastAt), company, callKey: Number(callKey) };
  const message = 'cursor is none: give the one that the page before answered, or none.';
  throw new RingledgerError('invalid-request', message, [{ where: 'cursor', message }]);
}

function parseList(text: string): readonly unknown[] {
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) ? (value as readonly unknown[]) : [];
  } catch {
    return [];
  }
}
