import type { Refuse } from '../core/collect-faults.ts';
import { findNumberingPlan } from '../core/numbering-plan.ts';
import { type DiallingRules, readDialString } from '../core/phone-number.ts';
import type { BillRow } from './bill-line.ts';
import type { BillMapping } from './bill-mapping.ts';

export type ReadNumber = (row: BillRow) => string | undefined;

const MARKS = /[\s\u00a0().\-/'’]/g;
const SHORTEST_E164 = 7;

/**
 * Decides once for the whole bill whether digits without a plus are E.164 or as one dials by `rules` (whose outside line
 * carriers never see): where none begins with a national or international prefix, by what more of them can be.
 */
export function decideNumbers(
  rows: readonly BillRow[],
  mapping: BillMapping,
  rules: DiallingRules,
  refuse: Refuse,
  note: (text: string) => void,
): ReadNumber {
  const outside = { ...rules, outsideLine: '' };
  const form = mapping.numbers ?? guessForm(rows, outside, note);
  const known = new Map<string, string>();
  return (row) => {
    const text = row.cell('number');
    const read = known.get(text) ?? readNumber(text, form, outside);
    if (read !== undefined) {
      known.set(text, read);
      return read;
    }
    refuse(row.where, explain(text));
    return undefined;
  };
}

function guessForm(
  rows: readonly BillRow[],
  rules: DiallingRules,
  note: (text: string) => void,
): 'e164' | 'dialled' {
  const plan = findNumberingPlan(rules.country);
  let [national, international] = [0, 0];
  let example = '';
  for (const row of rows) {
    const text = row.cell('number').replace(MARKS, '');
    if (!/^\d+$/.test(text) || text.length < SHORTEST_E164) continue;
    if (text.startsWith('0')) return tell('dialled', text, note);
    if (plan.isNational(text)) national += 1;
    if (text.startsWith(plan.callingCode) && plan.isNational(text.slice(plan.callingCode.length)))
      international += 1;
    example ||= text;
  }
  if (example === '') return 'dialled';
  return tell(national > international ? 'dialled' : 'e164', example, note);
}

function tell(form: 'e164' | 'dialled', by: string, note: (text: string) => void): 'e164' | 'dialled' {
  note(
    form === 'e164'
      ? `Numbers without a plus begin with their country code, as in "${by}".`
      : `Numbers without a plus are read as dialled, as in "${by}".`,
  );
  return form;
}

function readNumber(text: string, form: 'e164' | 'dialled', rules: DiallingRules): string | undefined {
  const bare = text.replace(MARKS, '');
  if (!/^\+?[\d*#]+$/.test(bare) || /\d\*+$/.test(bare)) return undefined;
  if (form === 'e164' && /^\d+$/.test(bare) && bare.length >= SHORTEST_E164) {
    return readDialString(`+${bare}`, rules).digits;
  }
  return readDialString(bare, rules).digits;
}

function explain(text: string): string {
  if (text === '') return 'The number is missing: ask the carrier for it, or take the line away.';
  if (/^\+?\d{3,}[xX*]+$/.test(text.replace(MARKS, ''))) {
    return `The number "${text}" is masked: ask the carrier for a bill with whole numbers.`;
  }
  if (/^\d[.,]?\d*e\+?\d+$/i.test(text)) {
    return `The number "${text}" was rounded by a spreadsheet: take the file as the carrier sent it.`;
  }
  return `"${text}" is no number: write digits, with or without a plus before the country code.`;
}
