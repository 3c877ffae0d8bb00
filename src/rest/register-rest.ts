import type { FastifyInstance } from 'fastify';
import { RingledgerError } from '../core/errors.ts';
import { toFailAnswer } from './answers.ts';
import { type CallReportParts, registerCallReports } from './call-report-routes.ts';
import { registerLogin } from './login-routes.ts';

/**
 * The published API: bodies of any Content-Type, answers with `result` and HTTP 200 whatever happened, as its clients
 * look at nothing else. Defects are logged whole and answered with a sentence that gives nothing away.
 */
export function registerRest(app: FastifyInstance, parts: CallReportParts): void {
  app.register(async (rest) => {
    rest.removeAllContentTypeParsers();
    // Even a Content-Type that is none at all is let pass.
    rest.addHook('onRequest', async (request) => {
      request.raw.headers['content-type'] = 'application/json';
    });
    limitSlowBodies(rest);
    rest.addContentTypeParser('*', { parseAs: 'string', bodyLimit: BODY_BYTES }, (_request, body, done) =>
      done(null, body),
    );
    rest.setErrorHandler((error, request, reply) => {
      if (!(error instanceof RingledgerError) && !isClientFault(error))
        request.log.error({ err: error }, 'defect');
      const refused = isClientFault(error) ? new RingledgerError('invalid-request', tellFault(error)) : error;
      const answer = toFailAnswer(refused);
      if (answer.result === 'retry') reply.header('Retry-After', '1');
      return reply.code(200).send(answer);
    });
    registerLogin(rest, parts.access);
    registerCallReports(rest, parts);
    rest.all('/rest/*', async (request, reply) =>
      reply.code(404).send({
        result: 'fail',
        message: `There is nothing at ${request.method} ${request.url.split('?')[0]}: POST to /rest/call/incalls, outcalls, outsummary or allcalls, or to /rest/auth.`,
      }),
    );
  });
}

/** Who sends a body drop by drop holds a socket before having said who it is. */
function limitSlowBodies(rest: FastifyInstance): void {
  const deadlines = new WeakMap<object, NodeJS.Timeout>();
  rest.addHook('onRequest', async ({ raw }) => {
    deadlines.set(raw, setTimeout(() => raw.destroy(), BODY_MS).unref());
  });
  const reached = async ({ raw }: { readonly raw: object }) => clearTimeout(deadlines.get(raw));
  rest.addHook('preValidation', reached);
  rest.addHook('onResponse', reached);
}

/** Time in which a body of that size comes over any line. */
const BODY_MS = 60_000;

/** Room for the ids of tens of thousands of devices. Read before anybody has said who they are, so no more than that. */
const BODY_BYTES = 1024 * 1024;

/** What Fastify refuses by itself: a body too large, a broken request. */
function isClientFault(error: unknown): error is Error {
  const status = (error as { statusCode?: unknown }).statusCode;
  return error instanceof Error && typeof status === 'number' && status >= 400 && status < 500;
}

function tellFault(error: Error & { readonly statusCode?: unknown }): string {
  if (error.statusCode !== 413) return `The request cannot be read: ${error.message}.`;
  return 'The body is larger than 1 MiB: no request of this API is. Send the scope alone.';
}
