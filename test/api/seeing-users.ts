import { expect } from 'vitest';
import { LOCAL_KEY, startApp, type TestApp } from '../support/app.ts';
import { loadFourTenants } from './four-tenants.ts';

/** People who may see calls, and how: all of them, two companies, one without the last digits of numbers, or none. */
const USERS = {
  summary: ['billing-call-summary'],
  ann: ['billing-call-reporting:default,test'],
  masked: ['billing-call-reporting:default', 'masked-numbers'],
  feeder: ['cdr-feed'],
} as const;

export type Who = keyof typeof USERS | 'admin';

export interface SeeingServer extends TestApp {
  /** Asks our own API for something; `params` are written into the address, lists several times. */
  get(path: string, params?: Params, who?: Who): Promise<Answer>;
  /** Sends JSON to our own API. */
  post(path: string, body: unknown, who?: Who): Promise<Answer>;
  /** Headers of somebody who shows a key. */
  headersOf(who: Who): Record<string, string>;
}

export type Params = Readonly<Record<string, string | number | boolean | readonly (string | number)[]>>;

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly payload: Buffer;
  // biome-ignore lint/suspicious/noExplicitAny: an answer of any route
  readonly json: any;
}

/** A server with the calls of four tenants, and users of several kinds. */
export async function startSeeingServer(): Promise<SeeingServer> {
  const server = await startApp();
  await loadFourTenants(server);
  const keys = new Map<Who, string>([['admin', LOCAL_KEY]]);
  for (const [name, permissions] of Object.entries(USERS)) {
    const user = JSON.stringify({ name, password: `password of ${name}`, permissions });
    expect((await server.api('users', user, 'application/json')).status).toBe(201);
    const made = await server.api('keys', JSON.stringify({ user: name }), 'application/json');
    keys.set(name as Who, (made.json as { key: string }).key);
  }
  const headersOf = (who: Who) => ({ authorization: `Bearer ${keys.get(who)}` });
  const toAnswer = (answer: Awaited<ReturnType<typeof server.app.server.inject>>): Answer => ({
    status: answer.statusCode,
    headers: answer.headers,
    payload: answer.rawPayload,
    json: String(answer.headers['content-type']).includes('json') ? answer.json() : undefined,
  });
  return {
    ...server,
    headersOf,
    get: async (path, params = {}, who = 'admin') => {
      const query = new URLSearchParams();
      for (const [name, value] of Object.entries(params))
        for (const one of [value].flat()) query.append(name, String(one));
      return toAnswer(
        await server.app.server.inject({ url: `/api/v1/${path}?${query}`, headers: headersOf(who) }),
      );
    },
    post: async (path, body, who = 'admin') =>
      toAnswer(
        await server.app.server.inject({
          ...{ method: 'POST', url: `/api/v1/${path}`, headers: headersOf(who) },
          payload: body as object,
        }),
      ),
  };
}
