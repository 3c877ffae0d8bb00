import type { Rate } from '../core/charge.ts';

export interface RateComparison {
  readonly added: number;
  readonly changed: number;
  readonly removed: number;
  readonly unchanged: number;
  /** What makes the old rates the new ones: prefixes to take out, then rates to put in. */
  readonly changes: { readonly gone: readonly string[]; readonly come: readonly Rate[] };
}

/** Compares two lists of rates, each with distinct prefixes. */
export function compareRates(before: readonly Rate[], after: readonly Rate[]): RateComparison {
  const left = new Map(before.map((rate) => [rate.prefix, rate]));
  const come: Rate[] = [];
  const replaced: string[] = [];
  for (const rate of after) {
    const old = left.get(rate.prefix);
    left.delete(rate.prefix);
    if (old !== undefined && isSameRate(old, rate)) continue;
    if (old !== undefined) replaced.push(rate.prefix);
    come.push(rate);
  }
  const removed = [...left.keys()];
  return {
    added: come.length - replaced.length,
    changed: replaced.length,
    removed: removed.length,
    unchanged: after.length - come.length,
    changes: { gone: [...replaced, ...removed], come },
  };
}

function isSameRate(one: Rate, other: Rate): boolean {
  return (
    one.destination === other.destination &&
    one.numberType === other.numberType &&
    one.connectCharge === other.connectCharge &&
    one.perMinute === other.perMinute &&
    one.firstIncrement === other.firstIncrement &&
    one.nextIncrement === other.nextIncrement &&
    one.minimumCharge === other.minimumCharge
  );
}
