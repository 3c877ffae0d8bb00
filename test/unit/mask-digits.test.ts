import { describe, expect, it } from 'vitest';
import { maskAnswer, maskDigits, maskOutside } from '../../src/core/mask-digits.ts';

describe('digits of outside numbers in sentences', () => {
  it.each([
    ['Dialled 9002079460514, which is +442079460514.', 'Dialled 900207946xxxx, which is +44207946xxxx.'],
    ['12345 rang', '1xxxx rang'],
    ['12345, 67890.', '1xxxx, 6xxxx.'],
    ['200 called *600 and 118 at 1234', '200 called *600 and 118 at 1234'],
    ['51 s at 0.0120000 a minute, 12345.67 in all', '51 s at 0.0120000 a minute, 12345.67 in all'],
    ['123456,78 €', '123456,78 €'],
  ])('%s', (text, masked) => {
    expect(maskDigits(text)).toBe(masked);
  });

  it('are hidden at any depth of an answer, whose numbers stay', () => {
    const answer = { at: 1_795_525_320, steps: [{ text: '07700900123', cost: '0.012345' }] };
    expect(maskAnswer(answer)).toEqual({
      at: 1_795_525_320,
      steps: [{ text: '0770090xxxx', cost: '0.012345' }],
    });
  });

  it('and in numbers alone, by one rule: four of five digits or more', () => {
    for (const number of ['12345', '07700900123', '1234'])
      expect(maskOutside(number)).toBe(maskDigits(number));
  });
});
