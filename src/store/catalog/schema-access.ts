import { bigint, boolean, integer, pgTable, primaryKey, text, timestamp } from 'drizzle-orm/pg-core';

/** The tables of 0001-access.sql. Property names of the `access_…` tables are better-auth's field names. */

const id = () => integer('id').generatedByDefaultAsIdentity().primaryKey();
const instant = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' });
const createdAt = () => instant('created_at').notNull();
const updatedAt = () => instant('updated_at').notNull();

export const counter = pgTable('counter', {
  name: text('name').primaryKey(),
  last: bigint('last', { mode: 'number' }).notNull(),
});

export const setting = pgTable('setting', {
  key: text('key').primaryKey(),
  value: text('value').notNull(),
});

export const accessUser = pgTable('access_user', {
  id: id(),
  name: text('name').notNull(),
  email: text('email').notNull().unique(),
  emailVerified: boolean('email_verified').notNull().default(false),
  image: text('image'),
  username: text('username').unique(),
  displayUsername: text('display_username'),
  createdAt: createdAt(),
  updatedAt: updatedAt(),
});

const userId = () =>
  integer('user_id')
    .notNull()
    .references(() => accessUser.id, { onDelete: 'cascade' });

export const accessSession = pgTable('access_session', {
  id: id(),
  token: text('token').notNull().unique(),
  userId: userId(),
  expiresAt: instant('expires_at').notNull(),
  ipAddress: text('ip_address'),
  userAgent: text('user_agent'),
  createdAt: createdAt(),
  updatedAt: updatedAt(),
});

export const accessAccount = pgTable('access_account', {
  id: id(),
  accountId: text('account_id').notNull(),
  providerId: text('provider_id').notNull(),
  userId: userId(),
  accessToken: text('access_token'),
  refreshToken: text('refresh_token'),
  idToken: text('id_token'),
  accessTokenExpiresAt: instant('access_token_expires_at'),
  refreshTokenExpiresAt: instant('refresh_token_expires_at'),
  scope: text('scope'),
  password: text('password'),
  createdAt: createdAt(),
  updatedAt: updatedAt(),
});

export const accessVerification = pgTable('access_verification', {
  id: id(),
  identifier: text('identifier').notNull(),
  value: text('value').notNull(),
  expiresAt: instant('expires_at').notNull(),
  createdAt: createdAt(),
  updatedAt: updatedAt(),
});

export const accessKey = pgTable('access_key', {
  id: id(),
  configId: text('config_id').notNull().default('default'),
  name: text('name'),
  start: text('start'),
  referenceId: text('reference_id').notNull(),
  prefix: text('prefix'),
  key: text('key').notNull(),
  refillInterval: integer('refill_interval'),
  refillAmount: integer('refill_amount'),
  lastRefillAt: instant('last_refill_at'),
  enabled: boolean('enabled').notNull().default(true),
  rateLimitEnabled: boolean('rate_limit_enabled').notNull().default(false),
  rateLimitTimeWindow: integer('rate_limit_time_window'),
  rateLimitMax: integer('rate_limit_max'),
  requestCount: integer('request_count').notNull().default(0),
  remaining: integer('remaining'),
  lastRequest: instant('last_request'),
  expiresAt: instant('expires_at'),
  permissions: text('permissions'),
  metadata: text('metadata'),
  createdAt: createdAt(),
  updatedAt: updatedAt(),
});

export const permission = pgTable(
  'permission',
  {
    userId: userId(),
    name: text('name', {
      enum: ['system-admin', 'billing-call-summary', 'billing-call-reporting', 'cdr-feed', 'masked-numbers'],
    }).notNull(),
    company: text('company').notNull().default(''),
    position: integer('position').notNull(),
  },
  (table) => [primaryKey({ columns: [table.userId, table.name, table.company] })],
);

export const restSession = pgTable('rest_session', {
  cookieHash: text('cookie_hash').primaryKey(),
  sessionToken: text('session_token')
    .notNull()
    .references(() => accessSession.token, { onDelete: 'cascade' }),
  createdAt: createdAt(),
});
