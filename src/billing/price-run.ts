import type { Directory } from '../core/directory.ts';
import { monthsOf, type Period } from '../core/period.ts';
import type { RunScope } from '../core/rating-run.ts';
import { WordList } from '../core/word-list.ts';
import type { PriceBook } from '../rating/price-book.ts';
import { rateCall, rateCarrier } from '../rating/rate-call.ts';
import type { CallStore } from '../store/calls/call-store.ts';
import { type LegBlock, readPriceableLegs } from '../store/calls/priceable-legs.ts';
import { readStoredCall } from './price-stored-leg.ts';
import { AllowanceQueue } from './queue-for-allowances.ts';
import { RatedBlock } from './rated-block.ts';

/** What a run prices with. */
export interface Pricing {
  readonly store: CallStore;
  readonly directory: Directory;
  /** Prices all legs, unless `pricesOf` gives the book of the revision that priced a leg before. */
  readonly prices: PriceBook;
  readonly pricesOf?: (rates: number) => PriceBook;
  /** Only legs above this version are read, where it is given. */
  readonly above?: number;
}

/** What is told of the legs as they are priced; what a hearer throws ends the run. */
export interface HearPrices {
  /** How many legs more are priced. */
  priced(legs: number): Promise<void>;
  /** A block whose prices are final; `marks` tells what becomes of each leg. */
  block(rated: RatedBlock, marks: Uint8Array): Promise<void> | void;
}

/** Legs priced between two turns of the event loop, so that reports are answered meanwhile. */
const LEGS_A_TURN = 8192;

/**
 * Prices the legs of a scope. Where a tariff includes anything, whole months of the PBX's zone are read, of all devices:
 * what lies outside the scope only takes its part of the allowances.
 */
export async function priceScope(scope: RunScope, pricing: Pricing, hear: HearPrices): Promise<void> {
  const { zone } = pricing.prices;
  const hasAllowances = pricing.pricesOf !== undefined || pricing.prices.hasAllowances;
  const words = new WordList();
  for (const month of monthsOf({ ...scope, zone })) {
    const read = hasAllowances
      ? { ...scope, fromAt: month.fromAt, toAt: month.toAt, devices: null }
      : { ...scope, ...within(scope, month) };
    const queue = new AllowanceQueue(zone);
    const waiting: RatedBlock[] = [];
    for await (const legs of readPriceableLegs(pricing.store, read, pricing.above)) {
      const rated = await rateLegs(legs, pricing, words, queue);
      if (hasAllowances) waiting.push(rated);
      else await hear.block(rated, rated.marks(scope));
      await hear.priced(legs.rows);
    }
    for (const company of queue.companies()) {
      queue.settle(company);
      await new Promise(setImmediate);
    }
    for (const rated of waiting) await hear.block(rated, rated.marks(scope));
  }
}

function within(scope: RunScope, month: Period): Pick<RunScope, 'fromAt' | 'toAt'> {
  return { fromAt: Math.max(scope.fromAt, month.fromAt), toAt: Math.min(scope.toAt, month.toAt) };
}

/** Prices each leg as if nothing were included; those that may take from an allowance wait in the queue. */
async function rateLegs(
  legs: LegBlock,
  { directory, prices, pricesOf }: Pricing,
  words: WordList,
  queue: AllowanceQueue,
): Promise<RatedBlock> {
  const { columns } = legs;
  const block = new RatedBlock(legs.rows, columns, words);
  for (let row = 0; row < legs.rows; row += 1) {
    const book = pricesOf === undefined ? prices : pricesOf(columns.rates[row] ?? 0);
    const call = readStoredCall(legs, row, directory);
    const tariff = book.tariffOf(columns.company.at(row), call.startAt);
    const rated = rateCall(call, tariff);
    block.rate(row, rated, rateCarrier(call, book.carrierDeckOf(call.trunk, call.startAt)));
    queue.add(block, row, rated, tariff);
    if (row % LEGS_A_TURN === LEGS_A_TURN - 1) await new Promise(setImmediate);
  }
  await new Promise(setImmediate);
  return block;
}
