import { bigint, integer, jsonb, pgTable, text, timestamp } from 'drizzle-orm/pg-core';

/** The tables of 0006-figure-history.sql, and of 0007-closings.sql. */

const instant = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' });
const whole = (name: string) => bigint(name, { mode: 'number' });

export const figureHistory = pgTable('figure_history', {
  version: whole('version').primaryKey(),
  finishedAt: instant('finished_at').notNull(),
  described: text('described').notNull(),
  directory: text('directory'),
  rates: integer('rates'),
});

/** What of the directory stands in reports; companies are pairs of id and name. */
export interface FigureDescription {
  readonly zone: string;
  readonly companies: readonly (readonly [string, string])[];
}

export const figureDescription = pgTable('figure_description', {
  hash: text('hash').primaryKey(),
  body: jsonb('body').$type<FigureDescription>().notNull(),
});

export const directorySnapshot = pgTable('directory_snapshot', {
  hash: text('hash').primaryKey(),
  body: text('body').notNull(),
});

export const periodClosing = pgTable('period_closing', {
  company: text('company').notNull(),
  month: text('month').notNull(),
  fromAt: whole('from_at').notNull(),
  toAt: whole('to_at').notNull(),
  version: whole('version').notNull(),
  directory: text('directory').notNull(),
  rates: integer('rates').notNull(),
  closedAt: instant('closed_at').notNull().defaultNow(),
  closedBy: text('closed_by').notNull(),
  reason: text('reason').notNull(),
});
