import { bigint, boolean, integer, jsonb, pgTable, text, timestamp } from 'drizzle-orm/pg-core';
import type { RunComparison } from '../../core/rating-run.ts';

/** The table of 0005-rating-runs.sql. */

const instant = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' });
const whole = (name: string) => bigint(name, { mode: 'number' });

export const ratingRun = pgTable('rating_run', {
  id: integer('id').generatedByDefaultAsIdentity().primaryKey(),
  state: text('state', {
    enum: ['pricing', 'review', 'published', 'settled', 'discarded', 'cancelled', 'failed', 'whatif'],
  }).notNull(),
  reason: text('reason').notNull(),
  askedBy: text('asked_by').notNull(),
  fromAt: whole('from_at').notNull(),
  toAt: whole('to_at').notNull(),
  companies: text('companies').array(),
  devices: text('devices').array(),
  rates: integer('rates').notNull(),
  keepsRates: boolean('keeps_rates').notNull().default(false),
  readVersion: whole('read_version').notNull(),
  version: whole('version'),
  calls: integer('calls').notNull().default(0),
  priced: integer('priced').notNull().default(0),
  comparison: jsonb('comparison').$type<RunComparison>(),
  message: text('message').notNull().default(''),
  endedBy: text('ended_by').notNull().default(''),
  madeAt: instant('made_at').notNull().defaultNow(),
  aliveAt: instant('alive_at').notNull().defaultNow(),
  publishedAt: instant('published_at'),
  finishedAt: instant('finished_at'),
});
