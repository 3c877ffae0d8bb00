import { isDeepStrictEqual } from 'node:util';
import { formatMicros } from '../core/money.ts';
import type { Rate } from '../core/rate-card.ts';
import type { DeckTerms, DeckVersionRow } from '../store/catalog/rates-decks.ts';
import type { RateComparison } from './compare-rates.ts';
import { findGaps } from './find-gaps.ts';
import { findJumps } from './find-jumps.ts';
import { keepLargest } from './keep-largest.ts';
import { kindOf, listPriceChanges, type PriceChange } from './price-change.ts';

/** What an import changes, in counts of rates and the largest of them. */
export interface DeckChanges {
  /** First day of the version that it is compared with: the one it replaces, else the one before it. */
  readonly against: string | null;
  readonly added: number;
  readonly removed: number;
  readonly unchanged: number;
  /** All that follow: prices that rose and none that fell, the other way round, and whatever else. */
  readonly changed: number;
  readonly dearer: number;
  readonly cheaper: number;
  readonly otherwise: number;
  /** The largest changes of a price, by factor. */
  readonly largest: readonly ShownChange[];
  /** The first of the rates that are new, and of those that are gone; none where there is nothing to compare with. */
  readonly firstAdded: readonly ShownRate[];
  readonly firstRemoved: readonly ShownRate[];
  /** Beside the rates: sentences. */
  readonly terms: readonly string[];
  /** Times at which prefixes have no price: sentences. */
  readonly gaps: readonly string[];
  /** How many prices a minute are oddly far from before; sentences about the largest. */
  readonly jumps: number;
  readonly largestJumps: readonly string[];
}

/** A price of a prefix in a band that is another now; prices as decimal texts. */
interface ShownChange extends Pick<Rate, 'prefix' | 'band' | 'destination'>, Pick<PriceChange, 'price'> {
  readonly before: string;
  readonly after: string;
}

/** A rate as it is pointed out. */
interface ShownRate extends Pick<Rate, 'prefix' | 'band' | 'destination'> {
  /** From the first second on, as decimal text. */
  readonly perMinute: string;
}

const SHOWN = 20;

export function describeChanges(
  compared: { readonly version: DeckVersionRow; readonly rates: readonly Rate[] } | undefined,
  terms: DeckTerms,
  rates: readonly Rate[],
  comparison: RateComparison,
): DeckChanges {
  const kinds = { dearer: 0, cheaper: 0, otherwise: 0 };
  const largest = keepLargest<ShownChange>(SHOWN);
  for (const { before, after } of comparison.changed) {
    const changes = listPriceChanges(before, after);
    kinds[kindOf(changes)] += 1;
    for (const change of changes) largest.take(change.factor, () => showChange(after, change));
  }
  const jumps = findJumps(compared?.rates, rates, comparison);
  return {
    against: compared?.version.from ?? null,
    added: comparison.added.length,
    removed: comparison.removed.length,
    unchanged: comparison.unchanged,
    changed: comparison.changed.length,
    ...kinds,
    largest: largest.list(),
    firstAdded: compared === undefined ? [] : showFirst(comparison.added),
    firstRemoved: showFirst(comparison.removed),
    terms: compared === undefined ? [] : describeTerms(compared.version, terms),
    gaps: findGaps(rates, terms.windows),
    jumps: jumps.length,
    largestJumps: jumps.slice(0, SHOWN).map(({ message }) => message),
  };
}

function showFirst(rates: readonly Rate[]): readonly ShownRate[] {
  return rates.slice(0, SHOWN).map(({ prefix, band, destination, steps }) => {
    return { prefix, band, destination, perMinute: formatMicros(steps[0]?.perMinute ?? 0) };
  });
}

function showChange({ prefix, band, destination }: Rate, { price, before, after }: PriceChange): ShownChange {
  return { prefix, band, destination, price, before: formatMicros(before), after: formatMicros(after) };
}

/** Sentences about what differs beside the rates. */
function describeTerms(before: DeckTerms, after: DeckTerms): readonly string[] {
  const told: string[] = [];
  const compare = (what: string, old: string, now: string) => {
    if (old !== now) told.push(`${what}: ${old}, now ${now}.`);
  };
  compare('Last day before', before.to ?? 'none', after.to ?? 'none');
  compare('Crossing of bands', before.crossing, after.crossing);
  compare('Zone of the bands', before.zone ?? "the PBX's", after.zone ?? "the PBX's");
  if (!isDeepStrictEqual(before.windows, after.windows)) {
    told.push(`The bands' times are others: ${before.windows.length} windows, now ${after.windows.length}.`);
  }
  if (!isDeepStrictEqual(before.holidays, after.holidays)) {
    told.push(`The holidays are others: ${before.holidays.length}, now ${after.holidays.length}.`);
  }
  return told;
}
