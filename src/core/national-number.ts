import type { NumberingPlan } from './numbering-plan.ts';

/** Dial strings up to this length that no prefix explains are short numbers: 118118 is never a subscriber's. */
export const LONGEST_SHORT = 6;

/** Shorter ones are extensions, though some villages have numbers of four digits. */
const SHORTEST_BARE = 5;

/**
 * The national number of what stands after a country code: `(0)20 …` loses the national prefix left in by mistake,
 * Argentina's `11 15 …` becomes `9 11 …`. Reading its own answer again changes nothing.
 */
export function settleNational(written: string, national: string, plan: NumberingPlan): string {
  if (plan.isNational(written)) return written;
  const cut = withoutPrefix(written, national);
  if (cut !== undefined && plan.isNational(cut)) return cut;
  const rewritten = national === plan.national ? plan.rewriteNational(written)?.digits : undefined;
  if (rewritten !== undefined && plan.isNational(rewritten)) return rewritten;
  if (cut === undefined || plan.isPossibleLength(written.length) || !plan.isPossibleLength(cut.length))
    return written;
  return settleNational(cut, national, plan);
}

export interface BareReading {
  readonly rule: 'local' | 'national' | 'country-code';
  /** National number. */
  readonly digits: string;
}

/**
 * What digits without a prefix are: the first of these that the country's patterns admit, and failing that, that its
 * lengths admit. A number of this place (`areaCode` is not empty); a number with its area code, before the local one
 * where no national prefix sets the two apart and for services that nothing is dialled before; a number with its
 * country code. Undefined when they are none, as most texts of up to six digits are.
 */
export function readBareDigits(
  text: string,
  { national, areaCode }: { readonly national: string; readonly areaCode: string },
  plan: NumberingPlan,
): BareReading | undefined {
  if (text.length <= LONGEST_SHORT) return readFewDigits(text, areaCode, plan);
  const isNational = plan.isNational(text);
  if (isNational && (national === '' || plan.isService(text))) return { rule: 'national', digits: text };
  const local = readLocal(text, areaCode, plan);
  if (local !== undefined) return local;
  if (isNational) return { rule: 'national', digits: text };
  const abroad = withoutPrefix(text, plan.callingCode);
  if (abroad !== undefined && plan.isNational(abroad)) return { rule: 'country-code', digits: abroad };
  return readByLength(text, national, areaCode, plan);
}

function readFewDigits(text: string, areaCode: string, plan: NumberingPlan): BareReading | undefined {
  if (text.length < SHORTEST_BARE) return undefined;
  if (plan.isNational(text) && plan.isService(text)) return { rule: 'national', digits: text };
  return plan.isShortCode(text) ? undefined : readLocal(text, areaCode, plan);
}

function readLocal(text: string, areaCode: string, plan: NumberingPlan): BareReading | undefined {
  if (areaCode === '') return undefined;
  const digits = areaCode + text;
  if (plan.isFixedLine(digits)) return { rule: 'local', digits };
  const rewritten = plan.rewriteNational(digits)?.digits;
  return rewritten !== undefined && plan.isNational(rewritten)
    ? { rule: 'local', digits: rewritten }
    : undefined;
}

/** New ranges come before the metadata that knows them: what has a possible length is a number all the same. */
function readByLength(
  text: string,
  national: string,
  areaCode: string,
  plan: NumberingPlan,
): BareReading | undefined {
  const asNational: BareReading = { rule: 'national', digits: text };
  const isPossible = plan.isPossibleLength(text.length);
  if (isPossible && national === '') return asNational;
  if (areaCode !== '' && plan.isPossibleLength(areaCode.length + text.length)) {
    return { rule: 'local', digits: areaCode + text };
  }
  return isPossible ? asNational : undefined;
}

function withoutPrefix(text: string, prefix: string): string | undefined {
  return prefix !== '' && text.startsWith(prefix) ? text.slice(prefix.length) : undefined;
}
