import type { InboundLeg } from '../core/call-leg.ts';
import type { Charge } from '../core/charge.ts';
import type { Directory } from '../core/directory.ts';
import { type DialledNumber, readDialString } from '../core/phone-number.ts';
import { findInboundRate } from './find-rate.ts';
import type { PriceBook } from './price-book.ts';
import { type InboundCall, rateInbound } from './rate-call.ts';

/** What an inbound leg costs before allowances, and the number it was priced by. */
export interface InboundLegCharge extends Charge {
  /** Of the DDI or the caller, by the deck that priced it: E.164 digits, or what else the number was. */
  readonly number: string;
  /** Revision of the rate card. */
  readonly rates: number;
}

/** What the price of an inbound leg depends on. */
type InboundLegFacts = Pick<InboundLeg, 'company' | 'startAt' | 'ringSeconds' | 'billsec' | 'ddi' | 'caller'>;

/**
 * Prices the leg that carries an answered call's charge. Undefined where the company's tariff does not charge calls that
 * come in.
 */
export function priceInboundLeg(
  leg: InboundLegFacts,
  trunk: string,
  directory: Directory,
  book: PriceBook,
): InboundLegCharge | undefined {
  const tariff = book.tariffOf(leg.company, leg.startAt);
  if (tariff.inboundDecks.length === 0) return undefined;
  const call = readInboundCall(leg, trunk, directory);
  const charge = rateInbound(call, tariff);
  if (charge === undefined) return undefined;
  const { cost, numberType, calledInfo, called, basis } = charge;
  const { digits } = findInboundRate(tariff.inboundDecks, call)?.number ?? call.ddi;
  return { cost, numberType, calledInfo, called, basis, number: digits, rates: book.revision };
}

/** An answered call from outside, its numbers read by the rules of the trunk, or the company. */
export function readInboundCall(leg: InboundLegFacts, trunk: string, directory: Directory): InboundCall {
  const { company, startAt, ringSeconds, billsec } = leg;
  // Trunks deliver numbers without what is dialled for an outside line: a 9 in front belongs to the number.
  const rules = { ...directory.dialling(company, trunk), outsideLine: '' };
  const read = (number: string): DialledNumber => readDialString(number, rules);
  return {
    ddi: read(leg.ddi),
    caller: read(leg.caller),
    startAt,
    answerAt: startAt + ringSeconds,
    billsec,
    answered: true,
  };
}
