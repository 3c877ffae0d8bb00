import { apiKey } from '@better-auth/api-key';
import { drizzleAdapter } from 'better-auth/adapters/drizzle';
import { betterAuth } from 'better-auth/minimal';
import { username } from 'better-auth/plugins/username';
import type { CatalogDb } from '../store/catalog/connect.ts';
import {
  accessAccount,
  accessKey,
  accessSession,
  accessUser,
  accessVerification,
} from '../store/catalog/schema-access.ts';
import { foldUserName, isUserName, LONGEST_NAME, LONGEST_PASSWORD } from './check-user.ts';

/** A session lives a week after its last use, and its end is moved once a day. */
export const SESSION_SECONDS = 7 * 86_400;

const SCHEMA = {
  user: accessUser,
  session: accessSession,
  account: accessAccount,
  verification: accessVerification,
  apikey: accessKey,
};

/**
 * better-auth over the catalog, or over a transaction of it. It keeps users, passwords, sessions and keys; it answers
 * no requests of its own, sends no mail, and speaks to nobody.
 */
export function defineAuth(db: CatalogDb, secret: string) {
  return betterAuth({
    baseURL: 'http://localhost',
    // Given as a list too, or better-auth would look for one in the environment.
    secret,
    secrets: [{ version: 1, value: secret }],
    database: drizzleAdapter(db, { provider: 'pg', schema: SCHEMA, transaction: false }),
    advanced: { database: { generateId: 'serial' } },
    emailAndPassword: {
      enabled: true,
      requireEmailVerification: false,
      minPasswordLength: 1,
      maxPasswordLength: LONGEST_PASSWORD,
    },
    session: { expiresIn: SESSION_SECONDS },
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    logger: { disabled: true },
    plugins: [
      username({
        minUsernameLength: 1,
        maxUsernameLength: LONGEST_NAME,
        usernameValidator: isUserName,
        usernameNormalization: foldUserName,
      }),
      apiKey({ defaultPrefix: 'rl_', rateLimit: { enabled: false } }),
    ],
  });
}

export type AuthEngine = ReturnType<typeof defineAuth>;
