import type { CallsOf } from '../../parts/calls-link.tsx';

/** So many months, the last one last: `2026-11` and those before it. */
export function listMonths(last: string, count: number): readonly string[] {
  return Array.from({ length: count }, (_, at) => addMonths(last, at + 1 - count));
}

function addMonths(month: string, count: number): string {
  const [year = 0, number = 1] = month.split('-').map(Number);
  return new Date(Date.UTC(year, number - 1 + count, 1)).toISOString().slice(0, 7);
}

/** Whole months as the server's questions have them: `to` is the first day that is left out. */
export function spanOf(months: readonly string[]): { readonly from: string; readonly to: string } {
  const [first = '1970-01'] = months;
  return { from: `${first}-01`, to: `${addMonths(months.at(-1) ?? first, 1)}-01` };
}

/** The days of months as they stand in an address: `to` is the last one. */
export function daysOf(months: readonly string[]): Pick<CallsOf, 'period' | 'from' | 'to'> {
  const { from, to } = spanOf(months);
  const last = new Date(Date.parse(`${to}T00:00:00Z`) - DAY_MS).toISOString().slice(0, 10);
  return { period: undefined, from, to: last };
}

const DAY_MS = 86_400_000;
