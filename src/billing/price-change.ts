import type { Micros } from '../core/money.ts';
import type { Rate } from '../core/rate-card.ts';

/** A price of a rate that is another now. */
export interface PriceChange {
  /** `perMinute`, `perMinute after 60 seconds`, `connectCharge` or `minimumCharge`. */
  readonly price: string;
  readonly before: Micros;
  readonly after: Micros;
  /** How many times the smaller the larger is; infinite against 0. */
  readonly factor: number;
}

export type ChangeKind = 'dearer' | 'cheaper' | 'otherwise';

/** The prices in which two rates of one prefix and band differ. */
export function listPriceChanges(before: Rate, after: Rate): readonly PriceChange[] {
  const changes: PriceChange[] = [];
  const compare = (price: string, old: Micros, now: Micros) => {
    if (old !== now) changes.push({ price, before: old, after: now, factor: factorOf(old, now) });
  };
  for (const seconds of listStarts(before, after)) {
    const price = seconds === 0 ? 'perMinute' : `perMinute after ${seconds} seconds`;
    compare(price, minuteAt(before, seconds), minuteAt(after, seconds));
  }
  compare('connectCharge', before.connectCharge, after.connectCharge);
  compare('minimumCharge', before.minimumCharge, after.minimumCharge);
  return changes;
}

/** Dearer where some price rose and none fell, cheaper the other way round; otherwise changed in all other cases. */
export function kindOf(changes: readonly PriceChange[]): ChangeKind {
  const rose = changes.filter(({ before, after }) => after > before).length;
  if (changes.length === 0) return 'otherwise';
  if (rose === changes.length) return 'dearer';
  return rose === 0 ? 'cheaper' : 'otherwise';
}

/** How many times the smaller the larger is; infinite against 0. */
export function factorOf(one: Micros, other: Micros): number {
  const [low, high] = one < other ? [one, other] : [other, one];
  if (high === 0) return 1;
  return low === 0 ? Number.POSITIVE_INFINITY : high / low;
}

const FROM_THE_START = [0];

/** Where any step of the two begins; nearly all rates have one. */
function listStarts(before: Rate, after: Rate): Iterable<number> {
  if (before.steps.length === 1 && after.steps.length === 1) return FROM_THE_START;
  return new Set([...before.steps, ...after.steps].map((step) => step.afterSeconds));
}

function minuteAt({ steps }: Rate, seconds: number): Micros {
  return steps.findLast(({ afterSeconds }) => afterSeconds <= seconds)?.perMinute ?? 0;
}
