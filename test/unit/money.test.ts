import { describe, expect, it } from 'vitest';
import { RingledgerError } from '../../src/core/errors.ts';
import { divideHalfUp, formatMoney, parseMoney } from '../../src/core/money.ts';

describe('parseMoney', () => {
  it.each([
    ['0', 0n],
    ['0.0120', 12_000n],
    ['1.23', 1_230_000n],
    ['0.000001', 1n],
    ['-0.5', -500_000n],
    ['007', 7_000_000n],
    ['999999999999.999999', 999_999_999_999_999_999n],
  ])('reads %s as %s millionths', (text, micros) => {
    expect(parseMoney(text)).toBe(micros);
  });

  it.each([
    [
      '0.0000001',
      '"0.0000001" has more than six decimals: write at most six, as money is never rounded here.',
    ],
    [
      '1.0000000',
      '"1.0000000" has more than six decimals: write at most six, as money is never rounded here.',
    ],
    [
      '0,012',
      '"0,012" has a comma: write the decimals after a point and leave thousands unmarked, as in "1234.5".',
    ],
    [
      '1.234,50',
      '"1.234,50" has a comma: write the decimals after a point and leave thousands unmarked, as in "1234.5".',
    ],
    ['1000000000000', '"1000000000000" is too large: write at most twelve digits before the point.'],
    ['£1', '"£1" is not money: write digits with at most one point and no currency sign, as in "0.012".'],
    ['', '"" is not money: write digits with at most one point and no currency sign, as in "0.012".'],
    ['1e3', '"1e3" is not money: write digits with at most one point and no currency sign, as in "0.012".'],
    ['.5', '".5" is not money: write digits with at most one point and no currency sign, as in "0.012".'],
  ])('refuses %s with a sentence', (text, sentence) => {
    expect(() => parseMoney(text)).toThrow(new RingledgerError('invalid-request', sentence));
  });
});

describe('formatMoney', () => {
  it.each([
    [0n, '0'],
    [1n, '0.000001'],
    [1_230_000n, '1.23'],
    [-1_500_000n, '-1.5'],
    [-1n, '-0.000001'],
    [10_000_000n, '10'],
  ])('writes %s millionths as %s', (micros, text) => {
    expect(formatMoney(micros)).toBe(text);
  });
});

describe('divideHalfUp', () => {
  it.each([
    [10n, 4n, 3n],
    [9n, 4n, 2n],
    [11n, 4n, 3n],
    [1n, 3n, 0n],
    [2n, 3n, 1n],
    [-10n, 4n, -3n],
    [-9n, 4n, -2n],
    [0n, 60n, 0n],
  ])('%s / %s is %s', (numerator, denominator, quotient) => {
    expect(divideHalfUp(numerator, denominator)).toBe(quotient);
  });
});
