import { formatMicros } from '../core/money.ts';
import type { Rate } from '../core/rate-card.ts';
import type { RateComparison } from './compare-rates.ts';
import { factorOf } from './price-change.ts';

/** Prices a minute are pointed out from more than this factor on, upwards or downwards. */
const JUMP = 3;
/** Within one deck mobiles cost four times what fixed lines do: only a slipped decimal point is odd. */
const JUMP_WITHIN = 10;

/** A price a minute that is oddly far from what one would expect: a decimal point may have slipped. */
export interface PriceJump {
  readonly factor: number;
  /** A sentence. */
  readonly message: string;
}

type ByBand = ReadonlyMap<string, ReadonlyMap<string, Rate>>;

/**
 * Prices a minute of more than three times, or less than a third of, what the same numbers cost before: at the same
 * prefix, or, where the prefix is new, at the longest one that priced them. In a deck's first version more than ten times,
 * or less than a tenth of, the nearest shorter prefix of the same number type. The largest come first.
 */
export function findJumps(
  before: readonly Rate[] | undefined,
  after: readonly Rate[],
  comparison: RateComparison,
): readonly PriceJump[] {
  const jumps: PriceJump[] = [];
  const measure = (rate: Rate, other: Rate | undefined, where: string) => {
    if (other === undefined) return;
    const [now, old] = [minuteOf(rate), minuteOf(other)];
    const factor = factorOf(now, old);
    if (factor <= (before === undefined ? JUMP_WITHIN : JUMP)) return;
    const band = rate.band === '' ? '' : ` in band "${rate.band}"`;
    const message = `Prefix ${rate.prefix}${band} costs ${formatMicros(now)} a minute, against ${formatMicros(old)} ${where}.`;
    jumps.push({ factor, message });
  };
  for (const one of comparison.changed) measure(one.after, one.before, 'before');
  // A list whose prefixes are all known needs none of it, and it takes as long as all else here.
  const known = comparison.added.length === 0 ? new Map() : groupByBand(before ?? after);
  const isFirst = before === undefined;
  for (const rate of comparison.added) {
    const parent = findParent(known, rate, isFirst);
    const where = isFirst ? `at prefix ${parent?.prefix}` : `before, at prefix ${parent?.prefix}`;
    measure(rate, parent, where);
  }
  return jumps.sort((one, other) => (one.factor === other.factor ? 0 : other.factor - one.factor));
}

function minuteOf({ steps }: Rate): number {
  return steps[0]?.perMinute ?? 0;
}

function groupByBand(rates: readonly Rate[]): ByBand {
  const byBand = new Map<string, Map<string, Rate>>();
  for (const rate of rates) {
    const byPrefix = byBand.get(rate.band) ?? new Map<string, Rate>();
    byBand.set(rate.band, byPrefix.set(rate.prefix, rate));
  }
  return byBand;
}

/** The rate of the longest shorter prefix, in the same band, else outside all bands. */
function findParent(known: ByBand, rate: Rate, sameType: boolean): Rate | undefined {
  const [banded, plain] = [known.get(rate.band), known.get('')];
  for (let length = rate.prefix.length - 1; length > 0; length--) {
    const prefix = rate.prefix.slice(0, length);
    const parent = banded?.get(prefix) ?? plain?.get(prefix);
    if (parent !== undefined && (!sameType || parent.numberType === rate.numberType)) return parent;
  }
  return undefined;
}
