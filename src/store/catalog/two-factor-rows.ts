import { and, eq } from 'drizzle-orm';
import type { CatalogDb } from './connect.ts';
import { recoveryCode, twoFactor } from './schema-two-factor.ts';

/** A user's second factor, begun or confirmed. */
export type TwoFactorRow = typeof twoFactor.$inferSelect;

export async function findTwoFactor(db: CatalogDb, userId: number): Promise<TwoFactorRow | undefined> {
  const [row] = await db.select().from(twoFactor).where(eq(twoFactor.userId, userId));
  return row;
}

/** Begins a second factor anew; it counts when it is confirmed. */
export async function keepTwoFactor(db: CatalogDb, userId: number, sealed: string): Promise<void> {
  const fresh = { sealed, confirmedAt: null, lastStep: 0, failures: 0, failedAt: null };
  await db
    .insert(twoFactor)
    .values({ userId, ...fresh })
    .onConflictDoUpdate({ target: twoFactor.userId, set: fresh });
}

export async function changeTwoFactor(
  db: CatalogDb,
  userId: number,
  change: Partial<Omit<TwoFactorRow, 'userId' | 'sealed'>>,
): Promise<void> {
  await db.update(twoFactor).set(change).where(eq(twoFactor.userId, userId));
}

/** Whether there was one to remove. */
export async function removeTwoFactor(db: CatalogDb, userId: number): Promise<boolean> {
  const removed = await db
    .delete(twoFactor)
    .where(eq(twoFactor.userId, userId))
    .returning({ id: twoFactor.userId });
  return removed.length > 0;
}

/** Gives a user these recovery codes and no other; `db` is a transaction. */
export async function replaceRecoveryCodes(
  db: CatalogDb,
  userId: number,
  hashes: readonly string[],
): Promise<void> {
  await db.delete(recoveryCode).where(eq(recoveryCode.userId, userId));
  await db.insert(recoveryCode).values(hashes.map((codeHash) => ({ userId, codeHash })));
}

export function countRecoveryCodes(db: CatalogDb, userId: number): Promise<number> {
  return db.$count(recoveryCode, eq(recoveryCode.userId, userId));
}

/** Uses a recovery code up; false where the user has none with this hash. */
export async function takeRecoveryCode(db: CatalogDb, userId: number, codeHash: string): Promise<boolean> {
  const taken = await db
    .delete(recoveryCode)
    .where(and(eq(recoveryCode.userId, userId), eq(recoveryCode.codeHash, codeHash)))
    .returning({ codeHash: recoveryCode.codeHash });
  return taken.length > 0;
}
