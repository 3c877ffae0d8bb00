import { mapUnder } from '../core/dated-entries.ts';
import type { Rate } from '../core/rate-card.ts';
import { buildPrefixTrie, findLongestPrefix, type PrefixTrie } from './longest-prefix.ts';

/**
 * Prefixes with their prices, laid out so that a price is found with few waits for memory. Prefix `i` in band `b` has
 * slot `i × width + b`; the price at any other time stands in every band that has none of its own. A slot names a row of
 * numbers. Rates alike share one, as most of a price list's hundred thousand prefixes share some hundred prices.
 */
export interface RateTable {
  readonly trie: PrefixTrie;
  readonly prefixes: readonly string[];
  /** What calls are called, each once, and which of them a prefix has. */
  readonly names: readonly RateNames[];
  readonly nameOf: Uint32Array;
  /** Slots of a prefix: "no band" and the deck's bands. */
  readonly width: number;
  /** Row of a slot, or `NO_ROW` where the prefix has no price. */
  readonly rows: Int32Array;
  /** `FIELDS` numbers a row, by the names below. */
  readonly columns: Float64Array;
  /** What each slot was made of, for explanations. */
  readonly rates: readonly (Rate | undefined)[];
}

export interface RateNames {
  readonly numberType: string;
  readonly destination: string;
}

export const NO_ROW = -1;

/** Numbers of a row. The later steps of a rate have rows of their own. */
export const FIELDS = 8;
/** Sixtieths of a millionth. */
export const CONNECT_CHARGE = 0;
export const MINIMUM_CHARGE = 1;
/** Seconds. */
export const FREE_SECONDS = 2;
export const FIRST_INCREMENT = 3;
/** Of the step: millionths, seconds, seconds of talk at which the next one begins (infinite for the last), its row. */
export const PER_MINUTE = 4;
export const NEXT_INCREMENT = 5;
export const STEP_END = 6;
export const NEXT_STEP = 7;

/** Calls of these types are dialled as they stand: the emergency number 911 must not price Delhi, +91 11. */
const DIALLED_AS_IT_STANDS = new Set(['Emergency', 'Directory', 'Test Number', 'Feature Code']);
const LONGEST_CODE = 6;
const SIXTIETHS = 60;

/** The rates of a deck version: what E.164 numbers begin with, and what is only ever dialled as it stands. */
export interface DeckTables {
  readonly numbers: RateTable;
  readonly codes: RateTable;
}

/** `bands` are names by number, the first empty: see `scheduleBands`. */
export function buildTables(rates: readonly Rate[], bands: readonly string[]): DeckTables {
  const numbers = new Map<string, Rate[]>();
  const codes = new Map<string, Rate[]>();
  for (const rate of rates) {
    const groups = codes.has(rate.prefix) || (!numbers.has(rate.prefix) && isCode(rate)) ? codes : numbers;
    const known = groups.get(rate.prefix);
    if (known === undefined) groups.set(rate.prefix, [rate]);
    else known.push(rate);
  }
  return { numbers: buildTable(numbers, bands), codes: buildTable(codes, bands) };
}

/** Index of the longest prefix that a number begins with, or -1. */
export function findPrefix(table: RateTable, dialled: string): number {
  return findLongestPrefix(table.trie, dialled);
}

function buildTable(groups: ReadonlyMap<string, readonly Rate[]>, bands: readonly string[]): RateTable {
  const prefixes = [...groups.keys()];
  const rates: (Rate | undefined)[] = [];
  const { nameOf, names } = shareNames();
  const namesOfPrefixes: number[] = [];
  for (const group of groups.values()) {
    const [first] = group;
    if (first !== undefined) namesOfPrefixes.push(nameOf(first));
    const otherwise = group.find(({ band }) => band === '');
    for (const band of bands) rates.push(group.find((rate) => rate.band === band) ?? otherwise);
  }
  const { rowOf, columns } = shareRows();
  const rows = Int32Array.from(rates, (rate) => (rate === undefined ? NO_ROW : rowOf(rate)));
  return {
    trie: buildPrefixTrie(prefixes),
    prefixes,
    names,
    nameOf: Uint32Array.from(namesOfPrefixes),
    width: bands.length,
    rows,
    columns: Float64Array.from(columns),
    rates,
  };
}

/** Rows of rates, one for all that have the same prices; `columns` grows. */
function shareRows(): { readonly rowOf: (rate: Rate) => number; readonly columns: readonly number[] } {
  const columns: number[] = [];
  const known = new Map<string, number>();
  const rowOf = (rate: Rate): number => {
    const key = priceKey(rate);
    const row = known.get(key) ?? columns.length / FIELDS;
    if (row * FIELDS === columns.length) columns.push(...writeRate(rate, row));
    known.set(key, row);
    return row;
  };
  return { rowOf, columns };
}

function priceKey({ connectCharge, minimumCharge, freeSeconds, firstIncrement, steps }: Rate): string {
  let key = `${connectCharge} ${minimumCharge} ${freeSeconds} ${firstIncrement}`;
  for (const { afterSeconds, perMinute, nextIncrement } of steps)
    key += ` ${afterSeconds} ${perMinute} ${nextIncrement}`;
  return key;
}

/** A row for each step of a rate, one below the other. */
function writeRate(rate: Rate, row: number): readonly number[] {
  const { connectCharge, minimumCharge, freeSeconds, firstIncrement, steps } = rate;
  const own = [connectCharge * SIXTIETHS, minimumCharge * SIXTIETHS, freeSeconds, firstIncrement];
  return steps.flatMap(({ perMinute, nextIncrement }, index) => {
    const stepEnd = steps[index + 1]?.afterSeconds ?? Number.POSITIVE_INFINITY;
    return [...own, perMinute, nextIncrement, stepEnd, row + index + 1];
  });
}

/** Numbers of names, one for all rates of a destination; `names` grows. */
function shareNames(): { readonly nameOf: (rate: Rate) => number; readonly names: readonly RateNames[] } {
  const names: RateNames[] = [];
  const known = new Map<string, Map<string, number>>();
  const nameOf = ({ numberType, destination }: Rate): number => {
    const ofType = mapUnder(known, numberType);
    const name = ofType.get(destination) ?? names.length;
    if (name === names.length) names.push({ numberType, destination });
    ofType.set(destination, name);
    return name;
  };
  return { nameOf, names };
}

function isCode(rate: Rate): boolean {
  if (rate.prefix.startsWith('*') || rate.prefix.startsWith('#')) return true;
  return rate.prefix.length <= LONGEST_CODE && DIALLED_AS_IT_STANDS.has(rate.numberType);
}
