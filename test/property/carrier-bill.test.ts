import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assignBest } from '../../src/carrier-bill/assign-best.ts';
import type { BillLine } from '../../src/carrier-bill/bill-line.ts';
import { type BillComparison, compareBill, type OurCall } from '../../src/carrier-bill/compare-bill.ts';
import { matchCalls } from '../../src/carrier-bill/match-calls.ts';
import { billCall, makeOurCall } from '../support/carrier-bills.ts';
import '../support/fixed-seed.ts';

const FROM = 1_795_000_000;
const TERMS = { fromAt: FROM, toAt: FROM + 86_400, windowSeconds: 120 };
const NUMBERS = ['447911123456', '442079460000', '447911999999'];

/** Few numbers and little time, so that calls crowd. */
const call = (span: number) =>
  fc.record({
    number: fc.constantFrom(...NUMBERS),
    startAt: fc.integer({ min: FROM + 200, max: FROM + 200 + span }),
    ring: fc.integer({ min: 0, max: 40 }),
    seconds: fc.integer({ min: 1, max: 600 }),
  });
const calls = (span: number, most = 60) =>
  fc
    .array(call(span), { maxLength: most })
    .map((list) =>
      list.map(({ ring, ...given }, acctid) =>
        makeOurCall({ acctid, answerAt: given.startAt + ring, ...given }),
      ),
    );

/** Lines that need not have to do with the calls. */
const strayLines = fc
  .array(
    fc.record({
      number: fc.constantFrom(...NUMBERS),
      startAt: fc.integer({ min: FROM - 1000, max: FROM + 2000 }),
      seconds: fc.integer({ min: 0, max: 90 }),
      price: fc.integer({ min: 0, max: 90_000 }),
    }),
    { maxLength: 60 },
  )
  .map((list) => list.map((one, index): BillLine => ({ ...one, alsoAt: null, line: index + 2 })));

const findings = (found: BillComparison) => ({
  ours: found.missingAtOurs.map(({ line }) => line.line),
  twins: found.duplicates.length,
  carrier: found.missingAtCarrier.map(({ acctid }) => acctid),
  longer: found.billedLonger.map(({ line }) => line.line),
  otherwise: found.pricedOtherwise.map(({ line }) => line.line),
  unpriced: found.unpriced.length,
});
const NOTHING = { ours: [], twins: 0, carrier: [], longer: [], otherwise: [], unpriced: 0 };

/** A bill's order says nothing, nor does its line's number. */
const shape = (found: BillComparison) => ({
  pairs: found.pairs.map(({ line: { line: _line, ...rest }, call: { acctid } }) => [rest, acctid]),
  ours: found.missingAtOurs.map(({ line: { line: _line, ...rest } }) => rest),
  twins: found.duplicates.map(({ line: { line: _line, ...rest } }) => rest),
  carrier: found.missingAtCarrier.map(({ acctid }) => acctid),
});

describe('a comparison', () => {
  it('is the same whatever the order of lines and calls', () => {
    const shuffled = fc.tuple(strayLines, calls(1500)).chain(([lines, ours]) =>
      fc.record({
        lines: fc.constant(lines),
        ours: fc.constant(ours),
        mixedLines: fc.shuffledSubarray(lines, { minLength: lines.length }),
        mixedCalls: fc.shuffledSubarray(ours, { minLength: ours.length }),
      }),
    );
    fc.assert(
      fc.property(shuffled, ({ lines, ours, mixedLines, mixedCalls }) => {
        expect(shape(compareBill(mixedLines, mixedCalls, TERMS))).toEqual(
          shape(compareBill(lines, ours, TERMS)),
        );
      }),
    );
  });

  it('has every line and every call in exactly one place', () => {
    fc.assert(
      fc.property(strayLines, calls(1500, 200), (lines, ours) => {
        const found = compareBill(lines, ours, TERMS);
        const placed = [
          ...found.pairs.map(({ line }) => line),
          ...[...found.missingAtOurs, ...found.duplicates, ...found.outsidePeriod].map(({ line }) => line),
          ...found.attempts,
        ];
        expect(placed.map(({ line }) => line).sort((a, b) => a - b)).toEqual(lines.map(({ line }) => line));
        const called = [...found.pairs.map((pair) => pair.call), ...found.missingAtCarrier];
        expect(called.map(({ acctid }) => acctid).sort((a, b) => a - b)).toEqual(
          ours.map(({ acctid }) => acctid),
        );
        for (const { line, call: one } of found.pairs) {
          expect(line.number).toBe(one.number);
          const away = [one.startAt, one.answerAt].map((at) => Math.abs(line.startAt - at));
          expect(Math.min(...away)).toBeLessThanOrEqual(TERMS.windowSeconds);
        }
      }),
    );
  });

  it.each([
    ['few', 20_000, 60],
    ['crowds of hundreds', 600, 500],
  ])(
    'has nothing in dispute when the carrier bills %s by its deck, from start or answer',
    (_, span, most) => {
      fc.assert(
        fc.property(calls(span, most), fc.boolean(), (ours, isAnswer) => {
          const lines = ours.map((one, at) =>
            billCall(one, at + 2, isAnswer ? { startAt: one.answerAt } : {}),
          );
          const found = compareBill(lines, ours, TERMS);
          expect(findings(found)).toEqual(NOTHING);
          expect(found.pairs).toHaveLength(ours.length);
        }),
        { numRuns: 30 },
      );
    },
  );

  const apart = fc.array(
    fc.record({ seconds: fc.integer({ min: 10, max: 600 }), skew: fc.integer({ min: -50, max: 50 }) }),
    {
      minLength: 3,
      maxLength: 30,
    },
  );
  const plant = (kind: 'dropped' | 'invented' | 'longer' | 'dearer' | 'twice' | 'unanswered') =>
    fc.assert(
      fc.property(apart, fc.nat(), (list, which) => {
        const ours = list.map(({ seconds }, acctid) =>
          makeOurCall({ acctid, seconds, startAt: FROM + 300 + 300 * acctid }),
        );
        const lines = ours.map((one, at) =>
          billCall(one, at + 2, { startAt: one.startAt + (list[at]?.skew ?? 0) }),
        );
        const at = which % ours.length;
        expect(findings(compareBill(change(kind, lines, ours, at), ours, TERMS))).toEqual({
          ...NOTHING,
          ...expected(kind, at),
        });
      }),
    );

  it.each(['dropped', 'invented', 'longer', 'dearer', 'twice', 'unanswered'] as const)(
    'finds a call that was %s, and nothing else',
    plant,
  );
});

function change(kind: string, lines: readonly BillLine[], ours: readonly OurCall[], at: number) {
  const [line, one] = [lines[at], ours[at]];
  if (line === undefined || one === undefined) throw new Error('there is such a line');
  const rest = lines.filter((other) => other !== line);
  if (kind === 'dropped') return rest;
  if (kind === 'twice') return [...lines, { ...line, line: 999 }];
  if (kind === 'invented') return [...lines, { ...line, line: 999, number: '442079460001' }];
  if (kind === 'unanswered') return [...lines, { ...line, line: 999, seconds: 0, price: 0 }];
  if (kind === 'dearer') return [...rest, { ...line, price: line.price + 1 }];
  const seconds = one.mostSeconds + 1;
  return [...rest, { ...line, seconds, price: one.priceOf(seconds)?.price ?? 0 }];
}

function expected(kind: string, at: number) {
  if (kind === 'dropped') return { carrier: [at] };
  if (kind === 'twice') return { twins: 1 };
  if (kind === 'invented') return { ours: [999] };
  if (kind === 'dearer') return { otherwise: [at + 2] };
  return kind === 'longer' ? { longer: [at + 2] } : {};
}

describe('an assignment', () => {
  it('has the largest sum that there is', () => {
    const weights = fc.array(fc.array(fc.integer({ min: -5, max: 20 }), { minLength: 4, maxLength: 4 }), {
      minLength: 1,
      maxLength: 6,
    });
    fc.assert(
      fc.property(weights, (table) => {
        const weightOf = (row: number, column: number) => table[row]?.[column] ?? 0;
        const columns = assignBest(table.length, 4, weightOf);
        const used = columns.filter((column) => column !== -1);
        expect(new Set(used).size).toBe(used.length);
        const sum = columns.reduce(
          (total, column, row) => total + (column < 0 ? 0 : weightOf(row, column)),
          0,
        );
        expect(sum).toBe(bestByTrying(table, 0, new Set()));
      }),
    );
  });
});

function bestByTrying(
  table: readonly (readonly number[])[],
  row: number,
  taken: ReadonlySet<number>,
): number {
  const weights = table[row];
  if (weights === undefined) return 0;
  let best = bestByTrying(table, row + 1, taken);
  for (const [column, weight] of weights.entries()) {
    if (weight <= 0 || taken.has(column)) continue;
    best = Math.max(best, weight + bestByTrying(table, row + 1, new Set([...taken, column])));
  }
  return best;
}

describe('a crowd', () => {
  it('of a thousand calls to one number loses one line and nothing else', () => {
    const ours = Array.from({ length: 1000 }, (_, acctid) =>
      makeOurCall({ acctid, startAt: FROM + 300 + acctid * 20, seconds: 10 + ((acctid * 37) % 500) }),
    );
    const lines = ours.map((one, at) => billCall(one, at + 2)).filter((_, at) => at !== 333);
    const found = matchCalls(lines, ours, 120);
    expect(found.lines).toEqual([]);
    expect(found.calls.map(({ acctid }) => acctid)).toEqual([333]);
    expect(found.pairs.every(({ line, call: one }) => line.line === one.acctid + 2)).toBe(true);
  });
});
