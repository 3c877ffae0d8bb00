import { getCountries, getCountryCallingCode, isSupportedCountry, Metadata } from 'libphonenumber-js/max';
import { RingledgerError } from './errors.ts';

/** The kinds of number of which libphonenumber knows the patterns, in the order in which it asks them. */
const METADATA_TYPES = [
  'FIXED_LINE',
  'MOBILE',
  'PREMIUM_RATE',
  'TOLL_FREE',
  'SHARED_COST',
  'VOIP',
  'PERSONAL_NUMBER',
  'PAGER',
  'UAN',
  'VOICEMAIL',
] as const;
export type MetadataType = (typeof METADATA_TYPES)[number];

/** Patterns of one kind of national numbers: a regular expression's source without anchors, and the lengths. */
export interface TypePattern {
  readonly pattern: string;
  readonly lengths: readonly number[];
}

interface NumberFormat {
  /** What the numbers that are written so begin with; absent for all. */
  readonly leadingDigits: RegExp | undefined;
  readonly pattern: RegExp;
  /** Whether the national prefix is written, and so dialled, before them. */
  readonly hasNationalPrefix: boolean;
}

/** A country of libphonenumber's metadata. */
export interface CountryMetadata {
  readonly callingCode: string;
  /** Source of a pattern: `00`, `001[14-689]`. */
  readonly international: string;
  /** The one of several that is usual, with a tilde for a pause: `0011`, `8~10`; empty where not said. */
  readonly usualInternational: string;
  /** `0`; empty for none. */
  readonly national: string;
  /** Source of a pattern of what may stand before a number dialled at home, and what to make of it. */
  readonly nationalParsing: string;
  readonly nationalTransform: string;
  readonly general: TypePattern;
  readonly types: ReadonlyMap<MetadataType, TypePattern>;
  readonly formats: readonly NumberFormat[];
}

/** What libphonenumber-js has, by its METADATA.md; its declarations name a part of it only. */
interface LibraryPlan {
  callingCode(): string;
  IDDPrefix(): string;
  defaultIDDPrefix(): string | 0 | undefined;
  nationalPrefix(): string | 0 | undefined;
  nationalPrefixForParsing(): string | 0 | undefined;
  nationalPrefixTransformRule(): string | 0 | undefined;
  nationalNumberPattern(): string;
  possibleLengths(): readonly number[];
  type(type: MetadataType): { pattern(): string; possibleLengths(): readonly number[] } | undefined;
  formats(): readonly {
    pattern(): string;
    leadingDigitsPatterns(): readonly string[];
    usesNationalPrefix(): boolean;
  }[];
}

/** Whether numbers of an ISO 3166 country can be read. */
export function isNumberedCountry(country: string): boolean {
  return isSupportedCountry(country);
}

/** The countries and territories by calling code: `44` is that of `GB`, `GG`, `IM` and `JE`. */
export function countriesByCallingCode(): ReadonlyMap<string, readonly string[]> {
  const byCode = new Map<string, string[]>();
  for (const country of getCountries()) {
    const code = getCountryCallingCode(country);
    byCode.set(code, [...(byCode.get(code) ?? []), country]);
  }
  return byCode;
}

/** The metadata of an ISO 3166 country; costs some microseconds. Throws `invalid-request` for an unknown one. */
export function readMetadata(country: string): CountryMetadata {
  if (!isSupportedCountry(country)) {
    throw new RingledgerError(
      'invalid-request',
      `"${country}" is not a country of the numbering plan: write two upper-case letters of ISO 3166, as in "GB".`,
    );
  }
  const metadata = new Metadata();
  metadata.selectNumberingPlan(country);
  return toCountryMetadata(metadata.numberingPlan as unknown as LibraryPlan);
}

function toCountryMetadata(plan: LibraryPlan): CountryMetadata {
  return {
    callingCode: plan.callingCode(),
    international: plan.IDDPrefix(),
    usualInternational: plan.defaultIDDPrefix() || '',
    national: plan.nationalPrefix() || '',
    nationalParsing: plan.nationalPrefixForParsing() || '',
    nationalTransform: plan.nationalPrefixTransformRule() || '',
    general: { pattern: plan.nationalNumberPattern(), lengths: plan.possibleLengths() },
    types: new Map(
      METADATA_TYPES.flatMap((name) => {
        const type = plan.type(name);
        // A pattern is left empty where it is that of fixed lines.
        return type === undefined || type.pattern() === ''
          ? []
          : [[name, { pattern: type.pattern(), lengths: type.possibleLengths() }] as const];
      }),
    ),
    formats: plan.formats().map((format) => {
      const leading = format.leadingDigitsPatterns().at(-1);
      return {
        leadingDigits: leading === undefined ? undefined : new RegExp(`^(?:${leading})`),
        pattern: new RegExp(`^(?:${format.pattern()})$`),
        hasNationalPrefix: format.usesNationalPrefix(),
      };
    }),
  };
}
