import type { DialledNumber } from '../core/phone-number.ts';
import type { Rate, RateDeck } from '../core/rate-card.ts';
import { type BandSchedule, scheduleBands } from './band-schedule.ts';
import { buildPrefixTrie, findLongestPrefix, type PrefixTrie } from './longest-prefix.ts';

/** All versions of one deck, oldest first. */
export interface CompiledDeck {
  readonly name: string;
  readonly currency: string;
  readonly versions: readonly CompiledVersion[];
}

/** One version of a deck, in force `[fromAt, toAt)`, ready to be searched. */
export interface CompiledVersion {
  readonly deck: RateDeck;
  readonly fromAt: number;
  /** Infinite for the last version that has no last day. */
  readonly toAt: number;
  /** Undefined where the deck has no windows: every instant is in no band. */
  readonly schedule: BandSchedule | undefined;
  /** Built when the first number is looked for: most versions of a book's decks are past. */
  readonly tables: () => DeckTables;
}

/** The prices of one prefix. */
export interface PrefixRates {
  readonly prefix: string;
  /** Names the destination where there is no price for an instant. */
  readonly first: Rate;
  /** By number of band, the price at any other time filled in; one entry where the prefix has no banded price. */
  readonly byBand: readonly (Rate | undefined)[];
}

interface DeckTables {
  /** What E.164 numbers begin with. */
  readonly numbers: PrefixTable;
  /** What is only ever dialled as it stands: `*600`, `999`. */
  readonly codes: PrefixTable;
}

interface PrefixTable {
  readonly prefixes: readonly PrefixRates[];
  readonly trie: PrefixTrie;
}

/** Calls of these types are dialled as they stand: the emergency number 911 must not price Delhi, +91 11. */
const DIALLED_AS_IT_STANDS = new Set(['Emergency', 'Directory', 'Test Number', 'Feature Code']);
const LONGEST_CODE = 6;

/** A short number is priced by a prefix of at least this length, or by its own self: country 1 never prices 118118. */
const SHORTEST_PREFIX_OF_SHORT = 3;

/** The versions of one deck, in any order; at least one. */
export function compileDeck(versions: readonly RateDeck[]): CompiledDeck {
  const sorted = versions.toSorted((one, other) => one.fromAt - other.fromAt);
  return {
    name: sorted[0]?.name ?? '',
    currency: sorted[0]?.currency ?? '',
    versions: sorted.map((deck, index) => compileVersion(deck, sorted[index + 1])),
  };
}

/** The version in force at an instant. */
export function versionAt(deck: CompiledDeck, at: number): CompiledVersion | undefined {
  const { versions } = deck;
  for (let index = versions.length - 1; index >= 0; index -= 1) {
    const version = versions[index];
    if (version !== undefined && version.fromAt <= at) return at < version.toAt ? version : undefined;
  }
  return undefined;
}

/**
 * The longest prefix of a number. An E.164 number is matched with number prefixes, a short number or code with its
 * dial string; on the PBX itself with codes only, as a conference 4471 is no mobile.
 */
export function findPrefix(
  version: CompiledVersion,
  number: DialledNumber,
  onPbx: boolean,
): PrefixRates | undefined {
  const { numbers, codes } = version.tables();
  if (number.kind === 'e164') return lookUp(numbers, number.digits);
  const code = lookUp(codes, number.digits);
  const other = onPbx ? undefined : lookUp(numbers, number.digits);
  const found = (other?.prefix.length ?? 0) > (code?.prefix.length ?? 0) ? other : code;
  if (found === undefined || found.prefix === number.digits) return found;
  return found.prefix.length >= SHORTEST_PREFIX_OF_SHORT ? found : undefined;
}

/** The price of a prefix at an instant, if it has one. */
export function rateAt(version: CompiledVersion, { byBand }: PrefixRates, at: number): Rate | undefined {
  if (byBand.length === 1 || version.schedule === undefined) return byBand[0];
  return byBand[version.schedule.bandAt(at)];
}

function compileVersion(deck: RateDeck, next: RateDeck | undefined): CompiledVersion {
  const schedule = deck.windows.length === 0 ? undefined : scheduleBands(deck);
  let tables: DeckTables | undefined;
  return {
    deck,
    fromAt: deck.fromAt,
    toAt: Math.min(deck.toAt ?? Number.POSITIVE_INFINITY, next?.fromAt ?? Number.POSITIVE_INFINITY),
    schedule,
    tables: () => {
      tables ??= buildTables(deck.rates, schedule?.bands ?? ['']);
      return tables;
    },
  };
}

function buildTables(rates: readonly Rate[], bands: readonly string[]): DeckTables {
  const ratesOf = new Map<string, Rate[]>();
  for (const rate of rates) {
    const known = ratesOf.get(rate.prefix);
    if (known === undefined) ratesOf.set(rate.prefix, [rate]);
    else known.push(rate);
  }
  const numbers: PrefixRates[] = [];
  const codes: PrefixRates[] = [];
  for (const [prefix, [first, ...others]] of ratesOf) {
    if (first === undefined) continue;
    const byBand = others.length === 0 && first.band === '' ? [first] : fillBands([first, ...others], bands);
    (isCode(first) ? codes : numbers).push({ prefix, first, byBand });
  }
  return { numbers: buildTable(numbers), codes: buildTable(codes) };
}

function fillBands(rates: readonly Rate[], bands: readonly string[]): (Rate | undefined)[] {
  const otherwise = rates.find((rate) => rate.band === '');
  return bands.map((band) => rates.find((rate) => rate.band === band) ?? otherwise);
}

function buildTable(prefixes: readonly PrefixRates[]): PrefixTable {
  return { prefixes, trie: buildPrefixTrie(prefixes.map(({ prefix }) => prefix)) };
}

function lookUp(table: PrefixTable, dialled: string): PrefixRates | undefined {
  return table.prefixes[findLongestPrefix(table.trie, dialled)];
}

function isCode(rate: Rate): boolean {
  if (rate.prefix.startsWith('*') || rate.prefix.startsWith('#')) return true;
  return rate.prefix.length <= LONGEST_CODE && DIALLED_AS_IT_STANDS.has(rate.numberType);
}
