import type { Refuse } from '../../core/collect-faults.ts';
import type { NamedRow } from './named-columns.ts';
import { readCodeList } from './read-prefix.ts';

/** How the prefix of a row is put together. */
export interface CodeReading {
  /** Whether the row has something in the place of a prefix that looks like one. */
  readonly has: (row: NamedRow) => boolean;
  readonly prefixes: (row: NamedRow) => readonly string[];
}

const LOOKS_LIKE_CODES = /^[+*#(]?[\d(][\d\s\u00a0()+.,;/|*#–—\n-]*$|^[*#]+\d*[*#]*$|^\d[\d.,]*e\+\d+$/i;
const PLUS = /^(?:\+|00)/;

/**
 * A country code beside a prefix: before it where no prefix begins with it, none of its business where all do. Country
 * codes in letters (`GB`) say nothing. What is neither is refused with the option that settles it.
 */
export function decideCodes(
  rows: readonly NamedRow[],
  columns: ReadonlyMap<string, number>,
  countryCode: string,
  refuse: Refuse,
  note: (text: string) => void,
): CodeReading {
  const local = columns.has('areaCode') ? 'areaCode' : 'prefix';
  const isJoined = columns.has('countryCode') && joinsCountry(rows, columns, refuse, note);
  const before = (row: NamedRow) => (isJoined ? bare(row.cell('countryCode')) : '');
  const has = (row: NamedRow) => {
    const own = row.cell(local);
    return own === '' ? before(row) !== '' && /^\d+$/.test(before(row)) : LOOKS_LIKE_CODES.test(own);
  };
  return {
    has,
    prefixes: (row) => {
      const read = readCodeList(row.cell(local), before(row), countryCode);
      if ('fault' in read) {
        refuse(row.where, read.fault);
        return [];
      }
      if (read.prefixes.length > 1 && /\d\s*[-–—]\s*\d/.test(row.cell(local))) {
        note(
          `Line ${row.line}: "${row.cell(local)}" read as ${read.prefixes.length} prefixes, ${read.prefixes[0]} to ${read.prefixes.at(-1)}.`,
        );
      }
      return read.prefixes;
    },
  };
}

function joinsCountry(
  rows: readonly NamedRow[],
  columns: ReadonlyMap<string, number>,
  refuse: Refuse,
  note: (text: string) => void,
): boolean {
  const coded = rows.filter((row) => /^\d{1,4}$/.test(bare(row.cell('countryCode'))));
  if (coded.length === 0) {
    note('The country codes are no digits: not read.');
    return false;
  }
  if (columns.has('areaCode') || !columns.has('prefix')) return true;
  const filled = coded.filter((row) => row.cell('prefix') !== '');
  const whole = filled.filter((row) => bare(row.cell('prefix')).startsWith(bare(row.cell('countryCode'))));
  if (whole.length === filled.length) {
    note('The prefixes begin with the country code: read as they stand.');
    return false;
  }
  if (whole.length === 0) {
    note('The country code is put before the prefixes.');
    return true;
  }
  const place = (columns.get('prefix') ?? 0) + 1;
  refuse(
    whole[0]?.where ?? 'the prefixes',
    `Prefix "${whole[0]?.cell('prefix')}" begins with its country code, and others do not: write --columns areaCode=${place} when the country code belongs before all, or mend the lines.`,
  );
  return false;
}

function bare(text: string): string {
  return text.replace(/\s/g, '').replace(PLUS, '');
}
