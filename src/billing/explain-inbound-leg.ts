import type { Directory } from '../core/directory.ts';
import { formatInstant, formatLocalInstant, formatUtcInstant } from '../core/format-instant.ts';
import type { RatingRun } from '../core/rating-run.ts';
import { type ChargeExplanation, explainInbound } from '../rating/explain-charge.ts';
import { explainInLines, explainInSentence } from '../rating/explain-sentence.ts';
import { findInboundRate } from '../rating/find-rate.ts';
import type { PriceBook } from '../rating/price-book.ts';
import { readInboundCall } from '../rating/price-inbound-leg.ts';
import { rateInbound } from '../rating/rate-call.ts';
import type { ExplainableInbound } from '../store/calls/explainable-inbound.ts';
import { showNumber, tellCharged, tellDiscrepancy } from './explain-leg.ts';
import { type LegExplanation, showCharge, showRun, tellPricing } from './show-explanation.ts';

/** What a call that came in was charged, and why, as the API gives it; what is not said here is as of legs that went out. */
export interface InboundExplanation
  extends Omit<LegExplanation, 'device' | 'owner' | 'answered' | 'dialled' | 'carrier'> {
  /** Who answered: an extension, queue or group. */
  readonly extension: string;
  readonly name: string;
  readonly ddi: string;
  readonly caller: string;
  /** The number that was priced, and whose it is; the DDI where no deck has a prefix for either. */
  readonly priced: {
    readonly by: 'ddi' | 'caller';
    /** With its plus where it is an E.164 number. */
    readonly number: string;
    readonly kind: ChargeExplanation['numberKind'];
    readonly rule: string;
  };
}

/**
 * Explains the leg that carries a call's charge by pricing it again at the revision that priced it; `prices` is of that
 * revision, the directory as it is now. Undefined where the tariff that the leg would have now charges no such calls.
 */
export function explainInboundLeg(
  leg: ExplainableInbound,
  directory: Directory,
  prices: PriceBook,
  run: RatingRun | undefined,
): InboundExplanation | undefined {
  const { company, extension, name, ddi, caller, trunk, startAt, ringSeconds, cost, rates } = leg;
  const call = readInboundCall(leg, trunk, directory);
  const tariff = prices.tariffOf(company, startAt);
  // Priced by another number, the call may have less to cover than an allowance covered then.
  const isCovered = leg.covered > 0 && leg.covered <= (rateInbound(call, tariff)?.billedSeconds ?? 0);
  const covered = isCovered ? { allowance: leg.allowance, coveredSeconds: leg.covered } : undefined;
  const explained = explainInbound(call, tariff, covered);
  if (explained === undefined) return undefined;
  const direction = findInboundRate(tariff.inboundDecks, call)?.match.version.deck.direction;
  const { numberKind: kind, number: digits, dialRule: rule } = explained;
  const by = direction === 'inbound-caller' ? 'caller' : 'ddi';
  const priced = { by, number: showNumber({ kind, digits }), kind, rule } as const;
  const discrepancy = tellDiscrepancy({ ...leg, carrierCost: null }, explained, null);
  return {
    ...{ company, extension, name, trunk, ddi, caller },
    startedAt: formatUtcInstant(startAt),
    startedAtLocal: formatLocalInstant(startAt, directory.zone),
    ...{ ringSeconds, talkSeconds: leg.billsec, priced, cost, currency: explained.currency },
    charge: showCharge(explained, directory.zone),
    ...{ rates, run: run === undefined ? null : showRun(run), agrees: discrepancy === '', discrepancy },
    sentence: tellCharged(explainInSentence(explained), cost, discrepancy),
    lines: [
      tellArrival(leg, directory.zone),
      tellPriced(leg, priced),
      // The first line is about what was dialled.
      ...explainInLines(explained).slice(1),
      tellPricing(leg, run),
      ...(discrepancy === '' ? [] : [`Attention: ${discrepancy}`]),
    ],
  };
}

function tellArrival(leg: ExplainableInbound, zone: string): string {
  const { acctid, startAt, name, extension, company, trunk, ringSeconds, billsec } = leg;
  const over = trunk === '' ? '' : ` over ${trunk}`;
  const when = `${formatInstant(startAt, zone)} in ${zone} (${formatUtcInstant(startAt)})`;
  return `Call ${acctid} at ${when} came in to ${name} (${extension}, company ${company})${over}: rang ${ringSeconds} s, talked ${billsec} s.`;
}

function tellPriced(
  { ddi, caller }: ExplainableInbound,
  { by, number, rule }: InboundExplanation['priced'],
): string {
  const numbers = `Called ${ddi === '' ? 'an unknown number' : ddi} from ${caller === '' ? 'an unknown number' : caller}.`;
  const whose = by === 'ddi' ? 'the number that was called' : "the caller's number";
  return `${numbers} It is priced by ${whose}, read as ${number} (${rule}).`;
}
