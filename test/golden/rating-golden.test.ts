import { describe, expect, it } from 'vitest';
import { priceCase } from '../support/price-case.ts';
import { listCases, readCase } from '../support/read-case.ts';

const cases = listCases();

describe('prices checked by hand', () => {
  it('has more than ninety cases cases', () => {
    expect(cases.length).toBeGreaterThan(90);
  });

  it.each(cases)('%s', (name) => {
    const read = readCase(name);
    expect(read.expected.map((row) => row['call'])).toEqual(read.calls.map((row) => row['call']));
    const priced = priceCase(read).map(({ call, shown }, at) => {
      const expected = read.expected[at] ?? {};
      const known = { ...shown, call: call.row['call'], because: expected['because'] };
      return Object.fromEntries(Object.keys(expected).map((column) => [column, Reflect.get(known, column)]));
    });
    expect(priced).toEqual(read.expected);
  });
});
