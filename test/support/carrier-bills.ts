import type { BillLine } from '../../src/carrier-bill/bill-line.ts';
import type { OurCall } from '../../src/carrier-bill/compare-bill.ts';
import { priceByDeck } from '../../src/carrier-bill/price-by-deck.ts';
import { compileDeck } from '../../src/rating/compile-deck.ts';
import { makeDeck, makeNumber, makeRate } from './rate-cards.ts';

/** A carrier's deck: mobiles 60/30 at 0.06 with a connection charge of 0.01, all else of Britain 1/1 at 0.012. */
export const CARRIER = compileDeck([
  makeDeck([
    makeRate({ prefix: '447', perMinute: 60_000, nextIncrement: 30, connectCharge: 10_000 }),
    makeRate({ prefix: '44', perMinute: 12_000, firstIncrement: 1 }),
  ]),
]);

const TOLERANCE_SECONDS = 2;

/** A call of one minute to a mobile, answered after 5 seconds, unless said otherwise. */
export function makeOurCall(given: Partial<OurCall> & { readonly acctid: number }): OurCall {
  const number = given.number ?? '447911123456';
  const startAt = given.startAt ?? 1_795_000_000;
  const answerAt = given.answerAt ?? startAt + 5;
  const seconds = given.seconds ?? 60;
  const talk = { number: makeNumber(number), onPbx: false, startAt, answerAt, billsec: seconds };
  const priceOf = (lasted: number) => priceByDeck(CARRIER, talk, lasted, 6);
  const longest = seconds + TOLERANCE_SECONDS;
  return {
    company: 'default',
    number,
    startAt,
    answerAt,
    seconds,
    leastSeconds: seconds - TOLERANCE_SECONDS,
    mostSeconds: Math.max(longest, priceOf(longest)?.billedSeconds ?? 0),
    carrierCost: priceOf(seconds)?.price ?? null,
    priceOf,
    ...given,
  };
}

/** The line that a carrier writes who bills a call as its deck says. */
export function billCall(call: OurCall, line: number, given: Partial<BillLine> = {}): BillLine {
  return {
    line,
    number: call.number,
    startAt: call.startAt,
    alsoAt: null,
    seconds: call.seconds,
    price: call.priceOf(call.seconds)?.price ?? 0,
    ...given,
  };
}
