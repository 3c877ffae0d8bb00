import { measureCarrierPrefix } from './carrier-prefix.ts';
import { measureInternational } from './international-prefix.ts';
import { findNumberingPlan } from './numbering-plan.ts';
import type { DialledNumber, DiallingRules } from './phone-number.ts';

/**
 * Why a number is read as it is, as a plain phrase without a full stop: "the international prefix 00 was dialled".
 * `rules` are those it was read by. Throws `invalid-request` when they name no country there is.
 */
export function explainRule(
  { rule, outside, digits }: Pick<DialledNumber, 'rule' | 'outside' | 'digits'>,
  rules: DiallingRules,
): string {
  const plan = findNumberingPlan(rules.country);
  switch (rule) {
    case 'plus':
      return 'a plus and the country code were dialled';
    case 'international-prefix': {
      const length = measureInternational(outside, rules.international, plan);
      return `the international prefix ${outside.slice(0, length)} was dialled`;
    }
    case 'country-code':
      return `the country code ${plan.callingCode} was dialled without a prefix`;
    case 'national-prefix':
      return `the national prefix ${rules.national} was dialled`;
    case 'national':
      return 'the whole national number was dialled';
    case 'local':
      return `the area code ${rules.areaCode} of the site was left out`;
    case 'carrier-prefix': {
      const length = measureCarrierPrefix(rules.carrierPrefixes ?? plan.carrierPrefixes, outside);
      const prefix = length === 0 ? '' : ` ${outside.slice(0, length)}`;
      return `a carrier was chosen by its prefix${prefix}, which is no part of the number`;
    }
    case 'emergency':
      return `${digits} is an emergency number`;
    case 'feature-code':
      return `${digits} is a code of the PBX`;
    case 'short-code':
      return `${digits} is a short number, taken as it was dialled`;
    case 'inside':
      return 'it was dialled inside the PBX';
    case 'as-dialled':
      return 'no dialling rule explains it, so it is taken as it was dialled';
  }
}
