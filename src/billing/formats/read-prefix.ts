/** E.164 numbers have at most fifteen digits; codes begin with `*` or `#`. */
const PREFIX = /^(?:[0-9]|[*#][0-9*#])[0-9*#]{0,14}$/;
const MOST_CODES = 10_000;
const MARKS = /[\s().\u00a0-]/g;
const SPACING = /[\s().\u00a0]/g;

export type PrefixRead = { readonly prefixes: readonly string[] } | { readonly fault: string };

/** What stands for "any destination" in other products: the first digits that E.164 numbers have. */
export const ANY_DESTINATION = ['1', '2', '3', '4', '5', '6', '7', '8', '9'] as const;

/**
 * A prefix as other products write it → E.164 digits: `+` and the international `00` go, and where `countryCode` is
 * given a national `0` gives way to it. Codes that are dialled as they stand stay.
 */
export function readPrefix(text: string, countryCode = ''): PrefixRead {
  const plain = text.trim();
  if (/^\d+([.,]\d+)?e\+\d+$/i.test(plain) || /^\d+\.0+$/.test(plain)) {
    return {
      fault: `"${plain}" was made a number by a spreadsheet: format the column as text and save again.`,
    };
  }
  const digits = plain.replace(MARKS, '').replace(/^(?:\+|00(?=[1-9]))/, '');
  if (countryCode !== '' && /^0[1-9]/.test(digits)) return { prefixes: [countryCode + digits.slice(1)] };
  if (/^0\d{3}/.test(digits)) {
    return {
      fault: `"${plain}" begins with 0: give the country code of national prefixes with --country-code (as in --country-code 44), or write the prefix as in E.164.`,
    };
  }
  if (!PREFIX.test(digits)) {
    return { fault: `"${plain}" is no prefix: write 1 to 15 digits, or a code that begins with * or #.` };
  }
  return { prefixes: [digits] };
}

/**
 * A list of codes → prefixes: `20, 7911-7919` has ten, each with `before` (the country code) in front. Commas,
 * semicolons, bars and line ends part the codes; a range's end may be short (`7911-19`).
 */
export function readCodeList(text: string, before = '', countryCode = ''): PrefixRead {
  const parts = text.split(/[,;|/\n]/).filter((part) => part.trim() !== '');
  if (parts.length === 0) {
    return before === ''
      ? { fault: 'The prefix is empty: write its digits.' }
      : readPrefix(before, countryCode);
  }
  const odd = before === '' ? findOdd(parts) : undefined;
  if (odd !== undefined) {
    return {
      fault: `"${text.trim()}" shows a country code in some of its codes and none in "${odd.trim()}": write it in each, or in a column of its own.`,
    };
  }
  const prefixes: string[] = [];
  for (const part of parts) {
    const read = readRange(part.trim(), before, countryCode);
    if ('fault' in read) return read;
    prefixes.push(...read.prefixes);
  }
  return { prefixes };
}

/** Of `+49 15, 16` the 16 may be meant to follow 49: the first code that does not show its country as others do. */
function findOdd(parts: readonly string[]): string | undefined {
  const showsCountry = (part: string) => /^\s*(?:\+|00[1-9])|\d\s+\(?\d/.test(part);
  return parts.some(showsCountry) ? parts.find((part) => !showsCountry(part)) : undefined;
}

function readRange(text: string, before: string, countryCode: string): PrefixRead {
  const codes = expandRange(text);
  if (codes === undefined) {
    return {
      fault: `"${text}" is no range of codes: write both ends with as many digits, the smaller one first, and at most ${MOST_CODES} codes between them.`,
    };
  }
  const prefixes: string[] = [];
  for (const code of codes) {
    const read = readPrefix(before === '' ? code : before + code.replace(/^0(?=[1-9])/, ''), countryCode);
    if ('fault' in read) return read;
    prefixes.push(...read.prefixes);
  }
  return { prefixes };
}

/** One dash between digits is a range, unless its end is longer: `1-809` is a country and an area. */
function expandRange(text: string): readonly string[] | undefined {
  const match = /^(\+?)(\d+)[-–—](\d+)$/.exec(text.replace(SPACING, ''));
  const [, plus = '', first = '', end = ''] = match ?? [];
  if (match === null || end.length > first.length) return [text.replace(/[–—]/g, '-')];
  const last = first.slice(0, first.length - end.length) + end;
  const count = Number(last) - Number(first) + 1;
  if (count < 1 || count > MOST_CODES || first.length > 15) return undefined;
  const begin = BigInt(first);
  return Array.from(
    { length: count },
    (_, index) => plus + String(begin + BigInt(index)).padStart(first.length, '0'),
  );
}
