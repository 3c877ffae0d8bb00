import { RingledgerError } from '../core/errors.ts';
import { findPersonByUsername } from '../store/catalog/access-rows.ts';
import type { CatalogDb } from '../store/catalog/connect.ts';
import type { AuthEngine } from './auth-engine.ts';
import { findPasswordFaults, foldUserName, isUserName } from './check-user.ts';
import type { CredentialCache } from './credential-cache.ts';
import type { PasswordGate } from './password-gate.ts';
import { type Principal, toPrincipal } from './principal.ts';

export interface Passwords {
  /** The user of that name and password. Refuses an unknown name and a wrong password with one and the same sentence. */
  identify(username: string, password: string): Promise<Principal>;
}

/** Salt and key of no password. Checked for names nobody has, so that these take as long as the others. */
const NOBODYS_HASH = `${'0'.repeat(32)}:${'0'.repeat(128)}`;

export async function createPasswords(
  db: CatalogDb,
  auth: AuthEngine,
  cache: CredentialCache,
  gate: PasswordGate,
): Promise<Passwords> {
  const { internalAdapter, password: hashing } = await auth.$context;

  async function check(name: string, password: string): Promise<Principal | undefined> {
    const person = await findPersonByUsername(db, name);
    const account = person && (await internalAdapter.findCredentialAccount(String(person.id)));
    const right = await hashing.verify({ password, hash: account?.password ?? NOBODYS_HASH });
    return right && person && account?.password ? toPrincipal(person) : undefined;
  }

  return {
    async identify(username, password) {
      if (!isUserName(username.normalize('NFC')) || findPasswordFaults(password).length > 0) throw refuse();
      const name = foldUserName(username);
      const fingerprint = cache.fingerprint('password', name, password);
      const known = cache.find(fingerprint);
      if (known !== undefined) return known;
      const principal = await gate.examine(name, fingerprint, async () => {
        const begun = cache.begin();
        const found = await check(name, password);
        if (found !== undefined) cache.keep(fingerprint, found, begun);
        return found;
      });
      if (principal === undefined) throw refuse();
      return principal;
    },
  };
}

function refuse(): RingledgerError {
  return new RingledgerError(
    'not-signed-in',
    'The user name or the password is wrong: check both, and the case of every letter of the password.',
  );
}
