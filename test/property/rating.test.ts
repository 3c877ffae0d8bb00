import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { divideHalfUp, formatMoney, parseMoney } from '../../src/core/money.ts';
import { buildPrefixTrie, findLongestPrefix } from '../../src/rating/longest-prefix.ts';
import { priceSeconds } from '../../src/rating/rate-call.ts';
import { makeRate } from '../support/rates.ts';

const dialString = (least: number, most: number) =>
  fc.string({ unit: fc.constantFrom(...'0123456789*#'), minLength: least, maxLength: most });
/** Few digits, so that prefixes nest and numbers hit them. */
const crowdedString = (least: number, most: number) =>
  fc.string({ unit: fc.constantFrom(...'01*'), minLength: least, maxLength: most });

const micros = fc.bigInt({ min: 0n, max: 100_000_000n });
const seconds = fc.integer({ min: 0, max: 100_000 });
const increment = fc.integer({ min: 1, max: 600 });
const rate = fc
  .record({
    connectCharge: micros,
    perMinute: micros,
    firstIncrement: increment,
    nextIncrement: increment,
    minimumCharge: micros,
  })
  .map((given) => makeRate({ prefix: '44', ...given }));

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

describe('the price of a call', () => {
  it('never falls as the call grows longer under one rate', () => {
    fc.assert(
      fc.property(rate, seconds, seconds, (one, a, b) => {
        const [shorter, longer] = a < b ? [a, b] : [b, a];
        expect(priceSeconds(one, longer)).toBeGreaterThanOrEqual(priceSeconds(one, shorter));
      }),
    );
  });

  it('is within half a millionth of the exact rational price, a half going up', () => {
    fc.assert(
      fc.property(rate, seconds, (one, billsec) => {
        // Billed seconds counted step by step, and everything multiplied by 60 in place of dividing.
        let billed = one.firstIncrement;
        while (billed < billsec) billed += one.nextIncrement;
        const exactSixtieths = one.connectCharge * 60n + one.perMinute * BigInt(billed);
        const least = one.minimumCharge * 60n;
        const wanted = exactSixtieths > least ? exactSixtieths : least;
        const off = priceSeconds(one, billsec) * 60n - wanted;
        expect(off > -30n && off <= 30n).toBe(true);
      }),
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
