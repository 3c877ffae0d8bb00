import { RingledgerError } from '../core/errors.ts';
import { findPersonByUsername } from '../store/catalog/access-rows.ts';
import type { CatalogDb } from '../store/catalog/connect.ts';
import type { AuthEngine } from './auth-engine.ts';
import { findPasswordFaults, foldUserName, isUserName } from './check-user.ts';
import type { CredentialCache } from './credential-cache.ts';
import type { PasswordGate } from './password-gate.ts';
import { type Principal, toPrincipal } from './principal.ts';
import type { TwoFactor } from './two-factor.ts';

export interface Passwords {
  /**
   * The user of that name and password, and of a code where they have a second factor. Refuses an unknown name and a
   * wrong password with one and the same sentence, and what `TwoFactor.pass` refuses.
   */
  identify(username: string, password: string, code?: string): Promise<Principal>;
  /** Whether it is the password of that user, whatever else they sign in with. */
  isRight(username: string, password: string): Promise<boolean>;
}

/** Salt and key of no password. Checked for names nobody has, so that these take as long as the others. */
const NOBODYS_HASH = `${'0'.repeat(32)}:${'0'.repeat(128)}`;

export async function createPasswords(
  db: CatalogDb,
  auth: AuthEngine,
  cache: CredentialCache,
  gate: PasswordGate,
  twoFactor: TwoFactor,
): Promise<Passwords> {
  const { internalAdapter, password: hashing } = await auth.$context;

  async function check(name: string, password: string): Promise<Principal | undefined> {
    const person = await findPersonByUsername(db, name);
    const account = person && (await internalAdapter.findCredentialAccount(String(person.id)));
    const right = await hashing.verify({ password, hash: account?.password ?? NOBODYS_HASH });
    return right && person && account?.password ? toPrincipal(person) : undefined;
  }

  /** Undefined for a wrong one; `isDone` where it is all that the user signs in with. */
  async function examine(username: string, password: string) {
    if (!isUserName(username.normalize('NFC')) || findPasswordFaults(password).length > 0) return undefined;
    const name = foldUserName(username);
    const fingerprint = cache.fingerprint('password', name, password);
    const known = cache.find(fingerprint);
    if (known !== undefined) return { principal: known, isDone: true };
    return gate.examine(name, fingerprint, async () => {
      const begun = cache.begin();
      const principal = await check(name, password);
      if (principal === undefined) return undefined;
      const isDone = (await twoFactor.find(principal.id)) === undefined;
      if (isDone) cache.keep(fingerprint, principal, begun);
      return { principal, isDone };
    });
  }

  return {
    async identify(username, password, code) {
      const found = await examine(username, password);
      if (found === undefined) throw refuse();
      if (!found.isDone) await twoFactor.pass(found.principal, code);
      return found.principal;
    },
    isRight: async (username, password) => (await examine(username, password)) !== undefined,
  };
}

function refuse(): RingledgerError {
  return new RingledgerError(
    'not-signed-in',
    'The user name or the password is wrong: check both, and the case of every letter of the password.',
  );
}
