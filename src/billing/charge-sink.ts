import type { RunScope } from '../core/rating-run.ts';
import { applyCoverage, type Coverage } from '../rating/use-allowances.ts';
import type { CallStore } from '../store/calls/call-store.ts';
import { ChargeBlock, insertCharges, type Writing } from '../store/calls/charge-rows.ts';
import type { LegBlock, StoredCharge } from '../store/calls/priceable-legs.ts';
import type { RatedLeg } from './price-stored-leg.ts';

/** Charges that are written in one go: more make fewer parts, fewer take less memory. */
const CHARGES_A_WRITE = 262_144;

/** Keeps the charges that differ from those the legs have, and writes them while the next are worked out. */
export class ChargeSink {
  readonly #store: CallStore;
  readonly #writing: Writing;
  readonly #scope: RunScope;
  readonly #devices: ReadonlySet<string> | null;
  readonly #open = new Map<LegBlock, ChargeBlock>();
  #waiting: Buffer[] = [];
  #waitingRows = 0;
  #written: Promise<void> = Promise.resolve();

  constructor(scope: RunScope, { store, run, rates, attempt }: Writing & { readonly store: CallStore }) {
    this.#store = store;
    this.#writing = { run, rates, attempt };
    this.#scope = scope;
    this.#devices = scope.devices === null ? null : new Set(scope.devices);
  }

  add(rated: RatedLeg, coverage: Coverage | undefined): void {
    const { legs, row } = rated;
    if (!this.#isInScope(legs, row)) return;
    const charge = toCharge(rated, coverage);
    // A later attempt takes the place of an earlier one's charge, even where it comes back to what the leg has.
    if (this.#writing.attempt === 1 && legs.hasCharge(row, charge)) return;
    this.#chargesOf(legs).add(row, charge);
  }

  #chargesOf(legs: LegBlock): ChargeBlock {
    const known = this.#open.get(legs);
    if (known !== undefined) return known;
    const charges = new ChargeBlock(legs, this.#writing);
    this.#open.set(legs, charges);
    return charges;
  }

  #isInScope(legs: LegBlock, row: number): boolean {
    const startAt = legs.startAt(row);
    if (startAt < this.#scope.fromAt || startAt >= this.#scope.toAt) return false;
    return this.#devices === null || this.#devices.has(legs.device(row));
  }

  /** No more charges of this block's legs will come. */
  async endBlock(legs: LegBlock): Promise<void> {
    const charges = this.#open.get(legs);
    if (charges === undefined) return;
    this.#open.delete(legs);
    this.#waiting.push(charges.toBytes());
    this.#waitingRows += charges.rows;
    if (this.#waitingRows >= CHARGES_A_WRITE) await this.#flush();
  }

  async endBlocks(): Promise<void> {
    for (const legs of [...this.#open.keys()]) await this.endBlock(legs);
  }

  async finish(): Promise<void> {
    await this.#flush();
    await this.#written;
  }

  async #flush(): Promise<void> {
    await this.#written;
    const full = this.#waiting;
    this.#waiting = [];
    this.#waitingRows = 0;
    this.#written = insertCharges(this.#store, full);
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
