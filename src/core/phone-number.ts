import { findNumberingPlan, type NumberingPlan } from './numbering-plan.ts';

/** How people dial, and what the digits mean. Prefixes are digit strings; an empty one means "none". */
export interface DiallingRules {
  /** ISO 3166 country, upper case: `GB`. */
  readonly country: string;
  /** Dialled before an outside number: `9`. */
  readonly outsideLine: string;
  /** Dialled before a country code: `00`. */
  readonly international: string;
  /** Dialled before an area code: `0`. */
  readonly national: string;
  /** Area code of this site, without national prefix: `20`. */
  readonly areaCode: string;
}

export interface DialledNumber {
  /** `e164` an outside number; `code` begins with `*` or `#`; `short` anything else (`999`, `118118`, an extension). */
  readonly kind: 'e164' | 'short' | 'code';
  /** E.164 digits without `+`; for `short` and `code` the dial string without the outside-line prefix. */
  readonly digits: string;
  /** As dialled, without the outside-line prefix. */
  readonly outside: string;
  /** The reports' `called`: `outside`, with numbers of the own country dialled internationally in national form. */
  readonly short: string;
}

const DIGITS = /^[0-9]+$/;
const CODE = /^[*#][0-9*#]*$/;
const SEPARATORS = /[\s\-.()/\u2010-\u2015]/g;

/** What is left of a dial string without the outside-line prefix is at least this long: 999 stays 999 behind a 9. */
const SHORTEST_OUTSIDE = 3;

/** Dial strings up to this length that no prefix explains are short numbers: 118118 is never a subscriber's. */
const LONGEST_SHORT = 6;

/**
 * Reads what was dialled by the rules of the place where it was dialled. Never fails on a dial string: what cannot be
 * a number is `short` with the text as it is. Throws `invalid-request` when the rules name no country there is.
 * Tested against libphonenumber; a call costs a fraction of a microsecond.
 */
export function readDialString(dialled: string, rules: DiallingRules): DialledNumber {
  const plan = findNumberingPlan(rules.country);
  const text = DIGITS.test(dialled) ? dialled : dialled.replace(SEPARATORS, '');
  if (CODE.test(text)) return asDialled('code', text);
  if (text.startsWith('+') && DIGITS.test(text.slice(1))) {
    return readInternational(text.slice(1), text, rules, plan);
  }
  if (!DIGITS.test(text)) return asDialled('short', dialled);
  return readOutside(withoutOutsideLine(text, rules.outsideLine), rules, plan);
}

/**
 * A number dialled inside the PBX (an extension, a queue, a conference): nothing is taken off, as extension 9001 is
 * 9001 although 9 leads outside.
 */
export function readInsideNumber(dialled: string): DialledNumber {
  return asDialled(CODE.test(dialled) ? 'code' : 'short', dialled);
}

function readOutside(outside: string, rules: DiallingRules, plan: NumberingPlan): DialledNumber {
  const { international, national } = rules;
  if (international !== '' && outside.startsWith(international) && outside.length > international.length) {
    return readInternational(outside.slice(international.length), outside, rules, plan);
  }
  if (national !== '' && outside.startsWith(national)) {
    const rest = outside.slice(national.length);
    // 112 in the United States and 000 in Australia begin with the national prefix and are no national numbers.
    if (outside.length > LONGEST_SHORT || plan.isPossibleLength(rest.length))
      return toE164(plan, rest, outside);
  }
  if (outside.length <= LONGEST_SHORT) return asDialled('short', outside);
  return readWithoutPrefix(outside, rules, plan);
}

function readInternational(
  e164: string,
  outside: string,
  rules: DiallingRules,
  plan: NumberingPlan,
): DialledNumber {
  if (!e164.startsWith(plan.callingCode)) return { kind: 'e164', digits: e164, outside, short: outside };
  const written = e164.slice(plan.callingCode.length);
  const rest = withoutStrayPrefix(written, rules.national, plan);
  return { kind: 'e164', digits: plan.callingCode + rest, outside, short: rules.national + rest };
}

/**
 * A bare number is local where a national prefix sets the others apart, and national where there is none; the other
 * reading is taken when the first has a length that the country's numbers never have.
 */
function readWithoutPrefix(outside: string, rules: DiallingRules, plan: NumberingPlan): DialledNumber {
  const asNational = plan.isPossibleLength(outside.length) ? outside : undefined;
  const local = rules.areaCode + outside;
  const asLocal = rules.areaCode !== '' && plan.isPossibleLength(local.length) ? local : undefined;
  const rest = rules.national === '' ? (asNational ?? asLocal) : (asLocal ?? asNational);
  return rest === undefined ? asDialled('short', outside) : toE164(plan, rest, outside);
}

/** `+44 (0)20 …`: the national prefix left in by mistake, told by a length that the country's numbers never have. */
function withoutStrayPrefix(rest: string, national: string, plan: NumberingPlan): string {
  const stray = national !== '' && rest.startsWith(national) && !plan.isPossibleLength(rest.length);
  return stray ? rest.slice(national.length) : rest;
}

function withoutOutsideLine(text: string, outsideLine: string): string {
  const strips =
    outsideLine !== '' &&
    text.startsWith(outsideLine) &&
    text.length >= outsideLine.length + SHORTEST_OUTSIDE;
  return strips ? text.slice(outsideLine.length) : text;
}

function toE164(plan: NumberingPlan, rest: string, outside: string): DialledNumber {
  return { kind: 'e164', digits: plan.callingCode + rest, outside, short: outside };
}

function asDialled(kind: 'short' | 'code', text: string): DialledNumber {
  return { kind, digits: text, outside: text, short: text };
}
