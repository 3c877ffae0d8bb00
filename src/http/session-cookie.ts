import type { FastifyReply, FastifyRequest } from 'fastify';
import { RingledgerError } from '../core/errors.ts';

/** The cookie of the pages. The published login has one of its own, under the name its clients know. */
export const SESSION_COOKIE = 'ringledger-session';

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Sends the cookie, to this server alone and out of reach of scripts; only over TLS where the page came over TLS. */
export function giveSession(request: FastifyRequest, reply: FastifyReply, session: string): void {
  const secure = request.protocol === 'https' || request.headers['x-forwarded-proto'] === 'https';
  reply.setCookie(SESSION_COOKIE, session, { path: '/api/v1', httpOnly: true, sameSite: 'strict', secure });
}

export function takeSession(reply: FastifyReply): void {
  reply.clearCookie(SESSION_COOKIE, { path: '/api/v1' });
}

/**
 * Refuses to change anything for a page of another site that sends the cookie along. Browsers say where a page is from:
 * in Sec-Fetch-Site over TLS, in Origin everywhere. What is no browser says neither, and shows no cookie by accident.
 */
export function refuseForeignPage({ method, headers }: FastifyRequest): void {
  if (SAFE_METHODS.has(method)) return;
  const site = headers['sec-fetch-site'];
  const isForeign = site === undefined ? !isOwnOrigin(headers) : site !== 'same-origin' && site !== 'none';
  if (isForeign) {
    throw new RingledgerError(
      'not-allowed',
      `A page of ${headers.origin ?? 'another site'} may not do this with your session: open the pages of this server.`,
    );
  }
}

function isOwnOrigin({ origin, host, 'x-forwarded-host': forwarded }: FastifyRequest['headers']): boolean {
  if (origin === undefined) return true;
  const own = URL.canParse(origin) ? new URL(origin).host : undefined;
  return own !== undefined && (own === host || own === forwarded);
}
