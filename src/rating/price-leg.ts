import type { OutboundLeg } from '../core/call-leg.ts';
import type { Charge } from '../core/charge.ts';
import type { Directory } from '../core/directory.ts';
import type { Micros } from '../core/money.ts';
import { type DialledNumber, readDialString, readInsideNumber } from '../core/phone-number.ts';
import type { PriceBook } from './price-book.ts';
import { type RateableCall, rateCall, rateCarrier } from './rate-call.ts';

/** What a leg costs before allowances, what its carrier takes, and the number it was priced by. */
export interface LegCharge extends Charge {
  /** Null where the trunk has no carrier deck, or the deck no price. */
  readonly carrierCost: Micros | null;
  /** E.164 digits; empty where the dial string is none. */
  readonly number: string;
  /** Revision of the rate card. */
  readonly rates: number;
}

/**
 * Prices one outbound leg: reads its dial string by the rules of its trunk or company, then rates the call by its
 * company's tariff. A leg of a company with allowances is priced as if nothing were included.
 */
export function priceLeg(leg: OutboundLeg, directory: Directory, book: PriceBook): LegCharge {
  const number = readNumber(leg, directory);
  // Field by field: to copy a leg took longer than to price it.
  const call: RateableCall = {
    number,
    startAt: leg.startAt,
    answerAt: leg.startAt + leg.ringSeconds,
    billsec: leg.billsec,
    answered: leg.answered,
    internal: leg.internal,
    calledInfo: leg.calledInfo,
    trunk: leg.trunk,
    onPbx: leg.onPbx,
  };
  const { cost, numberType, calledInfo, called, basis } = rateCall(
    call,
    book.tariffOf(leg.company, leg.startAt),
  );
  return {
    cost,
    numberType,
    calledInfo,
    called,
    basis,
    carrierCost: rateCarrier(call, book.carrierDeckOf(leg.trunk, leg.startAt)),
    number: number.kind === 'e164' ? number.digits : '',
    rates: book.revision,
  };
}

/** What a leg's dial string means. */
export function readNumber(
  leg: Pick<OutboundLeg, 'internal' | 'dialled' | 'company' | 'trunk'>,
  directory: Directory,
): DialledNumber {
  return leg.internal
    ? readInsideNumber(leg.dialled)
    : readDialString(leg.dialled, directory.dialling(leg.company, leg.trunk));
}
