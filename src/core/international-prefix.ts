import type { NumberingPlan } from './numbering-plan.ts';

const ZERO = 48;

/**
 * How many digits of a text of digits are an international prefix; 0 for none. `international` is the one of the
 * dialling rules: who dials the usual prefix of the country can dial those of its carriers too. No country code begins
 * with 0.
 */
export function measureInternational(text: string, international: string, plan: NumberingPlan): number {
  let length = 0;
  if (international === plan.international) length = plan.measureInternational(text);
  else if (text.startsWith(international)) length = international.length;
  return text.length > length && text.charCodeAt(length) !== ZERO ? length : 0;
}
