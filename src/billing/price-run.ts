import type { Directory } from '../core/directory.ts';
import { monthsOf, type Period } from '../core/period.ts';
import type { RunScope } from '../core/rating-run.ts';
import type { PriceBook } from '../rating/price-book.ts';
import type { CallStore } from '../store/calls/call-store.ts';
import type { Writing } from '../store/calls/charge-rows.ts';
import { type LegBlock, readPriceableLegs } from '../store/calls/priceable-legs.ts';
import { ChargeSink } from './charge-sink.ts';
import { rateStoredLeg } from './price-stored-leg.ts';
import { AllowanceQueue } from './queue-for-allowances.ts';

/** What a run prices with. */
export interface Pricing extends Writing {
  readonly store: CallStore;
  readonly directory: Directory;
  /** Prices all legs, unless `pricesOf` gives the book of the revision that priced a leg before. */
  readonly prices: PriceBook;
  readonly pricesOf?: (rates: number) => PriceBook;
  /** Only legs above this version are read, where it is given. */
  readonly above?: number;
}

/** Legs priced between two turns of the event loop, so that reports are answered meanwhile. */
const LEGS_A_TURN = 8192;

/**
 * Prices the legs of a scope and writes the charges that differ from those they have. `onPriced` hears how many legs
 * more are priced; what it throws ends the run. Where a tariff includes anything, whole months of the PBX's zone are
 * read, of all devices: what lies outside the scope only takes its part of the allowances.
 */
export async function priceScope(
  scope: RunScope,
  pricing: Pricing,
  onPriced: (legs: number) => Promise<void>,
): Promise<void> {
  const { zone } = pricing.prices;
  const hasAllowances = pricing.pricesOf !== undefined || pricing.prices.hasAllowances;
  const charges = new ChargeSink(scope, pricing);
  for (const month of monthsOf({ ...scope, zone })) {
    const read = hasAllowances
      ? { ...scope, fromAt: month.fromAt, toAt: month.toAt, devices: null }
      : { ...scope, ...within(scope, month) };
    await priceMonth(read, charges, { ...pricing, hasAllowances }, onPriced);
  }
  await charges.finish();
}

function within(scope: RunScope, month: Period): Pick<RunScope, 'fromAt' | 'toAt'> {
  return { fromAt: Math.max(scope.fromAt, month.fromAt), toAt: Math.min(scope.toAt, month.toAt) };
}

async function priceMonth(
  read: RunScope,
  charges: ChargeSink,
  pricing: Pricing & { readonly hasAllowances: boolean },
  onPriced: (legs: number) => Promise<void>,
): Promise<void> {
  const queue = new AllowanceQueue(pricing.prices.zone);
  for await (const legs of readPriceableLegs(pricing.store, read, pricing.above)) {
    for (let from = 0; from < legs.rows; from += LEGS_A_TURN) {
      rateLegs(legs, from, Math.min(legs.rows, from + LEGS_A_TURN), pricing, queue, charges);
      await new Promise(setImmediate);
    }
    if (!pricing.hasAllowances) await charges.endBlock(legs);
    await onPriced(legs.rows);
  }
  for (const company of queue.companies()) {
    queue.settle(company, (rated, coverage) => charges.add(rated, coverage));
    await new Promise(setImmediate);
  }
  await charges.endBlocks();
}

/** Rates some legs of a block: those that may take from an allowance wait in the queue, the others are charged. */
function rateLegs(
  legs: LegBlock,
  from: number,
  end: number,
  { directory, prices, pricesOf }: Pricing,
  queue: AllowanceQueue,
  charges: ChargeSink,
): void {
  for (let row = from; row < end; row += 1) {
    const book = pricesOf === undefined ? prices : pricesOf(legs.rates(row));
    const rated = rateStoredLeg(legs, row, directory, book);
    if (!queue.takes(rated)) charges.add(rated, undefined);
  }
}
