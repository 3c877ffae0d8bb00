import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Access, createAccess } from '../../src/access/access.ts';
import { parsePermission } from '../../src/access/permission.ts';
import { RingledgerError } from '../../src/core/errors.ts';
import { importDirectory } from '../../src/directory/import-directory.ts';
import { type Catalog, connectCatalog } from '../../src/store/catalog/catalog.ts';
import { CATALOG_HOMES, type OpenHome, openCatalogHome } from '../support/catalog-home.ts';
import { NO_ENTRIES } from '../support/empty-directory.ts';

const LOCAL_KEY = 'local-key-of-this-process';
const readKey = async () => new Uint8Array(32);
const COOKIE = 'a-cookie-the-client-chose';
const WRONG =
  'The user name or the password is wrong: check both, and the case of every letter of the password.';
const SIGN_IN_AT = 'Sign in at /rest/auth/ with {"auth":{"type":"auth","username":"…","password":"…"}}';

async function refusalOf(run: Promise<unknown>): Promise<RingledgerError> {
  const error = await run.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof RingledgerError)) throw new Error(`not a refusal: ${String(error)}`);
  return error;
}

const body = (username: string, password: string) => ({ auth: { type: 'auth', username, password } });

describe.each(CATALOG_HOMES)('who is asking, %s', (kind) => {
  let opened: OpenHome;
  let catalog: Catalog;
  let access: Access;
  let generatedPassword: string | undefined;
  const clock = { at: Math.floor(Date.now() / 1000) };

  const openAccess = () =>
    createAccess(catalog, {
      localKey: LOCAL_KEY,
      readKey,
      now: () => clock.at,
      pause: async () => undefined,
    });
  const query = async (text: ReturnType<typeof sql>) =>
    ((await catalog.db.execute(text)) as { rows: readonly Record<string, unknown>[] }).rows;
  const addUser = (name: string, ...permissions: readonly string[]) =>
    access.addUser({ name, password: `${name}-pw`, permissions: permissions.flatMap(parsePermission) });

  const importCompanies = (...ids: readonly string[]) => {
    const companies = ids.map((id) => ({ id, name: `Company ${id}` }));
    return importDirectory(catalog, JSON.stringify({ dialling: NO_ENTRIES.dialling, companies }));
  };

  beforeAll(async () => {
    opened = await openCatalogHome(kind);
    catalog = await connectCatalog(opened.home);
    await importCompanies('a', 'b', 'c');
    access = await openAccess();
  });
  afterAll(async () => {
    await catalog?.close();
    await opened?.remove();
  });

  describe('the first start', () => {
    it('makes admin with System-Admin and a readable password, once, even when two start together', async () => {
      const [one, other] = await Promise.all([access.ensureAdmin(undefined), access.ensureAdmin(undefined)]);
      expect([one.created, other.created].sort()).toEqual([false, true]);
      generatedPassword = one.generatedPassword ?? other.generatedPassword;
      expect(generatedPassword).toMatch(/^[a-z2-9]{5}(-[a-z2-9]{5}){4}$/);
      const admin = await access.identify(body('admin', generatedPassword ?? ''));
      expect(admin).toMatchObject({ login: 'admin', name: 'admin', company: 'default', systemAdmin: true });
      expect(admin.grant.everyCompany).toBe(true);
      expect(Number.isInteger(admin.id) && admin.id > 0).toBe(true);
    });

    it('changes nothing where there is a user', async () => {
      expect(await access.ensureAdmin('another password')).toEqual({ created: false });
      expect((await refusalOf(access.identify(body('admin', 'another password')))).message).toBe(WRONG);
    });

    it('refuses a password that nobody could use', async () => {
      expect((await refusalOf(access.ensureAdmin(''))).message).toContain('password: It is empty');
    });
  });

  describe('users', () => {
    it('have a number, a name, permissions in their order, and a home company', async () => {
      const user = await addUser('Ann', 'billing-call-reporting:b,a');
      expect(user).toMatchObject({
        login: 'Ann',
        name: 'Ann',
        company: 'b',
        systemAdmin: false,
        grant: { everyCompany: false, companies: ['b', 'a'] },
      });
      expect(await access.identify(body('Ann', 'Ann-pw'))).toEqual(user);
      const summary = await addUser('sam', 'billing-call-summary');
      expect(summary).toMatchObject({
        company: 'default',
        systemAdmin: false,
        grant: { everyCompany: true },
      });
      expect(summary.id).not.toBe(user.id);
      expect((await addUser('nobody-yet')).grant).toEqual({ everyCompany: false, companies: [] });
    });

    it('are found whatever the case of their name, but not of their password', async () => {
      expect((await access.identify(body('ANN', 'Ann-pw'))).login).toBe('Ann');
      expect((await refusalOf(access.identify(body('Ann', 'ann-pw')))).message).toBe(WRONG);
    });

    it('are refused under a name that is taken', async () => {
      const refusal = await refusalOf(access.addUser({ name: 'ANN', password: 'x', permissions: [] }));
      expect(refusal.code).toBe('conflict');
      expect(refusal.message).toContain('"ann"');
      const race = await Promise.allSettled(
        ['twin', 'Twin'].map((name) => access.addUser({ name, password: 'x', permissions: [] })),
      );
      expect(race.map((one) => one.status).sort()).toEqual(['fulfilled', 'rejected']);
    });

    it.each([
      ['', 'name: It is empty'],
      ['two words', 'name: "two words" cannot be a user name'],
      ['-dash', 'name: "-dash" cannot be a user name'],
      ['x'.repeat(65), 'name: It has 65 characters: shorten it to 64 or less.'],
    ])('are refused under the name %j, with everything else that is wrong', async (name, sentence) => {
      const refusal = await refusalOf(access.addUser({ name, password: 'p'.repeat(1025), permissions: [] }));
      expect(refusal.code).toBe('invalid-request');
      expect(refusal.faults).toHaveLength(2);
      expect(refusal.message).toContain(sentence);
      expect(refusal.message).toContain('password: It has 1025 characters');
    });

    it('may read no company that the directory does not have, and default always', async () => {
      const refusal = await refusalOf(
        addUser('Zoë', 'billing-call-reporting:a,A,x', 'billing-call-reporting:x'),
      );
      expect(refusal.code).toBe('invalid-request');
      expect(refusal.message).toBe(
        'The user cannot be added.\npermissions: The directory has no company "A", "x": name one of a, b, c, default, or import a directory that has it first.',
      );
      expect((await refusalOf(access.identify(body('Zoë', 'Zoë-pw')))).message).toBe(WRONG);
      const everything = await refusalOf(
        access.addUser({ name: '-', password: '', permissions: parsePermission('billing-call-reporting:x') }),
      );
      expect(everything.faults.map((fault) => fault.where)).toEqual(['name', 'password', 'permissions']);
      const changed = access.changePermissions('Ann', parsePermission('billing-call-reporting:a,x'));
      expect((await refusalOf(changed)).message).toContain('The directory has no company "x"');
      expect((await access.identify(body('Ann', 'Ann-pw'))).grant.companies).toEqual(['b', 'a']);
      expect((await addUser('dora', 'billing-call-reporting:default')).grant.companies).toEqual(['default']);
    });

    it('may read a company that came later, and are not told the names of many', async () => {
      const wanted = ['billing-call-reporting:company-30'] as const;
      const many = Array.from({ length: 30 }, (_, index) => `company-${index}`);
      await importCompanies(...many);
      expect((await refusalOf(addUser('late', ...wanted))).message).toContain(
        'permissions: The directory has no company "company-30": name one of its 34 companies, or import',
      );
      await importCompanies('company-30');
      expect((await addUser('late', ...wanted)).grant.companies).toEqual(['company-30']);
    });

    it.each([
      ['one', 'x'],
      ['long', 'p'.repeat(1024)],
      ['jörg', 'pässword'],
      ['joe@example.com', ' spaces kept '],
    ])('may be called %s and have any password', async (name, password) => {
      await access.addUser({ name, password, permissions: [] });
      expect((await access.identify(body(name, password))).login).toBe(name);
    });
  });

  describe('credentials in the body', () => {
    it('leave no session behind', async () => {
      const count = sql`select (select count(*) from access_session) + (select count(*) from rest_session) as n`;
      const before = await query(count);
      await access.identify({ ...body('sam', 'sam-pw'), cookie: 'never-signed-in-before' });
      expect(await query(count)).toEqual(before);
      expect((await refusalOf(access.identify({ cookie: 'never-signed-in-before' }))).code).toBe(
        'not-signed-in',
      );
    });

    it('are refused with one sentence, whether the name or the password is wrong', async () => {
      const cases = [
        ['sam', 'wrong'],
        ['sam', ''],
        ['', ''],
        ['no such user', 'sam-pw'],
        ['stranger', 'sam-pw'],
        ['x'.repeat(10_000), 'sam-pw'],
        ['sam', 'p'.repeat(2_000)],
      ] as const;
      for (const [username, password] of cases) {
        const refusal = await refusalOf(access.identify(body(username, password)));
        expect(refusal.code).toBe('not-signed-in');
        expect(refusal.message).toBe(WRONG);
      }
    });

    it('decide, even when the cookie is signed in', async () => {
      const { session } = await access.signIn('sam', 'sam-pw');
      const refusal = await refusalOf(access.identify({ ...body('sam', 'wrong'), cookie: session }));
      expect(refusal.message).toBe(WRONG);
      expect((await access.identify({ ...body('Ann', 'Ann-pw'), cookie: session })).login).toBe('Ann');
    });

    it('are refused when they cannot be read', async () => {
      const refusal = await refusalOf(access.identify({ auth: { username: 1 } }));
      expect(refusal.code).toBe('invalid-request');
      expect(refusal.faults.map((fault) => fault.where)).toEqual(['auth.username', 'auth.password']);
    });

    it('stop working at once when the password changes, and the sessions with them', async () => {
      await addUser('chris', 'billing-call-summary');
      await access.identify(body('chris', 'chris-pw'));
      const { session } = await access.signIn('chris', 'chris-pw');
      await access.changePassword('chris', 'new-pw');
      expect((await refusalOf(access.identify(body('chris', 'chris-pw')))).message).toBe(WRONG);
      expect((await refusalOf(access.identify({ cookie: session }))).code).toBe('not-signed-in');
      expect((await access.identify(body('chris', 'new-pw'))).login).toBe('chris');
      expect((await refusalOf(access.changePassword('chris', ''))).message).toContain('It is empty');
      expect((await refusalOf(access.changePassword('stranger', 'x'))).code).toBe('not-found');
    });

    it('come to other permissions at once when these change, however the user signs in', async () => {
      await addUser('pat', 'system-admin');
      const { session } = await access.signIn('pat', 'pat-pw');
      const key = await access.createKey('pat');
      const ways = [body('pat', 'pat-pw'), { cookie: session }, { auth: { key } }];
      for (const way of ways) expect((await access.identify(way)).systemAdmin).toBe(true);
      await access.changePermissions('pat', parsePermission('billing-call-reporting:c'));
      for (const way of ways) {
        expect((await access.identify(way)).grant).toEqual({ everyCompany: false, companies: ['c'] });
      }
    });
  });

  describe('sessions', () => {
    it('are kept under the cookie that was sent along', async () => {
      const { principal, session } = await access.signIn('sam', 'sam-pw', { cookie: COOKIE });
      expect(session).toBe(COOKIE);
      expect(await access.identify({ cookie: COOKIE })).toEqual(principal);
    });

    it.each([
      ['none', undefined],
      ['a short one', 'seven-c'],
      ['one with a space', 'this cookie holds spaces'],
      ['one with a semicolon', 'this-cookie;Path=/somewhere'],
      ['one with a line end', 'this-cookie-has\r\nSet-Cookie:x=1'],
      ['a huge one', 'x'.repeat(1025)],
    ])('get a fresh cookie where there was %s', async (_case, cookie) => {
      const { session } = await access.signIn('sam', 'sam-pw', { cookie });
      expect(session).toMatch(/^[A-Za-z0-9_-]{43}$/);
      expect((await access.identify({ cookie: session })).login).toBe('sam');
      if (cookie) expect((await refusalOf(access.identify({ cookie }))).code).toBe('not-signed-in');
    });

    it('pass to whoever signs in under the same cookie', async () => {
      await access.signIn('sam', 'sam-pw', { cookie: COOKIE });
      await access.signIn('Ann', 'Ann-pw', { cookie: COOKIE });
      expect((await access.identify({ cookie: COOKIE })).login).toBe('Ann');
    });

    it('are not started by a wrong password', async () => {
      const cookie = 'cookie-of-a-wrong-password';
      expect((await refusalOf(access.signIn('sam', 'wrong', { cookie }))).message).toBe(WRONG);
      expect((await refusalOf(access.identify({ cookie }))).code).toBe('not-signed-in');
    });

    it('end with signing out, which needs none', async () => {
      await access.signIn('sam', 'sam-pw', { cookie: COOKIE });
      const { session: other } = await access.signIn('sam', 'sam-pw');
      await access.signOut(COOKIE);
      const refusal = await refusalOf(access.identify({ cookie: COOKIE }));
      expect(refusal.code).toBe('not-signed-in');
      expect(refusal.message).toContain('has ended');
      expect(refusal.message).toContain(SIGN_IN_AT);
      expect((await access.identify({ cookie: other })).login).toBe('sam');
      await access.signOut(COOKIE);
      await access.signOut(undefined);
    });

    it('end a week after their last use, whose days count', async () => {
      const { session } = await access.signIn('sam', 'sam-pw');
      const start = clock.at;
      try {
        clock.at = start + 6 * 86_400;
        await access.identify({ cookie: session });
        clock.at = start + 12 * 86_400;
        await access.identify({ cookie: session });
        clock.at = start + 19 * 86_400 + 1;
        expect((await refusalOf(access.identify({ cookie: session }))).code).toBe('not-signed-in');
      } finally {
        clock.at = start;
      }
    });

    it('leave neither cookies nor passwords in the catalog', async () => {
      await access.signIn('sam', 'sam-pw', { cookie: COOKIE });
      const rows = [
        ...(await query(sql`select * from rest_session`)),
        ...(await query(sql`select * from access_session`)),
        ...(await query(sql`select * from access_account`)),
      ];
      const text = JSON.stringify(rows);
      expect(text).not.toContain(COOKIE);
      expect(text).not.toContain('sam-pw');
    });
  });

  describe('keys', () => {
    it('act as their user, in the body by either name and as a bearer', async () => {
      const key = await access.createKey('Ann');
      const ann = await access.identify(body('Ann', 'Ann-pw'));
      const ways = [
        { auth: { type: 'auth', key } },
        { auth: { type: 'auth', token: key } },
        { authorization: `Bearer ${key}` },
      ];
      for (const way of ways) expect(await access.identify(way)).toEqual(ann);
      expect(await access.createKey('ann')).not.toBe(key);
      expect(JSON.stringify(await query(sql`select * from access_key`))).not.toContain(key);
    });

    it('are not limited in how often they are used', async () => {
      const key = await access.createKey('Ann');
      const start = clock.at;
      for (let use = 0; use < 15; use++) {
        clock.at += 61;
        expect((await access.identify({ auth: { key } })).login).toBe('Ann');
      }
      clock.at = start;
    });

    it('are refused when they are not known, and made for known users only', async () => {
      for (const key of ['', 'rl_guess', 'x'.repeat(5_000)]) {
        const refusal = await refusalOf(access.identify({ auth: { type: 'auth', key } }));
        expect(refusal.code).toBe('not-signed-in');
        expect(refusal.message).toContain('The API key is not known here');
      }
      const refusal = await refusalOf(access.createKey('stranger'));
      expect(refusal.code).toBe('not-found');
      expect(refusal.message).toContain('There is no user "stranger"');
    });

    it('let the local command line in as System-Admin', async () => {
      const local = await access.identify({ authorization: `Bearer ${LOCAL_KEY}` });
      expect(local).toMatchObject({ id: 0, name: 'local command line', systemAdmin: true });
      expect(local.grant.everyCompany).toBe(true);
      const near = [`${LOCAL_KEY}x`, LOCAL_KEY.slice(0, -1), LOCAL_KEY.toUpperCase()];
      for (const key of near) {
        expect((await refusalOf(access.identify({ authorization: `Bearer ${key}` }))).code).toBe(
          'not-signed-in',
        );
      }
      await expect(createAccess(catalog, { localKey: '', readKey, now: () => 0 })).rejects.toThrow(
        'too short',
      );
    });
  });

  it('says how to sign in when nothing is presented', async () => {
    const refusal = await refusalOf(access.identify({}));
    expect(refusal.code).toBe('not-signed-in');
    expect(refusal.message).toContain('You are not signed in.');
    expect(refusal.message).toContain(SIGN_IN_AT);
    expect((await refusalOf(access.identify({ auth: { type: 'auth' } }))).message).toBe(refusal.message);
  });

  it('lets other passwords through while somebody guesses one', async () => {
    await addUser('target', 'billing-call-summary');
    const guesses = Array.from({ length: 12 }, (_, guess) =>
      refusalOf(access.identify(body('target', `guess ${guess}`))),
    );
    expect((await access.identify(body('target', 'target-pw'))).login).toBe('target');
    for (const refusal of await Promise.all(guesses)) expect(refusal.message).toBe(WRONG);
  });

  it('keeps users, keys and sessions over a restart', async () => {
    const key = await access.createKey('sam');
    const { session } = await access.signIn('sam', 'sam-pw', { cookie: 'cookie-before-the-restart' });
    await catalog.close();
    catalog = await connectCatalog(opened.home);
    access = await openAccess();
    expect((await access.identify(body('admin', generatedPassword ?? ''))).systemAdmin).toBe(true);
    expect((await access.identify(body('sam', 'sam-pw'))).login).toBe('sam');
    expect((await access.identify({ auth: { key } })).login).toBe('sam');
    expect((await access.identify({ cookie: session })).login).toBe('sam');
    expect(await access.ensureAdmin(undefined)).toEqual({ created: false });
  });
});
