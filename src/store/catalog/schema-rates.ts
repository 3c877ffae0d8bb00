import { date, integer, numeric, pgTable, primaryKey, text, unique } from 'drizzle-orm/pg-core';

/** The tables of 0003-rates.sql. */

const id = () => integer('id').generatedByDefaultAsIdentity().primaryKey();
const money = (name: string) => numeric(name, { precision: 18, scale: 6 }).notNull();

export const rateDeck = pgTable('rate_deck', {
  id: id(),
  name: text('name').notNull().unique(),
  currency: text('currency').notNull(),
});

export const rateDeckVersion = pgTable(
  'rate_deck_version',
  {
    id: id(),
    deckId: integer('deck_id')
      .notNull()
      .references(() => rateDeck.id, { onDelete: 'cascade' }),
    from: date('from_date', { mode: 'string' }).notNull(),
  },
  (table) => [unique().on(table.deckId, table.from)],
);

export const rate = pgTable(
  'rate',
  {
    versionId: integer('version_id').notNull(),
    prefix: text('prefix').notNull(),
    destination: text('destination').notNull(),
    numberType: text('number_type').notNull(),
    connectCharge: money('connect_charge'),
    perMinute: money('per_minute'),
    firstIncrement: integer('first_increment').notNull(),
    nextIncrement: integer('next_increment').notNull(),
    minimumCharge: money('minimum_charge'),
  },
  (table) => [primaryKey({ columns: [table.versionId, table.prefix] })],
);
