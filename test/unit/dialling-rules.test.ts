import { describe, expect, it } from 'vitest';
import { explainRule } from '../../src/core/explain-rule.ts';
import { type DiallingRules, readDialString, readInsideNumber } from '../../src/core/phone-number.ts';
import { checkDirectory } from '../../src/directory/check-directory.ts';

/** A PBX of a country of which the directory says no more than this. */
function rulesOf(country: string, written: Partial<DiallingRules> = {}): DiallingRules {
  return checkDirectory({ dialling: { country, ...written } }, 'UTC').dialling;
}

const GB = rulesOf('GB', { outsideLine: '9', areaCode: '20' });
const DE = rulesOf('DE', { areaCode: '30' });
const US = rulesOf('US', { areaCode: '212' });

describe('a directory that says the country alone', () => {
  it.each([
    ['GB', '00', '0', '020 7946 0958', '442079460958'],
    ['US', '011', '1', '011 44 20 7946 0958', '442079460958'],
    ['AU', '0011', '0', '0011 44 20 7946 0958', '442079460958'],
    ['IT', '00', '', '02 1234 5678', '390212345678'],
    ['HU', '00', '06', '06 1 234 5678', '3612345678'],
    ['RU', '810', '8', '8 495 123-45-67', '74951234567'],
  ])('%s has its prefixes %s and "%s"', (country, international, national, dialled, digits) => {
    const rules = rulesOf(country);
    expect(rules).toEqual({ country, outsideLine: '', international, national, areaCode: '' });
    expect(readDialString(dialled, rules)).toMatchObject({ kind: 'e164', digits });
  });

  it('keeps what is written instead', () => {
    const written = { international: '', national: '', emergency: [], carrierPrefixes: ['16xx'] };
    expect(rulesOf('GB', written)).toMatchObject(written);
  });
});

describe('carriers', () => {
  it.each([
    [DE, '01033 030 23125012', '493023125012', '03023125012'],
    [DE, '010033 0171 3920012', '491713920012', '01713920012'],
    [DE, '01033 0044 20 7946 0958', '442079460958', '00442079460958'],
    [US, '1010288 1 415 555 0132', '14155550132', '14155550132'],
    [US, '1010288 415 555 0132', '14155550132', '4155550132'],
    [{ ...GB, carrierPrefixes: ['1280'] }, '9 1280 020 7946 0958', '442079460958', '02079460958'],
    [rulesOf('BR', { carrierPrefixes: ['0xx'] }), '0 15 11 2345 6789', '551123456789', '1123456789'],
  ] as const)('of %o are taken off %s', (rules, dialled, digits, short) => {
    const outside = dialled.replaceAll(' ', '').slice(rules.outsideLine.length);
    expect(readDialString(dialled, rules)).toEqual({
      kind: 'e164',
      digits,
      outside,
      short,
      rule: 'carrier-prefix',
    });
  });

  it.each([
    [
      'the prefix and area code of Rio',
      rulesOf('BR', { carrierPrefixes: ['0xx'] }),
      '02134567890',
      '552134567890',
    ],
    ['where the list is empty', { ...US, carrierPrefixes: [] }, '14155550132', '14155550132'],
    ['where no number follows', GB, '902079460958', '442079460958'],
  ])('are not taken off %s', (_name, rules, dialled, digits) => {
    const read = readDialString(dialled, rules);
    expect(read.digits).toBe(digits);
    expect(read.rule).not.toBe('carrier-prefix');
  });
});

describe('emergency numbers, short codes and feature codes', () => {
  it.each([
    ['the country’s', GB, '9112', 'short', '112', 'emergency'],
    [
      'longer than short numbers',
      { ...GB, emergency: ['1234567'] },
      '91234567',
      'short',
      '1234567',
      'emergency',
    ],
    ['none where the list is empty', { ...GB, emergency: [] }, '999', 'short', '999', 'short-code'],
    [
      'of five digits that begin as the outside line',
      rulesOf('SE', { outsideLine: '9' }),
      '90000',
      'short',
      '90000',
      'emergency',
    ],
    [
      'of two digits behind the outside line',
      rulesOf('RU', { outsideLine: '9' }),
      '901',
      'short',
      '01',
      'emergency',
    ],
    ['before a feature code', { ...GB, featureCodes: ['99'] }, '999', 'short', '999', 'emergency'],
    ['a short code', { ...GB, shortCodes: ['118'] }, '91181234567', 'short', '1181234567', 'short-code'],
    ['a feature code', { ...GB, featureCodes: ['77'] }, '7712', 'code', '7712', 'feature-code'],
    [
      'a feature code with an argument',
      { ...GB, featureCodes: ['77'] },
      '77*204#',
      'code',
      '77*204#',
      'feature-code',
    ],
    [
      'no feature code behind the outside line',
      { ...GB, featureCodes: ['0207'] },
      '902079460958',
      'e164',
      '442079460958',
      'national-prefix',
    ],
    [
      'a feature code in letters is none',
      { ...GB, featureCodes: ['77'] },
      '77abc',
      'short',
      '77abc',
      'as-dialled',
    ],
    ['a number with the country code', GB, '9442079460958', 'e164', '442079460958', 'country-code'],
  ] as const)('%s', (_name, rules, dialled, kind, digits, rule) => {
    expect(readDialString(dialled, rules)).toMatchObject({ kind, digits, rule });
  });
});

describe('why a number is what it is', () => {
  it.each([
    [GB, '+442079460958', 'a plus and the country code were dialled'],
    [GB, '900442079460958', 'the international prefix 00 was dialled'],
    [rulesOf('AU'), '001412125550118', 'the international prefix 0014 was dialled'],
    [GB, '442079460958', 'the country code 44 was dialled without a prefix'],
    [GB, '902079460958', 'the national prefix 0 was dialled'],
    [US, '4155550132', 'the whole national number was dialled'],
    [GB, '979460958', 'the area code 20 of the site was left out'],
    [DE, '0103303023125012', 'a carrier was chosen by its prefix 01033, which is no part of the number'],
    [rulesOf('BR'), '0151123456789', 'a carrier was chosen by its prefix, which is no part of the number'],
    [GB, '9999', '999 is an emergency number'],
    [GB, '*600', '*600 is a code of the PBX'],
    [GB, '9118118', '118118 is a short number, taken as it was dialled'],
    [GB, 's', 'no dialling rule explains it, so it is taken as it was dialled'],
  ] as const)('by %o, %s: %s', (rules, dialled, phrase) => {
    expect(explainRule(readDialString(dialled, rules), rules)).toBe(phrase);
  });

  it('is that it was dialled inside, or a code', () => {
    expect(explainRule(readInsideNumber('9001'), GB)).toBe('it was dialled inside the PBX');
    expect(explainRule(readInsideNumber('*97'), GB)).toBe('*97 is a code of the PBX');
  });
});
