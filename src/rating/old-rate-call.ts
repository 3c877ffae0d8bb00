import type { Charge, ChargeExplanation, Rate } from '../core/charge.ts';
import { divideHalfUp } from '../core/money.ts';
import type { DialledNumber } from '../core/phone-number.ts';
import { findRate, type RateMatch, type Tariff } from './tariff.ts';

/** What a price depends on. */
export interface OldRateableCall {
  readonly number: DialledNumber;
  /** UTC epoch seconds. */
  readonly startAt: number;
  /** Whole seconds of talk. */
  readonly billsec: number;
  readonly answered: boolean;
  /** Both ends are on this PBX. */
  readonly internal: boolean;
  /** The called extension's name for internal calls, else empty. */
  readonly calledInfo: string;
  /** Trunk id, or empty. */
  readonly trunk: string;
  /** No channel led outside: the PBX itself took the call (feature code, conference, announcement) or refused it. */
  readonly onPbx: boolean;
}

const SECONDS_PER_MINUTE = 60n;

/**
 * The price of a call and why. The rules in their order, the first that applies rules:
 * 1. internal: free, named by the extension;
 * 2. a rate matches: by the rate; nothing when unanswered, or when the PBX played an announcement instead of dialling
 *    out (an outside number that no channel carried);
 * 3. no rate, a code (`*97`): free, `Feature Code`;
 * 4. no rate, on the PBX: free, `Internal`;
 * 5. no rate, unanswered: free, `Unknown`;
 * 6. else the cost is unknown (null) until a deck covers the number.
 */
export function oldRateCall(call: OldRateableCall, tariff: Tariff): Charge {
  if (call.internal) return chargeFree(call, 'Internal', 'internal');
  const match = findRate(tariff, call.number, call.startAt, call.onPbx);
  if (match !== undefined) return chargeByRate(call, match);
  if (call.number.kind === 'code') return chargeFree(call, 'Feature Code', 'feature-code');
  if (call.onPbx) return chargeFree(call, 'Internal', 'internal');
  if (!call.answered) return chargeFree(call, 'Unknown', 'unanswered');
  return { ...chargeFree(call, 'Unknown', 'no-rate'), cost: null };
}

/**
 * `max(minimumCharge, connectCharge + perMinute × billedSeconds / 60)` in millionths, rounded half-up at the sixth
 * decimal and nowhere else. The call is an answered one of `billsec` whole seconds.
 */
export function priceSeconds(rate: Rate, billsec: number): bigint {
  const talk = divideHalfUp(rate.perMinute * BigInt(countBilledSeconds(rate, billsec)), SECONDS_PER_MINUTE);
  const cost = rate.connectCharge + talk;
  if (cost < rate.minimumCharge) return rate.minimumCharge;
  return cost;
}

/**
 * Seconds that are billed: the first increment whole, the rest in steps of the next one, rounded up. An answered call
 * of 0 seconds bills the first increment, as it was connected.
 */
export function countBilledSeconds(rate: Rate, billsec: number): number {
  if (billsec <= rate.firstIncrement) return rate.firstIncrement;
  const steps = Math.ceil((billsec - rate.firstIncrement) / rate.nextIncrement);
  return rate.firstIncrement + steps * rate.nextIncrement;
}

function chargeByRate(call: OldRateableCall, { deck, version, rate }: RateMatch): Charge {
  const basis = basisOf(call);
  return {
    cost: basis === 'rated' ? priceSeconds(rate, call.billsec) : 0n,
    numberType: rate.numberType,
    calledInfo: rate.destination,
    called: call.number.short,
    explanation: {
      basis,
      number: call.number.digits,
      deck: deck.name,
      deckFrom: version.from,
      prefix: rate.prefix,
      billedSeconds: basis === 'rated' ? countBilledSeconds(rate, call.billsec) : 0,
    },
  };
}

function basisOf(call: OldRateableCall): ChargeExplanation['basis'] {
  if (!call.answered) return 'unanswered';
  return call.onPbx && call.number.kind === 'e164' ? 'internal' : 'rated';
}

function chargeFree(call: OldRateableCall, numberType: string, basis: ChargeExplanation['basis']): Charge {
  return {
    cost: 0n,
    numberType,
    calledInfo: call.calledInfo,
    called: call.number.short,
    explanation: { basis, number: call.number.digits, deck: '', deckFrom: '', prefix: '', billedSeconds: 0 },
  };
}
