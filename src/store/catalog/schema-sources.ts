import { bigint, boolean, customType, integer, jsonb, pgTable, text, timestamp } from 'drizzle-orm/pg-core';

/** The table of 0008-sources.sql. */

const instant = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' });
const whole = (name: string) => bigint(name, { mode: 'number' });
const bytes = customType<{ data: Uint8Array; driverData: Uint8Array }>({ dataType: () => 'bytea' });

export const source = pgTable('source', {
  name: text('name').primaryKey(),
  kind: text('kind').notNull(),
  settings: jsonb('settings').$type<Readonly<Record<string, unknown>>>().notNull(),
  secrets: bytes('secrets'),
  secretNames: text('secret_names').array().notNull(),
  revision: integer('revision').notNull().default(1),
  state: text('state', { enum: ['running', 'paused'] }).notNull(),
  cursor: jsonb('cursor').$type<unknown>(),
  landed: whole('landed').notNull().default(0),
  duplicates: whole('duplicates').notNull().default(0),
  rejects: whole('rejects').notNull().default(0),
  lastStartAt: whole('last_start_at'),
  lastEndAt: whole('last_end_at'),
  lastLag: integer('last_lag'),
  perMinute: integer('per_minute').notNull().default(0),
  waiting: whole('waiting'),
  error: text('error'),
  errorAt: instant('error_at'),
  isFailing: boolean('is_failing').notNull().default(false),
  holder: text('holder'),
  aliveAt: instant('alive_at'),
  madeAt: instant('made_at').notNull().defaultNow(),
  madeBy: text('made_by').notNull(),
});
