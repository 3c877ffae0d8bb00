import type { Directory } from '../core/directory.ts';
import { explainRule } from '../core/explain-rule.ts';
import { formatMicros } from '../core/money.ts';
import type { DialledNumber } from '../core/phone-number.ts';
import { type ChargeExplanation, explainCharge } from '../rating/explain-charge.ts';
import { explainInSentence } from '../rating/explain-sentence.ts';
import type { PriceBook } from '../rating/price-book.ts';
import { readNumber } from '../rating/price-leg.ts';
import { type RateableCall, rateCall, rateCarrier } from '../rating/rate-call.ts';
import type { ExplainableLeg } from '../store/calls/explainable-legs.ts';

/** How a kept leg came to its price. */
export interface ExplainedLeg {
  readonly charge: ChargeExplanation;
  /** Why the dial string is that number, as a plain phrase without a full stop. */
  readonly reason: string;
  /** By which deck the trunk's carrier bills, and the cost that comes of it; null where the trunk names none. */
  readonly carrier: { readonly deck: string; readonly cost: string | null } | null;
  /** Where pricing it again comes to something else than was charged: what, and why, in sentences. Else empty. */
  readonly discrepancy: string;
}

/**
 * Explains a leg by pricing it again at the revision that priced it, with what an allowance covered of it then.
 * `prices` is of that revision; the directory is as it is now.
 */
export function explainLeg(leg: ExplainableLeg, directory: Directory, prices: PriceBook): ExplainedLeg {
  const { number, reason } = readKeptNumber(leg, directory);
  const { startAt, internal, trunk } = leg;
  const call: RateableCall = {
    number,
    startAt,
    answerAt: startAt + leg.ringSeconds,
    billsec: leg.billsec,
    answered: leg.answered,
    internal,
    calledInfo: internal ? leg.calledInfo : '',
    trunk,
    onPbx: leg.onPbx,
  };
  const tariff = prices.tariffOf(leg.company, startAt);
  // Priced by another number, the call may have less to cover than an allowance covered then.
  const isCovered = leg.covered > 0 && leg.covered <= rateCall(call, tariff).billedSeconds;
  const covered = isCovered ? { allowance: leg.allowance, coveredSeconds: leg.covered } : undefined;
  const charge = explainCharge(call, tariff, covered);
  const deck = prices.carrierDeckOf(trunk, startAt);
  const carrierCost = rateCarrier(call, deck);
  const cost = carrierCost === null ? null : formatMicros(carrierCost);
  return {
    charge,
    reason,
    carrier: deck === undefined ? null : { deck: deck.name, cost },
    discrepancy: tellDiscrepancy(leg, charge, cost),
  };
}

/** The explanation in one sentence, which tells where it does not come to what was charged. */
export function explainLegInSentence(leg: ExplainableLeg, { charge, discrepancy }: ExplainedLeg): string {
  return tellCharged(explainInSentence(charge), leg.cost, discrepancy);
}

/** The sentence of a price, and where that is not what was charged, what was. */
export function tellCharged(sentence: string, charged: string | null, discrepancy: string): string {
  return discrepancy === '' ? sentence : `${sentence}; but charged ${showCost(charged)}: ${WHY}`;
}

/**
 * The number that the leg was priced by, which is kept where it is an E.164 number; how it was dialled, by today's
 * dialling rules.
 */
function readKeptNumber(
  leg: ExplainableLeg,
  directory: Directory,
): { readonly number: DialledNumber; readonly reason: string } {
  const today = readNumber(leg, directory);
  const reason = explainRule(today, directory.dialling(leg.company, leg.trunk));
  const isSame = today.kind === 'e164' && today.digits === leg.number;
  if (leg.number === '' || isSame) return { number: today, reason };
  return {
    number: { ...today, kind: 'e164', digits: leg.number, short: leg.called },
    reason: `so it was read when it was priced; today's dialling rules read it as ${showNumber(today)}, as ${reason}`,
  };
}

const WHY = 'the dialling rules, or the zone, of the directory were others then';

/** Where pricing a leg again comes to something else than was charged: what, and why, in sentences. Else empty. */
export function tellDiscrepancy(
  leg: Pick<ExplainableLeg, 'cost' | 'carrierCost' | 'covered' | 'numberType' | 'calledInfo' | 'rates'>,
  charge: ChargeExplanation,
  carrierCost: string | null,
): string {
  const differences = [
    tellDifference('the cost', showCost(leg.cost), showCost(charge.cost)),
    tellDifference("the carrier's cost", showCost(leg.carrierCost), showCost(carrierCost)),
    tellDifference(
      'what an allowance covered',
      `${leg.covered} s`,
      `${charge.allowance?.coveredSeconds ?? 0} s`,
    ),
    tellDifference('the number type', `"${leg.numberType}"`, `"${charge.numberType}"`),
    tellDifference('the destination', `"${leg.calledInfo}"`, `"${charge.destination}"`),
  ].filter((difference) => difference !== '');
  if (differences.length === 0) return '';
  return `Priced again by revision ${leg.rates} of the rates, this is not what was charged: ${differences.join('; ')}. It was charged when ${WHY}. Recalculate its period to charge by what they are now.`;
}

function tellDifference(what: string, charged: string, now: string): string {
  return charged === now ? '' : `${what} was ${charged} and comes to ${now}`;
}

function showCost(cost: string | null): string {
  return cost ?? 'unknown';
}

/** An E.164 number with its plus; a code or short number as it is. */
export function showNumber({ kind, digits }: Pick<DialledNumber, 'kind' | 'digits'>): string {
  return kind === 'e164' ? `+${digits}` : digits;
}
