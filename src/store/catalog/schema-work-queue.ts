import { bigint, date, pgTable, primaryKey, text, timestamp } from 'drizzle-orm/pg-core';

/** The tables of the migration work-queue. */

const instant = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' });
const whole = (name: string) => bigint(name, { mode: 'number' });

export const workDismissal = pgTable('work_dismissal', {
  id: text('id').primaryKey(),
  kind: text('kind').notNull(),
  what: text('what').notNull(),
  why: text('why').notNull(),
  dismissedBy: text('dismissed_by').notNull(),
  dismissedAt: instant('dismissed_at').notNull().defaultNow(),
});

export const duplicateCount = pgTable(
  'duplicate_count',
  {
    source: text('source').notNull(),
    day: date('day', { mode: 'string' }).notNull(),
    records: whole('records').notNull(),
    line: whole('line').notNull(),
    raw: text('raw').notNull(),
    countedAt: instant('counted_at').notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.source, table.day] })],
);
