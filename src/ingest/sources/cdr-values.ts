import type { Disposition } from '../../core/cdr.ts';

/** The most that a count of seconds or a sequence number may be: both are kept as 32-bit integers. */
export const MOST_COUNTED = 2 ** 31 - 1;
/** Leaves room above for the ids that are given to records without one, within what a number holds exactly. */
export const MOST_ACCTID = 2 ** 52 - 1;

const DISPOSITIONS: ReadonlyMap<string, Disposition> = new Map<string, Disposition>([
  ['ANSWERED', 'ANSWERED'],
  ['NO ANSWER', 'NO ANSWER'],
  ['NOANSWER', 'NO ANSWER'],
  ['BUSY', 'BUSY'],
  ['FAILED', 'FAILED'],
  ['CONGESTION', 'CONGESTION'],
  // Asterisk's numbers (cdr.h, since version 1.8), which cdr_custom writes for ${CDR(disposition,u)}.
  ['0', 'NO ANSWER'],
  ['1', 'NO ANSWER'],
  ['2', 'FAILED'],
  ['4', 'BUSY'],
  ['8', 'ANSWERED'],
  ['16', 'CONGESTION'],
]);

/** A disposition by Asterisk's word or number for it, in any case, `NO_ANSWER` and `NO-ANSWER` included. */
export function readDisposition(text: string): Disposition | undefined {
  return (
    DISPOSITIONS.get(text) ??
    DISPOSITIONS.get(
      text
        .trim()
        .toUpperCase()
        .replaceAll(/[ _-]+/g, ' '),
    )
  );
}

/** A whole number from 0 to `most`, NaN for anything else; a fraction, which `${CDR(billsec,f)}` writes, is dropped. */
export function readWhole(text: string, most: number): number {
  let value = 0;
  for (let at = 0; at < text.length; at++) {
    const digit = text.charCodeAt(at) - 0x30;
    if (digit < 0 || digit > 9) {
      return at > 0 && /^\.\d+$/.test(text.slice(at)) ? value : Number.NaN;
    }
    value = value * 10 + digit;
    if (value > most) return Number.NaN;
  }
  return text === '' ? Number.NaN : value;
}

/** The same, and null for an empty text. */
export function readWholeOrNull(text: string, most: number): number | null {
  return text === '' ? null : readWhole(text, most);
}
