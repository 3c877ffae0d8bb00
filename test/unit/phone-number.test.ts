import { type CountryCode, parsePhoneNumberFromString } from 'libphonenumber-js/max';
import { describe, expect, it } from 'vitest';
import { RingledgerError } from '../../src/core/errors.ts';
import { type DiallingRules, readDialString, readInsideNumber } from '../../src/core/phone-number.ts';

const NO_AREA = { outsideLine: '9', areaCode: '' };
const GB: DiallingRules = {
  country: 'GB',
  outsideLine: '9',
  international: '00',
  national: '0',
  areaCode: '20',
};
const US: DiallingRules = {
  country: 'US',
  outsideLine: '9',
  international: '011',
  national: '1',
  areaCode: '212',
};
const FR: DiallingRules = { ...NO_AREA, country: 'FR', outsideLine: '0', international: '00', national: '0' };
const DE: DiallingRules = {
  country: 'DE',
  outsideLine: '0',
  international: '00',
  national: '0',
  areaCode: '30',
};
const ES: DiallingRules = { ...NO_AREA, country: 'ES', outsideLine: '0', international: '00', national: '' };
const AU: DiallingRules = {
  country: 'AU',
  outsideLine: '0',
  international: '0011',
  national: '0',
  areaCode: '2',
};
const IT: DiallingRules = { ...NO_AREA, country: 'IT', international: '00', national: '' };
const HU: DiallingRules = { ...NO_AREA, country: 'HU', international: '00', national: '06' };
const RU: DiallingRules = { ...NO_AREA, country: 'RU', international: '810', national: '8' };

/** Numbers as people write them at home, each with its local form where there is one. */
const AT_HOME: readonly [DiallingRules, readonly string[]][] = [
  [
    GB,
    [
      '020 7946 0958',
      '0161 496 0049',
      '07700 900884',
      '0808 157 0068',
      '0909 879 0662',
      '0800 1111',
      '01539 712345',
      '0345 123 4567',
    ],
  ],
  [US, ['1 (212) 555-0118', '1-415-555-0132', '1.800.555.0199', '1 416 555 0123']],
  [FR, ['01 99 00 18 13', '06 39 98 12 34', '0800 123 456', '0 892 70 12 34']],
  [DE, ['030 23125 012', '0171 3920012', '0800 1234567', '069 90009 000', '0900 1 123456', '07141 12345']],
  [ES, ['910 123 456', '612 34 56 78', '900 123 456', '803 123 456']],
  [AU, ['(02) 5550 1234', '0491 570 006', '03 7010 1234']],
  [IT, ['06 1234 5678', '02 1234567', '312 345 6789', '800 123456']],
  [HU, ['06 1 234 5678', '06 20 123 4567']],
  [RU, ['8 495 123-45-67', '8 800 555-35-35', '8 912 345-67-89']],
];

const ABROAD = [
  '+33 1 99 00 18 13',
  '+1 212 555 0118',
  '+44 20 7946 0958',
  '+49 30 23125012',
  '+61 2 5550 1234',
  '+39 06 1234 5678',
  '+7 800 555 35 35',
  '+353 1 234 5678',
];

function reference(text: string, country: string): string {
  const parsed = parsePhoneNumberFromString(text, country as CountryCode);
  if (parsed === undefined) throw new Error(`the reference cannot read ${text} in ${country}`);
  return parsed.number.slice(1);
}

const atHome = AT_HOME.flatMap(([rules, numbers]) =>
  numbers.map((text) => ({ rules, text, country: rules.country })),
);
const abroad = AT_HOME.flatMap(([rules]) => ABROAD.map((text) => ({ rules, text, country: rules.country })));

describe('against libphonenumber', () => {
  it.each(atHome)('$country reads $text, dialled at home in every form', ({ rules, text }) => {
    const e164 = reference(text, rules.country);
    const digits = text.replace(/\D/g, '');
    const { international, outsideLine } = rules;
    const bare = [text, digits, international + e164];
    for (const form of [...bare.map((one) => outsideLine + one), `+${e164}`]) {
      expect({ form, ...readDialString(form, rules) }).toMatchObject({ form, kind: 'e164', digits: e164 });
    }
    const withoutLine = { ...rules, outsideLine: '' };
    for (const form of bare) {
      expect({ form, ...readDialString(form, withoutLine) }).toMatchObject({
        form,
        kind: 'e164',
        digits: e164,
      });
    }
  });

  it.each(abroad)('$country reads $text, dialled as a call abroad', ({ rules, text }) => {
    const e164 = reference(text, rules.country);
    const digits = text.replace(/\D/g, '');
    for (const form of [text, rules.outsideLine + rules.international + digits]) {
      expect({ form, ...readDialString(form, rules) }).toMatchObject({ form, kind: 'e164', digits: e164 });
    }
  });
});

describe('forms without a prefix', () => {
  it.each([
    ['local in London', GB, '79460958', '442079460958'],
    ['local in London behind a 9', GB, '979460958', '442079460958'],
    ['seven digits in New York', US, '5550118', '12125550118'],
    ['ten digits in the United States', US, '4155550132', '14155550132'],
    ['local in Berlin', DE, '23125012', '493023125012'],
    ['local in Sydney', AU, '55501234', '61255501234'],
    ['a 1300 number in Australia', AU, '1300975707', '611300975707'],
    ['nine digits in Spain', ES, '910123456', '34910123456'],
    ['a trunk zero left in', GB, '+44 (0)20 7946 0958', '442079460958'],
    ['a trunk zero left in behind 00', GB, '90044 0 2079460958', '442079460958'],
  ] as const)('%s', (_name, rules, dialled, digits) => {
    expect(readDialString(dialled, rules)).toMatchObject({ kind: 'e164', digits });
  });
});

describe('short numbers and codes', () => {
  it.each([
    ['999 stays 999 though 9 leads outside', GB, '999', 'short', '999'],
    ['9999 is 999', GB, '9999', 'short', '999'],
    ['9112 is 112', GB, '9112', 'short', '112'],
    ['112 in the United States is no number in area 12', US, '112', 'short', '112'],
    ['911 stays 911', US, '911', 'short', '911'],
    ['9911 is 911', US, '9911', 'short', '911'],
    ['000 in Australia', AU, '000', 'short', '000'],
    ['0000 in Australia, outside line included', AU, '0000', 'short', '000'],
    ['999 in Spain behind a 0', ES, '0999', 'short', '999'],
    ['six digits', GB, '9118118', 'short', '118118'],
    ['an extension', GB, '204', 'short', '204'],
    ['the operator', GB, '0', 'short', '0'],
    ['a prefix alone', GB, '00', 'short', '00'],
    ['a length nobody has', FR, '1234567', 'short', '1234567'],
    ['a feature code', GB, '*600', 'code', '*600'],
    ['a code that begins like an outside line', { ...GB, outsideLine: '*' }, '*600', 'code', '*600'],
    ['a hash code', GB, '#21#', 'code', '#21#'],
    ['letters', GB, 'voicemail', 'short', 'voicemail'],
    ['a context target', GB, 's', 'short', 's'],
    ['nothing', GB, '', 'short', ''],
    ['a plus alone', GB, '+', 'short', '+'],
    ['digits and letters', GB, '902079460958x12', 'short', '902079460958x12'],
  ] as const)('%s', (_name, rules, dialled, kind, digits) => {
    expect(readDialString(dialled, rules)).toMatchObject({ kind, digits, outside: digits, short: digits });
  });

  it('takes nothing off a number dialled inside', () => {
    expect(readInsideNumber('9001')).toEqual({
      kind: 'short',
      digits: '9001',
      outside: '9001',
      short: '9001',
      rule: 'inside',
    });
    expect(readInsideNumber('*97')).toMatchObject({ kind: 'code', digits: '*97' });
  });
});

describe('what reports show', () => {
  it.each([
    [GB, '902079460958', '02079460958', '02079460958'],
    [GB, '900442079460958', '00442079460958', '02079460958'],
    [GB, '+44 20 7946 0958', '+442079460958', '02079460958'],
    [GB, '90012125550118', '0012125550118', '0012125550118'],
    [GB, '979460958', '79460958', '79460958'],
    [US, '+12125550118', '+12125550118', '12125550118'],
    [US, '9 1 (212) 555-0118', '12125550118', '12125550118'],
    [ES, '00034910123456', '0034910123456', '910123456'],
  ] as const)('%o dials %s: without outside line %s, called %s', (rules, dialled, outside, short) => {
    expect(readDialString(dialled, rules)).toMatchObject({ outside, short });
  });

  it('has no outside line to take off where none is set', () => {
    expect(readDialString('07700900012', { ...GB, outsideLine: '' }).digits).toBe('447700900012');
  });
});

it('refuses a country that has no numbering plan, with a sentence', () => {
  expect(() => readDialString('1234', { ...GB, country: 'XX' })).toThrow(
    new RingledgerError(
      'invalid-request',
      '"XX" is not a country of the numbering plan: write two upper-case letters of ISO 3166, as in "GB".',
    ),
  );
});
