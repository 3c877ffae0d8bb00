import fastifyCookie from '@fastify/cookie';
import type { FastifyInstance } from 'fastify';
import type { Grant } from '../core/scope.ts';
import { type Audience, admit } from './audience.ts';
import { refuseForeignPage, SESSION_COOKIE } from './session-cookie.ts';

/** Who sends a request to our own API, and what they may do. */
export interface Sender {
  /** The name they sign in with. */
  readonly login: string;
  readonly name: string;
  readonly grant: Grant;
  readonly systemAdmin: boolean;
  /** Whether they may bring calls in. */
  readonly mayFeed: boolean;
  /** Whether outside numbers are shown to them without their last digits. */
  readonly maskNumbers: boolean;
}

/** Finds out who sends a request, or refuses with `not-signed-in`. Given by the composition root. */
export type Identify = (credentials: {
  readonly authorization: string | undefined;
  readonly cookie: string | undefined;
}) => Promise<Sender>;

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Whom the route answers; administrators where it does not say. */
    for?: Audience;
  }
  interface FastifyRequest {
    /** Login of the sender. */
    login: string;
    /** Who sends the request; there on every route but those for anyone. */
    principal: Sender;
  }
}

/**
 * The server's own API under `/api/v1`: errors are problem+json with a status, the refusal's sentence and every fault; a
 * defect's text stays in the log. A sender shows a key, user name and password (Basic), or the cookie of the pages.
 */
export function registerOwnApi(
  app: FastifyInstance,
  identify: Identify,
  routes: (api: FastifyInstance) => void,
): void {
  app.register(
    async (api) => {
      await api.register(fastifyCookie);
      api.decorateRequest('login', '');
      // Set before any handler runs.
      api.decorateRequest('principal', null as unknown as Sender);
      api.addHook('onRequest', async (request) => {
        const audience = request.routeOptions.config.for ?? 'administering';
        const cookie = request.cookies[SESSION_COOKIE];
        if (cookie !== undefined) refuseForeignPage(request);
        if (audience === 'anyone') return;
        const credentials = { authorization: request.headers.authorization, cookie };
        const sender = await api.underWay.watch(identify(credentials));
        admit(sender, audience);
        request.login = sender.login;
        request.principal = sender;
      });
      routes(api);
    },
    { prefix: '/api/v1' },
  );
}
