import type { Fault } from '../core/errors.ts';
import { numberTypeOfPrefix } from '../core/number-type.ts';
import type { Rate } from '../core/rate-card.ts';
import { suggestWord } from '../core/suggest-word.ts';
import { createCombiner } from './combine-rows.ts';
import { readTable } from './csv-table.ts';
import { DECK_FORM } from './deck-columns.ts';
import { type DeckRow, readDeckRow } from './deck-rate.ts';

/** A wholly other form of file would fill the screen: the rest is counted. */
const MOST_FAULTS = 1000;

export interface DeckRates {
  /** In the order of their first lines. */
  readonly rates: readonly Rate[];
  /** What is odd and harmless, each with its line. */
  readonly warnings: readonly Fault[];
}

/**
 * Rates of a deck's CSV, whose bands are among `bands` where those are known. Columns by name in any order, of which `prefix` and `perMinute`
 * must be there; a prefix cell may hold several prefixes; further lines of a prefix and band are steps; a
 * number type that is left out is that of the prefix for whoever calls from `homeCountry` (ISO 3166). Every fault is
 * added, with its line, what is written there and the fix. Nothing is rounded and no line is left out unsaid.
 */
export function readDeckRates(
  csv: string,
  bands: ReadonlySet<string> | undefined,
  homeCountry: string,
  faults: Fault[],
): DeckRates {
  const own: Fault[] = [];
  const combiner = createCombiner();
  for (const row of readTable(csv, DECK_FORM, own)) {
    const faultsBefore = own.length;
    const refuse = (message: string) => void own.push({ where: `line ${row.line}`, message });
    const read = readDeckRow(row, refuse);
    checkBand(read, bands, refuse);
    if (own.length === faultsBefore) combiner.take(read);
  }
  own.push(...combiner.faults);
  const rates = combiner.finish((prefix) => numberTypeOfPrefix(prefix, homeCountry));
  if (own.length === 0 && rates.length === 0) {
    const message = 'There is no rate below the header: write one line for each prefix.';
    own.push({ where: 'line 1', message });
  }
  faults.push(...shorten(sortByLine(own)));
  return { rates, warnings: shorten(combiner.warnings) };
}

export function checkBand(
  { band }: DeckRow,
  bands: ReadonlySet<string> | undefined,
  refuse: (message: string) => void,
): void {
  if (band === '' || bands === undefined || bands.has(band)) return;
  const meant = suggestWord(band, bands);
  if (meant !== undefined) refuse(`There is no band "${band}": did you mean "${meant}"?`);
  else if (bands.size === 0) {
    refuse(
      `There is no band "${band}", as the deck has none: give their times, one "band,days,from,to" a line.`,
    );
  } else {
    const known = [...bands].map((one) => `"${one}"`).join(', ');
    refuse(`There is no band "${band}": write one of ${known}, or give its times with the others.`);
  }
}

/** Faults that show only when lines are brought together come after the others. */
function sortByLine(faults: readonly Fault[]): readonly Fault[] {
  const lineOf = ({ where }: Fault) => Number(/\d+$/.exec(where)?.[0] ?? 0);
  return faults.toSorted((one, other) => lineOf(one) - lineOf(other));
}

function shorten(faults: readonly Fault[]): readonly Fault[] {
  if (faults.length <= MOST_FAULTS) return faults;
  const rest = faults.length - MOST_FAULTS;
  return [...faults.slice(0, MOST_FAULTS), { where: 'further down', message: `${rest} more follow.` }];
}
