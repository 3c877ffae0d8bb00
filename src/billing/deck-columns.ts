import type { TableForm } from './csv-table.ts';

/**
 * Columns of a deck's CSV, in the order in which they are written. `meaning` says what to write, and is published with
 * `pattern` as docs/rate-deck.schema.json.
 */
export const DECK_COLUMNS = [
  'prefix',
  'destination',
  'numberType',
  'band',
  'afterSeconds',
  'connectCharge',
  'perMinute',
  'firstIncrement',
  'nextIncrement',
  'minimumCharge',
  'freeSeconds',
] as const;

export type DeckColumn = (typeof DECK_COLUMNS)[number];

export const DECK_FORM: TableForm<DeckColumn> = {
  columns: DECK_COLUMNS,
  required: ['prefix', 'perMinute'],
  row: 'a rate',
  file: '',
};

/** What is taken where a cell is empty. */
export const DECK_DEFAULTS = { firstIncrement: 60, nextIncrement: 1, charge: 0, seconds: 0 } as const;
