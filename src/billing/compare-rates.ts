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
  const places = new Map(before.map((rate, at) => [rateKey(rate), at]));
  const isMet = new Uint8Array(before.length);
  const added: Rate[] = [];
  const changed: { before: Rate; after: Rate }[] = [];
  for (const rate of after) {
    const at = places.get(rateKey(rate)) ?? -1;
    const old = before[at];
    if (old === undefined) {
      added.push(rate);
      continue;
    }
    isMet[at] = 1;
    if (!isSameRate(old, rate)) changed.push({ before: old, after: rate });
  }
  const unchanged = after.length - added.length - changed.length;
  return { added, changed, removed: before.filter((_rate, at) => isMet[at] === 0), unchanged };
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
  return band === '' ? prefix : `${prefix} ${band}`;
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
