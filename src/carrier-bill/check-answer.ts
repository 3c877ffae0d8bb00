import { formatMicros, formatMoney, type Micros } from '../core/money.ts';
import type { BillLine } from './bill-line.ts';
import type { BillComparison, DisputedLine, DisputedPair, OurCall } from './compare-bill.ts';
import type { ReadBill } from './read-bill.ts';
import type { CheckRequest } from './read-check-request.ts';

/** Money is decimal text in the deck's currency; null where it is unknown. Instants are UTC epoch seconds. */
interface LineAnswer {
  readonly line: number;
  readonly number: string;
  readonly startAt: number;
  readonly seconds: number;
  readonly price: string;
}

interface CallAnswer {
  readonly acctid: number;
  readonly company: string;
  readonly number: string;
  readonly startAt: number;
  readonly answerAt: number;
  readonly seconds: number;
  readonly carrierCost: string | null;
}

interface PairAnswer {
  readonly line: number;
  readonly acctid: number;
  readonly company: string;
  readonly number: string;
  /** Of our call, and what the bill says. */
  readonly startAt: number;
  readonly billedAt: number;
  readonly seconds: number;
  readonly billedSeconds: number;
  readonly price: string;
  readonly priceOfOurs: string | null;
  readonly priceOfTheirs: string | null;
  readonly dispute: string;
}

/** `over` is the sum that is too much, `under` what is too little, below 0. */
interface KindTotal {
  readonly count: number;
  readonly over: string;
  readonly under: string;
}

export interface CheckAnswer {
  readonly trunk: string;
  readonly from: string;
  readonly to: string;
  readonly zone: string;
  readonly currency: string;
  readonly notes: readonly string[];
  readonly totals: {
    readonly lines: number;
    readonly billed: string;
    readonly calls: number;
    /** Of calls whose carrier cost is known. */
    readonly carrierCost: string;
    readonly carrierCostUnknown: number;
    readonly matched: number;
    readonly attempts: number;
    readonly inDispute: string;
    readonly inOurFavour: string;
    readonly missingAtOurs: KindTotal;
    readonly duplicates: KindTotal;
    readonly billedLonger: KindTotal;
    readonly pricedOtherwise: KindTotal;
    readonly unpriced: KindTotal;
    readonly outsidePeriod: KindTotal;
    /** `under` is what they would have cost. */
    readonly missingAtCarrier: KindTotal;
  };
  readonly missingAtOurs: readonly LineAnswer[];
  readonly duplicates: readonly LineAnswer[];
  readonly billedLonger: readonly PairAnswer[];
  readonly pricedOtherwise: readonly PairAnswer[];
  readonly unpriced: readonly PairAnswer[];
  readonly outsidePeriod: readonly LineAnswer[];
  readonly missingAtCarrier: readonly CallAnswer[];
}

/** What came of a check, with its sums. `calls` may hold some next to the period, which are not counted. */
export function toAnswer(
  { trunk, from, to, fromAt, toAt, zone }: CheckRequest,
  { lines, notes }: ReadBill,
  calls: readonly OurCall[],
  found: BillComparison,
  currency: string,
): CheckAnswer {
  const ours = calls.filter(({ startAt }) => startAt >= fromAt && startAt < toAt);
  const known = ours.flatMap(({ carrierCost }) => carrierCost ?? []);
  const disputed = [
    ...found.missingAtOurs,
    ...found.duplicates,
    ...found.billedLonger,
    ...found.pricedOtherwise,
  ];
  const all = totalOf(disputed.map(({ dispute }) => dispute));
  const missing = found.missingAtCarrier.map(({ carrierCost }) => 0 - (carrierCost ?? 0));
  return {
    trunk,
    from,
    to,
    zone,
    currency,
    notes,
    totals: {
      lines: lines.length,
      billed: sum(lines.map(({ price }) => price)),
      calls: ours.length,
      carrierCost: sum(known),
      carrierCostUnknown: ours.length - known.length,
      matched: found.pairs.length,
      attempts: found.attempts.length,
      inDispute: all.over,
      inOurFavour: all.under,
      missingAtOurs: totalOfKind(found.missingAtOurs),
      duplicates: totalOfKind(found.duplicates),
      billedLonger: totalOfKind(found.billedLonger),
      pricedOtherwise: totalOfKind(found.pricedOtherwise),
      unpriced: totalOfKind(found.unpriced),
      outsidePeriod: totalOfKind(found.outsidePeriod),
      missingAtCarrier: totalOf(missing),
    },
    missingAtOurs: found.missingAtOurs.map(({ line }) => toLine(line)),
    duplicates: found.duplicates.map(({ line }) => toLine(line)),
    billedLonger: found.billedLonger.map(toPair),
    pricedOtherwise: found.pricedOtherwise.map(toPair),
    unpriced: found.unpriced.map(toPair),
    outsidePeriod: found.outsidePeriod.map(({ line }) => toLine(line)),
    missingAtCarrier: found.missingAtCarrier.map(toCall),
  };
}

function totalOfKind(list: readonly (DisputedLine | DisputedPair)[]): KindTotal {
  return totalOf(list.map(({ dispute }) => dispute));
}

function totalOf(disputes: readonly Micros[]): KindTotal {
  return {
    count: disputes.length,
    over: sum(disputes.filter((dispute) => dispute > 0)),
    under: sum(disputes.filter((dispute) => dispute < 0)),
  };
}

function sum(amounts: readonly Micros[]): string {
  return formatMoney(amounts.reduce((total, amount) => total + BigInt(amount), 0n));
}

function toLine({ line, number, startAt, seconds, price }: BillLine): LineAnswer {
  return { line, number, startAt, seconds, price: formatMicros(price) };
}

function toCall({ acctid, company, number, startAt, answerAt, seconds, carrierCost }: OurCall): CallAnswer {
  return { acctid, company, number, startAt, answerAt, seconds, carrierCost: orNull(carrierCost) };
}

function toPair({ line, call, priceOfOurs, priceOfTheirs, dispute }: DisputedPair): PairAnswer {
  return {
    line: line.line,
    acctid: call.acctid,
    company: call.company,
    number: call.number,
    startAt: call.startAt,
    billedAt: line.startAt,
    seconds: call.seconds,
    billedSeconds: line.seconds,
    price: formatMicros(line.price),
    priceOfOurs: orNull(priceOfOurs),
    priceOfTheirs: orNull(priceOfTheirs),
    dispute: formatMicros(dispute),
  };
}

function orNull(micros: Micros | null): string | null {
  return micros === null ? null : formatMicros(micros);
}
