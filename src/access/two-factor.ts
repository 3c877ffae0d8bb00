import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { createOTP } from '@better-auth/utils/otp';
import { RingledgerError, refuseFaults } from '../core/errors.ts';
import { createSecretBox, type ReadSecretKey } from '../core/seal.ts';
import type { Catalog } from '../store/catalog/catalog.ts';
import {
  changeTwoFactor,
  countRecoveryCodes,
  findTwoFactor,
  keepTwoFactor,
  removeTwoFactor,
  replaceRecoveryCodes,
  type TwoFactorRow,
  takeRecoveryCode,
} from '../store/catalog/two-factor-rows.ts';
import { generatePassword } from './generate-password.ts';
import type { Principal } from './principal.ts';

/**
 * The second factor: codes of an authenticator app (RFC 6238: SHA-1, six digits, 30 seconds), and recovery codes for
 * whoever has lost it.
 */
export interface TwoFactor {
  /** Since when a user has one, and how many recovery codes are left; undefined without. */
  find(userId: number): Promise<{ readonly since: Date; readonly recoveryCodes: number } | undefined>;
  /** A fresh secret for the app, as base32 and as an address for a QR code. Refuses with `conflict` where one is on. */
  begin(user: Principal): Promise<{ readonly secret: string; readonly address: string }>;
  /** Turns on what was begun, with a code of the app, and returns ten recovery codes, which are kept nowhere. */
  confirm(user: Principal, code: string): Promise<readonly string[]>;
  /** Whether there was one to turn off. */
  stop(userId: number): Promise<boolean>;
  /**
   * Takes a code of the app or a recovery code of somebody whose password was right, each once. Refuses with
   * `code-needed` where none is given, with `not-signed-in` a wrong one, and after five wrong ones in a row every code
   * for a quarter of an hour: of three in a million that are right at any time, so nobody finds one.
   */
  pass(user: Principal, code: string | undefined): Promise<void>;
}

const STEP_SECONDS = 30;
/** Steps before and after the present one, for clocks that are not quite right. */
const STEPS_AROUND = 1;
const SECRET_BYTES = 16;
const RECOVERY_CODES = 10;
const APP_CODE = /^\d{6}$/;
const FAILURES_AT_MOST = 5;
const REFUSED_SECONDS = 900;

/** `now` in epoch seconds. */
export function createTwoFactor(catalog: Catalog, readKey: ReadSecretKey, now: () => number): TwoFactor {
  const { db } = catalog;
  const box = createSecretBox(readKey, tellOtherKey);
  const alone = <T>(userId: number, run: () => Promise<T>) => catalog.withLock(`two-factor ${userId}`, run);

  async function otpOf({ userId, sealed }: TwoFactorRow) {
    const { secret } = await box.open(nameOf(userId), Buffer.from(sealed, 'base64'));
    return createOTP(String(secret), { period: STEP_SECONDS });
  }

  /** The step of a code that is right now and whose step was not taken before. */
  async function findStep(row: TwoFactorRow, code: string): Promise<number | undefined> {
    if (!APP_CODE.test(code)) return undefined;
    const otp = await otpOf(row);
    const present = Math.floor(now() / STEP_SECONDS);
    for (let step = present - STEPS_AROUND; step <= present + STEPS_AROUND; step += 1) {
      if (step > row.lastStep && isSame(await otp.hotp(step), code)) return step;
    }
    return undefined;
  }

  async function take(row: TwoFactorRow, written: string): Promise<boolean> {
    const code = written.replace(/[\s-]/g, '').toLowerCase();
    if (!APP_CODE.test(code)) return takeRecoveryCode(db, row.userId, hashCode(code));
    const step = await findStep(row, code);
    if (step !== undefined) await changeTwoFactor(db, row.userId, { lastStep: step });
    return step !== undefined;
  }

  return {
    async find(userId) {
      const row = await findTwoFactor(db, userId);
      if (!row?.confirmedAt) return undefined;
      return { since: row.confirmedAt, recoveryCodes: await countRecoveryCodes(db, userId) };
    },
    begin: ({ id, login }) =>
      alone(id, async () => {
        if ((await findTwoFactor(db, id))?.confirmedAt) {
          throw new RingledgerError('conflict', 'Your second factor is on already: turn it off first.');
        }
        // The library's secret is text; these characters are bytes of an app's secret as they stand.
        const text = randomBytes(SECRET_BYTES).toString('base64url');
        const sealed = await box.seal(nameOf(id), { secret: text });
        await keepTwoFactor(db, id, Buffer.from(sealed).toString('base64'));
        const address = createOTP(text, { period: STEP_SECONDS }).url('Ringledger', login);
        return { address, secret: new URL(address).searchParams.get('secret') ?? '' };
      }),
    confirm: ({ id }, code) =>
      alone(id, async () => {
        const row = await findTwoFactor(db, id);
        if (row === undefined || row.confirmedAt !== null) {
          throw new RingledgerError('conflict', 'There is no second factor to confirm: begin one first.');
        }
        const step = await findStep(row, code.replace(/\s/g, ''));
        if (step === undefined) throw refuseCode();
        const codes = Array.from({ length: RECOVERY_CODES }, generatePassword);
        await db.transaction(async (tx) => {
          await changeTwoFactor(tx, id, { confirmedAt: new Date(now() * 1000), lastStep: step });
          await replaceRecoveryCodes(
            tx,
            id,
            codes.map((each) => hashCode(each.replaceAll('-', ''))),
          );
        });
        return codes;
      }),
    stop: (userId) => alone(userId, () => removeTwoFactor(db, userId)),
    pass: ({ id }, code) =>
      alone(id, async () => {
        const row = await findTwoFactor(db, id);
        if (!row?.confirmedAt) return;
        if (code === undefined) throw askForCode();
        const failures = recentFailures(row, now());
        if (failures >= FAILURES_AT_MOST) throw refuse(TOO_MANY);
        if (await take(row, code)) return changeTwoFactor(db, id, { failures: 0 });
        await changeTwoFactor(db, id, { failures: failures + 1, failedAt: new Date(now() * 1000) });
        throw refuse(failures + 1 < FAILURES_AT_MOST ? WRONG : TOO_MANY);
      }),
  };
}

const WRONG =
  'The code is wrong, or was used before: wait for the next one of your app, and see that the clock of your phone is right.';
const TOO_MANY =
  'Five wrong codes in a row: no code is taken for a quarter of an hour from the last one. Wait, or let an administrator turn your second factor off.';

const nameOf = (userId: number) => `second factor of user ${userId}`;

function recentFailures({ failures, failedAt }: TwoFactorRow, at: number): number {
  return failedAt !== null && at - failedAt.getTime() / 1000 < REFUSED_SECONDS ? failures : 0;
}

/** Of two codes of six digits. */
function isSame(one: string, other: string): boolean {
  return timingSafeEqual(Buffer.from(one), Buffer.from(other));
}

function hashCode(code: string): string {
  return createHash('sha256').update(code).digest('base64url');
}

function refuse(message: string): RingledgerError {
  return new RingledgerError('not-signed-in', message);
}

function askForCode(): RingledgerError {
  return new RingledgerError(
    'code-needed',
    'This user signs in with a code of their authenticator app as well: sign in on the pages, or send an API key ("ringledger key create") in place of the password.',
  );
}

function refuseCode(): RingledgerError {
  return refuseFaults('The second factor is not on yet.', [
    {
      where: 'code',
      message:
        'It is not the code of the app now: type the one it shows, and see that the clock of the phone is right.',
    },
  ]);
}

function tellOtherKey(): string {
  return 'Your second factor was kept with another key than this server has. Start it with that key (RINGLEDGER_SECRET_KEY, RINGLEDGER_SECRET_KEY_FILE, or secret.key in the data folder), or let an administrator turn your second factor off.';
}
