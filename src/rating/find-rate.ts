import type { DialledNumber } from '../core/phone-number.ts';
import {
  type CompiledDeck,
  type CompiledVersion,
  findPrefix,
  type PrefixRates,
  versionAt,
} from './compile-deck.ts';

/** Where a number's price was found. */
export interface RateMatch {
  readonly deck: CompiledDeck;
  /** In force at the start of the call. */
  readonly version: CompiledVersion;
  readonly prefix: PrefixRates;
}

/** The first deck whose version at an instant has a prefix for the number. */
export function findRate(
  decks: readonly CompiledDeck[],
  number: DialledNumber,
  at: number,
  onPbx: boolean,
): RateMatch | undefined {
  for (const deck of decks) {
    const version = versionAt(deck, at);
    const prefix = version === undefined ? undefined : findPrefix(version, number, onPbx);
    if (version !== undefined && prefix !== undefined) return { deck, version, prefix };
  }
  return undefined;
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
    const prefix = findPrefix(version, number, false);
    if (prefix !== undefined) return { match: { deck, version, prefix }, number };
  }
  return undefined;
}
