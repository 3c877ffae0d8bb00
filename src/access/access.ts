import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { RingledgerError } from '../core/errors.ts';
import type { ReadSecretKey } from '../core/seal.ts';
import { type KeyRow, keepSetting, type ListedPerson } from '../store/catalog/access-rows.ts';
import type { Catalog } from '../store/catalog/catalog.ts';
import { defineAuth } from './auth-engine.ts';
import { type CredentialCache, createCredentialCache } from './credential-cache.ts';
import { createKeys } from './keys.ts';
import { createPasswordGate } from './password-gate.ts';
import { createPasswords } from './passwords.ts';
import type { Permission } from './permission.ts';
import { LOCAL_PRINCIPAL, type Principal } from './principal.ts';
import { type Credentials, type Presented, readCredentials } from './read-credentials.ts';
import { createSessions } from './sessions.ts';
import { createTwoFactor, type TwoFactor } from './two-factor.ts';
import { createUsers, type NewUser, type UserChange, type Users } from './users.ts';

export type { Credentials, Principal };

/** Who is asking, and which companies they may see. Every refusal is a `RingledgerError`. */
export interface Access {
  /**
   * Who sent a request, by the first of: user name and password in the body's `auth`, a key or token there, a bearer
   * key, the cookie. Leaves no session behind. Refuses with `not-signed-in` when there is nothing, or it is wrong, or
   * the session has ended; with `invalid-request` when `auth` cannot be read; with `retry` when too many passwords
   * wait to be checked.
   */
  identify(credentials: Credentials): Promise<Principal>;
  /**
   * Starts a session. `session` is the cookie's value: the one sent along where it can be kept (8 to 1024 visible
   * ASCII characters that need no quoting), whatever it stood for before; else a fresh one. `code` is the second
   * factor's, of whoever has one. Refuses like `identify`, and what `TwoFactor.pass` refuses.
   */
  signIn(
    username: string,
    password: string,
    also?: { readonly cookie?: string | undefined; readonly code?: string | undefined },
  ): Promise<{ readonly principal: Principal; readonly session: string }>;
  /** Ends the cookie's session; nothing happens when there is none. */
  signOut(cookie: string | undefined): Promise<void>;
  /** Starts a session for somebody who is signed in already; the cookie's value. Refuses with `not-found`. */
  renewSession(userName: string): Promise<string>;
  /** Whether it is the user's password; a second factor is not asked for. */
  isPasswordOf(userName: string, password: string): Promise<boolean>;
  /** Second factors by the names of users, who are refused with `not-found` where there are none. */
  readonly twoFactor: TwoFactorByName;
  /** Refuses with `invalid-request` and every fault, or with `conflict` when the name is taken in any mix of case. */
  addUser(user: NewUser): Promise<Principal>;
  listUsers(): Promise<readonly ListedPerson[]>;
  /**
   * Another password (which ends the user's sessions), other permissions, or both. Refuses with `not-found`, with
   * `invalid-request` and every fault, and with `conflict` what would leave nobody with System-Admin.
   */
  changeUser(userName: string, change: UserChange): Promise<Principal>;
  /** Removes a user with their sessions and keys. Refuses with `not-found`, and with `conflict` the last System-Admin. */
  removeUser(userName: string): Promise<Principal>;
  /** Also ends the user's sessions. Refuses with `not-found`, or with `invalid-request` and every fault. */
  changePassword(userName: string, password: string): Promise<void>;
  /**
   * The user has these permissions from now on and no other. Refuses with `not-found`, or with `invalid-request` when
   * the directory lacks a company that they name.
   */
  changePermissions(userName: string, permissions: readonly Permission[]): Promise<Principal>;
  /** Makes a key that acts as its user, and returns it: it is kept nowhere. Refuses with `not-found`. */
  createKey(userName: string, name?: string): Promise<string>;
  /** What is known of a user's keys. Refuses with `not-found`. */
  listKeys(userName: string): Promise<readonly KeyRow[]>;
  /** Ends a key at once. Refuses with `not-found`. */
  removeKey(id: number): Promise<KeyRow & { readonly login: string }>;
  /**
   * First start: creates `admin` with System-Admin when there is no user at all, with the given password or a
   * generated one, which is returned this once. Two processes that start at once create one.
   */
  ensureAdmin(
    password: string | undefined,
  ): Promise<{ readonly created: boolean; readonly generatedPassword?: string }>;
}

/** What `TwoFactor` does, for a user of that name. */
interface TwoFactorByName {
  find(userName: string): ReturnType<TwoFactor['find']>;
  begin(userName: string): ReturnType<TwoFactor['begin']>;
  confirm(userName: string, code: string): ReturnType<TwoFactor['confirm']>;
  /** Refuses with `not-found` where none is on or begun. */
  stop(userName: string): Promise<Principal>;
}

export interface AccessOptions {
  /** Secret of this process for the command line on its own machine; at least 16 characters. */
  readonly localKey: string;
  /** Key that secrets of second factors are kept with. */
  readonly readKey: ReadSecretKey;
  /** Epoch seconds. */
  readonly now: () => number;
  /** Waits before the next password of a name that failed often; a timer unless a test says otherwise. */
  readonly pause?: (seconds: number) => Promise<void>;
}

const SHORTEST_LOCAL_KEY = 16;
const SIGN_IN =
  'Sign in at /rest/auth/ with {"auth":{"type":"auth","username":"…","password":"…"}}, or send that "auth" with the request, or an API key as "Authorization: Bearer …".';

/** Access over a catalog; a secret is made and kept there at the first start. */
export async function createAccess(catalog: Catalog, options: AccessOptions): Promise<Access> {
  const { localKey, readKey, now, pause = (seconds: number) => sleep(seconds * 1000) } = options;
  if (localKey.length < SHORTEST_LOCAL_KEY) throw new Error('the local key is too short to be a secret');
  const isLocalKey = createComparison(localKey);
  const secret = await keepSetting(catalog.db, 'auth-secret', randomBytes(48).toString('base64url'));
  const auth = defineAuth(catalog.db, secret);
  const cache = createCredentialCache(now);
  const gate = createPasswordGate({ now, pause });
  const twoFactor = createTwoFactor(catalog, readKey, now);
  const passwords = await createPasswords(catalog.db, auth, cache, gate, twoFactor);
  const keys = createKeys(catalog.db, auth, cache);
  const sessions = await createSessions(catalog.db, auth, now);
  const users = createUsers(catalog, secret, cache);

  async function identifyPresented(presented: Presented): Promise<Principal> {
    switch (presented.by) {
      case 'password':
        return passwords.identify(presented.username, presented.password);
      case 'key':
        return isLocalKey(presented.key) ? LOCAL_PRINCIPAL : keys.identify(presented.key);
      case 'cookie': {
        const principal = await sessions.find(presented.cookie);
        if (principal === undefined) throw refuse(`The session of your cookie has ended. ${SIGN_IN}`);
        return principal;
      }
    }
  }

  return {
    async identify(credentials) {
      const presented = readCredentials(credentials);
      if (presented === undefined) throw refuse(`You are not signed in. ${SIGN_IN}`);
      return identifyPresented(presented);
    },
    async signIn(username, password, { cookie, code } = {}) {
      const principal = await passwords.identify(username, password, code);
      return { principal, session: await sessions.start(principal.id, cookie) };
    },
    async signOut(cookie) {
      if (cookie !== undefined) await sessions.end(cookie);
    },
    renewSession: async (userName) => sessions.start((await users.require(userName)).id, undefined),
    isPasswordOf: passwords.isRight,
    twoFactor: nameUsers(twoFactor, users, cache),
    createKey: async (userName, name) => keys.create(await users.require(userName), name),
    listKeys: async (userName) => keys.list(await users.require(userName)),
    removeKey: keys.remove,
    addUser: users.add,
    listUsers: users.list,
    changeUser: users.change,
    removeUser: users.remove,
    changePassword: users.changePassword,
    changePermissions: users.changePermissions,
    ensureAdmin: users.ensureAdmin,
  };
}

function nameUsers(twoFactor: TwoFactor, users: Users, cache: CredentialCache): TwoFactorByName {
  return {
    find: async (userName) => twoFactor.find((await users.require(userName)).id),
    begin: async (userName) => twoFactor.begin(await users.require(userName)),
    async confirm(userName, code) {
      const user = await users.require(userName);
      const codes = await twoFactor.confirm(user, code);
      // Their password alone is no longer enough.
      cache.forget(user.id);
      return codes;
    },
    async stop(userName) {
      const user = await users.require(userName);
      if (await twoFactor.stop(user.id)) return user;
      throw new RingledgerError(
        'not-found',
        `${user.login} has no second factor: there is nothing to turn off.`,
      );
    },
  };
}

/** Compares with `secret` in a time that depends on neither. */
function createComparison(secret: string): (text: string) => boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  const expected = digest(secret);
  return (text) => timingSafeEqual(digest(text), expected);
}

function refuse(message: string): RingledgerError {
  return new RingledgerError('not-signed-in', message);
}
