import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ADMIN_PASSWORD, LOCAL_KEY, startApp, type TestApp } from '../support/app.ts';
import { showCode } from '../support/authenticator.ts';

describe('the second factor over HTTP', () => {
  let server: TestApp;
  let cookie = '';
  beforeAll(async () => {
    server = await startApp();
  });
  afterAll(() => server?.end());

  async function send(
    method: 'GET' | 'POST' | 'DELETE',
    path: string,
    payload?: object,
    headers = { cookie },
  ) {
    const url = `/api/v1/${path}`;
    const answer = await server.app.server.inject({ method, url, headers, ...(payload ? { payload } : {}) });
    const json = answer.payload === '' ? {} : (answer.json() as Record<string, unknown>);
    return { ...json, httpStatus: answer.statusCode, cookies: answer.cookies };
  }
  const credentials = { username: 'admin', password: ADMIN_PASSWORD };
  const nextCode = (secret: string) => showCode(secret, Date.now() / 1000 + 30);

  it('is begun with the password, confirmed with a code, and asked for from then on', async () => {
    const first = await send('POST', 'session', credentials);
    cookie = `${first.cookies[0]?.name}=${first.cookies[0]?.value}`;
    expect(await send('GET', 'session/two-factor')).toMatchObject({ since: null, recoveryCodes: 0 });
    expect(await send('POST', 'session/two-factor', { password: 'guess' })).toMatchObject({
      httpStatus: 400,
      faults: [{ where: 'password' }],
    });
    const begun = await send('POST', 'session/two-factor', { password: ADMIN_PASSWORD });
    const { secret } = begun as unknown as { secret: string };
    const code = await showCode(secret, Date.now() / 1000);
    const confirmed = await send('POST', 'session/two-factor/confirm', { code });
    expect(confirmed).toMatchObject({ httpStatus: 200, recoveryCodes: { length: 10 } });
    expect(await send('GET', 'session/two-factor')).toMatchObject({ recoveryCodes: 10 });

    expect(await send('POST', 'session', credentials)).toMatchObject({
      httpStatus: 401,
      title: 'code-needed',
      cookies: [],
    });
    expect(await send('POST', 'session', { ...credentials, code: await nextCode(secret) })).toMatchObject({
      httpStatus: 200,
      login: 'admin',
    });
    const users = await send('GET', 'users');
    expect(users).toMatchObject({ users: [{ login: 'admin', twoFactor: true }] });
  });

  it('refuses the password alone on the published paths too, and names the way for scripts', async () => {
    const auth = { type: 'auth', ...credentials };
    const { json } = await server.rest('/rest/auth/', { auth }, {});
    expect(json).toMatchObject({ result: expect.not.stringContaining('success') });
    expect(JSON.stringify(json)).toContain('API key');
    const report = await server.rest('/rest/call/outsummary', { auth, type: 'cdr', scope: {} }, {});
    expect(JSON.stringify(report.json)).toContain('API key');
  });

  it('goes on when the password changes, is turned off with it, and by an administrator', async () => {
    const change = { oldPassword: ADMIN_PASSWORD, newPassword: 'another password' };
    const changed = await send('POST', 'session/password', change);
    expect(changed).toMatchObject({ httpStatus: 204 });
    cookie = `${changed.cookies[0]?.name}=${changed.cookies[0]?.value}`;
    expect(await send('POST', 'session/two-factor/stop', { password: ADMIN_PASSWORD })).toMatchObject({
      httpStatus: 400,
    });
    expect(await send('POST', 'session/two-factor/stop', { password: 'another password' })).toMatchObject({
      httpStatus: 204,
    });
    const begun = await send('POST', 'session/two-factor', { password: 'another password' });
    const { secret } = begun as unknown as { secret: string };
    await send('POST', 'session/two-factor/confirm', { code: await showCode(secret, Date.now() / 1000) });
    const local = { authorization: `Bearer ${LOCAL_KEY}`, cookie: '' };
    expect(await send('DELETE', 'users/admin/two-factor', undefined, local)).toMatchObject({
      httpStatus: 204,
    });
    expect(await send('DELETE', 'users/admin/two-factor', undefined, local)).toMatchObject({
      httpStatus: 404,
    });
    const audit = (await send('GET', 'audit', undefined, local)) as unknown as {
      items: readonly { action: string; login: string }[];
    };
    expect(audit.items.map(({ action }) => action)).toEqual([
      'second-factor-off',
      'second-factor-on',
      'second-factor-off',
      'password-changed',
      'second-factor-on',
    ]);
  });
});
