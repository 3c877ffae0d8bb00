import type { Socket } from 'node:net';
import Fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from 'fastify';
import { compileSchemasLate } from './late-schemas.ts';
import { sendProblem } from './send-problem.ts';
import { watchRequests } from './under-way.ts';

/** The HTTP server, not yet listening. Bodies of requests and numbers of people never reach its log. */
export function createServer(logger: FastifyBaseLogger): FastifyInstance {
  const app = Fastify({
    loggerInstance: logger,
    logController: new LogController({ disableRequestLogging: true }),
    forceCloseConnections: 'idle',
    bodyLimit: 16 * 1024 * 1024,
    requestTimeout: 0,
    // What comes while the server closes is refused by `watchRequests`, in the shape of the API that was asked.
    return503OnClosing: false,
    routerOptions: { ignoreTrailingSlash: false },
  });
  compileSchemasLate(app);
  watchRequests(app);
  app.addHook('onResponse', async (request, reply) => {
    request.log.info(
      {
        method: request.method,
        route: request.routeOptions.url ?? 'none',
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime),
      },
      'answered',
    );
  });
  closeAnsweredConnections(app);
  app.setErrorHandler(sendProblem);
  app.setNotFoundHandler((request, reply) =>
    reply
      .code(404)
      .type('application/problem+json')
      .send({
        type: 'about:blank',
        title: 'not-found',
        status: 404,
        detail: `There is nothing at ${request.method} ${request.url.split('?')[0]}.`,
      }),
  );
  return app;
}

/**
 * Closing takes leave of idle connections only once, at its beginning: one whose request was still under way then
 * would keep the server from ending for as long as its client keeps it alive. Nor does it take leave of those on which
 * nothing was asked yet, as browsers open them to have one at hand.
 */
function closeAnsweredConnections(app: FastifyInstance): void {
  let isClosing = false;
  const silent = new Set<Socket>();
  app.server.on('connection', (socket: Socket) => {
    silent.add(socket);
    socket.once('close', () => silent.delete(socket));
  });
  app.server.on('request', ({ socket }) => silent.delete(socket));
  app.addHook('preClose', async () => {
    isClosing = true;
    for (const socket of silent) if (socket.bytesRead === 0) socket.destroy();
  });
  app.addHook('onResponse', async () => {
    if (isClosing) setImmediate(() => app.server.closeIdleConnections());
  });
}
