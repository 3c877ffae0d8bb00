import { getCountryCallingCode, isSupportedCountry, Metadata } from 'libphonenumber-js/min';
import { RingledgerError } from './errors.ts';

/** What the dialling rules need to know of a country. */
export interface NumberingPlan {
  /** `44`. */
  readonly callingCode: string;
  /** Whether the country has national numbers (area code included, national prefix not) of this many digits. */
  isPossibleLength(digits: number): boolean;
}

/** Asking the metadata costs microseconds, and every record asks: one plan a country is kept. */
const plans = new Map<string, NumberingPlan>();

/** The plan of an ISO 3166 country, from libphonenumber's metadata. Throws `invalid-request` for an unknown one. */
export function findNumberingPlan(country: string): NumberingPlan {
  const known = plans.get(country);
  if (known !== undefined) return known;
  const plan = readPlan(country);
  plans.set(country, plan);
  return plan;
}

function readPlan(country: string): NumberingPlan {
  if (!isSupportedCountry(country)) {
    throw new RingledgerError(
      'invalid-request',
      `"${country}" is not a country of the numbering plan: write two upper-case letters of ISO 3166, as in "GB".`,
    );
  }
  const metadata = new Metadata();
  metadata.selectNumberingPlan(country);
  const plan = metadata.numberingPlan;
  if (plan === undefined) throw new Error(`No numbering plan in the metadata of ${country}.`);
  const lengths = new Set(plan.possibleLengths());
  return { callingCode: getCountryCallingCode(country), isPossibleLength: (digits) => lengths.has(digits) };
}
