import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareValues } from '../../web/src/parts/compare-values.ts';
import { toMillionths } from '../../web/src/parts/decimal.ts';

describe('what rows of a table are sorted by', () => {
  it('puts names as the locale has them, and digits by their worth', () => {
    const names = ['Queue 10', 'öre', 'Queue 9', 'ora', 'Zed'];
    expect(names.toSorted(compareValues('en'))).toEqual(['ora', 'öre', 'Queue 9', 'Queue 10', 'Zed']);
    expect(names.toSorted(compareValues('sv'))).toEqual(['ora', 'Queue 9', 'Queue 10', 'Zed', 'öre']);
  });

  it('puts money by its millionths, beyond what a number tells apart', () => {
    const amounts = ['9007199254740993.000001', '-0.000001', '0', '9007199254740993', '-12.5'];
    const compare = compareValues('en');
    const sorted = amounts.toSorted((one, other) => compare(toMillionths(one), toMillionths(other)));
    expect(sorted).toEqual(['-12.5', '-0.000001', '0', '9007199254740993', '9007199254740993.000001']);
  });

  it('is an order of figures', () => {
    const compare = compareValues('en');
    const figure = fc.oneof(fc.integer(), fc.bigInt());
    fc.assert(
      fc.property(figure, figure, (one, other) => {
        expect(compare(one, other)).toBe(-compare(other, one) + 0);
        expect(compare(one, other) < 0).toBe(one < other);
      }),
    );
  });
});
