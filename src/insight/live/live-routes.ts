import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Static } from 'typebox';
import { RingledgerError } from '../../core/errors.ts';
import { admit } from '../../http/audience.ts';
import type { Identify } from '../../http/own-api.ts';
import { SESSION_COOKIE } from '../../http/session-cookie.ts';
import { readFilter } from '../read-filter.ts';
import { LiveHub } from './live-hub.ts';
import type { LiveParts } from './live-parts.ts';
import { LIVE_EVENTS, LIVE_QUERY } from './live-schema.ts';

/**
 * `GET /live`: calls in progress and today's figures, as server-sent events for as long as the sender may see them. It
 * ends when the session does or permissions change; whoever then still may comes again, as clients of such events do.
 */
export function registerLive(api: FastifyInstance, parts: LiveParts): void {
  const hub = new LiveHub(parts);
  api.addHook('preClose', async () => hub.endStreams());
  api.addHook('onClose', () => hub.settle());
  api.get<{ Querystring: Static<typeof LIVE_QUERY> }>(
    '/live',
    {
      config: { for: 'reporting' },
      // Whoever asks for the head alone would hold a stream that nobody reads.
      exposeHeadRoute: false,
      schema: {
        operationId: 'readLive',
        summary: "Calls in progress and today's figures, as they move",
        tags: ['Insight'],
        querystring: LIVE_QUERY,
        response: {
          200: {
            description:
              'Server-sent events: first snapshot, then calls, figures and sources as they change.',
            content: { 'text/event-stream': { schema: LIVE_EVENTS } },
          },
        },
      },
    },
    async (request, reply) => {
      const { query, principal } = request;
      const { scope, maskNumbers, period } = readFilter(query, principal, await parts.directory());
      const view = { scope, maskNumbers, isAdministrator: principal.systemAdmin, zone: period.zone };
      const stream = await hub.open(principal.login, view, stillTheSame(request, parts.identify));
      return reply
        .headers({ 'cache-control': 'no-store', 'x-accel-buffering': 'no' })
        .type('text/event-stream; charset=utf-8')
        .send(stream.readable);
    },
  );
}

/** Whether the credentials of a request still are those of somebody who may do just what they might then. */
function stillTheSame({ headers, cookies, principal }: FastifyRequest, identify: Identify) {
  const { authorization } = headers;
  const cookie = cookies[SESSION_COOKIE];
  const before = JSON.stringify(principal);
  return async (): Promise<boolean> => {
    try {
      const sender = await identify({ authorization, cookie });
      admit(sender, 'reporting');
      return JSON.stringify(sender) === before;
    } catch (error) {
      // Where it cannot be asked just now, it is asked again soon.
      return !(error instanceof RingledgerError && (error.status === 401 || error.status === 403));
    }
  };
}
