import type { Charge, ChargeBasis } from '../core/charge.ts';
import type { Micros } from '../core/money.ts';
import type { DialledNumber } from '../core/phone-number.ts';
import type { CompiledDeck } from './compile-deck.ts';
import { adjustmentFor, type CompiledTariff } from './compile-tariff.ts';
import type { Exact } from './exact.ts';
import { findInboundRate, findRate, namesOf, type RateMatch } from './find-rate.ts';
import { placeBeginning, priceTalk, type Talk } from './price-talk.ts';
import { adjustPrice, roundPrice, settlePrice } from './settle-price.ts';

/** What the price of a call that goes out depends on. */
export interface RateableCall extends Talk {
  readonly answered: boolean;
  /** Both ends are on this PBX. */
  readonly internal: boolean;
  /** The called extension's name for internal calls, else empty. */
  readonly calledInfo: string;
  /** Trunk id, or empty. */
  readonly trunk: string;
}

/** What the price of a call that comes in depends on. Calls between extensions are priced where they go out. */
export interface InboundCall {
  /** The number that was called, and the caller's. */
  readonly ddi: DialledNumber;
  readonly caller: DialledNumber;
  readonly startAt: number;
  readonly answerAt: number;
  readonly billsec: number;
  readonly answered: boolean;
}

/** A charge before allowances, and what an allowance takes from. */
export interface RatedCall extends Charge {
  /** 0 unless the call was priced by a rate. */
  readonly billedSeconds: number;
  /** The price before the tariff's rules (docs/rating.md, 3), in sixtieths of a millionth. */
  readonly sixtieths: Exact;
  /** Where its number type and destination come from, if from a rate. */
  readonly match: RateMatch | undefined;
}

const SIX_DECIMALS = { mode: 'half-up', decimals: 6, per: 'call' } as const;

/**
 * The price of a call as if no allowance covered it. The rules in their order, the first that applies rules:
 * 1. internal: free, named by the extension;
 * 2. a rate matches: by the rate; nothing when unanswered, or when the PBX played an announcement instead of dialling
 *    out (an outside number that no channel carried);
 * 3. no rate, a code (`*97`): free, `Feature Code`;
 * 4. no rate, on the PBX: free, `Internal`;
 * 5. no rate, unanswered: free, `Unknown`;
 * 6. else the cost is unknown (null) until a deck covers the number.
 */
export function rateCall(call: RateableCall, tariff: CompiledTariff): RatedCall {
  if (call.internal) return chargeFree(call, 'Internal', 'internal');
  const match = findRate(tariff.decks, call.number, call.startAt, call.onPbx);
  if (match !== undefined) return chargeMatch(match, call, basisOf(call), tariff);
  if (call.number.kind === 'code') return chargeFree(call, 'Feature Code', 'feature-code');
  if (call.onPbx) return chargeFree(call, 'Internal', 'internal');
  if (!call.answered) return chargeFree(call, 'Unknown', 'unanswered');
  return { ...chargeFree(call, 'Unknown', 'no-rate'), cost: null };
}

/**
 * The price of an answered outside call that came in (docs/rating.md, 6), as if no allowance covered it: by the first
 * of the tariff's inbound decks that has a prefix for its DDI, or for its caller. Undefined where the tariff has no
 * such decks: then calls that come in are not charged at all.
 */
export function rateInbound(call: InboundCall, tariff: CompiledTariff): RatedCall | undefined {
  if (tariff.inboundDecks.length === 0) return undefined;
  const found = findInboundRate(tariff.inboundDecks, call);
  const number = found?.number ?? call.ddi;
  const basis = call.answered ? 'rated' : 'unanswered';
  const talk = { ...call, number, onPbx: false, calledInfo: '' };
  if (found !== undefined) return chargeMatch(found.match, talk, basis, tariff);
  if (!call.answered) return chargeFree(talk, 'Unknown', 'unanswered');
  return { ...chargeFree(talk, 'Unknown', 'no-rate'), cost: null };
}

/**
 * What the carrier takes for a call (docs/rating.md, 7): section 3's price by its deck, half-up at six decimals. Null
 * where it is unknown; nothing for a call that the carrier did not carry, or that nobody answered.
 */
export function rateCarrier(call: RateableCall, deck: CompiledDeck | undefined): Micros | null {
  if (call.internal || call.onPbx || !call.answered) return 0;
  const match = deck === undefined ? undefined : findRate([deck], call.number, call.startAt, false);
  const price = match === undefined ? undefined : priceTalk(call, placeBeginning(match, call));
  return price === undefined ? null : roundPrice({ over: price.sixtieths, under: 60 }, SIX_DECIMALS);
}

/** The charge of a call whose rate was found. */
function chargeMatch(
  match: RateMatch,
  call: Talk,
  basis: 'rated' | 'unanswered' | 'internal',
  tariff: CompiledTariff,
): RatedCall {
  const beginning = placeBeginning(match, call);
  const names = namesOf(beginning.match);
  const price = basis === 'rated' ? priceTalk(call, beginning) : undefined;
  let [cost, because]: [Micros | null, ChargeBasis] = [0, basis];
  if (price !== undefined) {
    const adjustment = adjustmentFor(tariff, names.numberType, names.destination);
    cost = settlePrice(adjustPrice(price.sixtieths, price.billedSeconds, 0, adjustment), tariff.tariff);
    if (cost === null) because = 'out-of-range';
  } else if (basis === 'rated') {
    cost = null;
    because = 'no-rate';
  }
  return {
    cost,
    numberType: names.numberType,
    calledInfo: names.destination,
    called: call.number.short,
    basis: because,
    billedSeconds: price?.billedSeconds ?? 0,
    sixtieths: price?.sixtieths ?? 0,
    match: beginning.match,
  };
}

function basisOf(call: RateableCall): 'rated' | 'unanswered' | 'internal' {
  if (!call.answered) return 'unanswered';
  return call.onPbx && call.number.kind === 'e164' ? 'internal' : 'rated';
}

function chargeFree(
  call: { readonly calledInfo: string; readonly number: DialledNumber },
  numberType: string,
  basis: ChargeBasis,
): RatedCall {
  return {
    cost: 0,
    numberType,
    calledInfo: call.calledInfo,
    called: call.number.short,
    basis,
    billedSeconds: 0,
    sixtieths: 0,
    match: undefined,
  };
}
