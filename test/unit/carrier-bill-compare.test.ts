import { describe, expect, it } from 'vitest';
import { assignBest } from '../../src/carrier-bill/assign-best.ts';
import type { BillLine } from '../../src/carrier-bill/bill-line.ts';
import { compareBill, type OurCall } from '../../src/carrier-bill/compare-bill.ts';
import { cutAtPauses, measureHead } from '../../src/carrier-bill/cut-crowd.ts';
import { matchCalls } from '../../src/carrier-bill/match-calls.ts';
import { priceByDeck } from '../../src/carrier-bill/price-by-deck.ts';
import { weighPair } from '../../src/carrier-bill/weigh-pair.ts';
import { billCall, CARRIER, makeOurCall } from '../support/carrier-bills.ts';
import { makeNumber } from '../support/rate-cards.ts';

const AT = 1_795_000_000;
const TERMS = { fromAt: AT, toAt: AT + 86_400, windowSeconds: 120 };

const matchesOf = (lines: readonly BillLine[], calls: readonly OurCall[]) =>
  matchCalls(lines, calls, 120).pairs.map(({ line, call }) => [line.line, call.acctid]);

describe('a line and a call', () => {
  const call = makeOurCall({ acctid: 1, startAt: AT, answerAt: AT + 300 });
  const at = (startAt: number, given: Partial<BillLine> = {}) => billCall(call, 2, { startAt, ...given });

  it.each([
    [AT - 120, true],
    [AT - 121, false],
    [AT + 120, true],
    [AT + 150, false],
    [AT + 180, true],
    [AT + 420, true],
    [AT + 421, false],
  ])('at %d go together: %s', (startAt, isOne) => {
    expect(weighPair(at(startAt), call, 120) > 0).toBe(isOne);
  });

  it('go together by either instant of a time that came twice', () => {
    expect(weighPair(at(AT - 3600, { alsoAt: AT }), call, 120)).toBe(weighPair(at(AT), call, 120));
  });

  it('do not where the line is an attempt and the call was one', () => {
    expect(weighPair(at(AT, { seconds: 0, price: 0 }), call, 120)).toBe(0);
    expect(weighPair(at(AT, { seconds: 0 }), call, 120)).toBeGreaterThan(0);
  });
});

describe('a matching', () => {
  it('takes a redial for the call of its own duration, though another is nearer', () => {
    const calls = [
      makeOurCall({ acctid: 1, startAt: AT, answerAt: AT, seconds: 8 }),
      makeOurCall({ acctid: 2, startAt: AT + 25, answerAt: AT + 25, seconds: 600 }),
    ];
    expect(
      matchesOf([billCall(makeOurCall({ acctid: 0, startAt: AT + 10, seconds: 600 }), 5)], calls),
    ).toEqual([[5, 2]]);
  });

  it('shifts all calls alike where the clocks are apart', () => {
    const calls = [0, 100, 200].map((after, acctid) => makeOurCall({ acctid, startAt: AT + after }));
    const lines = calls.map((call, at) => billCall(call, at, { startAt: call.startAt - 60 }));
    expect(matchesOf(lines, calls)).toEqual([
      [0, 0],
      [1, 1],
      [2, 2],
    ]);
  });

  it('tells calls of one second apart by their durations', () => {
    const calls = [300, 60, 180].map((seconds, acctid) =>
      makeOurCall({ acctid, seconds, startAt: AT + acctid }),
    );
    const lines = calls.map((call, at) => billCall(call, at, { startAt: AT + 2 - at }));
    expect(matchesOf(lines, calls).every(([line, acctid]) => line === acctid)).toBe(true);
  });

  it('never joins two numbers', () => {
    const call = makeOurCall({ acctid: 1, startAt: AT });
    expect(matchesOf([billCall(call, 2, { number: '447911123457' })], [call])).toEqual([]);
  });
});

describe('a crowd', () => {
  const calls = [0, 100, 500].map((after) => ({ startAt: AT + after, answerAt: AT + after + 10 }));
  it('is cut where nothing reaches over the window', () => {
    const parts = [...cutAtPauses({ lines: [], calls }, 120)];
    expect(parts.map((part) => part.calls.length)).toEqual([2, 1]);
    expect([...cutAtPauses({ lines: [], calls }, 390)]).toHaveLength(1);
  });

  it('has a beginning of so many', () => {
    expect(measureHead({ lines: [], calls }, 120, 2)).toEqual({ lines: 0, calls: 2 });
    expect(measureHead({ lines: [], calls }, 120, 9)).toEqual({ lines: 0, calls: 3 });
  });
});

describe('an assignment', () => {
  it('leaves out what does not go together', () => {
    expect(assignBest(2, 1, (row) => row)).toEqual([-1, 0]);
    expect(assignBest(1, 2, () => 0)).toEqual([-1]);
    expect(assignBest(0, 3, () => 1)).toEqual([]);
  });
});

describe('a price by the deck', () => {
  const talk = { number: makeNumber('447911123456'), onPbx: false, startAt: AT, answerAt: AT, billsec: 0 };
  it('bills increments, and rounds as the carrier does', () => {
    expect(priceByDeck(CARRIER, talk, 61, 6)).toEqual({ price: 100_000, billedSeconds: 90 });
    expect(priceByDeck(CARRIER, talk, 60, 1)).toEqual({ price: 100_000, billedSeconds: 60 });
    expect(priceByDeck(undefined, talk, 60, 6)).toBeUndefined();
    expect(priceByDeck(CARRIER, { ...talk, number: makeNumber('15551234') }, 60, 6)).toBeUndefined();
  });
});

describe('a comparison', () => {
  const call = makeOurCall({ acctid: 1, startAt: AT + 1000, seconds: 61 });
  const compareOne = (given: Partial<BillLine>) => compareBill([billCall(call, 2, given)], [call], TERMS);

  it.each([
    ['our seconds at the deck\u2019s price', {}],
    ['the increments that were billed', { seconds: 90 }],
  ])('has no dispute about %s', (_, given) => {
    expect(compareOne(given)).toMatchObject({ billedLonger: [], pricedOtherwise: [], unpriced: [] });
  });

  it('parts what is longer from what is dearer', () => {
    const { billedLonger, pricedOtherwise } = compareOne({ seconds: 120, price: 150_000 });
    expect(billedLonger).toMatchObject([{ priceOfOurs: 100_000, priceOfTheirs: 130_000, dispute: 30_000 }]);
    expect(pricedOtherwise).toMatchObject([{ dispute: 20_000 }]);
  });

  it('lists what is longer at the price of our seconds, with nothing in dispute', () => {
    const { billedLonger, pricedOtherwise } = compareOne({ seconds: 120, price: 100_000 });
    expect(billedLonger).toMatchObject([{ dispute: 0 }]);
    expect(pricedOtherwise).toEqual([]);
  });

  it('counts in our favour what is cheaper', () => {
    expect(compareOne({ price: 90_000 }).pricedOtherwise).toMatchObject([{ dispute: -10_000 }]);
  });

  it('says of twins without a call that one is missing and the other a twin', () => {
    const lines = [billCall(call, 2), billCall(call, 3)];
    const found = compareBill(lines, [], TERMS);
    expect(found.missingAtOurs.map(({ line }) => line.line)).toEqual([2]);
    expect(found.duplicates.map(({ line }) => line.line)).toEqual([3]);
  });

  it('matches calls over the edges of its days, and misses none there', () => {
    const edge = makeOurCall({ acctid: 1, startAt: TERMS.toAt - 3 });
    const beyond = makeOurCall({ acctid: 2, number: '442079460000', startAt: TERMS.toAt + 3 });
    const lines = [
      billCall(edge, 2, { startAt: TERMS.toAt + 4 }),
      billCall(edge, 3, { startAt: TERMS.toAt + 500 }),
    ];
    const found = compareBill(lines, [edge, beyond], TERMS);
    expect(found.pairs.map(({ line }) => line.line)).toEqual([2]);
    expect(found.outsidePeriod.map(({ line }) => line.line)).toEqual([3]);
    expect(found.missingAtCarrier).toEqual([]);
  });
});
