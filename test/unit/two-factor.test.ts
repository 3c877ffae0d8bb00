import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Access, createAccess } from '../../src/access/access.ts';
import { type Catalog, connectCatalog } from '../../src/store/catalog/catalog.ts';
import { showCode } from '../support/authenticator.ts';
import { CATALOG_HOMES, type OpenHome, openCatalogHome } from '../support/catalog-home.ts';

const PASSWORD = 'password of sam';
const KEY = new Uint8Array(32).fill(7);
const WRONG_CODE = /wrong, or was used before/;
const TOO_MANY = /Five wrong codes in a row/;

describe.each(CATALOG_HOMES)('the second factor, %s', (kind) => {
  let opened: OpenHome;
  let catalog: Catalog;
  let access: Access;
  let secret = '';
  let recovery: readonly string[] = [];
  const clock = { at: 1_800_000_000 };

  const openAccess = (key = KEY) =>
    createAccess(catalog, {
      localKey: 'local-key-of-this-process',
      readKey: async () => key,
      now: () => clock.at,
      pause: async () => undefined,
    });
  const signIn = (code?: string) => access.signIn('sam', PASSWORD, { code });
  const body = { auth: { type: 'auth', username: 'sam', password: PASSWORD } };
  /** The code of a step that no code was taken of yet. */
  const nextCode = () => {
    clock.at += 60;
    return showCode(secret, clock.at);
  };

  beforeAll(async () => {
    opened = await openCatalogHome(kind);
    catalog = await connectCatalog(opened.home);
    access = await openAccess();
    await access.addUser({ name: 'Sam', password: PASSWORD, permissions: [] });
  });
  afterAll(async () => {
    await catalog?.close();
    await opened?.remove();
  });

  it('is asked for when its app has shown a right code, and not before', async () => {
    const begun = await access.twoFactor.begin('sam');
    secret = begun.secret;
    expect(secret).toMatch(/^[A-Z2-7]{32,}$/);
    expect(new URL(begun.address)).toMatchObject({ protocol: 'otpauth:', host: 'totp' });
    expect(new URL(begun.address).searchParams.get('secret')).toBe(secret);
    expect((await signIn()).principal.login).toBe('Sam');
    await expect(access.twoFactor.confirm('sam', '12345６')).rejects.toThrow('type the one it shows');
    const wrong = await showCode(secret, clock.at + 600);
    await expect(access.twoFactor.confirm('sam', wrong)).rejects.toThrow('type the one it shows');
    expect(await access.twoFactor.find('sam')).toBeUndefined();
    recovery = await access.twoFactor.confirm('sam', await showCode(secret, clock.at));
    expect(new Set(recovery).size).toBe(10);
    expect(await access.twoFactor.find('sam')).toEqual({
      since: new Date(clock.at * 1000),
      recoveryCodes: 10,
    });
    expect((await access.listUsers()).map(({ login, twoFactor }) => [login, twoFactor])).toEqual([
      ['Sam', true],
    ]);
    await expect(access.twoFactor.begin('sam')).rejects.toThrow('on already');
  });

  it('lets nobody in by the password alone, wherever it is shown, though it was right a moment ago', async () => {
    await expect(signIn()).rejects.toMatchObject({ code: 'code-needed' });
    await expect(access.identify(body)).rejects.toMatchObject({ code: 'code-needed' });
    await expect(access.signIn('sam', 'guess', { code: await nextCode() })).rejects.toThrow(
      'password is wrong',
    );
    const key = await access.createKey('sam');
    expect((await access.identify({ authorization: `Bearer ${key}` })).login).toBe('Sam');
    expect(await access.isPasswordOf('sam', PASSWORD)).toBe(true);
  });

  it('takes a code once, within a step of now, however it is spaced', async () => {
    const code = await nextCode();
    expect((await signIn(`${code.slice(0, 3)} ${code.slice(3)}`)).principal.login).toBe('Sam');
    await expect(signIn(code)).rejects.toThrow(WRONG_CODE);
    const late = await nextCode();
    clock.at += 30;
    expect((await signIn(late)).principal.login).toBe('Sam');
    const later = await nextCode();
    clock.at += 60;
    await expect(signIn(later)).rejects.toThrow(WRONG_CODE);
    const [one, other] = await Promise.allSettled([
      nextCode().then(signIn),
      showCode(secret, clock.at).then(signIn),
    ]);
    expect([one, other].filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  it('takes each recovery code once', async () => {
    const [first = '', second = ''] = recovery;
    expect((await signIn(first.toUpperCase())).principal.login).toBe('Sam');
    await expect(signIn(first)).rejects.toThrow(WRONG_CODE);
    expect((await signIn(second.replaceAll('-', ''))).principal.login).toBe('Sam');
    expect(await access.twoFactor.find('sam')).toMatchObject({ recoveryCodes: 8 });
  });

  it('takes no code for a quarter of an hour after five wrong ones, across a restart', async () => {
    for (let attempt = 1; attempt < 5; attempt += 1)
      await expect(signIn('wrong')).rejects.toThrow(WRONG_CODE);
    await expect(signIn('wrong')).rejects.toThrow(TOO_MANY);
    access = await openAccess();
    await expect(signIn(await nextCode())).rejects.toThrow(TOO_MANY);
    clock.at += 900;
    expect((await signIn(await nextCode())).principal.login).toBe('Sam');
    await expect(signIn('wrong')).rejects.toThrow(WRONG_CODE);
  });

  it('is of no use to whoever has the catalog alone', async () => {
    const { rows } = (await catalog.db.execute(sql`select * from two_factor, recovery_code`)) as {
      rows: readonly object[];
    };
    const kept = JSON.stringify(rows);
    for (const one of [secret, ...recovery.slice(2)]) expect(kept).not.toContain(one);
    const elsewhere = await openAccess(new Uint8Array(32).fill(8));
    const code = await nextCode();
    await expect(elsewhere.signIn('sam', PASSWORD, { code })).rejects.toThrow('another key');
  });

  it('is no more asked for when it is off, and goes with its user', async () => {
    expect((await access.twoFactor.stop('sam')).login).toBe('Sam');
    await expect(access.twoFactor.stop('sam')).rejects.toMatchObject({ code: 'not-found' });
    expect((await signIn()).principal.login).toBe('Sam');
    const begun = await access.twoFactor.begin('sam');
    await access.twoFactor.confirm('sam', await showCode(begun.secret, clock.at));
    await access.addUser({
      name: 'root',
      password: PASSWORD,
      permissions: [{ name: 'system-admin', company: '' }],
    });
    await access.removeUser('sam');
    const { rows } = (await catalog.db.execute(sql`select user_id from two_factor`)) as {
      rows: readonly object[];
    };
    expect(rows).toEqual([]);
  });
});
