import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { KeySet } from '../../src/core/key-set.ts';

describe('a set of keys', () => {
  it('holds what a Set holds, in the same order, and numbers it', () => {
    // Many share their lowest bits, by which a key has its place.
    const key = fc.oneof(
      fc.maxSafeNat(),
      fc.nat(20),
      fc.nat(2 ** 21).map((high) => high * 2 ** 32),
    );
    fc.assert(
      fc.property(fc.array(key, { maxLength: 3000, size: 'max' }), fc.array(key), (added, others) => {
        const keys = new KeySet();
        const expected = new Set<number>();
        const numbers = new Map<number, number>();
        for (const one of added) {
          expected.add(one);
          numbers.set(one, numbers.get(one) ?? numbers.size);
          expect(keys.add(one)).toBe(numbers.get(one));
        }
        expect([...keys]).toEqual([...expected]);
        expect(keys.size).toBe(expected.size);
        for (const one of [...added, ...others]) {
          expect(keys.has(one)).toBe(expected.has(one));
          expect(keys.numberOf(one)).toBe(numbers.get(one));
        }
      }),
      { numRuns: 20 },
    );
  });
});
