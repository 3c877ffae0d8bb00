import fc from 'fast-check';
import { expect, it } from 'vitest';
import { keepLargest } from '../../src/billing/keep-largest.ts';
import '../support/fixed-seed.ts';

const factors = fc.array(fc.oneof(fc.integer({ min: 1, max: 9 }), fc.constant(Number.POSITIVE_INFINITY)));

it('keeps what sorting all of them would begin with, equals in the order in which they came', () => {
  fc.assert(
    fc.property(factors, fc.integer({ min: 1, max: 6 }), (all, most) => {
      const items = all.map((factor, at) => ({ factor, at }));
      const largest = keepLargest<(typeof items)[number]>(most);
      for (const item of items) largest.take(item.factor, () => item);
      const sorted = items.toSorted((one, other) =>
        one.factor === other.factor ? one.at - other.at : other.factor - one.factor,
      );
      expect(largest.list()).toEqual(sorted.slice(0, most));
    }),
  );
});
