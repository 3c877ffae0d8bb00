import { bigint, jsonb, pgTable, text, timestamp } from 'drizzle-orm/pg-core';

/** The tables of 0006-figure-history.sql. */

export const figureHistory = pgTable('figure_history', {
  version: bigint('version', { mode: 'number' }).primaryKey(),
  finishedAt: timestamp('finished_at', { withTimezone: true, mode: 'date' }).notNull(),
  described: text('described').notNull(),
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
