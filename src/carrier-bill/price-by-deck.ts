import type { Micros } from '../core/money.ts';
import type { CompiledDeck } from '../rating/compile-deck.ts';
import { findRate } from '../rating/find-rate.ts';
import { placeBeginning, priceTalk, type Talk } from '../rating/price-talk.ts';
import { roundPrice } from '../rating/settle-price.ts';

/** What a carrier's deck makes of a call. */
export interface DeckPrice {
  readonly price: Micros;
  /** Seconds that its increments bill. */
  readonly billedSeconds: number;
}

/**
 * Section 3's price of a call that lasted `seconds` (docs/rating.md, 7), half-up at the decimals to which the carrier
 * rounds. Undefined where the deck has no price for it.
 */
export function priceByDeck(
  deck: CompiledDeck | undefined,
  call: Talk,
  seconds: number,
  decimals: number,
): DeckPrice | undefined {
  const match = deck === undefined ? undefined : findRate([deck], call.number, call.startAt, false);
  if (match === undefined) return undefined;
  const talk = { ...call, billsec: seconds };
  const found = priceTalk(talk, placeBeginning(match, talk));
  if (found === undefined) return undefined;
  const rounding = { mode: 'half-up', decimals, per: 'call' } as const;
  const price = roundPrice({ over: found.sixtieths, under: 60 }, rounding);
  return price === null ? undefined : { price, billedSeconds: found.billedSeconds };
}
