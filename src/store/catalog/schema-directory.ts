import { date, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import type { DirectoryEntry, DirectoryKind } from '../../core/directory.ts';

/** The table of 0002-directory.sql. Undated ends are `-infinity` and `infinity`. */
export const directoryEntry = pgTable(
  'directory_entry',
  {
    kind: text('kind').$type<DirectoryKind>().notNull(),
    id: text('id').notNull(),
    company: text('company').notNull(),
    validFrom: date('valid_from').notNull().default('-infinity'),
    validTo: date('valid_to').notNull().default('infinity'),
    entry: jsonb('entry').$type<DirectoryEntry>().notNull(),
  },
  (table) => [primaryKey({ columns: [table.kind, table.id, table.company, table.validFrom] })],
);
