import { type CompiledTariff, matchesRule } from '../rating/compile-tariff.ts';
import type { RatedCall } from '../rating/rate-call.ts';
import {
  type AllowableCharge,
  type AllowanceOrder,
  type AllowanceUse,
  applyCoverage,
  compareForAllowances,
  hasAnyLeft,
  startAllowances,
  takeAllowance,
} from '../rating/use-allowances.ts';
import type { RatedOutbound } from './rated-outbound.ts';

/**
 * Legs that may take from an allowance, until all of their company and month are known and can take in their order. They
 * are kept as columns: as objects, millions of them that live for seconds would keep the collector busier than all the
 * rest.
 */
export class AllowanceQueue {
  readonly #zone: string;
  readonly #byCompany = new Map<string, WaitingLegs>();
  /** Of the month at hand. */
  readonly #uses = new Map<string, AllowanceUse>();
  readonly #idle: WaitingLegs[] = [];

  constructor(zone: string) {
    this.#zone = zone;
  }

  /** Begins a month: nothing of it is used yet. */
  beginMonth(): void {
    this.#uses.clear();
  }

  /** Keeps a leg if any of its tariff's allowances is for such a call. */
  add(block: RatedOutbound, row: number, rated: RatedCall, tariff: CompiledTariff): void {
    const { allowances } = tariff.tariff;
    if (allowances.length === 0 || rated.basis !== 'rated' || rated.sixtieths === 0) return;
    if (!allowances.some((one) => matchesRule(one, rated.numberType, rated.calledInfo))) return;
    const company = block.legs.company.at(row);
    let waiting = this.#byCompany.get(company);
    if (waiting === undefined) {
      waiting = this.#idle.pop() ?? new WaitingLegs();
      this.#byCompany.set(company, waiting);
    }
    waiting.add(block, row, rated, tariff);
  }

  /** Lets the legs of a company take, in their order; what they take is put into their blocks. None waits then. */
  settle(company: string): void {
    const waiting = this.#byCompany.get(company);
    if (waiting === undefined) return;
    const use = this.#uses.get(company) ?? startAllowances(this.#zone);
    this.#uses.set(company, use);
    for (const index of waiting.inOrder()) {
      const { tariff, startAt } = waiting.whenAt(index);
      if (!hasAnyLeft(use, tariff, startAt)) continue;
      const { block, row, rated } = waiting.at(index);
      const coverage = takeAllowance(use, tariff, rated, startAt);
      if (coverage !== undefined) block.cover(row, coverage, applyCoverage(rated, tariff, coverage));
    }
    this.#byCompany.delete(company);
    waiting.clear();
    this.#idle.push(waiting);
  }
}

interface WaitingLeg {
  readonly block: RatedOutbound;
  readonly row: number;
  readonly rated: AllowableCharge;
}

/** Legs of one company, each with what an allowance takes from. */
class WaitingLegs {
  readonly #blocks: RatedOutbound[] = [];
  readonly #tariffs: CompiledTariff[] = [];
  #startAt = new Uint32Array(64);
  #block = new Uint32Array(64);
  #row = new Uint32Array(64);
  #tariff = new Uint32Array(64);
  #billedSeconds = new Uint32Array(64);
  #sixtieths = new Float64Array(64);
  /** Those whose price is no safe integer of sixtieths. */
  readonly #large = new Map<number, RatedCall>();
  #count = 0;

  add(block: RatedOutbound, row: number, rated: RatedCall, tariff: CompiledTariff): void {
    const index = this.#count;
    if (index === this.#startAt.length) this.#grow();
    if (this.#blocks.at(-1) !== block) this.#blocks.push(block);
    if (this.#tariffs.at(-1) !== tariff) this.#tariffs.push(tariff);
    this.#startAt[index] = block.legs.startAt[row] ?? 0;
    this.#block[index] = this.#blocks.length - 1;
    this.#row[index] = row;
    this.#tariff[index] = this.#tariffs.length - 1;
    if (typeof rated.sixtieths === 'bigint' || rated.cost === null) this.#large.set(index, rated);
    else this.#sixtieths[index] = rated.sixtieths;
    this.#billedSeconds[index] = rated.billedSeconds;
    this.#count += 1;
  }

  #grow(): void {
    this.#startAt = double(this.#startAt, Uint32Array);
    this.#block = double(this.#block, Uint32Array);
    this.#row = double(this.#row, Uint32Array);
    this.#tariff = double(this.#tariff, Uint32Array);
    this.#billedSeconds = double(this.#billedSeconds, Uint32Array);
    this.#sixtieths = double(this.#sixtieths, Float64Array);
  }

  /**
   * Indexes in the order in which allowances are taken. Starts are sorted as numbers that carry the leg's index, which
   * takes a fraction of the time of a comparing sort; only legs of one second are then compared.
   */
  inOrder(): Float64Array {
    const count = this.#count;
    const order = new Float64Array(count);
    for (let index = 0; index < count; index += 1) order[index] = (this.#startAt[index] ?? 0) * count + index;
    order.sort();
    for (let at = 0; at < count; at += 1) order[at] = (order[at] ?? 0) % count;
    for (let from = 0; from < count; ) {
      const start = this.#startAt[order[from] ?? 0];
      let end = from + 1;
      while (end < count && this.#startAt[order[end] ?? 0] === start) end += 1;
      if (end > from + 1) this.#sortTogether(order.subarray(from, end));
      from = end;
    }
    return order;
  }

  /** Sorts legs that start in one second. */
  #sortTogether(indexes: Float64Array): void {
    indexes.sort((one, other) => compareForAllowances(this.#orderAt(one), this.#orderAt(other)));
  }

  #orderAt(index: number): AllowanceOrder {
    const block = this.#blockAt(index);
    const row = this.#row[index] ?? 0;
    const { acctid, device, part } = block.legs;
    return {
      startAt: this.#startAt[index] ?? 0,
      acctid: acctid.at(row),
      device: device.at(row),
      part: part[row] ?? 0,
    };
  }

  #blockAt(index: number): RatedOutbound {
    const block = this.#blocks[this.#block[index] ?? 0];
    if (block === undefined) throw new Error('a leg waits without its block');
    return block;
  }

  /** When a leg takes, and by which tariff. */
  whenAt(index: number): { readonly tariff: CompiledTariff; readonly startAt: number } {
    const tariff = this.#tariffs[this.#tariff[index] ?? 0];
    if (tariff === undefined) throw new Error('a leg waits without its tariff');
    return { tariff, startAt: this.#startAt[index] ?? 0 };
  }

  at(index: number): WaitingLeg {
    const block = this.#blockAt(index);
    const row = this.#row[index] ?? 0;
    return { block, row, rated: this.#large.get(index) ?? this.#ratedAt(index, block, row) };
  }

  clear(): void {
    this.#blocks.length = 0;
    this.#tariffs.length = 0;
    this.#large.clear();
    this.#count = 0;
  }

  /**
   * Begins with another field than what `rateCall` makes: one that began alike would share its hidden class, and its
   * numbers would have the engine convert every charge that is made from then on, which tripled the time of a run.
   */
  #ratedAt(index: number, block: RatedOutbound, row: number): AllowableCharge {
    return {
      basis: 'rated',
      cost: block.cost[row] ?? 0,
      numberType: block.words.wordOf(block.numberType[row] ?? 0),
      calledInfo: block.words.wordOf(block.calledInfo[row] ?? 0),
      billedSeconds: this.#billedSeconds[index] ?? 0,
      sixtieths: this.#sixtieths[index] ?? 0,
    };
  }
}

function double<T extends Uint32Array | Float64Array>(values: T, Kind: new (length: number) => T): T {
  const larger = new Kind(values.length * 2);
  larger.set(values);
  return larger;
}
