import type { Directory } from '../core/directory.ts';
import { monthsOf, type Period } from '../core/period.ts';
import type { RunScope } from '../core/rating-run.ts';
import { WordList } from '../core/word-list.ts';
import type { PriceBook } from '../rating/price-book.ts';
import { priceInboundLeg } from '../rating/price-inbound-leg.ts';
import { rateCall, rateCarrier } from '../rating/rate-call.ts';
import type { CallStore } from '../store/calls/call-store.ts';
import {
  countPriceableInbound,
  type InboundBlock,
  readPriceableInbound,
} from '../store/calls/priceable-inbound.ts';
import { countPriceableLegs, type LegBlock, readPriceableLegs } from '../store/calls/priceable-legs.ts';
import { readStoredCall } from './price-stored-leg.ts';
import { AllowanceQueue } from './queue-for-allowances.ts';
import type { RatedBlock } from './rated-block.ts';
import { RatedInbound } from './rated-inbound.ts';
import { RatedOutbound } from './rated-outbound.ts';

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
 * what lies outside the scope only takes its part of the allowances. Calls that came in take from none: they are priced
 * unless every leg keeps its rates, or the scope is of devices.
 */
export async function priceScope(scope: RunScope, pricing: Pricing, hear: HearPrices): Promise<void> {
  const words = new WordList();
  for (const month of monthsOf({ ...scope, zone: pricing.prices.zone })) {
    await priceMonth(scope, month, pricing, words, hear);
  }
  if (pricing.pricesOf !== undefined) return;
  const { store, prices, above } = pricing;
  for await (const legs of readPriceableInbound(store, scope, prices.chargesInbound, above)) {
    const rated = rateInboundLegs(legs, pricing, words);
    await new Promise(setImmediate);
    await hear.block(rated, rated.marks());
    await hear.priced(legs.rows);
  }
}

/** How many legs `priceScope` prices, where it need not read more. */
export async function countPriceable(
  store: CallStore,
  scope: RunScope,
  prices: PriceBook,
  keepsRates = false,
): Promise<number> {
  const [outbound, inbound] = await Promise.all([
    countPriceableLegs(store, scope),
    keepsRates ? 0 : countPriceableInbound(store, scope, prices.chargesInbound),
  ]);
  return outbound + inbound;
}

async function priceMonth(
  scope: RunScope,
  month: Period,
  pricing: Pricing,
  words: WordList,
  hear: HearPrices,
): Promise<void> {
  const hasAllowances = pricing.pricesOf !== undefined || pricing.prices.hasAllowances;
  const read = hasAllowances
    ? { ...scope, fromAt: month.fromAt, toAt: month.toAt, devices: null }
    : { ...scope, ...within(scope, month) };
  const queue = new AllowanceQueue(pricing.prices.zone);
  const waiting: RatedOutbound[] = [];
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

function within(scope: RunScope, month: Period): Pick<RunScope, 'fromAt' | 'toAt'> {
  return { fromAt: Math.max(scope.fromAt, month.fromAt), toAt: Math.min(scope.toAt, month.toAt) };
}

/** Prices each leg as if nothing were included; those that may take from an allowance wait in the queue. */
async function rateLegs(
  legs: LegBlock,
  { directory, prices, pricesOf }: Pricing,
  words: WordList,
  queue: AllowanceQueue,
): Promise<RatedOutbound> {
  const { columns } = legs;
  const block = new RatedOutbound(legs.rows, columns, words);
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

function rateInboundLegs(legs: InboundBlock, { directory, prices }: Pricing, words: WordList): RatedInbound {
  const { columns } = legs;
  const block = new RatedInbound(legs.rows, columns, words);
  for (let row = 0; row < legs.rows; row += 1) {
    const leg = {
      company: columns.company.at(row),
      startAt: columns.startAt[row] ?? 0,
      ringSeconds: columns.ringSeconds[row] ?? 0,
      billsec: columns.billsec[row] ?? 0,
      ddi: legs.ddi(row),
      caller: legs.caller(row),
    };
    const charge = priceInboundLeg(leg, columns.trunk.at(row), directory, prices);
    if (charge !== undefined) block.rate(row, charge);
  }
  return block;
}
