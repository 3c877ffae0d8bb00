import { usualCarrierPrefixesOf } from './carrier-prefix.ts';
import { emergencyNumbersOf } from './emergency-numbers.ts';
import { type CountryMetadata, type MetadataType, readMetadata, type TypePattern } from './read-metadata.ts';

/** What the dialling rules need to know of a country. National numbers have an area code and no national prefix. */
export interface NumberingPlan {
  /** `44`. */
  readonly callingCode: string;
  /** The usual international prefix: `00`, `0011`. */
  readonly international: string;
  /** `0`; empty where nothing is dialled before an area code. */
  readonly national: string;
  readonly emergency: readonly string[];
  /** As in `DiallingRules`. */
  readonly carrierPrefixes: readonly string[];
  /** Whether the country has national numbers of this many digits. */
  isPossibleLength(digits: number): boolean;
  /** Whether the digits may be a national number. */
  isNational(digits: string): boolean;
  /** Whether the digits are a fixed line's national number, the kind that can be dialled without its area code. */
  isFixedLine(digits: string): boolean;
  /** Whether the digits are a service's national number that nothing is dialled before: 1300 975 707 in Australia. */
  isService(digits: string): boolean;
  /** Whether five or six digits begin as no subscriber's number does that is dialled without its area code. */
  isShortCode(text: string): boolean;
  /** How many digits of the text are an international prefix, the carriers' own ones included; 0 for none. */
  measureInternational(text: string): number;
  /**
   * The national number of what is dialled at home, where that takes more than a prefix taken off: Argentina's 15 of
   * mobiles, Brazil's carrier after the 0. Undefined where the country has nothing of the kind, or the text has not.
   */
  rewriteNational(text: string): RewrittenNumber | undefined;
}

interface RewrittenNumber {
  readonly digits: string;
  /** Whether a carrier's code was in it. */
  readonly hasCarrier: boolean;
}

/** Asking the metadata costs microseconds, and every record asks: one plan a country is kept. */
const plans = new Map<string, NumberingPlan>();

/** What services are, with or without a national prefix before them. */
const SERVICES: readonly MetadataType[] = [
  'TOLL_FREE',
  'PREMIUM_RATE',
  'SHARED_COST',
  'UAN',
  'VOIP',
  'PERSONAL_NUMBER',
];

/** The carrier's prefix that is taken where the metadata names none: Embratel's in Brazil. */
const USUAL_INTERNATIONAL: Readonly<Record<string, string>> = { BR: '0021', CO: '009', SG: '001', TH: '001' };

/**
 * Subscribers' numbers do not begin with 0 nor, with these exceptions, with 1, where services are: 118118. In Germany
 * and Sweden it is 11 (Bundesnetzagentur, Nummernplan Ortsnetzrufnummern; PTS, den svenska nummerplanen).
 */
const SHORT_CODES: Readonly<Record<string, readonly string[]>> = { DE: ['0', '11'], SE: ['0', '11'] };
const USUAL_SHORT_CODES: readonly string[] = ['0', '1'];

const DIGITS = /^[0-9]+$/;

/** The plan of an ISO 3166 country, from libphonenumber's metadata. Throws `invalid-request` for an unknown one. */
export function findNumberingPlan(country: string): NumberingPlan {
  const known = plans.get(country);
  if (known !== undefined) return known;
  const plan = makePlan(country, readMetadata(country));
  plans.set(country, plan);
  return plan;
}

function makePlan(country: string, metadata: CountryMetadata): NumberingPlan {
  const lengths = new Set(metadata.general.lengths);
  const isService = anyOf(SERVICES.flatMap((type) => metadata.types.get(type) ?? []));
  const shortCodes = SHORT_CODES[country] ?? USUAL_SHORT_CODES;
  return {
    callingCode: metadata.callingCode,
    international: chooseInternational(country, metadata),
    national: metadata.national,
    emergency: emergencyNumbersOf(country),
    carrierPrefixes: usualCarrierPrefixesOf(country),
    isPossibleLength: (digits) => lengths.has(digits),
    isNational: matcherOf(metadata.general),
    isFixedLine: anyOf([metadata.types.get('FIXED_LINE') ?? []].flat()),
    isService: (digits) => isService(digits) && isWrittenBare(digits, metadata),
    isShortCode: (text) => shortCodes.some((code) => text.startsWith(code)),
    measureInternational: measurerOf(metadata.international),
    rewriteNational: rewriterOf(metadata),
  };
}

function chooseInternational(
  country: string,
  { international, usualInternational }: CountryMetadata,
): string {
  const named = USUAL_INTERNATIONAL[country] ?? usualInternational.replace('~', '');
  if (named !== '') return named;
  if (DIGITS.test(international)) return international;
  const whole = new RegExp(`^(?:${international})$`);
  const usual = ['00', ...Array.from('123456789', (digit) => `00${digit}`)];
  return usual.find((prefix) => whole.test(prefix)) ?? '';
}

function matcherOf({ pattern, lengths }: TypePattern): (digits: string) => boolean {
  const whole = new RegExp(`^(?:${pattern})$`);
  const possible = new Set(lengths);
  return (digits) => possible.has(digits.length) && whole.test(digits);
}

function anyOf(patterns: readonly TypePattern[]): (digits: string) => boolean {
  const matchers = patterns.map(matcherOf);
  return (digits) => matchers.some((matches) => matches(digits));
}

function isWrittenBare(digits: string, { formats }: CountryMetadata): boolean {
  const format = formats.find(
    ({ leadingDigits, pattern }) => (leadingDigits?.test(digits) ?? true) && pattern.test(digits),
  );
  return format?.hasNationalPrefix !== true;
}

/** A sticky expression tells where it ended without making a match. */
function measurerOf(international: string): (text: string) => number {
  if (DIGITS.test(international)) {
    return (text) => (text.startsWith(international) ? international.length : 0);
  }
  const sticky = new RegExp(international, 'y');
  return (text) => {
    sticky.lastIndex = 0;
    return sticky.test(text) ? sticky.lastIndex : 0;
  };
}

/** As libphonenumber's `nationalPrefixForParsing` and `nationalPrefixTransformRule` are meant. */
function rewriterOf(metadata: CountryMetadata): NumberingPlan['rewriteNational'] {
  const { national, nationalParsing, nationalTransform } = metadata;
  if (nationalParsing === national) return () => undefined;
  const start = new RegExp(`^(?:${nationalParsing})`);
  return (text) => {
    const match = start.exec(text);
    if (match === null || match[0] === '') return undefined;
    const isTransformed = nationalTransform !== '' && match.at(-1) !== undefined;
    return {
      digits: isTransformed ? text.replace(start, nationalTransform) : text.slice(match[0].length),
      hasCarrier: match[1] !== undefined && (!isTransformed || match.length > 2),
    };
  };
}
