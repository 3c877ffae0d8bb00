import fc from 'fast-check';
import { type CountryCode, parsePhoneNumberFromString } from 'libphonenumber-js/max';
import { describe, expect, it } from 'vitest';
import { beginningsOf } from '../../src/core/beginning-pattern.ts';
import { type DerivedType, numberTypeOf, numberTypeOfPrefix } from '../../src/core/number-type.ts';
import { findNumberingPlan } from '../../src/core/numbering-plan.ts';
import { countriesByCallingCode, readMetadata } from '../../src/core/read-metadata.ts';
import { EXAMPLE_NUMBERS } from '../support/example-numbers.ts';
import '../support/fixed-seed.ts';

/** The reports' word for libphonenumber's. */
const WORDS: Readonly<Record<string, DerivedType>> = {
  FIXED_LINE: 'National',
  FIXED_LINE_OR_MOBILE: 'National',
  MOBILE: 'Mobile',
  TOLL_FREE: 'Freephone',
  PREMIUM_RATE: 'Premium',
  SHARED_COST: 'Special Rate',
  VOIP: 'National',
  PERSONAL_NUMBER: 'Special Rate',
  PAGER: 'Special Rate',
  UAN: 'National',
  VOICEMAIL: 'Special Rate',
};

const EXAMPLES = Object.entries(EXAMPLE_NUMBERS).map(([country, { numbers }]) => {
  const { callingCode } = findNumberingPlan(country);
  return { country, numbers: numbers.split(' ').map((number) => callingCode + number) };
});

function referenceType(e164: string, country: string): DerivedType | undefined {
  const { callingCode } = findNumberingPlan(country);
  const national = e164.slice(callingCode.length);
  const number = parsePhoneNumberFromString(`+${e164}`, country as CountryCode);
  if (number?.nationalNumber !== national) throw new Error(`the reference reads ${e164} otherwise`);
  return WORDS[number.getType() ?? ''];
}

describe.each(EXAMPLES)('example numbers of $country', ({ country, numbers }) => {
  it('are of the type that libphonenumber gives them', () => {
    for (const number of numbers) {
      expect(`${number} ${numberTypeOf(number, country)}`).toBe(
        `${number} ${referenceType(number, country)}`,
      );
    }
  });

  it('are international from elsewhere', () => {
    const elsewhere = findNumberingPlan(country).callingCode === '1' ? 'FR' : 'CA';
    for (const number of numbers) expect(numberTypeOf(number, elsewhere)).toBe('International');
  });

  it('give each prefix of theirs a type that ranks no lower', () => {
    const rank = ['National', 'Mobile', 'Premium', 'Special Rate', 'Freephone'];
    for (const number of numbers) {
      const own = rank.indexOf(numberTypeOf(number, country));
      for (let length = findNumberingPlan(country).callingCode.length; length <= number.length; length += 1) {
        const type = numberTypeOfPrefix(number.slice(0, length), country);
        expect(rank).toContain(type);
        expect(rank.indexOf(type)).toBeLessThanOrEqual(own);
      }
    }
  });
});

describe('the type of a number', () => {
  it.each([
    ['442079460958', 'GB', '20', 'Local'],
    ['442079460958', 'GB', '', 'National'],
    ['441614960049', 'GB', '20', 'National'],
    ['447400123456', 'GB', '7', 'Mobile'],
    ['12125550118', 'US', '212', 'Local'],
    ['12125550118', 'CA', '', 'International'],
    ['18765550118', 'US', '', 'International'],
    ['18002345678', 'CA', '', 'Freephone'],
    ['448451234567', 'GB', '', 'Special Rate'],
    ['449098790662', 'GB', '', 'Premium'],
    ['443451234567', 'GB', '', 'National'],
    ['441481256789', 'GB', '', 'National'],
    ['447781123456', 'GB', '', 'Mobile'],
    ['77012345678', 'RU', '', 'International'],
    ['611300975707', 'AU', '', 'Special Rate'],
    ['80012345678', 'GB', '', 'Freephone'],
    ['97912345678', 'GB', '', 'Premium'],
    ['88163100000', 'GB', '', 'International'],
    ['447700900123', 'GB', '', 'Mobile'],
    ['999', 'GB', '', 'Emergency'],
    ['118118', 'GB', '', 'Unknown'],
    ['0', 'GB', '', 'Unknown'],
    ['s', 'GB', '', 'Unknown'],
    ['', 'GB', '', 'Unknown'],
  ])('%s from %s, area "%s", is %s', (number, country, areaCode, type) => {
    expect(numberTypeOf(number, country, areaCode)).toBe(type);
  });

  it('of an unknown country is refused', () => {
    expect(() => numberTypeOf('442079460958', 'XX')).toThrow('"XX" is not a country');
  });
});

describe('the type of a prefix', () => {
  it.each([
    ['44', 'GB', 'National'],
    ['4', 'GB', 'International'],
    ['', 'GB', 'International'],
    ['4420', 'GB', 'National'],
    ['447', 'GB', 'Mobile'],
    ['4470', 'GB', 'Special Rate'],
    ['4480', 'GB', 'Freephone'],
    ['4484', 'GB', 'Special Rate'],
    ['448', 'GB', 'Special Rate'],
    ['449', 'GB', 'Premium'],
    ['441999', 'GB', 'National'],
    ['33', 'GB', 'International'],
    ['3363', 'GB', 'International'],
    ['1', 'US', 'National'],
    ['1876', 'US', 'International'],
    ['1800', 'US', 'Freephone'],
    ['1900', 'US', 'Premium'],
    ['7', 'RU', 'National'],
    ['77', 'RU', 'International'],
    ['49', 'DE', 'National'],
    ['4915', 'DE', 'Mobile'],
    ['800', 'GB', 'Freephone'],
    ['808', 'GB', 'Special Rate'],
    ['979', 'GB', 'Premium'],
    ['881', 'GB', 'International'],
    ['88', 'GB', 'International'],
    ['*6', 'GB', 'Feature Code'],
    ['#', 'GB', 'Feature Code'],
    ['999', 'GB', 'Emergency'],
    ['110', 'DE', 'Emergency'],
    ['118118', 'GB', 'Unknown'],
    ['0800', 'GB', 'Unknown'],
    ['9x', 'GB', 'Unknown'],
  ])('%s in %s is %s', (prefix, country, type) => {
    expect(numberTypeOfPrefix(prefix, country)).toBe(type);
  });
});

describe('the beginnings of a pattern', () => {
  it.each([
    ['20[38]', ['', '2', '20', '203', '208'], ['3', '23', '204', '2033']],
    [
      '(?:1|2(?:3|45)?)6{2}',
      ['1', '2', '23', '24', '245', '266', '1', '16', '2456', '24566'],
      ['26666', '246', '4'],
    ],
    [
      '\\d{2,3}(?:0[1-3]){2}9',
      ['1', '123', '1201', '12301', '1230', '123010', '1230103', '12301039'],
      ['1234', '123011', '1230a'],
    ],
  ])('%s', (pattern, beginnings, others) => {
    const regex = beginningsOf(pattern);
    expect(beginnings.filter((text) => !regex.test(text))).toEqual([]);
    expect(others.filter((text) => regex.test(text))).toEqual([]);
  });

  it('refuses what number patterns are not made of', () => {
    expect(() => beginningsOf('12+')).toThrow('cannot be read from "+" on');
    expect(() => beginningsOf('(?:12')).toThrow('does not end');
  });

  it('are those of numbers that match, for every pattern of the metadata', () => {
    const patterns = [...countriesByCallingCode().values()]
      .flat()
      .flatMap((country) => [...readMetadata(country).types.values()].map(({ pattern }) => pattern));
    fc.assert(
      fc.property(
        fc
          .constantFrom(...patterns)
          .chain((pattern) =>
            fc.tuple(fc.constant(pattern), fc.stringMatching(new RegExp(`^(?:${pattern})$`)), fc.nat()),
          ),
        ([pattern, number, cut]) => {
          const beginning = number.slice(0, cut % (number.length + 1));
          expect(beginningsOf(pattern).test(beginning)).toBe(true);
          expect(beginningsOf(pattern).test(`${number}x`)).toBe(false);
        },
      ),
      { numRuns: 500 },
    );
  });
});
