import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  barAt,
  lastTop,
  type Mover,
  type Sizes,
  scrollRows,
  sizesOf,
} from '../../web/src/parts/tall-scroll.ts';

const ROW = 36;
const sizes = fc
  .record({ rows: fc.integer({ min: 0, max: 20_000_000 }), seen: fc.integer({ min: 100, max: 2000 }) })
  .map(({ rows, seen }) => sizesOf(rows * ROW, seen));

interface Place {
  readonly top: number;
  readonly bar: number;
}

/** What a browser does when it is told to scroll by some pixels, and what the hook does upon it. */
function scrollBy({ top, bar }: Place, by: number, mover: Mover, of: Sizes): Place {
  const room = Math.max(0, of.height - of.seen);
  const next = Math.min(room, Math.max(0, bar + by));
  if (next === bar) return { top, bar };
  const scrolled = scrollRows(top, { before: bar, bar: next, mover }, of);
  return { top: scrolled.top, bar: scrolled.isBarDue ? barAt(scrolled.top, of) : next };
}

/** After the last scrolling the bar is put where the rows are. */
const rest = ({ top }: Place, of: Sizes): Place => ({ top, bar: barAt(top, of) });

describe('scrolling over any number of rows', () => {
  it('moves rows by as much as a finger does, however many there are, but for the last two screens', () => {
    const step = fc.record({ by: fc.integer({ min: -3000, max: 3000 }), rests: fc.boolean() });
    fc.assert(
      fc.property(sizes, fc.double({ min: 0, max: 1, noNaN: true }), fc.array(step), (of, share, steps) => {
        let place = rest({ top: share * lastTop(of), bar: 0 }, of);
        for (const { by, rests } of steps) {
          const before = place;
          place = scrollBy(place, by, 'content', of);
          const moved = place.top - before.top;
          const atEnd = place.top === 0 || place.top === lastTop(of);
          expect(Math.abs(moved)).toBeLessThanOrEqual(Math.abs(by) + (atEnd ? 2 * of.seen : 0) + 1e-6);
          expect(moved * by).toBeGreaterThanOrEqual(0);
          expect(place.top).toBeGreaterThanOrEqual(0);
          expect(place.top).toBeLessThanOrEqual(lastTop(of));
          if (rests) place = rest(place, of);
        }
      }),
    );
  });

  it('comes to the last row and to the first by a finger alone, without a rest', () => {
    fc.assert(
      fc.property(sizes, fc.integer({ min: 1, max: 60 }), fc.constantFrom(-1, 1), (of, screens, way) => {
        const end = way === 1 ? lastTop(of) : 0;
        const from = Math.min(lastTop(of), Math.max(0, end - way * screens * of.seen));
        let place = rest({ top: from, bar: 0 }, of);
        // The bar may be at its end while the rows are 60 screens from theirs: then a swipe moves what is left of the bar.
        for (let swipes = 0; swipes < 4000 && place.top !== end; swipes++)
          place = scrollBy(place, way * Math.ceil(of.seen / 2), 'content', of);
        expect(place.top).toBe(end);
      }),
    );
  });

  it('shows no end of the bar where the rows have none, and theirs where they have', () => {
    fc.assert(
      fc.property(sizes, fc.double({ min: 0, max: 1, noNaN: true }), (of, share) => {
        const top = share * lastTop(of);
        const bar = barAt(top, of);
        const room = Math.max(0, of.height - of.seen);
        expect([bar === 0, bar === room]).toEqual([top === 0, top === lastTop(of)]);
      }),
    );
  });

  it('takes the rows to where the bar is drawn: both ends, and its share between', () => {
    fc.assert(
      fc.property(sizes, fc.double({ min: 0, max: 1, noNaN: true }), (of, share) => {
        const room = Math.max(0, of.height - of.seen);
        const start = rest({ top: 0.5 * lastTop(of), bar: 0 }, of);
        expect(scrollBy(start, room, 'bar', of).top).toBeCloseTo(lastTop(of), 3);
        expect(scrollBy(start, -room, 'bar', of).top).toBeCloseTo(0, 3);
        const bar = Math.round(share * room);
        const drawn = scrollBy(start, bar - start.bar, 'bar', of);
        if (Math.abs(bar - start.bar) > 2 * of.seen) {
          expect(Math.abs(barAt(drawn.top, of) - bar)).toBeLessThanOrEqual(1);
        }
      }),
    );
  });

  it('is as ever where a browser can scroll over all of it', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 200_000 }),
        fc.integer({ min: 0, max: 8_000_000 }),
        (rows, bar) => {
          const of = sizesOf(rows * ROW, 700);
          const { top, isBarDue } = scrollRows(
            0,
            { before: 0, bar: Math.min(bar, lastTop(of)), mover: 'bar' },
            of,
          );
          expect([top, isBarDue]).toEqual([Math.min(bar, lastTop(of)), false]);
        },
      ),
    );
  });
});
