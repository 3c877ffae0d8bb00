import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ADMIN_PASSWORD, startApp, type TestApp } from '../support/app.ts';
import { readFixture, take } from './four-tenants.ts';

const SCOPE = { type: 'cdr', scope: { month: 11, year: 2026 } };
const EMPTY = { result: 'success', values: {} };
const AUTH = { type: 'auth', username: 'admin', password: ADMIN_PASSWORD };
const WRONG =
  'The user name or the password is wrong: check both, and the case of every letter of the password.';

let server: TestApp;
beforeAll(async () => {
  server = await startApp();
  await take(server, 'directory', readFixture('directory.json'));
  const user = {
    name: 'Ann',
    password: 'password of ann',
    permissions: ['billing-call-reporting:default,test', 'billing-call-summary'],
  };
  expect((await server.api('users', JSON.stringify(user), 'application/json')).status).toBe(201);
});
afterAll(() => server?.end());

const summary = (headers: Readonly<Record<string, string>>, more: object = {}) =>
  server.rest('/rest/call/outsummary', { ...SCOPE, ...more }, headers);
const signIn = (auth: object, headers: Readonly<Record<string, string>> = {}) =>
  server.rest('/rest/auth/', { auth }, headers);
const sessionOf = (json: Readonly<Record<string, unknown>>) => (json['user'] as { session: string }).session;

describe('signing in', () => {
  it('says who has signed in, with the permissions and the session', async () => {
    const { json, status } = await signIn({ type: 'auth', username: 'ann', password: 'password of ann' });
    expect(status).toBe(200);
    expect(json).toEqual({
      result: 'success',
      user: {
        id: expect.any(Number),
        login: 'Ann',
        name: 'Ann',
        company: 'default',
        home: 'default',
        session: expect.stringMatching(/^[\w-]{20,}$/),
        perms: { 'billing-call-reporting': 'default,test', 'billing-call-summary': 'yes' },
      },
    });
    expect(Object.keys(json['user'] as object)).toEqual([
      ...['id', 'login', 'name', 'company', 'home', 'session', 'perms'],
    ]);
  });

  it('makes a cookie where none was sent, and the cookie signs in', async () => {
    const { json, headers } = await signIn(AUTH);
    expect(headers['set-cookie']).toBe(`Red60urne=${sessionOf(json)}; Path=/; HttpOnly; SameSite=Lax`);
    expect((await summary({ cookie: `other=1; Red60urne=${sessionOf(json)}` })).json).toEqual(EMPTY);
  });

  it('keeps the cookie that was sent', async () => {
    const cookie = 'Red60urne=chosen-by-the-client-1234';
    expect((await summary({ cookie })).json).toMatchObject({ result: 'fail' });
    const { json } = await signIn(AUTH, { cookie });
    expect(sessionOf(json)).toBe('chosen-by-the-client-1234');
    expect((await summary({ cookie })).json).toEqual(EMPTY);
  });

  it('signs in without the slash at the end too, and with any user name in any mix of case', async () => {
    const { json } = await server.rest('/rest/auth', { auth: { ...AUTH, username: 'ADMIN' } }, {});
    expect(json).toMatchObject({
      result: 'success',
      user: { login: 'admin', perms: { 'system-admin': 'yes' } },
    });
  });

  it('ends the session, and only that one, at logout', async () => {
    const [one, other] = [await signIn(AUTH), await signIn(AUTH)].map(
      ({ json }) => `Red60urne=${sessionOf(json)}`,
    );
    const out = await server.rest('/rest/auth/logout', { auth: { type: 'auth' } }, { cookie: one ?? '' });
    expect(out.json).toEqual({ result: 'success' });
    expect(out.headers['set-cookie']).toMatch(/^Red60urne=; .*Max-Age=0/);
    expect((await summary({ cookie: one ?? '' })).json['message']).toMatch(
      /^The session of your cookie has ended\. Sign in at \/rest\/auth\/ /,
    );
    expect((await summary({ cookie: other ?? '' })).json).toEqual(EMPTY);
  });

  it('answers a wrong password and an unknown name alike, with HTTP 200 and no cookie', async () => {
    for (const auth of [
      { ...AUTH, password: 'wrong' },
      { ...AUTH, username: 'nobody' },
    ]) {
      const { json, status, headers } = await signIn(auth);
      expect({ status, json }).toEqual({ status: 200, json: { result: 'fail', message: WRONG } });
      expect(headers['set-cookie']).toBeUndefined();
    }
  });
});

describe('credentials in the request', () => {
  it('answer it and leave no session behind', async () => {
    const cookie = 'Red60urne=never-signed-in-1234';
    const answer = await summary({ cookie }, { auth: AUTH });
    expect(answer.json).toEqual(EMPTY);
    expect(answer.headers['set-cookie']).toBeUndefined();
    expect((await summary({ cookie })).json).toMatchObject({ result: 'fail' });
  });

  it('count before a cookie: a wrong password is wrong although the cookie is right', async () => {
    const { json } = await signIn(AUTH);
    const answer = await summary(
      { cookie: `Red60urne=${sessionOf(json)}` },
      { auth: { ...AUTH, password: 'no' } },
    );
    expect(answer.json).toEqual({ result: 'fail', message: WRONG });
  });

  it('may be an API key, as key, token or bearer, with the permissions of its user', async () => {
    const made = await server.api('keys', '{"user":"ann"}', 'application/json');
    const { key } = made.json as { key: string };
    expect((await summary({}, { auth: { type: 'auth', key } })).json).toEqual(EMPTY);
    expect((await summary({}, { auth: { type: 'auth', token: key } })).json).toEqual(EMPTY);
    expect((await summary({ authorization: `Bearer ${key}` })).json).toEqual(EMPTY);
    for (const answer of [
      await summary({ authorization: `Bearer ${key}x` }),
      await summary({}, { auth: { type: 'auth', key: `${key}x` } }),
    ]) {
      expect(answer.status).toBe(200);
      expect(answer.json).toMatchObject({ result: 'fail', message: expect.stringMatching(/key/i) });
    }
  });
});
