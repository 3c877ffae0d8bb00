import type { AsOf } from './as-of.ts';

/**
 * The four published reports, and the keys that each takes in its `scope`. Source: the Call Reports API; `as_of` is ours.
 */
export const REPORT_SCOPE_KEYS = {
  incalls: ['company', 'day', 'month', 'year', 'days', 'extensions', 'as_of'],
  outcalls: ['company', 'day', 'month', 'year', 'days', 'deviceids', 'keeviomerge', 'recalc', 'as_of'],
  outsummary: ['company', 'month', 'year', 'keeviomerge', 'detail', 'recalc', 'as_of'],
  allcalls: ['day', 'month', 'year', 'days', 'keeviomerge', 'recalc', 'as_of'],
} as const;

export type ReportName = keyof typeof REPORT_SCOPE_KEYS;

export const REPORT_NAMES = Object.keys(REPORT_SCOPE_KEYS) as readonly ReportName[];

export function isReportName(text: string): text is ReportName {
  return Object.hasOwn(REPORT_SCOPE_KEYS, text);
}

/** What a request asks, read and checked. */
export interface ReportRequest {
  readonly report: ReportName;
  /** Undefined where none is named. */
  readonly companies: readonly string[] | undefined;
  readonly year: number;
  readonly month: number;
  /** Undefined for the whole month. */
  readonly day: number | undefined;
  readonly days: number;
  /** Extension numbers of `incalls`, device ids of `outcalls`; undefined for all. */
  readonly keys: readonly string[] | undefined;
  readonly keevioMerge: boolean;
  readonly detail: boolean;
  readonly recalc: boolean;
  /** Undefined for the figures of now. */
  readonly asOf?: AsOf | undefined;
}
