import { measureCarrierPrefix } from './carrier-prefix.ts';
import { measureInternational } from './international-prefix.ts';
import { LONGEST_SHORT, readBareDigits, settleNational } from './national-number.ts';
import { findNumberingPlan, type NumberingPlan } from './numbering-plan.ts';

/**
 * How people dial, and what the digits mean. Prefixes are digit strings; an empty one means "none". Of the lists, the
 * first two are the country's where they are left out, and the others empty.
 */
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
  /** Dialled before a number to choose a carrier, an `x` at the end standing for any digit: `010xx`, `101xxxx`. */
  readonly carrierPrefixes?: readonly string[];
  /** Whole dial strings that call for help: `999`, `112`. */
  readonly emergency?: readonly string[];
  /** Beginnings of dial strings that are never a subscriber's number: `118`. */
  readonly shortCodes?: readonly string[];
  /** Beginnings of the PBX's own codes, besides `*` and `#`; no outside line is dialled before them. */
  readonly featureCodes?: readonly string[];
}

/**
 * The rule that made a number what it is:
 * - `plus`, `international-prefix`, `country-code`: dialled with its country code, so introduced or bare;
 * - `national-prefix`, `national`: with its area code, behind the national prefix or bare;
 * - `local`: without its area code;
 * - `carrier-prefix`: with the code of a carrier, which was taken off;
 * - `emergency`, `feature-code`, `short-code`: it is one;
 * - `inside`: dialled inside the PBX;
 * - `as-dialled`: nothing explains it.
 */
type NumberRule =
  | 'plus'
  | 'international-prefix'
  | 'country-code'
  | 'national-prefix'
  | 'national'
  | 'local'
  | 'carrier-prefix'
  | 'emergency'
  | 'feature-code'
  | 'short-code'
  | 'inside'
  | 'as-dialled';

export interface DialledNumber {
  /** `e164` an outside number; `code` begins with `*`, `#` or a feature code; `short` anything else (`999`, `118118`). */
  readonly kind: 'e164' | 'short' | 'code';
  /** E.164 digits without `+`; for `short` and `code` the dial string without the outside-line prefix. */
  readonly digits: string;
  /** As dialled, without the outside-line prefix. */
  readonly outside: string;
  /**
   * The reports' `called`: `outside` without a carrier's prefix, with numbers of the own country dialled internationally
   * in national form.
   */
  readonly short: string;
  readonly rule: NumberRule;
}

const DIGITS = /^[0-9]+$/;
const CODE = /^[*#][0-9*#]*$/;
const CODE_DIGITS = /^[0-9*#]+$/;
const SEPARATORS = /[\s\-.()/\u2010-\u2015]/g;

/** What is left of a dial string without the outside-line prefix is at least this long: 999 stays 999 behind a 9. */
const SHORTEST_OUTSIDE = 3;

/**
 * Reads what was dialled by the rules of the place where it was dialled. Never fails on a dial string: what cannot be
 * a number is `short` with the text as it is. A number that calls for help is one with and without the outside line,
 * and is never read as another. Throws `invalid-request` when the rules name no country there is.
 * Tested against libphonenumber; a call costs a fraction of a microsecond.
 */
export function readDialString(dialled: string, rules: DiallingRules): DialledNumber {
  const plan = findNumberingPlan(rules.country);
  const text = DIGITS.test(dialled) ? dialled : dialled.replace(SEPARATORS, '');
  if (CODE.test(text)) return asDialled('code', 'feature-code', text);
  if (text.startsWith('+') && DIGITS.test(text.slice(1))) {
    return readInternational(text.slice(1), text, 'plus', rules, plan);
  }
  const emergency = rules.emergency ?? plan.emergency;
  if (emergency.includes(text)) return asDialled('short', 'emergency', text);
  if (rules.featureCodes !== undefined && isFeatureCode(text, rules.featureCodes)) {
    return asDialled('code', 'feature-code', text);
  }
  if (!DIGITS.test(text)) return asDialled('short', 'as-dialled', dialled);
  if (rules.outsideLine === '' || !text.startsWith(rules.outsideLine)) return readOutside(text, rules, plan);
  const outside = text.slice(rules.outsideLine.length);
  if (emergency.includes(outside)) return asDialled('short', 'emergency', outside);
  return readOutside(outside.length < SHORTEST_OUTSIDE ? text : outside, rules, plan);
}

/**
 * A number dialled inside the PBX (an extension, a queue, a conference): nothing is taken off, as extension 9001 is
 * 9001 although 9 leads outside.
 */
export function readInsideNumber(dialled: string): DialledNumber {
  return CODE.test(dialled)
    ? asDialled('code', 'feature-code', dialled)
    : asDialled('short', 'inside', dialled);
}

function readOutside(outside: string, rules: DiallingRules, plan: NumberingPlan): DialledNumber {
  if (rules.shortCodes?.some((code) => outside.startsWith(code))) {
    return asDialled('short', 'short-code', outside);
  }
  const carrier = measureCarrierPrefix(rules.carrierPrefixes ?? plan.carrierPrefixes, outside);
  const carried = carrier === 0 ? undefined : readCarried(outside, carrier, rules, plan);
  if (carried !== undefined) return carried;
  return (
    readPrefixed(outside, outside, rules, plan) ??
    readBare(outside, rules, plan) ??
    asDialled('short', isShortCode(outside) ? 'short-code' : 'as-dialled', outside)
  );
}

function isShortCode(outside: string): boolean {
  return outside.length >= SHORTEST_OUTSIDE && outside.length <= LONGEST_SHORT;
}

/** A number behind an international or national prefix. `text` is `outside`, or what a carrier's prefix leaves of it. */
function readPrefixed(
  text: string,
  outside: string,
  rules: DiallingRules,
  plan: NumberingPlan,
): DialledNumber | undefined {
  const length = measureInternational(text, rules.international, plan);
  if (length > 0) return readInternational(text.slice(length), outside, 'international-prefix', rules, plan);
  const { national } = rules;
  const rest = national !== '' && text.startsWith(national) ? text.slice(national.length) : undefined;
  if (rest !== undefined && plan.isNational(rest))
    return toE164(plan, rest, 'national-prefix', outside, text);
  // In Russia 800 123 45 67 is a whole number that begins with the prefix 8.
  if (plan.isNational(text)) return undefined;
  const rewritten = national === plan.national ? plan.rewriteNational(text) : undefined;
  if (rewritten !== undefined && plan.isNational(rewritten.digits)) {
    const rule = rewritten.hasCarrier ? 'carrier-prefix' : 'national-prefix';
    return toE164(plan, rewritten.digits, rule, outside, text);
  }
  if (rest === undefined) return undefined;
  // 112 in the United States and 000 in Australia begin with the national prefix and are no national numbers.
  if (text.length <= LONGEST_SHORT && !plan.isPossibleLength(rest.length)) return undefined;
  return toE164(plan, settleNational(rest, national, plan), 'national-prefix', outside, text);
}

function readBare(outside: string, rules: DiallingRules, plan: NumberingPlan): DialledNumber | undefined {
  const bare = readBareDigits(outside, rules, plan);
  if (bare === undefined) return undefined;
  return toE164(plan, settleNational(bare.digits, rules.national, plan), bare.rule, outside, outside);
}

/**
 * A number behind a carrier's prefix: with a prefix of its own, or bare where the whole is no national number (021 is a
 * carrier of Brazil's and the prefix with the area code of Rio).
 */
function readCarried(
  outside: string,
  length: number,
  rules: DiallingRules,
  plan: NumberingPlan,
): DialledNumber | undefined {
  const text = outside.slice(length);
  const prefixed = readPrefixed(text, outside, rules, plan);
  if (prefixed !== undefined) return { ...prefixed, short: text, rule: 'carrier-prefix' };
  const { national } = rules;
  const isWhole = outside.startsWith(national) && plan.isNational(outside.slice(national.length));
  return isWhole || !plan.isNational(text) ? undefined : toE164(plan, text, 'carrier-prefix', outside, text);
}

function readInternational(
  e164: string,
  outside: string,
  rule: NumberRule,
  rules: DiallingRules,
  plan: NumberingPlan,
): DialledNumber {
  if ((rules.emergency ?? plan.emergency).includes(e164)) return asDialled('short', 'emergency', e164);
  if (!e164.startsWith(plan.callingCode))
    return { kind: 'e164', digits: e164, outside, short: outside, rule };
  const rest = settleNational(e164.slice(plan.callingCode.length), rules.national, plan);
  return { kind: 'e164', digits: plan.callingCode + rest, outside, short: rules.national + rest, rule };
}

function isFeatureCode(text: string, featureCodes: readonly string[]): boolean {
  return CODE_DIGITS.test(text) && featureCodes.some((code) => text.startsWith(code));
}

function toE164(
  plan: NumberingPlan,
  rest: string,
  rule: NumberRule,
  outside: string,
  short: string,
): DialledNumber {
  return { kind: 'e164', digits: plan.callingCode + rest, outside, short, rule };
}

function asDialled(kind: 'short' | 'code', rule: NumberRule, text: string): DialledNumber {
  return { kind, digits: text, outside: text, short: text, rule };
}
