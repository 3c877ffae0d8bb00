import type { Rate } from '../core/rate-card.ts';
import type { RateChanges } from '../store/catalog/rates-rows.ts';

/** How two lists of rates differ. */
export interface RateComparison {
  readonly added: readonly Rate[];
  readonly changed: readonly { readonly before: Rate; readonly after: Rate }[];
  readonly removed: readonly Rate[];
  readonly unchanged: number;
}

/** Compares two lists of rates, in each of which a prefix stands once a band. */
export function compareRates(before: readonly Rate[], after: readonly Rate[]): RateComparison {
  const left = new Map(before.map((rate) => [rateKey(rate), rate]));
  const added: Rate[] = [];
  const changed: { before: Rate; after: Rate }[] = [];
  for (const rate of after) {
    const key = rateKey(rate);
    const old = left.get(key);
    left.delete(key);
    if (old === undefined) added.push(rate);
    else if (!isSameRate(old, rate)) changed.push({ before: old, after: rate });
  }
  const unchanged = after.length - added.length - changed.length;
  return { added, changed, removed: [...left.values()], unchanged };
}

/** What makes the old rates the new ones. */
export function toRateChanges({ added, changed, removed }: RateComparison): RateChanges {
  return {
    gone: [...changed.map((one) => one.before), ...removed],
    come: [...changed.map((one) => one.after), ...added],
  };
}

/** What a rate is itself by, in one text: prefixes hold no blanks. */
function rateKey({ prefix, band }: Pick<Rate, 'prefix' | 'band'>): string {
  return `${prefix} ${band}`;
}

function isSameRate(one: Rate, other: Rate): boolean {
  return (
    one.destination === other.destination &&
    one.numberType === other.numberType &&
    one.connectCharge === other.connectCharge &&
    one.minimumCharge === other.minimumCharge &&
    one.freeSeconds === other.freeSeconds &&
    one.firstIncrement === other.firstIncrement &&
    one.steps.length === other.steps.length &&
    one.steps.every((step, at) => {
      const twin = other.steps[at];
      return (
        step.afterSeconds === twin?.afterSeconds &&
        step.perMinute === twin.perMinute &&
        step.nextIncrement === twin.nextIncrement
      );
    })
  );
}
