import { type CompiledTariff, matchesRule } from '../rating/compile-tariff.ts';
import type { RatedCall } from '../rating/rate-call.ts';
import {
  type AllowanceOrder,
  applyCoverage,
  compareForAllowances,
  startAllowances,
  takeAllowance,
} from '../rating/use-allowances.ts';
import type { RatedOutbound } from './rated-outbound.ts';

/**
 * Legs of one month that may take from an allowance, until all of them are known and can take in their order. They are
 * kept as columns: as objects, millions of them that live for seconds would keep the collector busier than all the rest.
 */
export class AllowanceQueue {
  readonly #zone: string;
  readonly #byCompany = new Map<string, WaitingLegs>();

  constructor(zone: string) {
    this.#zone = zone;
  }

  /** Keeps a leg if any of its tariff's allowances is for such a call. */
  add(block: RatedOutbound, row: number, rated: RatedCall, tariff: CompiledTariff): void {
    const { allowances } = tariff.tariff;
    if (allowances.length === 0 || rated.basis !== 'rated' || rated.sixtieths === 0) return;
    if (!allowances.some((one) => matchesRule(one, rated.numberType, rated.calledInfo))) return;
    const company = block.legs.company.at(row);
    let waiting = this.#byCompany.get(company);
    if (waiting === undefined) {
      waiting = new WaitingLegs();
      this.#byCompany.set(company, waiting);
    }
    waiting.add(block, row, rated, tariff);
  }

  companies(): Iterable<string> {
    return this.#byCompany.keys();
  }

  /** Lets the legs of a company take, in their order; what they take is put into their blocks. */
  settle(company: string): void {
    const use = startAllowances(this.#zone);
    for (const { block, row, rated, tariff } of this.#byCompany.get(company)?.inOrder() ?? []) {
      const coverage = takeAllowance(use, tariff, rated, block.legs.startAt[row] ?? 0);
      if (coverage !== undefined) block.cover(row, coverage, applyCoverage(rated, tariff, coverage));
    }
  }
}

interface WaitingLeg {
  readonly block: RatedOutbound;
  readonly row: number;
  readonly rated: RatedCall;
  readonly tariff: CompiledTariff;
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
   * In the order in which allowances are taken. Starts are sorted as numbers that carry the leg's index, which takes a
   * fraction of the time of a comparing sort; only legs of one second are then compared.
   */
  *inOrder(): Iterable<WaitingLeg> {
    const count = this.#count;
    const keys = new Float64Array(count);
    for (let index = 0; index < count; index += 1) keys[index] = (this.#startAt[index] ?? 0) * count + index;
    keys.sort();
    for (let from = 0; from < count; ) {
      const start = Math.floor((keys[from] ?? 0) / count);
      let end = from + 1;
      while (end < count && (keys[end] ?? 0) < (start + 1) * count) end += 1;
      if (end === from + 1) yield this.#at((keys[from] ?? 0) - start * count);
      else yield* this.#together(keys.subarray(from, end), start);
      from = end;
    }
  }

  #together(keys: Float64Array, start: number): readonly WaitingLeg[] {
    const legs = Array.from(keys, (key) => this.#at(key - start * this.#count));
    return legs.sort((one, other) => compareForAllowances(orderOf(one), orderOf(other)));
  }

  #at(index: number): WaitingLeg {
    const block = this.#blocks[this.#block[index] ?? 0];
    const tariff = this.#tariffs[this.#tariff[index] ?? 0];
    if (block === undefined || tariff === undefined) throw new Error('a leg waits without its block');
    const row = this.#row[index] ?? 0;
    return { block, row, rated: this.#large.get(index) ?? this.#ratedAt(index, block, row), tariff };
  }

  #ratedAt(index: number, block: RatedOutbound, row: number): RatedCall {
    return {
      cost: block.cost[row] ?? 0,
      numberType: block.words.wordOf(block.numberType[row] ?? 0),
      calledInfo: block.words.wordOf(block.calledInfo[row] ?? 0),
      called: '',
      basis: 'rated',
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

function orderOf({ block, row }: WaitingLeg): AllowanceOrder {
  const { startAt, acctid, device, part } = block.legs;
  return {
    startAt: startAt[row] ?? 0,
    acctid: acctid.at(row),
    device: device.at(row),
    part: part[row] ?? 0,
  };
}
