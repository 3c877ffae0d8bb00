import { beginningsOf } from './beginning-pattern.ts';
import { findNumberingPlan } from './numbering-plan.ts';
import { countriesByCallingCode, type MetadataType, readMetadata } from './read-metadata.ts';

/** What a rate is called where its deck does not say: a word of the decks' own, or `Unknown`. */
export type DerivedType =
  | 'Local'
  | 'National'
  | 'Mobile'
  | 'International'
  | 'Freephone'
  | 'Special Rate'
  | 'Premium'
  | 'Emergency'
  | 'Feature Code'
  | 'Unknown';

/**
 * A number of a company's own (UAN: 03 in Britain) and internet telephony cost what a call to an area code does; pagers,
 * personal numbers (070) and voicemail do not.
 */
const TYPES: Readonly<Record<MetadataType, DerivedType>> = {
  FIXED_LINE: 'National',
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

/** The type of a prefix that covers several: the first of these. A guess that is no fixed line's is the dearest one. */
const RANK: readonly DerivedType[] = ['National', 'Mobile', 'Premium', 'Special Rate', 'Freephone'];

/** Calling codes of services that are no country's (ITU-T E.169). Satellites and networks are `International`. */
const SERVICES: ReadonlyMap<string, DerivedType> = new Map([
  ['800', 'Freephone'],
  ['808', 'Special Rate'],
  ['979', 'Premium'],
]);
const WORLDWIDE = ['800', '808', '870', '878', '881', '882', '883', '888', '979'];

/** Calling codes that countries share who call each other abroad; elsewhere it is a country and its territories. */
const SHARED = ['1', '7'];

const DIGITS = /^[0-9]+$/;

/** Dial strings up to this length may be short numbers (118118): they are nobody's number unless the metadata says so. */
const LONGEST_SHORT = 6;

interface TypeMatcher {
  readonly type: DerivedType;
  isWhole(national: string): boolean;
  isBeginning(national: string): boolean;
}
type Matches = (matcher: TypeMatcher, national: string) => boolean;
const isWhole: Matches = (matcher, national) => matcher.isWhole(national);
const isBeginning: Matches = (matcher, national) => matcher.isBeginning(national);

const countries = countriesByCallingCode();
const callingCodes = [...countries.keys(), ...WORLDWIDE];

/** The patterns of a country, fixed lines first, are compiled when it is first asked for. */
const matchersByCountry = new Map<string, readonly TypeMatcher[]>();

/**
 * The type of an E.164 number (digits without `+`) for whoever calls from an ISO 3166 country, by libphonenumber's
 * metadata; `Local` when it is a fixed line in their area code. A number of the own country that the metadata does not
 * know is of the type of those that begin most like it; `Unknown` is what nobody's number begins like. Costs a
 * microsecond or two, and some milliseconds for the first number of a country. Throws `invalid-request` for an unknown
 * country.
 */
export function numberTypeOf(e164Digits: string, homeCountry: string, areaCode = ''): DerivedType {
  const { callingCode } = findNumberingPlan(homeCountry);
  const type = typeOf(e164Digits, homeCountry, isWhole);
  const isHere = areaCode !== '' && e164Digits.startsWith(callingCode + areaCode);
  if (!isHere) return type;
  const [fixedLine] = matchersOf(homeCountry);
  return fixedLine?.isWhole(e164Digits.slice(callingCode.length)) === true ? 'Local' : type;
}

/**
 * The type of the numbers that begin with a rate's prefix, for whoever calls from an ISO 3166 country. Where they are
 * of several types it is `National` when fixed lines are among them, else `Mobile` when mobiles are, else the dearest
 * of `Premium`, `Special Rate` and `Freephone`: `44` is `National` and `447` `Mobile`, as what differs has longer prefixes
 * in a deck. It is never `Local`. A prefix shorter than the own calling code, with which other countries begin too, is
 * `International`. A prefix of `*` or `#` is `Feature Code`, one that is an emergency number as a whole `Emergency`, and
 * one that no number of the metadata begins with `Unknown` (`118118`), but for prefixes of the own country, which are of
 * the type of those that begin most like them. Costs some microseconds. Throws `invalid-request` for an unknown country.
 */
export function numberTypeOfPrefix(prefix: string, homeCountry: string): DerivedType {
  const { callingCode } = findNumberingPlan(homeCountry);
  if (prefix.startsWith('*') || prefix.startsWith('#')) return 'Feature Code';
  if (prefix !== callingCode && callingCode.startsWith(prefix)) return 'International';
  return typeOf(prefix, homeCountry, isBeginning);
}

function typeOf(digits: string, home: string, matches: Matches): DerivedType {
  const { callingCode, emergency } = findNumberingPlan(home);
  if (emergency.includes(digits)) return 'Emergency';
  if (!DIGITS.test(digits)) return 'Unknown';
  if (!digits.startsWith(callingCode)) return typeAbroad(digits, matches);
  const national = digits.slice(callingCode.length);
  return (
    typeIn(home, national, matches) ??
    typeAtNeighbours(callingCode, national, matches) ??
    typeOfAlike(home, national) ??
    'Unknown'
  );
}

function typeAtNeighbours(callingCode: string, national: string, matches: Matches): DerivedType | undefined {
  for (const country of countries.get(callingCode) ?? []) {
    const type = typeIn(country, national, matches);
    if (type !== undefined) return SHARED.includes(callingCode) ? 'International' : type;
  }
  return undefined;
}

function typeOfAlike(home: string, national: string): DerivedType | undefined {
  for (let length = national.length; length > 0; length -= 1) {
    const type = typeIn(home, national.slice(0, length), isBeginning);
    if (type !== undefined) return type;
  }
  return undefined;
}

function typeAbroad(digits: string, matches: Matches): DerivedType {
  const code = callingCodes.find((one) => digits.startsWith(one));
  if (code === undefined) {
    return callingCodes.some((one) => one.startsWith(digits)) ? 'International' : 'Unknown';
  }
  const service = SERVICES.get(code);
  if (service !== undefined) return service;
  if (digits.length > LONGEST_SHORT || WORLDWIDE.includes(code)) return 'International';
  const national = digits.slice(code.length);
  const isThere = countries.get(code)?.some((country) => typeIn(country, national, matches) !== undefined);
  return isThere ? 'International' : 'Unknown';
}

function typeIn(country: string, national: string, matches: Matches): DerivedType | undefined {
  const found = new Set<DerivedType>();
  for (const matcher of matchersOf(country)) {
    if (matches(matcher, national)) found.add(correct(country, matcher.type, national));
  }
  return RANK.find((type) => found.has(type));
}

/**
 * The metadata has 084 and 087 of Britain as premium rate; Ofcom's National Telephone Numbering Plan keeps that word for
 * 09 and lists them as special services at lower prices.
 */
function correct(country: string, type: DerivedType, national: string): DerivedType {
  return country === 'GB' && type === 'Premium' && national.startsWith('8') ? 'Special Rate' : type;
}

function matchersOf(country: string): readonly TypeMatcher[] {
  const known = matchersByCountry.get(country);
  if (known !== undefined) return known;
  const made = [...readMetadata(country).types].map(([name, { pattern, lengths }]): TypeMatcher => {
    const whole = new RegExp(`^(?:${pattern})$`);
    const beginnings = beginningsOf(pattern);
    return {
      type: TYPES[name],
      isWhole: (national) => lengths.includes(national.length) && whole.test(national),
      isBeginning: (national) => beginnings.test(national),
    };
  });
  matchersByCountry.set(country, made);
  return made;
}
