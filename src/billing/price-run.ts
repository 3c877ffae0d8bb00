import type { Directory } from '../core/directory.ts';
import { monthsOf, type Period } from '../core/period.ts';
import type { RunScope } from '../core/rating-run.ts';
import type { PriceBook } from '../rating/price-book.ts';
import { applyCoverage, type Coverage } from '../rating/use-allowances.ts';
import type { CallStore } from '../store/calls/call-store.ts';
import { ChargeWriter, type Writing } from '../store/calls/charge-rows.ts';
import { type LegBlock, readPriceableLegs, type StoredCharge } from '../store/calls/priceable-legs.ts';
import { type RatedLeg, rateStoredLeg } from './price-stored-leg.ts';
import { AllowanceQueue } from './queue-for-allowances.ts';

/** What a run prices with. */
export interface Pricing extends Writing {
  readonly store: CallStore;
  readonly directory: Directory;
  readonly prices: PriceBook;
  /** Only legs above this version are read, where it is given. */
  readonly above?: number;
}

/** Legs priced between two turns of the event loop, so that reports are answered meanwhile. */
const LEGS_A_TURN = 8192;
/** Charges that are written in one go: more make fewer parts, fewer take less memory. */
const CHARGES_A_WRITE = 262_144;

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
  const { zone, hasAllowances } = pricing.prices;
  const charges = new ChargeSink(scope, pricing);
  for (const month of monthsOf({ ...scope, zone })) {
    const read = hasAllowances
      ? { ...scope, fromAt: month.fromAt, toAt: month.toAt, devices: null }
      : { ...scope, ...within(scope, month) };
    await priceMonth(read, charges, pricing, onPriced);
  }
  await charges.finish();
}

function within(scope: RunScope, month: Period): Pick<RunScope, 'fromAt' | 'toAt'> {
  return { fromAt: Math.max(scope.fromAt, month.fromAt), toAt: Math.min(scope.toAt, month.toAt) };
}

async function priceMonth(
  read: RunScope,
  charges: ChargeSink,
  { store, directory, prices, above }: Pricing,
  onPriced: (legs: number) => Promise<void>,
): Promise<void> {
  const queue = new AllowanceQueue(prices.zone);
  for await (const legs of readPriceableLegs(store, read, above)) {
    for (let from = 0; from < legs.rows; from += LEGS_A_TURN) {
      const end = Math.min(legs.rows, from + LEGS_A_TURN);
      for (let row = from; row < end; row += 1) {
        const rated = rateStoredLeg(legs, row, directory, prices);
        if (!queue.takes(rated)) charges.add(rated, undefined);
      }
      await new Promise(setImmediate);
    }
    await charges.write();
    await onPriced(legs.rows);
  }
  for (const settled of queue.settle()) {
    for (const [rated, coverage] of settled) charges.add(rated, coverage);
    await charges.write();
    await new Promise(setImmediate);
  }
}

/** Keeps the charges that differ from those the legs have, and writes them while the next are worked out. */
class ChargeSink {
  readonly #store: CallStore;
  readonly #writing: Writing;
  readonly #scope: RunScope;
  readonly #devices: ReadonlySet<string> | null;
  #charges: ChargeWriter;
  #written: Promise<void> = Promise.resolve();

  constructor(scope: RunScope, { store, run, attempt }: Pricing) {
    this.#store = store;
    this.#writing = { run, attempt };
    this.#scope = scope;
    this.#devices = scope.devices === null ? null : new Set(scope.devices);
    this.#charges = new ChargeWriter(this.#writing);
  }

  add(rated: RatedLeg, coverage: Coverage | undefined): void {
    const { legs, row } = rated;
    if (!this.#isInScope(legs, row)) return;
    const charge = toCharge(rated, coverage);
    // A later attempt takes the place of an earlier one's charge, even where it comes back to what the leg has.
    if (this.#writing.attempt > 1 || !legs.hasCharge(row, charge)) this.#charges.add(legs, row, charge);
  }

  #isInScope(legs: LegBlock, row: number): boolean {
    const startAt = legs.startAt(row);
    if (startAt < this.#scope.fromAt || startAt >= this.#scope.toAt) return false;
    return this.#devices === null || this.#devices.has(legs.device(row));
  }

  async write(): Promise<void> {
    if (this.#charges.rows >= CHARGES_A_WRITE) await this.#flush();
  }

  async finish(): Promise<void> {
    await this.#flush();
    await this.#written;
  }

  async #flush(): Promise<void> {
    await this.#written;
    const full = this.#charges;
    this.#charges = new ChargeWriter(this.#writing);
    this.#written = full.insert(this.#store);
    // Heard when the next is written; until then a failure must not count as unheard.
    this.#written.catch(() => {});
  }
}

function toCharge({ rated, tariff, carrierCost }: RatedLeg, coverage: Coverage | undefined): StoredCharge {
  return {
    cost: applyCoverage(rated, tariff, coverage),
    carrierCost,
    allowance: coverage?.allowance ?? '',
    covered: coverage?.coveredSeconds ?? 0,
    numberType: rated.numberType,
    calledInfo: rated.calledInfo,
  };
}
