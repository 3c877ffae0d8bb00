import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ADMIN_PASSWORD, LOCAL_KEY, startApp, type TestApp } from '../support/app.ts';

let server: TestApp;
beforeAll(async () => {
  server = await startApp();
});
afterAll(() => server?.end());

const send = (method: 'GET' | 'POST' | 'DELETE', path: string, headers = {}, payload?: object) =>
  server.app.server.inject({ method, url: `/api/v1/${path}`, headers, ...(payload ? { payload } : {}) });
const signIn = (headers = {}) =>
  send('POST', 'session', headers, { username: 'admin', password: ADMIN_PASSWORD });
const cookieOf = (answer: Awaited<ReturnType<typeof send>>) => {
  const { name = '', value = '' } = answer.cookies[0] ?? {};
  return { cookie: `${name}=${value}` };
};

describe('the session of the pages', () => {
  it('begins with a user name and password and is kept out of reach of scripts and other sites', async () => {
    const answer = await signIn();
    expect(answer.statusCode).toBe(200);
    expect(answer.cookies).toEqual([
      expect.objectContaining({
        name: 'ringledger-session',
        path: '/api/v1',
        httpOnly: true,
        sameSite: 'Strict',
      }),
    ]);
    expect(answer.cookies[0]).not.toHaveProperty('secure');
    expect((await signIn({ 'x-forwarded-proto': 'https' })).cookies[0]).toHaveProperty('secure', true);
    expect(answer.json()).toMatchObject({ login: 'admin', administrator: true, reporting: true });
    const read = await send('GET', 'session', cookieOf(answer));
    expect(read.json()).toEqual(answer.json());
    expect(read.json().companies).toContainEqual({ id: 'default', name: expect.any(String) });
  });

  it('ends when its user signs out', async () => {
    const cookie = cookieOf(await signIn());
    expect((await send('DELETE', 'session', cookie)).statusCode).toBe(204);
    const answer = await send('GET', 'session', cookie);
    expect({ status: answer.statusCode, ...answer.json() }).toMatchObject({ status: 401 });
  });

  it('refuses a wrong password as a problem, and a body that is none with what it lacks', async () => {
    const wrong = await send('POST', 'session', {}, { username: 'admin', password: 'guess' });
    expect({ status: wrong.statusCode, ...wrong.json() }).toMatchObject({
      status: 401,
      title: 'not-signed-in',
    });
    const empty = await send('POST', 'session', {}, { username: '', pass: 'x' });
    expect(empty.json()).toMatchObject({ status: 400, title: 'invalid-request' });
    expect(empty.json().faults).toEqual([
      { where: 'password', message: 'It is missing: write it.' },
      { where: 'pass', message: 'Nothing here has this name: leave it out.' },
      { where: 'username', message: 'It is empty: write it.' },
    ]);
  });

  it.each([
    [{ 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' }, 403],
    [{ 'sec-fetch-site': 'same-site', origin: 'https://other.pbx.example' }, 403],
    [{ origin: 'https://evil.example', host: 'pbx.example' }, 403],
    [{ origin: 'null', host: 'pbx.example' }, 403],
    [{ origin: 'http://pbx.example', host: 'pbx.example' }, 400],
    [{ 'sec-fetch-site': 'same-origin' }, 400],
    [{}, 400],
  ])('lets a page with %j change things, or not: %i', async (headers, status) => {
    const cookie = cookieOf(await signIn());
    const answer = await send('POST', 'keys', { ...headers, ...cookie }, { user: 7 });
    expect(answer.statusCode).toBe(status);
  });

  it('is not needed by what shows a key', async () => {
    const answer = await send('GET', 'session', { authorization: `Bearer ${LOCAL_KEY}` });
    expect(answer.json()).toMatchObject({ login: 'local command line', administrator: true });
  });
});
