import fc from 'fast-check';
import { type CountryCode, type PhoneNumber, parsePhoneNumberFromString } from 'libphonenumber-js/max';
import { describe, expect, it } from 'vitest';
import { findNumberingPlan } from '../../src/core/numbering-plan.ts';
import { type DiallingRules, readDialString } from '../../src/core/phone-number.ts';
import { EXAMPLE_NUMBERS } from '../support/example-numbers.ts';
import '../support/fixed-seed.ts';

interface Form {
  readonly how: string;
  readonly text: string;
  /** E.164 digits, by libphonenumber. */
  readonly e164: string;
}

const NO_FORMAT = 'libphonenumber has no format for it and leaves out the 0 that Germans dial';
const SERVICES =
  'five and six digits that begin with 1 are services: the example is an ascending row of digits';

/** Forms that are read otherwise, and why. */
const EXCEPTIONS: Readonly<Record<string, string>> = {
  'DE national, written 16412345 (area 30)': NO_FORMAT,
  'DE national 16412345 (area 30)': NO_FORMAT,
  'BG local 123456 (area 2)': SERVICES,
  'IE local 12345 (area 22)': SERVICES,
  'IN local 0410123 (area 741)': "no subscriber's number begins with the national prefix",
};

const COUNTRIES = Object.keys(EXAMPLE_NUMBERS);

function rulesOf(country: string, areaCode: string, outsideLine: string): DiallingRules {
  const { international, national } = findNumberingPlan(country);
  return { country, outsideLine, international, national, areaCode };
}

function parse(text: string, country: string): PhoneNumber {
  const parsed = parsePhoneNumberFromString(text, country as CountryCode);
  if (parsed?.isValid() !== true) throw new Error(`the reference does not know ${text} in ${country}`);
  return parsed;
}

function digitsOf(text: string): string {
  return text.replace(/\D/g, '');
}

/** The example numbers of a country as libphonenumber reads them. */
function examplesOf(country: string): readonly PhoneNumber[] {
  const { callingCode } = findNumberingPlan(country);
  const numbers = EXAMPLE_NUMBERS[country]?.numbers.split(' ') ?? [];
  return numbers.map((number) => parse(`+${callingCode}${number}`, country));
}

/** How a number is dialled in its country, but for the outside line; each form is read back by libphonenumber. */
function formsAtHome(country: string, number: PhoneNumber): readonly Form[] {
  const { international, national } = rulesOf(country, '', '');
  const written = number.formatNational();
  const own = [
    { how: 'plus', text: number.number },
    { how: 'plus, written', text: number.formatInternational() },
    { how: 'international prefix', text: international + digitsOf(number.number) },
    {
      how: 'international prefix, written',
      text: `${international} ${number.formatInternational().slice(1)}`,
    },
    { how: 'national, written', text: written },
    { how: 'national', text: digitsOf(written) },
  ];
  const prefixed = national + number.nationalNumber;
  if (parsePhoneNumberFromString(prefixed, country as CountryCode)?.number === number.number) {
    own.push({ how: 'national prefix', text: prefixed });
  }
  return own.map((form) => ({ ...form, e164: parse(form.text, country).number.slice(1) }));
}

/** The fixed line's number as its neighbours dial it. */
function localForms(country: string): readonly Form[] {
  const [number] = examplesOf(country);
  const areaCode = EXAMPLE_NUMBERS[country]?.areaCode ?? '';
  if (areaCode === '' || number === undefined) return [];
  const text = number.nationalNumber.slice(areaCode.length);
  return [{ how: 'local', text, e164: number.number.slice(1) }];
}

/** Each form that is read as another number, in words; `exceptions` are left out. */
function misreadings(
  forms: readonly Form[],
  rules: DiallingRules,
  exceptions: Readonly<Record<string, string>> = EXCEPTIONS,
): readonly string[] {
  return forms.flatMap(({ how, text, e164 }) => {
    const name = `${rules.country} ${how} ${text} (area ${rules.areaCode})`;
    if (exceptions[name] !== undefined) return [];
    const dialled = text.startsWith('+') ? text : rules.outsideLine + text;
    const { kind, digits, rule } = readDialString(dialled, rules);
    return kind === 'e164' && digits === e164 ? [] : [`${name}: ${kind} ${digits} by ${rule}, not ${e164}`];
  });
}

/** All forms of a country with the rules they are dialled by. */
function formsOf(
  country: string,
  outsideLine: string,
): readonly (readonly [readonly Form[], DiallingRules])[] {
  const areaCode = EXAMPLE_NUMBERS[country]?.areaCode ?? '';
  const forms = examplesOf(country).flatMap((number) => formsAtHome(country, number));
  const here = rulesOf(country, areaCode, outsideLine);
  return [
    [forms, rulesOf(country, '', outsideLine)],
    [[...forms, ...localForms(country)], here],
  ];
}

describe.each(COUNTRIES)('numbers of %s', (country) => {
  it.each(['', '9', '0'])('are read in every form behind the outside line "%s"', (outsideLine) => {
    for (const [forms, rules] of formsOf(country, outsideLine)) expect(misreadings(forms, rules)).toEqual([]);
  });

  it('are read from everywhere else', () => {
    const numbers = examplesOf(country);
    for (const from of COUNTRIES) {
      const rules = rulesOf(from, EXAMPLE_NUMBERS[from]?.areaCode ?? '', '9');
      if (findNumberingPlan(from).callingCode === findNumberingPlan(country).callingCode) continue;
      const forms = numbers.map((number) => {
        const text = rules.international + number.number.slice(1);
        return { how: 'abroad', text, e164: parse(text, from).number.slice(1) };
      });
      expect(misreadings(forms, rules)).toEqual([]);
    }
  });
});

it('has no exception that is none', () => {
  const misread = COUNTRIES.flatMap((country) =>
    formsOf(country, '').flatMap(([forms, rules]) => misreadings(forms, rules, {})),
  );
  expect(misread.map((line) => line.slice(0, line.lastIndexOf(':'))).sort()).toEqual(
    Object.keys(EXCEPTIONS).sort(),
  );
});

/** Habits of which the examples say nothing, each read by libphonenumber too. */
describe('habits', () => {
  it.each([
    ['a mobile of Buenos Aires from elsewhere', 'AR', '0 11 15 2345-6789'],
    ['a mobile of Córdoba', 'AR', '0351 15 234-5678'],
    ['a mobile of Argentina with the 15 left in abroad', 'AR', '+54 11 15 2345-6789'],
    ['the zero of an Italian area code is its own', 'IT', '02 1234 5678'],
    ['the zero of an Italian area code, dialled with +', 'IT', '+39 02 1234 5678'],
    ['a carrier of Brazil before a fixed line', 'BR', '0 15 11 2345-6789'],
    ['a carrier of Brazil before a mobile', 'BR', '0 21 11 96123-4567'],
    ['Rio without a carrier', 'BR', '0 21 2345-6789'],
    ['a collect call in Brazil', 'BR', '90 21 11 96123-4567'],
    ['a carrier of Brazil for abroad', 'BR', '00 15 1 212 555 0118'],
    ['a carrier of Colombia', 'CO', '05 601 2345678'],
    ['a carrier of Korea', 'KR', '082 2 212 3456'],
    ['a carrier of Korea for abroad', 'KR', '002 1 212 555 0118'],
    ['a carrier of Australia for abroad', 'AU', '0014 1 212 555 0118'],
    ['a hidden caller id in Australia', 'AU', '1831 2 1234 5678'],
    ['a carrier of Israel for abroad', 'IL', '012 1 212 555 0118'],
    ['Russia without its 8', 'RU', '800 123 45 67'],
    ['Moscow', 'RU', '8 495 123-45-67'],
    ['Russia, the 8 left in abroad', 'RU', '+7 8 495 123-45-67'],
    ['Mexico', 'MX', '55 1234 5678'],
    ['Germany, the 0 left in abroad', 'DE', '+49 (0)30 123456'],
    ['Hungary', 'HU', '06 1 234 5678'],
    ['a company number of the Netherlands', 'NL', '14 020'],
    ['a 13 number of Australia', 'AU', '13 12 34'],
    ['the country code without a prefix', 'GB', '44 20 7946 0958'],
  ])('%s', (how, country, text) => {
    const form = { how, text, e164: parse(text, country).number.slice(1) };
    expect(misreadings([form], rulesOf(country, '', ''))).toEqual([]);
    expect(misreadings([form], rulesOf(country, '', '9'))).toEqual([]);
  });

  it.each([
    ['AR', '11', '15 2345-6789', '5491123456789'],
    ['TR', '212', '444 1 444', '904441444'],
    ['KR', '2', '1544-1234', '8215441234'],
    ['AU', '2', '1300 975 707', '611300975707'],
    ['GB', '1539', '712345', '441539712345'],
    ['SE', '8', '20 12 34', '468201234'],
  ])('of %s in area %s: %s', (country, areaCode, text, digits) => {
    expect(readDialString(text, rulesOf(country, areaCode, ''))).toMatchObject({ kind: 'e164', digits });
  });

  it.each([
    ['GB', '00', '0'],
    ['US', '011', '1'],
    ['AU', '0011', '0'],
    ['RU', '810', '8'],
    ['UA', '00', '0'],
    ['HU', '00', '06'],
    ['IT', '00', ''],
    ['SG', '001', ''],
    ['TH', '001', '0'],
    ['KR', '001', '0'],
    ['JP', '010', '0'],
    ['ID', '008', '0'],
    ['BR', '0021', '0'],
    ['CO', '009', '0'],
    ['CL', '00', ''],
    ['IL', '00', '0'],
    ['NG', '009', '0'],
    ['KE', '000', '0'],
    ['FI', '00', '0'],
  ])('of %s: %s before a country code, "%s" before an area code', (country, international, national) => {
    expect(findNumberingPlan(country)).toMatchObject({ international, national });
  });
});

describe('emergency numbers', () => {
  it.each(COUNTRIES)('of %s are never other numbers, with the outside line and without', (country) => {
    const { emergency } = findNumberingPlan(country);
    expect(emergency.length).toBeGreaterThan(0);
    const areaCode = EXAMPLE_NUMBERS[country]?.areaCode ?? '';
    for (const number of emergency) {
      for (const outsideLine of ['', '9', '0']) {
        const rules = rulesOf(country, areaCode, outsideLine);
        const read = { kind: 'short', digits: number, rule: 'emergency' };
        for (const dialled of [number, outsideLine + number, `+${number}`]) {
          expect({ dialled, ...readDialString(dialled, rules) }).toMatchObject({ dialled, ...read });
        }
      }
      expect(readDialString(number, rulesOf(country, areaCode, '1')).rule).toBe('emergency');
    }
  });
});

it('reads the plus form of its own answer as the same number', () => {
  const dialled = fc.oneof(
    fc.stringMatching(/^[0-9]{1,16}$/),
    fc
      .tuple(fc.constantFrom('0', '00', '1', '8', '+', '0011', '9'), fc.stringMatching(/^[0-9]{1,15}$/))
      .map(([prefix, rest]) => prefix + rest),
    fc.constantFrom(...COUNTRIES.flatMap(examplesOf)).map((number) => digitsOf(number.formatNational())),
  );
  const place = fc.tuple(fc.constantFrom(...COUNTRIES), fc.constantFrom('', '9', '0'), fc.boolean());
  fc.assert(
    fc.property(dialled, place, (text, [country, outsideLine, hasArea]) => {
      const rules = rulesOf(country, hasArea ? (EXAMPLE_NUMBERS[country]?.areaCode ?? '') : '', outsideLine);
      const read = readDialString(text, rules);
      if (read.kind === 'e164') expect(readDialString(`+${read.digits}`, rules).digits).toBe(read.digits);
    }),
    { numRuns: 3000 },
  );
});
