import type { Fault } from '../core/errors.ts';
import { groupBy } from '../core/group-by.ts';
import { numberTypeOfPrefix } from '../core/number-type.ts';
import type { Rate } from '../core/rate-card.ts';
import { createCombiner } from './combine-rows.ts';
import { DECK_COLUMNS, type DeckColumn } from './deck-columns.ts';
import { checkBand } from './deck-csv.ts';
import { readDeckRow } from './deck-rate.ts';
import { cellOf } from './write-deck.ts';

/** Columns of a deck that a row of a prefix has of its own; the others are said of the prefix once. */
export const ROW_COLUMNS = DECK_COLUMNS.filter(
  (column) => column !== 'prefix' && column !== 'destination' && column !== 'numberType',
);

/** A line of a deck without its prefix: texts as its CSV has them. */
type PrefixRow = Readonly<Partial<Record<DeckColumn, string>>>;

/** Everything a deck says of one prefix: a row for each step of each band. */
export interface PrefixRates {
  readonly prefix: string;
  /** Left out, or empty: it has no name. */
  readonly destination?: string;
  /** Left out, or empty: that of the prefix for whoever calls from the PBX's country. */
  readonly numberType?: string;
  readonly rows: readonly PrefixRow[];
}

/** Rates by prefix, as rows: in the order of prefixes, bands and steps. */
export function toPrefixRates(rates: readonly Rate[]): readonly PrefixRates[] {
  const byPrefix = groupBy(rates, ({ prefix }) => prefix);
  return [...byPrefix]
    .toSorted(([one], [other]) => compareTexts(one, other))
    .map(([prefix, own]) => ({
      prefix,
      destination: own[0]?.destination ?? '',
      numberType: own[0]?.numberType ?? '',
      rows: own
        .toSorted((one, other) => compareTexts(one.band, other.band))
        .flatMap((rate) =>
          rate.steps.map((step) =>
            Object.fromEntries(ROW_COLUMNS.map((column) => [column, cellOf(column, rate, step)])),
          ),
        ),
    }));
}

/**
 * The rates of a prefix out of its rows; none without rows. Faults are added, by the row they are of: `where` is that of
 * the whole prefix.
 */
export function readPrefixRates(
  { prefix, destination = '', numberType = '', rows }: PrefixRates,
  bands: ReadonlySet<string>,
  homeCountry: string,
  where: string,
  faults: Fault[],
): readonly Rate[] {
  const combiner = createCombiner();
  const cellOfRow = (row: PrefixRow) => (column: DeckColumn) => {
    if (column === 'prefix') return prefix;
    if (column === 'destination') return destination;
    if (column === 'numberType') return numberType;
    return row[column]?.trim() ?? '';
  };
  for (const [at, row] of rows.entries()) {
    const faultsBefore = faults.length;
    const refuse = (message: string) => void faults.push({ where: `${where}.rows[${at}]`, message });
    const read = readDeckRow({ line: at + 1, cell: cellOfRow(row) }, refuse);
    checkBand(read, bands, refuse);
    if (faults.length === faultsBefore) combiner.take(read);
  }
  for (const fault of [...combiner.faults, ...combiner.warnings]) {
    faults.push({
      where: fault.where.replace(/^line (\d+)$/, (_, line) => `${where}.rows[${Number(line) - 1}]`),
      message: fault.message,
    });
  }
  return combiner.finish((one) => numberTypeOfPrefix(one, homeCountry));
}

function compareTexts(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
