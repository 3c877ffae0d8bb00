import type { FastifyRequest } from 'fastify';
import type { Credentials } from '../access/access.ts';
import { readJsonBody } from './read-json.ts';

/** The cookie of the published system; its odd name is the contract's. */
export const SESSION_COOKIE = 'Red60urne';

/** A request on the published paths: its body and what it says of its sender. */
export interface RestRequest {
  readonly body: Readonly<Record<string, unknown>>;
  readonly credentials: Credentials;
}

/** Reads the body whatever its Content-Type, and the credentials from body, header and cookie. */
export function readRestRequest(request: FastifyRequest): RestRequest {
  const body = readJsonBody(typeof request.body === 'string' ? request.body : '');
  return {
    body,
    credentials: {
      auth: body['auth'],
      cookie: readCookie(request.headers.cookie, SESSION_COOKIE),
      authorization: request.headers.authorization,
    },
  };
}

/** Value of one cookie of a Cookie header; undefined when it is not there. */
function readCookie(header: string | undefined, name: string): string | undefined {
  for (const pair of (header ?? '').split(';')) {
    const at = pair.indexOf('=');
    if (at > 0 && pair.slice(0, at).trim() === name)
      return pair
        .slice(at + 1)
        .trim()
        .replace(/^"(.*)"$/, '$1');
  }
  return undefined;
}
