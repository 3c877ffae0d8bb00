import { createHmac, randomBytes } from 'node:crypto';
import type { Principal } from './principal.ts';

/**
 * Remembers for a minute that a password or key was right, as published clients send theirs with every request and a
 * check costs tens of milliseconds. What is kept is a fingerprint under a secret of this process, never the password.
 * A change made by another process on the same Postgres is seen here a minute later at most.
 */
export interface CredentialCache {
  /** Fingerprint of the parts of a credential. */
  fingerprint(...parts: readonly string[]): string;
  find(fingerprint: string): Principal | undefined;
  /** Marks the moment before a check, so that `keep` can tell whether a user changed while it ran. */
  begin(): number;
  keep(fingerprint: string, principal: Principal, begun: number): void;
  /** Drops what is remembered of a user whose password, keys or permissions change. */
  forget(userId: number): void;
}

const KEPT_SECONDS = 60;
const KEPT_AT_MOST = 10_000;

/** `now` in epoch seconds. */
export function createCredentialCache(now: () => number): CredentialCache {
  const secret = randomBytes(32);
  const kept = new Map<string, { readonly principal: Principal; readonly endsAt: number }>();
  let changes = 0;
  return {
    fingerprint: (...parts) => createHmac('sha256', secret).update(JSON.stringify(parts)).digest('base64'),
    find(fingerprint) {
      const entry = kept.get(fingerprint);
      if (entry === undefined) return undefined;
      if (entry.endsAt > now()) return entry.principal;
      kept.delete(fingerprint);
      return undefined;
    },
    begin: () => changes,
    keep(fingerprint, principal, begun) {
      if (begun !== changes) return;
      kept.delete(fingerprint);
      if (kept.size >= KEPT_AT_MOST) dropOldest(kept);
      kept.set(fingerprint, { principal, endsAt: now() + KEPT_SECONDS });
    },
    forget(userId) {
      changes++;
      for (const [fingerprint, { principal }] of kept) {
        if (principal.id === userId) kept.delete(fingerprint);
      }
    },
  };
}

function dropOldest(kept: Map<string, unknown>): void {
  const oldest = kept.keys().next();
  if (!oldest.done) kept.delete(oldest.value);
}
