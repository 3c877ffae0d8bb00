import type { Micros } from '../core/money.ts';

/** A call as a carrier bills it. */
export interface BillLine {
  /** Line of the file, from 1. */
  readonly line: number;
  /** E.164 digits, or the dial string of a short number or code. */
  readonly number: string;
  /** UTC epoch seconds: when it began or was answered, which of the two bills seldom say. */
  readonly startAt: number;
  /** The other instant that the time means, where the clocks went back over it. */
  readonly alsoAt: number | null;
  readonly seconds: number;
  /** Below 0 for a credit. */
  readonly price: Micros;
}

/** A line of the bill whose cells have names. */
export interface BillRow {
  readonly line: number;
  readonly where: string;
  readonly cell: (column: string) => string;
}

/** An attempt that nobody answered: carriers' records list them, and bill nothing. */
export function isAttempt({ seconds, price }: Pick<BillLine, 'seconds' | 'price'>): boolean {
  return seconds === 0 && price === 0;
}
