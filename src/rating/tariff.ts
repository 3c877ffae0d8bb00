import type { Rate, RateDeck } from '../core/charge.ts';
import { RingledgerError } from '../core/errors.ts';
import type { DialledNumber } from '../core/phone-number.ts';
import { buildPrefixTrie, findLongestPrefix, type PrefixTrie } from './longest-prefix.ts';

/** What prices calls: decks in order, ready to be searched. */
export interface Tariff {
  readonly currency: string;
  /** The first deck that has a rate for a number wins. */
  readonly decks: readonly TariffDeck[];
}

/** All versions of one deck, oldest first; the one in force when a call started rules. */
interface TariffDeck {
  readonly name: string;
  readonly versions: readonly TariffDeckVersion[];
}

interface TariffDeckVersion {
  readonly from: string;
  readonly fromAt: number;
  /** What E.164 numbers begin with. */
  readonly numbers: RateTable;
  /** What is only ever dialled as it stands: `*600`, `999`. */
  readonly codes: RateTable;
}

interface RateTable {
  readonly rates: readonly Rate[];
  readonly trie: PrefixTrie;
}

export interface RateMatch {
  readonly deck: TariffDeck;
  readonly version: TariffDeckVersion;
  readonly rate: Rate;
}

/** Calls of these types are dialled as they stand: the emergency number 911 must not price Delhi, +91 11. */
const DIALLED_AS_IT_STANDS = new Set(['Emergency', 'Directory', 'Test Number', 'Feature Code']);
const LONGEST_CODE = 6;

/** A short number is priced by a prefix of at least this length, or by its own self: country 1 never prices 118118. */
const SHORTEST_PREFIX_OF_SHORT = 3;

const NO_CURRENCY = 'XXX';

/**
 * Decks → tariff: decks in the order in which their names first appear, versions by date. Throws `invalid-request`
 * when currencies differ. No decks make a tariff without rates in ISO 4217's "no currency".
 */
export function compileTariff(decks: readonly RateDeck[]): Tariff {
  const currencies = [...new Set(decks.map((deck) => deck.currency))];
  if (currencies.length > 1) {
    throw new RingledgerError(
      'invalid-request',
      `The decks are in different currencies (${currencies.join(', ')}): one tariff bills in one currency.`,
    );
  }
  const names = [...new Set(decks.map((deck) => deck.name))];
  return {
    currency: currencies[0] ?? NO_CURRENCY,
    decks: names.map((name) =>
      compileDeck(
        name,
        decks.filter((deck) => deck.name === name),
      ),
    ),
  };
}

/**
 * The rate of a number at an instant. An E.164 number is matched with number prefixes, a short number or code with its
 * dial string; on the PBX itself with codes only, as a conference 4471 is no mobile.
 */
export function findRate(
  tariff: Tariff,
  number: DialledNumber,
  at: number,
  onPbx: boolean,
): RateMatch | undefined {
  for (const deck of tariff.decks) {
    const version = versionAt(deck, at);
    const rate = version === undefined ? undefined : matchVersion(version, number, onPbx);
    if (version !== undefined && rate !== undefined) return { deck, version, rate };
  }
  return undefined;
}

function matchVersion(version: TariffDeckVersion, number: DialledNumber, onPbx: boolean): Rate | undefined {
  if (number.kind === 'e164') return lookUp(version.numbers, number.digits);
  const code = lookUp(version.codes, number.digits);
  const other = onPbx ? undefined : lookUp(version.numbers, number.digits);
  const rate = (other?.prefix.length ?? 0) > (code?.prefix.length ?? 0) ? other : code;
  if (rate === undefined || rate.prefix === number.digits) return rate;
  return rate.prefix.length >= SHORTEST_PREFIX_OF_SHORT ? rate : undefined;
}

function lookUp(table: RateTable, dialled: string): Rate | undefined {
  return table.rates[findLongestPrefix(table.trie, dialled)];
}

function versionAt(deck: TariffDeck, at: number): TariffDeckVersion | undefined {
  return deck.versions.findLast((version) => version.fromAt <= at);
}

function compileDeck(name: string, versions: readonly RateDeck[]): TariffDeck {
  const compiled = versions.map(
    (deck): TariffDeckVersion => ({
      from: deck.from,
      fromAt: deck.fromAt,
      numbers: compileTable(deck.rates.filter((rate) => !isCode(rate))),
      codes: compileTable(deck.rates.filter(isCode)),
    }),
  );
  return { name, versions: compiled.sort((one, other) => one.fromAt - other.fromAt) };
}

function compileTable(rates: readonly Rate[]): RateTable {
  return { rates, trie: buildPrefixTrie(rates.map((rate) => rate.prefix)) };
}

function isCode(rate: Rate): boolean {
  if (rate.prefix.startsWith('*') || rate.prefix.startsWith('#')) return true;
  return rate.prefix.length <= LONGEST_CODE && DIALLED_AS_IT_STANDS.has(rate.numberType);
}
