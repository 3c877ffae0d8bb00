import { formatMoney } from '../core/money.ts';
import type { GroupChange } from '../core/rating-run.ts';
import { PriceSums } from '../rating/price-sums.ts';

/** What is told of a group beside its sums. */
export interface GroupTotals extends GroupChange {
  /** Calls whose charge is another, though it may come to the same sum. */
  readonly recharged: number;
  /** Whether any call of it came, went, or got another charge. */
  readonly isTouched: boolean;
}

interface Counts {
  changed: number;
  recharged: number;
  becameKnown: number;
  becameUnknown: number;
  isTouched: boolean;
}

/**
 * Old costs and new ones by group, a number of a list of names. A call that changes its group leaves the one and comes to
 * the other. Money is millionths, NaN where it is unknown.
 */
export class PriceGroups {
  readonly #before = new PriceSums();
  readonly #after = new PriceSums();
  readonly #counts: Counts[] = [];

  add(groupBefore: number, group: number, costBefore: number, cost: number, isRecharged: boolean): void {
    const isKnownBefore = !Number.isNaN(costBefore);
    const isKnown = !Number.isNaN(cost);
    if (isKnownBefore) this.#before.add(groupBefore, costBefore);
    if (isKnown) this.#after.add(group, cost);
    const counts = this.#counts[group] ?? this.#begin(group);
    const earlier = groupBefore === group ? counts : (this.#counts[groupBefore] ?? this.#begin(groupBefore));
    if (!isRecharged) return;
    counts.isTouched = true;
    earlier.isTouched = true;
    counts.recharged += 1;
    if (cost !== costBefore && (isKnown || isKnownBefore)) counts.changed += 1;
    if (isKnown && !isKnownBefore) counts.becameKnown += 1;
    if (!isKnown && isKnownBefore) earlier.becameUnknown += 1;
  }

  #begin(group: number): Counts {
    const counts = { changed: 0, recharged: 0, becameKnown: 0, becameUnknown: 0, isTouched: false };
    this.#counts[group] = counts;
    return counts;
  }

  /** Every group with calls, those whose sum changes most first. */
  list(names: readonly string[]): readonly GroupTotals[] {
    const groups = names.flatMap((name, group) => {
      const counts = this.#counts[group];
      if (counts === undefined) return [];
      const [before, after] = [this.#before.of(group), this.#after.of(group)];
      return [{ name, counts, before, after, difference: sizeOf(after - before) }];
    });
    groups.sort((one, other) => compare(other.difference, one.difference) || compare(one.name, other.name));
    return groups.map(({ name, counts, before, after }) => ({
      ...{ name, ...counts, before: formatMoney(before), after: formatMoney(after) },
    }));
  }
}

function sizeOf(micros: bigint): bigint {
  return micros < 0n ? -micros : micros;
}

function compare<T extends bigint | string>(one: T, other: T): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
