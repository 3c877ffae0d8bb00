import type { DialledNumber } from '../core/phone-number.ts';
import { type CompiledDeck, type CompiledVersion, versionAt } from './compile-deck.ts';
import { findPrefix, type RateNames, type RateTable } from './rate-table.ts';

/** Where a number's price was found. */
export interface RateMatch {
  readonly deck: CompiledDeck;
  readonly version: CompiledVersion;
  readonly table: RateTable;
  /** Index of the prefix in the table. */
  readonly prefix: number;
}

/** A short number is priced by a prefix of at least this length, or by its own self: country 1 never prices 118118. */
const SHORTEST_PREFIX_OF_SHORT = 3;
const NO_NAMES: RateNames = { numberType: '', destination: '' };

/** The first deck whose version at an instant has a prefix for the number. */
export function findRate(
  decks: readonly CompiledDeck[],
  number: DialledNumber,
  at: number,
  onPbx: boolean,
): RateMatch | undefined {
  for (const deck of decks) {
    const version = versionAt(deck, at);
    const match = version === undefined ? undefined : findInVersion(deck, version, number, onPbx);
    if (match !== undefined) return match;
  }
  return undefined;
}

/** What a match's calls are called. */
export function namesOf({ table, prefix }: RateMatch): RateNames {
  return table.names[table.nameOf[prefix] ?? 0] ?? NO_NAMES;
}

/** The first inbound deck with a prefix for the number by which it prices, at the start of the call. */
export function findInboundRate(
  decks: readonly CompiledDeck[],
  call: { readonly ddi: DialledNumber; readonly caller: DialledNumber; readonly startAt: number },
): { readonly match: RateMatch; readonly number: DialledNumber } | undefined {
  for (const deck of decks) {
    const version = versionAt(deck, call.startAt);
    if (version === undefined) continue;
    const number = version.deck.direction === 'inbound-caller' ? call.caller : call.ddi;
    const match = findInVersion(deck, version, number, false);
    if (match !== undefined) return { match, number };
  }
  return undefined;
}

/**
 * The longest prefix of a number. An E.164 number is matched with number prefixes, a short number or code with its
 * dial string; on the PBX itself with codes only, as a conference 4471 is no mobile.
 */
export function findInVersion(
  deck: CompiledDeck,
  version: CompiledVersion,
  number: DialledNumber,
  onPbx: boolean,
): RateMatch | undefined {
  const { numbers, codes } = version.tables();
  if (number.kind === 'e164') {
    const prefix = findPrefix(numbers, number.digits);
    return prefix < 0 ? undefined : { deck, version, table: numbers, prefix };
  }
  const code = findPrefix(codes, number.digits);
  const other = onPbx ? -1 : findPrefix(numbers, number.digits);
  const codeLength = codes.prefixes[code]?.length ?? 0;
  const otherLength = numbers.prefixes[other]?.length ?? 0;
  const length = Math.max(codeLength, otherLength);
  if (length === 0 || (length < number.digits.length && length < SHORTEST_PREFIX_OF_SHORT)) return undefined;
  return otherLength > codeLength
    ? { deck, version, table: numbers, prefix: other }
    : { deck, version, table: codes, prefix: code };
}
