import { MemoryPool } from '../core/column-memory.ts';
import type { Directory } from '../core/directory.ts';
import { monthsOf, type Period } from '../core/period.ts';
import type { RunScope } from '../core/rating-run.ts';
import type { PriceBook } from '../rating/price-book.ts';
import { priceInboundLeg } from '../rating/price-inbound-leg.ts';
import { rateCall, rateCarrier } from '../rating/rate-call.ts';
import type { CallStore } from '../store/calls/call-store.ts';
import {
  countPriceableInbound,
  type InboundBlock,
  readPriceableInbound,
} from '../store/calls/priceable-inbound.ts';
import {
  countLegsOfCompanies,
  countPriceableLegs,
  type LegBlock,
  readPriceableLegs,
} from '../store/calls/priceable-legs.ts';
import { readAhead } from '../store/calls/read-ahead.ts';
import { BlocksOfCompanies } from './blocks-of-companies.ts';
import { readStoredCall } from './price-stored-leg.ts';
import { AllowanceQueue } from './queue-for-allowances.ts';
import type { RatedBlock } from './rated-block.ts';
import { RatedInbound } from './rated-inbound.ts';
import { RatedOutbound } from './rated-outbound.ts';
import { RunWords } from './run-words.ts';

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
  const queue = new AllowanceQueue(pricing.prices.zone);
  const pass: Pass = { scope, pricing, hear, queue, words: new RunWords(), pool: new MemoryPool() };
  await priceMonths(pass);
  if (pricing.pricesOf !== undefined) return;
  const { store, prices, above } = pricing;
  for await (const legs of readPriceableInbound(store, scope, prices.chargesInbound, above, pass.pool)) {
    const rated = rateInboundLegs(legs, pass);
    await new Promise(setImmediate);
    await tell(pass, rated, rated.marks());
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

/** What all blocks of a scope have in common. */
interface Pass {
  readonly scope: RunScope;
  readonly pricing: Pricing;
  readonly hear: HearPrices;
  readonly queue: AllowanceQueue;
  readonly words: RunWords;
  readonly pool: MemoryPool;
}

async function tell({ hear, pool }: Pass, rated: RatedBlock, marks: Uint8Array): Promise<void> {
  await hear.block(rated, marks);
  pool.give(rated.memory);
}

/** A month whose legs are being read. */
interface OpenMonth {
  readonly legs: AsyncIterableIterator<LegBlock>;
  /** How many legs of each company will come, where companies are waited for. */
  readonly counts: Promise<ReadonlyMap<string, number>> | null;
}

/** Prices month by month, each being opened while the one before is priced. */
async function priceMonths(pass: Pass): Promise<void> {
  const open: OpenMonth[] = [];
  try {
    for (const month of monthsOf({ ...pass.scope, zone: pass.pricing.prices.zone })) {
      open.push(openMonth(pass, month));
      if (open.length > 1) await priceFirst(pass, open);
    }
    if (open.length > 0) await priceFirst(pass, open);
  } finally {
    for (const { legs } of open) await legs.return?.();
  }
}

async function priceFirst(pass: Pass, open: OpenMonth[]): Promise<void> {
  const [month] = open;
  if (month !== undefined) await priceMonth(pass, month);
  open.shift();
}

/** Where tariffs include anything, a whole month, of all devices. */
function openMonth(
  { scope, pricing: { store, prices, pricesOf, above }, pool }: Pass,
  { fromAt, toAt }: Period,
): OpenMonth {
  const hasAllowances = pricesOf !== undefined || prices.hasAllowances;
  const read = hasAllowances
    ? { ...scope, fromAt, toAt, devices: null }
    : { ...scope, fromAt: Math.max(scope.fromAt, fromAt), toAt: Math.min(scope.toAt, toAt) };
  const counts = hasAllowances ? countLegsOfCompanies(store, read, above) : null;
  // Heard when the month is priced; until then a failure must not count as unheard.
  counts?.catch(() => {});
  return { legs: readAhead(readPriceableLegs(store, read, above, pool)), counts };
}

async function priceMonth(pass: Pass, { legs, counts }: OpenMonth): Promise<void> {
  if (counts === null) {
    for await (const block of legs) {
      const rated = await rateLegs(block, pass);
      await tell(pass, rated, rated.marks(pass.scope));
      await pass.hear.priced(block.rows);
    }
    return;
  }
  pass.queue.beginMonth();
  const waiting = new BlocksOfCompanies(await counts);
  for await (const block of legs) {
    const complete = waiting.add(await rateLegs(block, pass));
    await settle(pass, waiting, complete);
    await pass.hear.priced(block.rows);
  }
  await settle(pass, waiting, waiting.companies());
}

/** Lets calls of companies take from what is included, and tells the blocks that waited for it. */
async function settle(pass: Pass, waiting: BlocksOfCompanies, companies: readonly string[]): Promise<void> {
  for (const company of companies) {
    pass.queue.settle(company);
    for (const rated of waiting.settle(company)) await tell(pass, rated, rated.marks(pass.scope));
    await new Promise(setImmediate);
  }
}

/** Prices each leg as if nothing were included; those that may take from an allowance wait in the queue. */
async function rateLegs(
  legs: LegBlock,
  { pricing: { directory, prices, pricesOf }, words, queue }: Pass,
): Promise<RatedOutbound> {
  const { columns } = legs;
  const block = new RatedOutbound(legs.rows, columns, words, legs.memory);
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

function rateInboundLegs(legs: InboundBlock, { pricing: { directory, prices }, words }: Pass): RatedInbound {
  const { columns } = legs;
  const block = new RatedInbound(legs.rows, columns, words, legs.memory);
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
