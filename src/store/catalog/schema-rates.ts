import { sql } from 'drizzle-orm';
import {
  bigint,
  date,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  timestamp,
  unique,
} from 'drizzle-orm/pg-core';
import type { BandWindow, DeckDirection, RateDeck, RateStep, Tariff } from '../../core/rate-card.ts';

/** The tables of 0003-rates.sql and 0004-rate-cards.sql. */

const id = () => integer('id').generatedByDefaultAsIdentity().primaryKey();
const micros = (name: string) => bigint(name, { mode: 'number' }).notNull();
const day = (name: string) => date(name, { mode: 'string' });
/** Revisions at which a row holds, half-open; null is current. */
const held = () => ({ since: integer('since').notNull(), until: integer('until') });

/** A public holiday, with its name for people. */
export interface Holiday {
  /** `YYYY-MM-DD`. */
  readonly date: string;
  readonly name: string;
}

export const rateRevision = pgTable('rate_revision', {
  revision: integer('revision').primaryKey(),
  madeAt: timestamp('made_at', { withTimezone: true }).notNull().default(sql`now()`),
  change: text('change').notNull(),
});

export const rateDeck = pgTable('rate_deck', {
  id: id(),
  name: text('name').notNull().unique(),
  currency: text('currency').notNull(),
  direction: text('direction').$type<DeckDirection>().notNull(),
});

export const rateDeckVersion = pgTable(
  'rate_deck_version',
  {
    id: id(),
    deckId: integer('deck_id')
      .notNull()
      .references(() => rateDeck.id, { onDelete: 'cascade' }),
    from: day('from_date').notNull(),
  },
  (table) => [unique().on(table.deckId, table.from)],
);

export const rateTerms = pgTable(
  'rate_terms',
  {
    versionId: integer('version_id')
      .notNull()
      .references(() => rateDeckVersion.id),
    to: day('to_date'),
    crossing: text('crossing').$type<RateDeck['crossing']>().notNull(),
    zone: text('zone'),
    windows: jsonb('windows').$type<readonly BandWindow[]>().notNull(),
    holidays: jsonb('holidays').$type<readonly Holiday[]>().notNull(),
    ...held(),
  },
  (table) => [primaryKey({ columns: [table.versionId, table.since] })],
);

export const rate = pgTable(
  'rate',
  {
    versionId: integer('version_id').notNull(),
    prefix: text('prefix').notNull(),
    band: text('band').notNull(),
    destination: text('destination').notNull(),
    numberType: text('number_type').notNull(),
    connectCharge: micros('connect_charge'),
    minimumCharge: micros('minimum_charge'),
    freeSeconds: integer('free_seconds').notNull(),
    firstIncrement: integer('first_increment').notNull(),
    perMinute: micros('per_minute'),
    nextIncrement: integer('next_increment').notNull(),
    moreSteps: jsonb('more_steps').$type<readonly RateStep[]>(),
    ...held(),
  },
  (table) => [primaryKey({ columns: [table.versionId, table.prefix, table.band, table.since] })],
);

export const tariff = pgTable(
  'tariff',
  { name: text('name').notNull(), body: jsonb('body').$type<Tariff>().notNull(), ...held() },
  (table) => [primaryKey({ columns: [table.name, table.since] })],
);

export const rateAssignment = pgTable('rate_assignment', {
  kind: text('kind').$type<'company' | 'trunk'>().notNull(),
  to: text('assigned_to').notNull(),
  name: text('name').notNull(),
  fromDate: day('from_date'),
  toDate: day('to_date'),
  ...held(),
});
