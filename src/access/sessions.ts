import { createHash, randomBytes } from 'node:crypto';
import {
  findSession,
  findSessionToken,
  linkCookie,
  removeEndedSessions,
} from '../store/catalog/access-rows.ts';
import type { CatalogDb } from '../store/catalog/connect.ts';
import { type AuthEngine, SESSION_SECONDS } from './auth-engine.ts';
import { type Principal, toPrincipal } from './principal.ts';

/** Sessions under cookies that clients may choose. The catalog holds the cookie's SHA-256 only. */
export interface Sessions {
  /** Who is signed in under the cookie; undefined when nobody is any more. */
  find(cookie: string): Promise<Principal | undefined>;
  /** Signs a user in under `cookie` where that can be kept, else under a fresh one, and returns it. */
  start(userId: number, cookie: string | undefined): Promise<string>;
  end(cookie: string): Promise<void>;
}

const DAY_SECONDS = 86_400;
/** Visible ASCII without what would end a cookie; short ones could be guessed. */
const KEEPABLE_COOKIE = /^[\x21\x23-\x2b\x2d-\x3a\x3c-\x5b\x5d-\x7e]{8,1024}$/;

/** `now` in epoch seconds. */
export async function createSessions(db: CatalogDb, auth: AuthEngine, now: () => number): Promise<Sessions> {
  const { internalAdapter } = await auth.$context;
  const date = (at: number) => new Date(at * 1000);
  return {
    async find(cookie) {
      const at = now();
      const session = await findSession(db, hashCookie(cookie), date(at));
      if (session === undefined) return undefined;
      const endsAt = at + SESSION_SECONDS;
      if (session.expiresAt.getTime() / 1000 < endsAt - DAY_SECONDS) {
        await internalAdapter.updateSession(session.token, { expiresAt: date(endsAt) });
      }
      return toPrincipal(session.person);
    },
    async start(userId, cookie) {
      const kept =
        cookie !== undefined && KEEPABLE_COOKIE.test(cookie) ? cookie : randomBytes(32).toString('base64url');
      const hash = hashCookie(kept);
      await removeEndedSessions(db, date(now()));
      const before = await findSessionToken(db, hash);
      const expiresAt = date(now() + SESSION_SECONDS);
      const session = await internalAdapter.createSession(String(userId), false, { expiresAt }, true);
      await linkCookie(db, hash, session.token, date(now()));
      if (before !== undefined) await internalAdapter.deleteSession(before);
      return kept;
    },
    async end(cookie) {
      const token = await findSessionToken(db, hashCookie(cookie));
      if (token !== undefined) await internalAdapter.deleteSession(token);
    },
  };
}

function hashCookie(cookie: string): string {
  return createHash('sha256').update(cookie).digest('base64url');
}
