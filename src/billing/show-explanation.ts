import { formatInstant, formatLocalInstant, formatUtcInstant } from '../core/format-instant.ts';
import { formatMoney, parseMoney } from '../core/money.ts';
import type { RatingRun } from '../core/rating-run.ts';
import type { ChargeExplanation } from '../rating/explain-charge.ts';
import type { ExplainedPart } from '../rating/explain-parts.ts';
import { explainInLines } from '../rating/explain-sentence.ts';
import type { ExplainableLeg } from '../store/calls/explainable-legs.ts';
import { type ExplainedLeg, explainLegInSentence, showNumber } from './explain-leg.ts';

/** An explanation as the API gives it. Money is decimal text in `currency`; null is an unknown cost. */
export interface LegExplanation extends Times<'started'> {
  readonly company: string;
  readonly device: string;
  readonly owner: string;
  readonly trunk: string;
  readonly ringSeconds: number;
  readonly talkSeconds: number;
  readonly answered: boolean;
  readonly dialled: {
    /** As it was dialled, and without the outside-line prefix. */
    readonly dialString: string;
    readonly outside: string;
    /** With its plus where it is an E.164 number. */
    readonly number: string;
    readonly kind: ChargeExplanation['numberKind'];
    readonly rule: string;
    readonly because: string;
  };
  /** What was charged. */
  readonly cost: string | null;
  readonly currency: string;
  /** What pricing it again comes to, step by step. */
  readonly charge: Omit<ChargeExplanation, DialKeys | 'parts'> & {
    readonly parts: readonly (Omit<ExplainedPart, 'startsAt'> & Times<'starts'>)[];
  };
  /** What the trunk's carrier takes, and what is left; null where the trunk names no deck. */
  readonly carrier: {
    readonly deck: string;
    readonly cost: string | null;
    readonly margin: string | null;
  } | null;
  /** Revision of the rate card that priced it. */
  readonly rates: number;
  /** The run that priced it; null for the price on arrival. */
  readonly run: {
    readonly id: number;
    readonly reason: string;
    readonly askedBy: string;
    readonly publishedAt: string | null;
  } | null;
  /** Whether what pricing it again comes to is what was charged; where it is not, sentences that say so. */
  readonly agrees: boolean;
  readonly discrepancy: string;
  readonly sentence: string;
  readonly lines: readonly string[];
}

type DialKeys = 'dialled' | 'dialRule' | 'number' | 'numberKind';

/** RFC 3339, in UTC and in the PBX's zone. */
type Times<Name extends string> = Readonly<Record<`${Name}At` | `${Name}AtLocal`, string>>;

/** `run` is the run that priced the leg, where one did. */
export function showLeg(
  leg: ExplainableLeg,
  explained: ExplainedLeg,
  run: RatingRun | undefined,
  zone: string,
): LegExplanation {
  const { dialled, dialRule, number, numberKind, currency } = explained.charge;
  const { carrier, discrepancy } = explained;
  return {
    company: leg.company,
    device: leg.device,
    owner: leg.owner,
    trunk: leg.trunk,
    startedAt: formatUtcInstant(leg.startAt),
    startedAtLocal: formatLocalInstant(leg.startAt, zone),
    ringSeconds: leg.ringSeconds,
    talkSeconds: leg.billsec,
    answered: leg.answered,
    dialled: {
      dialString: leg.dialled,
      outside: dialled,
      number: showNumber({ kind: numberKind, digits: number }),
      kind: numberKind,
      rule: dialRule,
      because: explained.reason,
    },
    cost: leg.cost,
    currency,
    charge: showCharge(explained.charge, zone),
    carrier: carrier === null ? null : { deck: carrier.deck, cost: leg.carrierCost, margin: marginOf(leg) },
    rates: leg.rates,
    run: run === undefined ? null : showRun(run),
    agrees: discrepancy === '',
    discrepancy,
    sentence: explainLegInSentence(leg, explained),
    lines: tellLeg(leg, explained, run, zone),
  };
}

/** What is told of a charge beside the number, which has its own place. */
export function showCharge(explained: ChargeExplanation, zone: string): LegExplanation['charge'] {
  const { dialled: _dialled, dialRule: _rule, number: _number, numberKind: _kind, ...charge } = explained;
  return {
    ...charge,
    parts: charge.parts.map(({ startsAt, ...part }) => ({
      startsAt: formatUtcInstant(startsAt),
      startsAtLocal: formatLocalInstant(startsAt, zone),
      ...part,
    })),
  };
}

/** The explanation in plain words, a line a step. */
function tellLeg(
  leg: ExplainableLeg,
  explained: ExplainedLeg,
  run: RatingRun | undefined,
  zone: string,
): readonly string[] {
  const { discrepancy } = explained;
  // The first line is about the number, which is told here with more words.
  const [, ...steps] = explainInLines(explained.charge);
  return [
    tellCall(leg, zone),
    tellNumber(leg, explained),
    ...steps,
    ...tellCarrier(leg, explained),
    tellPricing(leg, run),
    ...(discrepancy === '' ? [] : [`Attention: ${discrepancy}`]),
  ];
}

function tellCall(leg: ExplainableLeg, zone: string): string {
  const { startAt, company, device, owner, trunk } = leg;
  const over = trunk === '' ? '' : ` over ${trunk}`;
  const who = `${owner} (device ${device}, company ${company})${over}`;
  const when = `${formatInstant(startAt, zone)} in ${zone} (${formatUtcInstant(startAt)})`;
  const talk = leg.answered ? `talked ${leg.billsec} s` : 'nobody answered';
  return `Call ${leg.acctid} at ${when} by ${who}: rang ${leg.ringSeconds} s, ${talk}.`;
}

function tellNumber({ dialled }: ExplainableLeg, { charge, reason }: ExplainedLeg): string {
  const outside = charge.dialled === dialled ? '' : `, which without the outside line is ${charge.dialled}`;
  const number = showNumber({ kind: charge.numberKind, digits: charge.number });
  return `Dialled ${dialled}${outside}. It was read as ${number}: ${reason}.`;
}

function tellCarrier(leg: ExplainableLeg, { charge, carrier }: ExplainedLeg): readonly string[] {
  if (carrier === null) return [];
  const { currency } = charge;
  const margin = marginOf(leg);
  const left = margin === null ? '' : `; the margin is ${margin} ${currency}`;
  const cost = leg.carrierCost === null ? 'an unknown sum' : `${leg.carrierCost} ${currency}`;
  return [`The carrier of ${leg.trunk} takes ${cost} by deck ${carrier.deck}${left}.`];
}

/** When, or by which run, and by which revision of the rates a leg was priced. */
export function tellPricing(
  { rates, run: id }: Pick<ExplainableLeg, 'rates' | 'run'>,
  run: RatingRun | undefined,
): string {
  if (id === 0) return `Priced when it arrived, by revision ${rates} of the rates.`;
  const by = run === undefined ? '' : ` (${run.reason}; asked for by ${run.askedBy})`;
  return `Priced by rating run ${id}${by}, by revision ${rates} of the rates.`;
}

/** What is left of the cost after the carrier took its own; null where either is unknown. */
function marginOf({ cost, carrierCost }: ExplainableLeg): string | null {
  if (cost === null || carrierCost === null) return null;
  return formatMoney(parseMoney(cost) - parseMoney(carrierCost));
}

export function showRun({ id, reason, askedBy, publishedAt }: RatingRun): LegExplanation['run'] {
  return { id, reason, askedBy, publishedAt: publishedAt?.toISOString() ?? null };
}
