import { and, asc, count, desc, eq, gt, lte, ne, type SQL, sql } from 'drizzle-orm';
import { addTo } from '../../core/dated-entries.ts';
import type { CatalogDb } from './connect.ts';
import { accessKey, accessSession, accessUser, permission, restSession, setting } from './schema-access.ts';
import { twoFactor } from './schema-two-factor.ts';

export interface PermissionRow {
  readonly name: (typeof permission.$inferSelect)['name'];
  /** Empty for the permissions that reach every company. */
  readonly company: string;
}

/** A user with the permissions in the order they were given. */
export interface PersonRow {
  readonly id: number;
  readonly login: string;
  readonly name: string;
  readonly permissions: readonly PermissionRow[];
}

/** A user with the day on which they were added, and whether they have a second factor. */
export interface ListedPerson extends PersonRow {
  readonly createdAt: Date;
  readonly twoFactor: boolean;
}

/** What is kept of a key beside its hash. */
export interface KeyRow {
  readonly id: number;
  readonly name: string | null;
  /** Its first characters, by which its holder knows it. */
  readonly start: string | null;
  readonly createdAt: Date;
  readonly lastUsedAt: Date | null;
}

export interface SessionRow {
  readonly person: PersonRow;
  /** The session's own name, which is not the cookie. */
  readonly token: string;
  readonly expiresAt: Date;
}

const PERSON = {
  id: accessUser.id,
  username: accessUser.username,
  displayUsername: accessUser.displayUsername,
  name: accessUser.name,
  permission: permission.name,
  company: permission.company,
};

/** A user by the name to sign in with, in lower case. */
export function findPersonByUsername(db: CatalogDb, username: string): Promise<PersonRow | undefined> {
  return findPerson(db, eq(accessUser.username, username));
}

export function findPersonById(db: CatalogDb, id: number): Promise<PersonRow | undefined> {
  return findPerson(db, eq(accessUser.id, id));
}

/** All users, by the name they sign in with. */
export async function listPeople(db: CatalogDb): Promise<readonly ListedPerson[]> {
  const rows = await db
    .select({ ...PERSON, createdAt: accessUser.createdAt, confirmedAt: twoFactor.confirmedAt })
    .from(accessUser)
    .leftJoin(permission, eq(permission.userId, accessUser.id))
    .leftJoin(twoFactor, eq(twoFactor.userId, accessUser.id))
    .orderBy(asc(accessUser.username), asc(permission.position));
  const byId = new Map<number, typeof rows>();
  for (const row of rows) addTo(byId, row.id, row);
  return [...byId.values()].flatMap((own) => {
    const person = toPerson(own);
    const [first] = own;
    if (person === undefined || first === undefined) return [];
    return [{ ...person, createdAt: first.createdAt, twoFactor: first.confirmedAt !== null }];
  });
}

/** How many other users hold a permission. */
export function countOtherHolders(
  db: CatalogDb,
  name: PermissionRow['name'],
  userId: number,
): Promise<number> {
  return db.$count(permission, and(eq(permission.name, name), ne(permission.userId, userId)));
}

/** Removes a user, with what belongs to them; `db` is a transaction. */
export async function removePerson(db: CatalogDb, id: number): Promise<void> {
  await db.delete(accessKey).where(eq(accessKey.referenceId, String(id)));
  await db.delete(accessUser).where(eq(accessUser.id, id));
}

const KEY = {
  id: accessKey.id,
  name: accessKey.name,
  start: accessKey.start,
  createdAt: accessKey.createdAt,
  lastUsedAt: accessKey.lastRequest,
};

/** The keys of a user, the newest first. */
export function listKeysOf(db: CatalogDb, userId: number): Promise<readonly KeyRow[]> {
  return db
    .select(KEY)
    .from(accessKey)
    .where(eq(accessKey.referenceId, String(userId)))
    .orderBy(desc(accessKey.id));
}

/** Removes a key; answers what it was, and the id of its user; undefined where there is none. */
export async function removeKey(
  db: CatalogDb,
  id: number,
): Promise<(KeyRow & { readonly userId: number }) | undefined> {
  const [row] = await db
    .delete(accessKey)
    .where(eq(accessKey.id, id))
    .returning({ ...KEY, referenceId: accessKey.referenceId });
  if (row === undefined) return undefined;
  const { referenceId, ...key } = row;
  return { ...key, userId: Number(referenceId) };
}

async function findPerson(db: CatalogDb, where: SQL): Promise<PersonRow | undefined> {
  const rows = await db
    .select(PERSON)
    .from(accessUser)
    .leftJoin(permission, eq(permission.userId, accessUser.id))
    .where(where)
    .orderBy(asc(permission.position));
  return toPerson(rows);
}

/** The session that is signed in under a cookie, unless it has ended by `at`. */
export async function findSession(
  db: CatalogDb,
  cookieHash: string,
  at: Date,
): Promise<SessionRow | undefined> {
  const rows = await db
    .select({ ...PERSON, token: accessSession.token, expiresAt: accessSession.expiresAt })
    .from(restSession)
    .innerJoin(accessSession, eq(accessSession.token, restSession.sessionToken))
    .innerJoin(accessUser, eq(accessUser.id, accessSession.userId))
    .leftJoin(permission, eq(permission.userId, accessUser.id))
    .where(and(eq(restSession.cookieHash, cookieHash), gt(accessSession.expiresAt, at)))
    .orderBy(asc(permission.position));
  const person = toPerson(rows);
  const [first] = rows;
  if (person === undefined || first === undefined) return undefined;
  return { person, token: first.token, expiresAt: first.expiresAt };
}

/** Token of the session under a cookie, ended or not. */
export async function findSessionToken(db: CatalogDb, cookieHash: string): Promise<string | undefined> {
  const [row] = await db
    .select({ token: restSession.sessionToken })
    .from(restSession)
    .where(eq(restSession.cookieHash, cookieHash));
  return row?.token;
}

/** Lets a cookie stand for a session, whichever it stood for before. */
export async function linkCookie(
  db: CatalogDb,
  cookieHash: string,
  sessionToken: string,
  createdAt: Date,
): Promise<void> {
  await db
    .insert(restSession)
    .values({ cookieHash, sessionToken, createdAt })
    .onConflictDoUpdate({ target: restSession.cookieHash, set: { sessionToken, createdAt } });
}

export async function removeEndedSessions(db: CatalogDb, at: Date): Promise<void> {
  await db.delete(accessSession).where(lte(accessSession.expiresAt, at));
}

export async function countPeople(db: CatalogDb): Promise<number> {
  const [row] = await db.select({ people: count() }).from(accessUser);
  return row?.people ?? 0;
}

/** Gives a user these permissions and no other; `db` is a transaction. */
export async function replacePermissions(
  db: CatalogDb,
  userId: number,
  permissions: readonly PermissionRow[],
): Promise<void> {
  await db.delete(permission).where(eq(permission.userId, userId));
  const names = permissions.map(({ name }) => name);
  const companies = permissions.map(({ company }) => company);
  await db.execute(sql`insert into ${permission} (user_id, name, company, position)
    select ${userId}::integer, given.name, given.company, given.position - 1
    from unnest(${sql.param(names)}::text[], ${sql.param(companies)}::text[])
      with ordinality as given (name, company, position)
    on conflict do nothing`);
}

/** The value kept under `key`; `fresh` is kept when there is none, and the first of several who do so wins. */
export async function keepSetting(db: CatalogDb, key: string, fresh: string): Promise<string> {
  await db.insert(setting).values({ key, value: fresh }).onConflictDoNothing();
  const [row] = await db.select({ value: setting.value }).from(setting).where(eq(setting.key, key));
  if (row === undefined) throw new Error(`setting ${key} was not kept`);
  return row.value;
}

interface PersonColumns {
  readonly id: number;
  readonly username: string | null;
  readonly displayUsername: string | null;
  readonly name: string;
  readonly permission: PermissionRow['name'] | null;
  readonly company: string | null;
}

/** One row for each permission, or one without. */
function toPerson(rows: readonly PersonColumns[]): PersonRow | undefined {
  const [first] = rows;
  if (first === undefined) return undefined;
  const permissions = rows.flatMap((row) =>
    row.permission === null ? [] : [{ name: row.permission, company: row.company ?? '' }],
  );
  const login = first.displayUsername ?? first.username ?? first.name;
  return { id: first.id, login, name: first.name, permissions };
}
