import { base32 } from '@better-auth/utils/base32';
import { createOTP } from '@better-auth/utils/otp';

const STEP_SECONDS = 30;

/** What an authenticator app shows that was given `secret` in base32, at `at` epoch seconds. */
export function showCode(secret: string, at: number): Promise<string> {
  const text = new TextDecoder().decode(base32.decode(secret));
  return createOTP(text, { period: STEP_SECONDS }).hotp(Math.floor(at / STEP_SECONDS));
}
