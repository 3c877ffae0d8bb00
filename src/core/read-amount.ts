import { type Decimal, parseDecimal } from './decimal.ts';

export type DecimalMark = 'point' | 'comma';

/** Signs and codes of currencies, and spaces and apostrophes between thousands. */
const DRESSING =
  /[\s\u00a0\u202f'’]|[$€£¥₹₽]|(?<![A-Za-z])[A-Z]{3}(?![A-Za-z])|(?<=\d\s?)(?:ct|cts|cent|cents|p|pence)\b\.?/g;
const GROUPED = { point: /^-?\d{1,3}(?:,\d{3})+(?:\.\d*)?$/, comma: /^-?\d{1,3}(?:\.\d{3})+(?:,\d*)?$/ };

/** A price without its currency: `€ 1.234,50` → `1.234,50`; empty where nothing like a number is left. */
export function undressAmount(text: string): string {
  const bare = text.replace(DRESSING, '').replace(/^-$|^[–—]$/, '');
  return /^-?[\d.,]*\d[\d.,]*$/.test(bare) ? bare : '';
}

/** A price by the decimal mark, thousands parted by the other mark or spaces; undefined when it is none. */
export function readAmount(text: string, mark: DecimalMark): Decimal | undefined {
  const bare = undressAmount(text);
  if (bare === '') return undefined;
  const [decimal, thousands] = mark === 'point' ? ['.', ','] : [',', '.'];
  if (bare.includes(thousands) && !GROUPED[mark].test(bare)) return undefined;
  return parseDecimal(bare.replaceAll(thousands, '').replace(decimal, '.'));
}

/**
 * The decimal mark by the prices that tell: the later of both marks, one that is not before three digits, or one after
 * a lone 0. `unclear` is a price that could be either and no other tells.
 */
export function guessDecimal(
  texts: readonly string[],
):
  | { readonly mark: DecimalMark; readonly by: string }
  | { readonly unclear: string }
  | { readonly both: readonly [string, string] }
  | undefined {
  const telling = new Map<DecimalMark, string>();
  let unclear: string | undefined;
  for (const text of texts) {
    const bare = undressAmount(text);
    const mark = tellMark(bare);
    if (mark === 'unclear') unclear ??= text;
    else if (mark !== undefined && !telling.has(mark)) telling.set(mark, text);
  }
  const [point, comma] = [telling.get('point'), telling.get('comma')];
  if (point !== undefined && comma !== undefined) return { both: [point, comma] };
  if (point !== undefined) return { mark: 'point', by: point };
  if (comma !== undefined) return { mark: 'comma', by: comma };
  return unclear === undefined ? undefined : { unclear };
}

function tellMark(bare: string): DecimalMark | 'unclear' | undefined {
  const [point, comma] = [bare.lastIndexOf('.'), bare.lastIndexOf(',')];
  if (point === -1 && comma === -1) return undefined;
  const last = point > comma ? 'point' : 'comma';
  if (point !== -1 && comma !== -1) return last;
  const other = last === 'point' ? 'comma' : 'point';
  const mark = last === 'point' ? '.' : ',';
  if (bare.indexOf(mark) !== bare.lastIndexOf(mark)) return other;
  return /^-?[1-9]\d{0,2}[.,]\d{3}$/.test(bare) ? 'unclear' : last;
}
