import { bigint, pgTable, text, timestamp } from 'drizzle-orm/pg-core';
import type { AuditAction } from '../../core/audit.ts';

/** The table of 0011-audit.sql. */

export const audit = pgTable('audit', {
  id: bigint('id', { mode: 'number' }).generatedAlwaysAsIdentity().primaryKey(),
  at: timestamp('at', { withTimezone: true, mode: 'date' }).notNull().defaultNow(),
  login: text('login').notNull(),
  action: text('action').$type<AuditAction>().notNull(),
  subject: text('subject').notNull(),
  detail: text('detail').notNull().default(''),
});
