import { divideHalfUp, formatMoney, parseMoney } from '../core/money.ts';
import type { GroupChange } from '../core/rating-run.ts';
import type { WhatIf } from './what-if.ts';

/** Costs of now and then, money as decimal text; `percent` is null where there is nothing to take it of. */
interface Change {
  readonly before: string;
  readonly after: string;
  readonly difference: string;
  readonly percent: string | null;
}

/** A what-if as the API tells it: those who would pay most more first, those who would save most last. */
export function toWhatIfAnswer({ run, comparison, currency }: WhatIf, hypothesis: string) {
  const { before, after, calls, changed, becameKnown, becameUnknown, mostChanged } = comparison;
  return {
    run: run.id,
    hypothesis,
    reason: run.reason,
    from: toInstant(run.fromAt),
    to: toInstant(run.toAt),
    companies: run.companies,
    devices: run.devices,
    rates: run.rates,
    currency,
    calls,
    changed,
    becameKnown,
    becameUnknown,
    unknown: { before: before.unknown, after: after.unknown },
    total: toChange(before.cost, after.cost),
    byCompany: toChanges(comparison.byCompany),
    byNumberType: toChanges(comparison.byNumberType),
    byDestination: toChanges(comparison.byDestination),
    mostChanged,
    madeAt: run.madeAt,
    finishedAt: run.finishedAt,
  };
}

function toChanges(groups: readonly GroupChange[]): readonly (GroupChange & Change)[] {
  return groups
    .map((group) => ({ ...group, ...toChange(group.before, group.after) }))
    .sort((one, other) => compare(other, one) || (one.name < other.name ? -1 : 1));
}

function compare(one: Change, other: Change): number {
  const [left, right] = [parseMoney(one.difference), parseMoney(other.difference)];
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

/** Percent of what is paid now, with one decimal, half-up. */
function toChange(before: string, after: string): Change {
  const [old, difference] = [parseMoney(before), parseMoney(after) - parseMoney(before)];
  return { before, after, difference: formatMoney(difference), percent: toPercent(difference, old) };
}

function toPercent(difference: bigint, old: bigint): string | null {
  if (difference === 0n) return '0.0';
  if (old <= 0n) return null;
  const tenths = divideHalfUp(difference * 1000n, old);
  const size = tenths < 0n ? -tenths : tenths;
  return `${tenths < 0n ? '-' : ''}${size / 10n}.${size % 10n}`;
}

function toInstant(at: number): string {
  return new Date(at * 1000).toISOString().replace('.000Z', 'Z');
}
