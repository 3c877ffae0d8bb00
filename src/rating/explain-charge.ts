import type { ChargeBasis } from '../core/charge.ts';
import { formatMicros } from '../core/money.ts';
import type { DialledNumber } from '../core/phone-number.ts';
import type { Rounding } from '../core/rate-card.ts';
import { adjustmentFor, type CompiledTariff } from './compile-tariff.ts';
import { add, multiply } from './exact.ts';
import { type ExplainedPart, explainParts, sumParts } from './explain-parts.ts';
import { findInboundRate, findRate, type RateMatch } from './find-rate.ts';
import { formatExact } from './format-exact.ts';
import { placeBeginning, priceTalk, type Talk, type TalkPart } from './price-talk.ts';
import { type InboundCall, type RateableCall, type RatedCall, rateCall, rateInbound } from './rate-call.ts';
import { adjustPrice, limitOf, roundingOfCall } from './settle-price.ts';
import { applyCoverage, type Coverage } from './use-allowances.ts';

/**
 * How a charge came about, step by step. Money is decimal text in the tariff's currency, exact, or cut off with `…`
 * where it never ends. A text is empty, a list too, and an object null, where the step did not take place.
 */
export interface ChargeExplanation {
  readonly basis: ChargeBasis;
  /** What was dialled, without the outside-line prefix, and by which rule it became the number. */
  readonly dialled: string;
  readonly dialRule: string;
  /** E.164 digits without `+`, or the dial string where it is none. */
  readonly number: string;
  readonly numberKind: DialledNumber['kind'];
  readonly tariff: string;
  readonly currency: string;
  readonly deck: string;
  /** First day of the deck's version. */
  readonly version: string;
  readonly prefix: string;
  readonly destination: string;
  readonly numberType: string;
  /** Of the rate at the beginning. */
  readonly band: string;
  readonly parts: readonly ExplainedPart[];
  readonly billedSeconds: number;
  readonly freeSeconds: number;
  readonly talkCharge: string;
  readonly connectCharge: string;
  readonly minimumCharge: string;
  /** Whether the minimum charge took the place of connection and talk. */
  readonly raisedToMinimum: boolean;
  /** The price of section 3 in docs/rating.md, before the tariff's rules. */
  readonly price: string;
  readonly allowance: Coverage | null;
  readonly adjustment: ExplainedAdjustment | null;
  /** Which of the tariff's limits took the price's place, and its amount. */
  readonly limit: { readonly kind: 'minimum' | 'cap'; readonly amount: string } | null;
  /** What was rounded. */
  readonly beforeRounding: string;
  readonly rounding: Rounding;
  /** Null where it is unknown. */
  readonly cost: string | null;
}

interface ExplainedAdjustment {
  /** `10`, `-2.5`. */
  readonly percent: string;
  /** The destination or number type it is for; empty where it is for all. */
  readonly of: string;
}

/** How the charge of a call that goes out came about, by the same code that priced it. */
export function explainCharge(
  call: RateableCall,
  tariff: CompiledTariff,
  covered?: Coverage,
): ChargeExplanation {
  const match = call.internal ? undefined : findRate(tariff.decks, call.number, call.startAt, call.onPbx);
  return explain(rateCall(call, tariff), match, call, tariff, covered);
}

/** How the charge of a call that came in came about. Undefined where the tariff prices none. */
export function explainInbound(
  call: InboundCall,
  tariff: CompiledTariff,
  covered?: Coverage,
): ChargeExplanation | undefined {
  const charge = rateInbound(call, tariff);
  if (charge === undefined) return undefined;
  const found = findInboundRate(tariff.inboundDecks, call);
  const talk = { ...call, number: found?.number ?? call.ddi, onPbx: false };
  return explain(charge, found?.match, talk, tariff, covered);
}

function explain(
  charge: RatedCall,
  match: RateMatch | undefined,
  talk: Talk,
  tariff: CompiledTariff,
  covered: Coverage | undefined,
): ChargeExplanation {
  const cost = applyCoverage(charge, tariff, covered);
  return {
    basis: charge.basis,
    dialled: talk.number.outside,
    dialRule: talk.number.rule,
    number: talk.number.digits,
    numberKind: talk.number.kind,
    tariff: tariff.tariff.name,
    currency: tariff.tariff.currency,
    destination: charge.calledInfo,
    numberType: charge.numberType,
    ...explainRate(charge, match, talk),
    billedSeconds: charge.billedSeconds,
    price: formatExact(charge.sixtieths, 60),
    ...explainRules(charge, tariff, covered),
    allowance: covered ?? null,
    rounding: roundingOfCall(tariff.tariff),
    cost: cost === null ? null : formatMicros(cost),
  };
}

function explainRate(charge: RatedCall, match: RateMatch | undefined, talk: Talk) {
  if (match === undefined) {
    const nothing = { deck: '', version: '', prefix: '', band: '', parts: [], freeSeconds: 0 };
    return { ...nothing, talkCharge: '0', connectCharge: '0', minimumCharge: '0', raisedToMinimum: false };
  }
  const beginning = placeBeginning(match, talk);
  const { version, table, prefix } = beginning.match;
  const rate = table.rates[beginning.slot];
  const parts: TalkPart[] = [];
  if (charge.billedSeconds > 0) priceTalk(talk, beginning, (part) => parts.push(part));
  const talkCharge = sumParts(parts);
  const connectCharge = rate?.connectCharge ?? 0;
  return {
    deck: match.deck.name,
    version: version.deck.from,
    prefix: table.prefixes[prefix] ?? '',
    band: rate?.band ?? '',
    parts: explainParts(parts, talk.answerAt),
    freeSeconds: rate?.freeSeconds ?? 0,
    talkCharge: formatExact(talkCharge, 60),
    raisedToMinimum: parts.length > 0 && charge.sixtieths > add(multiply(connectCharge, 60), talkCharge),
    connectCharge: formatMicros(connectCharge),
    minimumCharge: formatMicros(rate?.minimumCharge ?? 0),
  };
}

function explainRules(charge: RatedCall, tariff: CompiledTariff, covered: Coverage | undefined) {
  if (charge.billedSeconds === 0) return { adjustment: null, limit: null, beforeRounding: '0' };
  const { numberType, calledInfo, billedSeconds, sixtieths } = charge;
  const found = adjustmentFor(tariff, numberType, calledInfo);
  const price = adjustPrice(sixtieths, billedSeconds, covered?.coveredSeconds ?? 0, found);
  const kind = limitOf(price, tariff.tariff);
  const exact = formatExact(price.over, price.under);
  const amount = formatMicros(
    (kind === 'cap' ? tariff.tariff.capPerCall : tariff.tariff.minimumPerCall) ?? 0,
  );
  return {
    adjustment: found.adjustment === undefined ? null : explainAdjustment(found.adjustment, charge),
    limit: kind === undefined ? null : { kind, amount },
    beforeRounding: kind === undefined ? exact : amount,
  };
}

function explainAdjustment(
  adjustment: {
    readonly perMillion: number;
    readonly destinations: readonly string[];
    readonly numberTypes: readonly string[];
  },
  { numberType, calledInfo }: RatedCall,
): ExplainedAdjustment {
  // A percent has four decimals at most, and money six: shifted by two places it is written alike.
  const percent = formatMicros(adjustment.perMillion * 100);
  if (adjustment.destinations.includes(calledInfo)) return { percent, of: calledInfo };
  return { percent, of: adjustment.numberTypes.includes(numberType) ? numberType : '' };
}
