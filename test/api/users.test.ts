import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ADMIN_PASSWORD, LOCAL_KEY, startApp, type TestApp } from '../support/app.ts';

const ANN = { name: 'Ann', password: 'first password', permissions: ['billing-call-reporting:default'] };

describe('users over HTTP', () => {
  let server: TestApp;
  beforeAll(async () => {
    server = await startApp();
  });
  afterAll(() => server?.end());

  async function send(
    method: 'GET' | 'POST' | 'PATCH' | 'DELETE',
    path: string,
    payload?: object,
    headers: Readonly<Record<string, string>> = { authorization: `Bearer ${LOCAL_KEY}` },
  ) {
    const url = `/api/v1/${path}`;
    const answer = await server.app.server.inject({ method, url, headers, ...(payload ? { payload } : {}) });
    const json = answer.payload === '' ? {} : (answer.json() as Record<string, unknown>);
    return { ...json, httpStatus: answer.statusCode, cookies: answer.cookies };
  }
  const basic = (login: string, password: string) => ({
    authorization: `Basic ${Buffer.from(`${login}:${password}`).toString('base64')}`,
  });
  const faultsOf = (answer: object) => (answer as { faults?: readonly { where: string }[] }).faults ?? [];

  it('are added and listed, with the permissions as they are given', async () => {
    expect(await send('POST', 'users', ANN)).toMatchObject({ httpStatus: 201, name: 'Ann' });
    expect(await send('GET', 'users')).toMatchObject({
      users: [
        { login: 'admin', permissions: ['system-admin'], created: expect.stringMatching(/^\d{4}-.*Z$/) },
        { login: 'Ann', permissions: ['billing-call-reporting:default'] },
      ],
    });
  });

  it('are changed: other permissions, another password, or both; every fault is told', async () => {
    const both = { permissions: ['billing-call-summary', 'cdr-feed'], password: 'second password' };
    expect(await send('PATCH', 'users/ann', both)).toMatchObject({
      httpStatus: 200,
      login: 'Ann',
      permissions: ['billing-call-summary', 'cdr-feed'],
    });
    expect(await send('GET', 'session', undefined, basic('ann', 'first password'))).toMatchObject({
      httpStatus: 401,
    });
    expect(await send('GET', 'session', undefined, basic('ann', 'second password'))).toMatchObject({
      everyCompany: true,
    });
    const wrong = await send('PATCH', 'users/ann', { permissions: ['everything'], password: 7, login: 'x' });
    expect(wrong.httpStatus).toBe(400);
    expect(faultsOf(wrong).map(({ where }) => where)).toEqual(['login', 'password', 'perm']);
    expect(await send('PATCH', 'users/ann', {})).toMatchObject({ httpStatus: 400 });
    expect(await send('PATCH', 'users/nobody', both)).toMatchObject({ httpStatus: 404 });
  });

  it('hold no permissions that undo each other', async () => {
    const answer = await send('PATCH', 'users/ann', { permissions: ['system-admin', 'masked-numbers'] });
    expect(answer).toMatchObject({
      httpStatus: 400,
      faults: [{ where: 'permissions', message: expect.stringContaining('leave one of the two out') }],
    });
    const added = await send('POST', 'users', {
      name: 'both',
      password: 'x',
      permissions: ['system-admin', 'masked-numbers', 'billing-call-reporting:nobody'],
    });
    expect(faultsOf(added)).toHaveLength(2);
  });

  it('never lose the last who may do everything, and nobody removes themself', async () => {
    const admin = basic('admin', ADMIN_PASSWORD);
    const last = { httpStatus: 409, detail: expect.stringContaining('the last who holds system-admin') };
    expect(await send('PATCH', 'users/admin', { permissions: ['cdr-feed'] })).toMatchObject(last);
    expect(await send('DELETE', 'users/admin')).toMatchObject(last);
    expect(await send('DELETE', 'users/ADMIN', undefined, admin)).toMatchObject({
      httpStatus: 409,
      detail: expect.stringContaining('yourself'),
    });
    const other = { name: 'boss', password: 'of the boss', permissions: ['system-admin'] };
    await send('POST', 'users', other);
    expect(await send('DELETE', 'users/admin', undefined, basic('boss', 'of the boss'))).toMatchObject({
      httpStatus: 200,
      removed: 'admin',
    });
    expect(await send('GET', 'session', undefined, admin)).toMatchObject({ httpStatus: 401 });
    expect(await send('POST', 'users', { ...other, name: 'admin', password: ADMIN_PASSWORD })).toMatchObject({
      httpStatus: 201,
    });
  });

  it('have keys, of which all but the secret is told, and which end at once', async () => {
    const { key } = (await send('POST', 'keys', { user: 'ann', name: 'wallboard' })) as unknown as {
      key: string;
    };
    const bearer = { authorization: `Bearer ${key}` };
    expect(await send('GET', 'session', undefined, bearer)).toMatchObject({ login: 'Ann' });
    const listed = await send('GET', 'users/ann/keys');
    expect(JSON.stringify(listed)).not.toContain(key);
    const [shown] = (listed as unknown as { keys: readonly { id: number; start: string }[] }).keys;
    expect(shown).toMatchObject({
      name: 'wallboard',
      created: expect.stringMatching(/Z$/),
      lastUsed: expect.stringMatching(/Z$/),
    });
    expect(key.startsWith(shown?.start ?? 'none')).toBe(true);
    expect(await send('DELETE', `keys/${shown?.id}`)).toMatchObject({ httpStatus: 200, removed: shown?.id });
    expect(await send('GET', 'session', undefined, bearer)).toMatchObject({ httpStatus: 401 });
    expect(await send('DELETE', `keys/${shown?.id}`)).toMatchObject({ httpStatus: 404 });
    expect(await send('POST', 'keys', { user: 'ann', name: 'x'.repeat(33) })).toMatchObject({
      httpStatus: 400,
      faults: [{ where: 'name' }],
    });
  });

  it('lose sessions and keys when they are removed', async () => {
    const { key } = (await send('POST', 'keys', { user: 'ann' })) as unknown as { key: string };
    expect(await send('DELETE', 'users/ann')).toMatchObject({ removed: 'Ann' });
    expect(await send('GET', 'session', undefined, { authorization: `Bearer ${key}` })).toMatchObject({
      httpStatus: 401,
    });
    expect(await send('GET', 'users/ann/keys')).toMatchObject({ httpStatus: 404 });
    expect(await send('POST', 'users', ANN)).toMatchObject({ httpStatus: 201 });
  });

  it('change their own password, which takes the old one and leaves the session they are in', async () => {
    const cookieOf = ({ cookies }: Awaited<ReturnType<typeof send>>) => ({
      cookie: `${cookies[0]?.name}=${cookies[0]?.value}`,
    });
    const signIn = (password: string) => send('POST', 'session', { username: 'ann', password }, {});
    const cookie = cookieOf(await signIn(ANN.password));
    const elsewhere = cookieOf(await signIn(ANN.password));
    const change = (oldPassword: string) =>
      send('POST', 'session/password', { oldPassword, newPassword: 'third' }, cookie);
    expect(await change('a guess')).toMatchObject({ httpStatus: 400, faults: [{ where: 'oldPassword' }] });
    const changed = await change(ANN.password);
    expect(changed.httpStatus).toBe(204);
    expect(await send('GET', 'session', undefined, cookieOf(changed))).toMatchObject({ login: 'Ann' });
    expect(await send('GET', 'session', undefined, elsewhere)).toMatchObject({ httpStatus: 401 });
    expect((await signIn('third')).httpStatus).toBe(200);
  });

  it('leave in the audit log who changed what, page by page, without a secret', async () => {
    type Page = { readonly items: readonly Record<string, unknown>[]; readonly cursor: string | null };
    const items: Record<string, unknown>[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const more: string = cursor === '' ? '' : `&cursor=${cursor}`;
      const page = (await send('GET', `audit?limit=4${more}`)) as unknown as Page;
      items.push(...page.items);
      cursor = page.cursor;
    }
    expect(new Set(items.map(({ id }) => id)).size).toBe(items.length);
    expect(items[0]).toMatchObject({ login: 'Ann', action: 'password-changed', subject: 'Ann' });
    expect(items.at(-1)).toMatchObject({
      login: 'local command line',
      action: 'user-added',
      subject: 'Ann',
      detail: 'billing-call-reporting:default',
    });
    expect(items.map(({ action }) => action)).toEqual(
      expect.arrayContaining(['user-changed', 'user-removed', 'key-made', 'key-removed']),
    );
    expect(JSON.stringify(items)).not.toMatch(/password of|second password|third|rl_[A-Za-z]{20}/);
    expect(await send('GET', 'audit?login=boss')).toMatchObject({
      items: [{ action: 'user-removed', subject: 'admin' }],
    });
    expect(await send('GET', 'audit?cursor=last')).toMatchObject({ faults: [{ where: 'cursor' }] });
    expect(await send('GET', 'audit', undefined, basic('ann', 'third'))).toMatchObject({ httpStatus: 403 });
  });
});
