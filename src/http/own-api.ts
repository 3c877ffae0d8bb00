import type { FastifyInstance, FastifyRequest } from 'fastify';
import { RingledgerError } from '../core/errors.ts';

/**
 * Login of the sender; refuses one who is no system administrator, or, where calls are only brought in, who may not do
 * that either. Given by the composition root.
 */
export type RequireSender = (
  authorization: string | undefined,
  what: { readonly feeds: boolean },
) => Promise<string>;

/** Where calls are brought in: `POST /cdrs` and `/imports`, with all below. */
const FEEDS = /^\/api\/v1\/(?:cdrs|imports)(?:\/|$)/;

declare module 'fastify' {
  interface FastifyRequest {
    /** Who sends a request to our own API. */
    login: string;
  }
}

/**
 * The server's own API under `/api/v1`, for administrators, and for those who bring calls in: errors are problem+json with a status, the refusal's
 * sentence and every fault; a defect's text stays in the log.
 */
export function registerOwnApi(
  app: FastifyInstance,
  requireSender: RequireSender,
  routes: (api: FastifyInstance) => void,
): void {
  app.register(
    async (api) => {
      api.setErrorHandler((error, request, reply) => {
        const problem = toProblem(error);
        if (isCutOff(request)) request.log.info('the client went away amid its request');
        else if (isDefect(problem)) request.log.error({ err: error }, 'defect');
        return reply.code(problem.status).type('application/problem+json').send(problem);
      });
      api.decorateRequest('login', '');
      api.addHook('onRequest', async (request) => {
        // The route that answers, not the path as it was written.
        const feeds = request.method === 'POST' && FEEDS.test(request.routeOptions.url ?? '');
        request.login = await requireSender(request.headers.authorization, { feeds });
      });
      routes(api);
    },
    { prefix: '/api/v1' },
  );
}

/** A body that never ended: whoever sent it was killed, or lost the connection. */
function isCutOff({ raw }: FastifyRequest): boolean {
  return raw.destroyed && !raw.complete;
}

/** RFC 9457 problem details. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly faults?: RingledgerError['faults'];
}

/** Whether whoever runs the server is to know: not where somebody was only told to come again. */
export function isDefect({ status, title }: Problem): boolean {
  return status >= 500 && title !== 'retry';
}

/** What a refusal says; a defect says nothing of itself. */
export function toProblem(error: unknown): Problem {
  if (error instanceof RingledgerError) {
    return {
      type: 'about:blank',
      title: error.code,
      status: error.status,
      detail: error.message,
      ...(error.faults.length > 0 ? { faults: error.faults } : {}),
    };
  }
  const status = (error as { statusCode?: unknown }).statusCode;
  if (error instanceof Error && typeof status === 'number' && status >= 400 && status < 500) {
    return { type: 'about:blank', title: 'invalid-request', status, detail: error.message };
  }
  return {
    type: 'about:blank',
    title: 'defect',
    status: 500,
    detail: 'The server could not do this. Its log says why.',
  };
}
