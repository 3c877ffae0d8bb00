import { RingledgerError } from '../core/errors.ts';
import { findPersonById, type KeyRow, listKeysOf, removeKey } from '../store/catalog/access-rows.ts';
import type { CatalogDb } from '../store/catalog/connect.ts';
import type { AuthEngine } from './auth-engine.ts';
import type { CredentialCache } from './credential-cache.ts';
import { type Principal, toPrincipal } from './principal.ts';

export interface Keys {
  /** The user whose key it is. */
  identify(key: string): Promise<Principal>;
  /** A fresh key of the user, shown this once: the catalog holds its hash. */
  create(user: Principal, name?: string): Promise<string>;
  /** The keys of a user, the newest first. */
  list(user: Principal): Promise<readonly KeyRow[]>;
  /** Ends a key at once; answers what it was and whose. Refuses with `not-found`. */
  remove(id: number): Promise<KeyRow & { readonly login: string }>;
}

const LONGEST_KEY = 256;

export function createKeys(db: CatalogDb, auth: AuthEngine, cache: CredentialCache): Keys {
  async function check(key: string): Promise<Principal | undefined> {
    if (key === '' || key.length > LONGEST_KEY) return undefined;
    const { valid, key: found } = await auth.api.verifyApiKey({ body: { key } });
    const person = valid && found ? await findPersonById(db, Number(found.referenceId)) : undefined;
    return person && toPrincipal(person);
  }

  return {
    async identify(key) {
      const fingerprint = cache.fingerprint('key', key);
      const known = cache.find(fingerprint);
      if (known !== undefined) return known;
      const begun = cache.begin();
      const principal = await check(key);
      if (principal === undefined) {
        throw new RingledgerError(
          'not-signed-in',
          'The API key is not known here: send it whole, or make a new one with "ringledger key create --user NAME".',
        );
      }
      cache.keep(fingerprint, principal, begun);
      return principal;
    },
    async create(user, name) {
      const { key } = await auth.api.createApiKey({
        body: { userId: String(user.id), ...(name === undefined ? {} : { name }) },
      });
      return key;
    },
    list: (user) => listKeysOf(db, user.id),
    async remove(id) {
      const removed = await removeKey(db, id);
      if (removed === undefined) {
        throw new RingledgerError('not-found', `There is no key ${id}: it may be removed already.`);
      }
      const { userId, ...key } = removed;
      cache.forget(userId);
      return { ...key, login: (await findPersonById(db, userId))?.login ?? String(userId) };
    },
  };
}
