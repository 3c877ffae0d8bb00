import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { divideHalfUp, formatMoney, parseMoney } from '../../src/core/money.ts';
import { buildPrefixTrie, findLongestPrefix } from '../../src/rating/longest-prefix.ts';

const dialString = (least: number, most: number) =>
  fc.string({ unit: fc.constantFrom(...'0123456789*#'), minLength: least, maxLength: most });
/** Few digits, so that prefixes nest and numbers hit them. */
const crowdedString = (least: number, most: number) =>
  fc.string({ unit: fc.constantFrom(...'01*'), minLength: least, maxLength: most });

function longestByBruteForce(prefixes: readonly string[], dialled: string): string | undefined {
  return prefixes
    .filter((prefix) => dialled.startsWith(prefix))
    .sort((one, other) => other.length - one.length)[0];
}

describe('the longest prefix', () => {
  it.each([
    ['any', dialString],
    ['crowded', crowdedString],
  ])('equals brute force over %s decks', (_name, strings) => {
    fc.assert(
      fc.property(
        fc.uniqueArray(strings(1, 8), { maxLength: 200 }),
        fc.array(strings(0, 12), { maxLength: 50 }),
        (prefixes, numbers) => {
          const trie = buildPrefixTrie(prefixes);
          for (const number of [...numbers, ...prefixes]) {
            const found = prefixes[findLongestPrefix(trie, number)];
            expect(found).toBe(longestByBruteForce(prefixes, number));
          }
        },
      ),
    );
  });
});

describe('money', () => {
  const any = fc.bigInt({ min: -(10n ** 18n) + 1n, max: 10n ** 18n - 1n });

  it('is the same after it was written and read', () => {
    fc.assert(
      fc.property(any, (amount) => {
        expect(parseMoney(formatMoney(amount))).toBe(amount);
      }),
    );
  });

  it('is written as briefly as it can be', () => {
    fc.assert(
      fc.property(any, (amount) => {
        expect(formatMoney(amount)).toMatch(/^-?\d+(\.\d*[1-9])?$/);
      }),
    );
  });

  it('divides to the nearest, and alike on both sides of zero', () => {
    fc.assert(
      fc.property(any, fc.bigInt({ min: 1n, max: 10n ** 9n }), (numerator, denominator) => {
        const quotient = divideHalfUp(numerator, denominator);
        const off = 2n * (quotient * denominator - numerator);
        expect(off <= denominator && off >= -denominator).toBe(true);
        expect(divideHalfUp(-numerator, denominator)).toBe(-quotient);
      }),
    );
  });
});
