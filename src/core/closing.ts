/** A closing: the figures of a company's month as they were invoiced, which nothing changes any more. */
export interface Closing {
  readonly company: string;
  /** `2026-10`, of the PBX's zone. */
  readonly month: string;
  /** Calls that started in `[fromAt, toAt)` (UTC epoch seconds). It begins where the month that was closed before it ended. */
  readonly fromAt: number;
  readonly toAt: number;
  /** Version of the legs that are in it. */
  readonly version: number;
  /** Name of the directory as it was then, and the revision of the rate card. */
  readonly directory: string;
  readonly rates: number;
  readonly closedAt: Date;
  readonly closedBy: string;
  readonly reason: string;
}

/** The month after one: `2026-12` → `2027-01`. */
export function monthAfter(month: string): string {
  const [year = 0, number = 0] = month.split('-').map(Number);
  return toMonth(number === 12 ? year + 1 : year, (number % 12) + 1);
}

/** `2026-10`. */
export function toMonth(year: number, month: number): string {
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}`;
}
