import type { Scope } from '../core/scope.ts';
import type { AskedDays } from './read-work-request.ts';

/** What of the calls is looked at. Instants are UTC epoch seconds, half-open. */
export interface WorkLook {
  readonly scope: Scope;
  readonly fromAt: number;
  readonly toAt: number;
  /** Whether somebody named the days. */
  readonly isAsked: boolean;
  readonly source: string | undefined;
  readonly lateSeconds: number;
}

const DAYS = 30;
const DAY_SECONDS = 86_400;
const LAST_INSTANT = 0xffff_ffff;

/** The days that are asked for; without any the last 30, and what is to come. */
export function lookFrom(
  { fromAt, toAt }: AskedDays,
  now: number,
): Pick<WorkLook, 'fromAt' | 'toAt' | 'isAsked'> {
  const end = toAt ?? LAST_INSTANT;
  const start = fromAt ?? Math.max(0, Math.min(end, now) - DAYS * DAY_SECONDS);
  return { fromAt: start, toAt: end, isAsked: fromAt !== undefined || toAt !== undefined };
}
