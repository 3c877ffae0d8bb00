import { RingledgerError, refuseFaults } from '../core/errors.ts';
import {
  countOtherHolders,
  countPeople,
  findPersonByUsername,
  type ListedPerson,
  listPeople,
  removePerson,
  replacePermissions,
} from '../store/catalog/access-rows.ts';
import type { Catalog } from '../store/catalog/catalog.ts';
import type { CatalogDb } from '../store/catalog/connect.ts';
import { readCompanyIds } from '../store/catalog/directory.ts';
import { defineAuth } from './auth-engine.ts';
import { findPasswordFaults, findPermissionFaults, findUserFaults, foldUserName } from './check-user.ts';
import type { CredentialCache } from './credential-cache.ts';
import { generatePassword } from './generate-password.ts';
import type { Permission } from './permission.ts';
import { type Principal, toPrincipal } from './principal.ts';

export interface NewUser {
  readonly name: string;
  readonly password: string;
  readonly permissions: readonly Permission[];
}

/** What of a user is to be otherwise. */
export interface UserChange {
  readonly password?: string | undefined;
  readonly permissions?: readonly Permission[] | undefined;
}

export interface Users {
  add(user: NewUser): Promise<Principal>;
  list(): Promise<readonly ListedPerson[]>;
  change(userName: string, change: UserChange): Promise<Principal>;
  remove(userName: string): Promise<Principal>;
  changePassword(userName: string, password: string): Promise<void>;
  changePermissions(userName: string, permissions: readonly Permission[]): Promise<Principal>;
  ensureAdmin(
    password: string | undefined,
  ): Promise<{ readonly created: boolean; readonly generatedPassword?: string }>;
  /** The user of that name, or a refusal that says how to add one. */
  require(userName: string): Promise<Principal>;
}

/** Changes are made one at a time, each in one transaction: a user is never half there. */
export function createUsers(catalog: Catalog, secret: string, cache: CredentialCache): Users {
  const alone = <T>(run: () => Promise<T>) => catalog.withLock('users', run);
  const { db } = catalog;

  async function changeUser(
    userName: string,
    change: (user: Principal, tx: CatalogDb) => Promise<void>,
  ): Promise<Principal> {
    const user = await requireUser(db, userName);
    // Forgotten before and after: what a check running meanwhile has read may be either.
    cache.forget(user.id);
    await db.transaction((tx) => change(user, tx));
    cache.forget(user.id);
    return requireUser(db, userName);
  }

  async function replacePassword(tx: CatalogDb, { id }: Principal, password: string): Promise<void> {
    const context = await defineAuth(tx, secret).$context;
    const hash = await context.password.hash(password);
    await context.internalAdapter.updatePassword(String(id), hash);
    await context.internalAdapter.deleteUserSessions(String(id));
  }

  async function change(userName: string, { password, permissions }: UserChange): Promise<Principal> {
    refuseAny('The user cannot be changed so.', [
      ...(password === undefined ? [] : findPasswordFaults(password)),
      ...(permissions === undefined ? [] : findPermissionFaults(permissions, await readCompanyIds(db))),
    ]);
    return alone(() =>
      changeUser(userName, async (user, tx) => {
        if (permissions !== undefined) {
          if (!permissions.some(({ name }) => name === 'system-admin')) await refuseLast(tx, user);
          await replacePermissions(tx, user.id, permissions);
        }
        if (password !== undefined) await replacePassword(tx, user, password);
      }),
    );
  }

  return {
    async add(user) {
      refuseAny('The user cannot be added.', [
        ...findUserFaults(user),
        ...findPermissionFaults(user.permissions, await readCompanyIds(db)),
      ]);
      return alone(() => addUser(db, secret, user));
    },
    list: () => listPeople(db),
    change,
    changePassword: async (userName, password) => void (await change(userName, { password })),
    changePermissions: (userName, permissions) => change(userName, { permissions }),
    remove: (userName) =>
      alone(async () => {
        const user = await requireUser(db, userName);
        cache.forget(user.id);
        await db.transaction(async (tx) => {
          await refuseLast(tx, user);
          await removePerson(tx, user.id);
        });
        cache.forget(user.id);
        return user;
      }),
    async ensureAdmin(password) {
      if (password !== undefined) {
        refuseAny('The password of admin cannot be used.', findPasswordFaults(password));
      }
      return alone(async () => {
        if ((await countPeople(db)) > 0) return { created: false };
        const generatedPassword = password === undefined ? generatePassword() : undefined;
        await addUser(db, secret, {
          name: 'admin',
          password: password ?? generatedPassword ?? '',
          permissions: [{ name: 'system-admin', company: '' }],
        });
        return generatedPassword === undefined ? { created: true } : { created: true, generatedPassword };
      });
    },
    require: (userName) => requireUser(db, userName),
  };
}

async function addUser(db: CatalogDb, secret: string, user: NewUser): Promise<Principal> {
  const name = user.name.normalize('NFC');
  const username = foldUserName(name);
  if ((await findPersonByUsername(db, username)) !== undefined) {
    throw new RingledgerError('conflict', `There is a user "${username}" already: choose another name.`);
  }
  await db.transaction(async (tx) => {
    const context = await defineAuth(tx, secret).$context;
    // People sign in by name: the address better-auth asks for is one that can never receive.
    const email = `${username}@users.invalid`;
    const created = await context.internalAdapter.createUser(
      { name, email, emailVerified: true, username, displayUsername: name },
      { method: 'email-password' },
    );
    await context.internalAdapter.linkAccount({
      userId: created.id,
      providerId: 'credential',
      accountId: created.id,
      password: await context.password.hash(user.password),
    });
    await replacePermissions(tx, Number(created.id), user.permissions);
  });
  return requireUser(db, username);
}

async function requireUser(db: CatalogDb, userName: string): Promise<Principal> {
  const person = await findPersonByUsername(db, foldUserName(userName));
  if (person === undefined) {
    throw new RingledgerError(
      'not-found',
      `There is no user "${userName}": check the spelling, or add one with "ringledger user add NAME".`,
    );
  }
  return toPrincipal(person);
}

/** Without anybody who may do everything, nobody could ever be let in again. */
async function refuseLast(db: CatalogDb, { id, login, systemAdmin }: Principal): Promise<void> {
  if (!systemAdmin || (await countOtherHolders(db, 'system-admin', id)) > 0) return;
  throw new RingledgerError(
    'conflict',
    `${login} is the last who holds system-admin: give it to somebody else first.`,
  );
}

function refuseAny(summary: string, faults: ReturnType<typeof findUserFaults>): void {
  if (faults.length > 0) throw refuseFaults(summary, faults);
}
