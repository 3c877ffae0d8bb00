import type { FastifyInstance } from 'fastify';
import { type Static, Type } from 'typebox';
import { RingledgerError } from '../core/errors.ts';
import { formatLocalInstant } from '../core/format-instant.ts';
import { REPORTING } from '../http/audience.ts';
import { readConcurrency } from '../store/calls/concurrent-calls.ts';
import { FILTER } from './filter-schema.ts';
import type { InsightParts } from './insight-parts.ts';
import { readAsPublished } from './read-as-published.ts';
import { readFilter } from './read-filter.ts';

const MOST_BUCKETS = 5000;

const LOAD_QUERY = Type.Object(
  {
    ...FILTER,
    bucketSeconds: Type.Optional(
      Type.Integer({
        ...{ minimum: 60, maximum: 86_400, default: 3600 },
        description: 'Counted from the beginning of from.',
      }),
    ),
    by: Type.Optional(Type.Enum(['trunk', 'all'], { description: 'all: every trunk together.' })),
  },
  { additionalProperties: false },
);

const LOADS = Type.Object({
  from: Type.String({ format: 'date-time' }),
  zone: Type.String(),
  bucketSeconds: Type.Integer(),
  trunks: Type.Array(
    Type.Object({
      trunk: Type.String({ description: 'Trunk id; empty where all are counted together.' }),
      peak: Type.Integer({ description: 'The most calls at once in the whole period.' }),
      peaks: Type.Array(Type.Integer(), {
        description: 'The most calls at once in each bucket, from the first on.',
      }),
    }),
  ),
});

/** `GET /trunks/load`: how many calls trunks carry at once, over time. */
export function registerTrunkLoads(api: FastifyInstance, parts: InsightParts): void {
  api.get<{ Querystring: Static<typeof LOAD_QUERY> }>(
    '/trunks/load',
    {
      ...REPORTING,
      schema: {
        ...{ operationId: 'readTrunkLoad', summary: 'Calls at once on trunks, over time', tags: ['Insight'] },
        querystring: LOAD_QUERY,
        response: { 200: LOADS },
      },
    },
    async ({ query, principal }): Promise<Static<typeof LOADS>> => {
      const asked = readFilter(query, principal, await parts.directory());
      const { bucketSeconds = 3600, by = 'trunk' } = query;
      const { fromAt, toAt, zone } = asked.period;
      const buckets = Math.ceil((toAt - fromAt) / bucketSeconds);
      if (buckets > MOST_BUCKETS) {
        const message = `From from to to are ${buckets} times ${bucketSeconds} seconds, and at most ${MOST_BUCKETS} are answered: give a shorter period, or more seconds.`;
        throw new RingledgerError('invalid-request', message, [{ where: 'bucketSeconds', message }]);
      }
      const loads = await readAsPublished(asked, parts, (seen) =>
        readConcurrency(parts.calls, seen, { bucketSeconds, by }),
      );
      return {
        ...{ from: formatLocalInstant(fromAt, zone), zone, bucketSeconds },
        trunks: loads.map(({ trunk, peaks }) => ({
          ...{ trunk, peaks: [...peaks] },
          peak: peaks.reduce((most, peak) => Math.max(most, peak), 0),
        })),
      };
    },
  );
}
