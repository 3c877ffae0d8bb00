import type { FastifyInstance } from 'fastify';
import { type Static, Type } from 'typebox';
import { REPORTING } from '../http/audience.ts';
import {
  type CalledTogether,
  QUEUE_KEYS,
  type QueueFigures,
  readQueueFigures,
  WAIT_ENDS,
} from '../store/calls/queue-figures.ts';
import { FILTER } from './filter-schema.ts';
import type { InsightDirectory, InsightParts } from './insight-parts.ts';
import { readAsPublished } from './read-as-published.ts';
import { readFilter } from './read-filter.ts';

const USUAL_TARGET_SECONDS = 20;

const QUEUE_QUERY = Type.Object(
  {
    ...FILTER,
    kind: Type.Optional(Type.Enum(['queue', 'group'], { description: 'Only queues, or only ring groups.' })),
    by: Type.Optional(
      Type.Enum([...QUEUE_KEYS], {
        description:
          'queue without it. agent: the extensions that rang for those calls, of the members there are. hourOfWeek: 0, the first of Monday, to 167.',
      }),
    ),
    target: Type.Optional(
      Type.Integer({
        ...{ minimum: 0, maximum: 86_400, default: USUAL_TARGET_SECONDS },
        description: 'Seconds within which a call is answered in time.',
      }),
    ),
  },
  { additionalProperties: false },
);

const SECONDS = Type.Union([Type.Integer(), Type.Null()]);

const QUEUE_ROW = Type.Object({
  company: Type.String({ description: 'Of a queue or an agent; empty where rows are of times.' }),
  key: Type.String({
    description: 'Number of the queue or agent, or hour, weekday, hour of the week or day.',
  }),
  name: Type.String(),
  offered: Type.Integer(),
  answered: Type.Integer(),
  answeredElsewhere: Type.Integer({ description: 'Of an agent: another one took the call.' }),
  unanswered: Type.Integer(),
  abandoned: Type.Integer({
    description: 'Of the unanswered: the caller gave up, as far as a queue log tells.',
  }),
  serviceLevel: Type.Object(
    { part: Type.Integer(), of: Type.Integer() },
    { description: 'Answered within the target, of those offered.' },
  ),
  waitMedian: SECONDS,
  waitP95: SECONDS,
  longestWait: Type.Integer(),
  talkSeconds: Type.Integer(),
  waits: Type.Array(
    Type.Object({
      upTo: Type.Union([Type.Integer(), Type.Null()], {
        description: 'Seconds, themselves included; null: longer.',
      }),
      answered: Type.Integer(),
      unanswered: Type.Integer(),
    }),
  ),
});

const QUEUES = Type.Object({ zone: Type.String(), target: Type.Integer(), rows: Type.Array(QUEUE_ROW) });

/** `GET /queues`: what became of calls to queues and ring groups, and how long they waited. */
export function registerQueues(api: FastifyInstance, parts: InsightParts): void {
  api.get<{ Querystring: Static<typeof QUEUE_QUERY> }>(
    '/queues',
    {
      ...REPORTING,
      schema: {
        ...{ operationId: 'readQueues', summary: 'Calls of queues and ring groups', tags: ['Insight'] },
        querystring: QUEUE_QUERY,
        response: { 200: QUEUES },
      },
    },
    async ({ query, principal }): Promise<Static<typeof QUEUES>> => {
      const pbx = await parts.directory();
      const { extension, by = 'queue', target = USUAL_TARGET_SECONDS } = query;
      // An extension names a queue or group here, not the agents who are asked for.
      const { extension: _named, ...others } = query;
      const asked = readFilter(others, principal, pbx);
      const queues = listCalledTogether(pbx, query.kind).filter(
        ({ number }) => extension === undefined || extension.includes(number),
      );
      const figures = await readAsPublished(asked, parts, (seen) =>
        readQueueFigures(parts.calls, seen, { queues, by, targetSeconds: target }),
      );
      return { zone: asked.period.zone, target, rows: figures.map(toApi) };
    },
  );
}

/** Queues and ring groups of all times: those of whose calls nobody may see any are found to have none. */
function listCalledTogether(
  { entries }: InsightDirectory,
  kind: 'queue' | 'group' | undefined,
): readonly CalledTogether[] {
  return [...(kind === 'group' ? [] : entries.queues), ...(kind === 'queue' ? [] : entries.groups)];
}

function toApi({ answeredInTime, waits, ...figures }: QueueFigures): Static<typeof QUEUE_ROW> {
  return {
    ...figures,
    serviceLevel: { part: answeredInTime, of: figures.offered },
    waits: waits.map((wait, at) => ({ upTo: WAIT_ENDS[at] ?? null, ...wait })),
  };
}
