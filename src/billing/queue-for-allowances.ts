import { matchesRule } from '../rating/compile-tariff.ts';
import {
  type AllowanceOrder,
  type Coverage,
  compareForAllowances,
  startAllowances,
  takeAllowance,
} from '../rating/use-allowances.ts';
import type { LegBlock } from '../store/calls/priceable-legs.ts';
import type { RatedLeg } from './price-stored-leg.ts';
import { RatedBlock } from './rated-block.ts';

/** Hears a leg and what it takes. */
type HearLeg = (leg: RatedLeg, coverage: Coverage | undefined) => void;

/**
 * Legs of one month that may take from an allowance, until all of them are known and can take in their order. They are
 * kept as columns: as objects, millions of them that live for seconds would keep the collector busier than all the rest.
 */
export class AllowanceQueue {
  readonly #zone: string;
  readonly #byCompany = new Map<string, WaitingLegs>();
  readonly #blocks: RatedBlock[] = [];
  #legs: LegBlock | undefined;

  constructor(zone: string) {
    this.#zone = zone;
  }

  /** Keeps a leg that may take; false where none of its tariff's allowances is for such a call. */
  takes(leg: RatedLeg): boolean {
    const { rated, tariff } = leg;
    const { allowances } = tariff.tariff;
    if (allowances.length === 0 || rated.basis !== 'rated' || rated.sixtieths === 0) return false;
    if (!allowances.some((one) => matchesRule(one, rated.numberType, rated.calledInfo))) return false;
    this.#blockOf(leg.legs).keep(leg);
    const company = leg.legs.company(leg.row);
    let waiting = this.#byCompany.get(company);
    if (waiting === undefined) {
      waiting = new WaitingLegs();
      this.#byCompany.set(company, waiting);
    }
    waiting.add(leg.legs.startAt(leg.row), this.#blocks.length - 1, leg.row);
    return true;
  }

  /** Legs come block by block. */
  #blockOf(legs: LegBlock): RatedBlock {
    const last = this.#blocks.at(-1);
    if (last !== undefined && legs === this.#legs) return last;
    const block = new RatedBlock(legs);
    this.#legs = legs;
    this.#blocks.push(block);
    return block;
  }

  companies(): Iterable<string> {
    return this.#byCompany.keys();
  }

  /** Lets the legs of a company take, in their order. */
  settle(company: string, hear: HearLeg): void {
    const use = startAllowances(this.#zone);
    for (const leg of this.#byCompany.get(company)?.inOrder(this.#blocks) ?? []) {
      hear(leg, takeAllowance(use, leg.tariff, leg.rated, leg.legs.startAt(leg.row)));
    }
  }
}

/** Rows of a block, of which there are fewer. */
const ROWS = 2 ** 26;

/** Legs of one company: when each starts, and its block and row. */
class WaitingLegs {
  #startAt = new Uint32Array(64);
  #place = new Float64Array(64);
  #count = 0;

  add(startAt: number, block: number, row: number): void {
    if (this.#count === this.#startAt.length) {
      const [startAts, places] = [new Uint32Array(2 * this.#count), new Float64Array(2 * this.#count)];
      startAts.set(this.#startAt);
      places.set(this.#place);
      [this.#startAt, this.#place] = [startAts, places];
    }
    this.#startAt[this.#count] = startAt;
    this.#place[this.#count] = block * ROWS + row;
    this.#count += 1;
  }

  /**
   * In the order in which allowances are taken. Starts are sorted as numbers that carry the leg's index, which takes a
   * fraction of the time of a comparing sort; only legs of one second are then compared.
   */
  *inOrder(blocks: readonly RatedBlock[]): Iterable<RatedLeg> {
    const count = this.#count;
    const keys = new Float64Array(count);
    for (let index = 0; index < count; index += 1) keys[index] = (this.#startAt[index] ?? 0) * count + index;
    keys.sort();
    for (let from = 0; from < count; ) {
      const start = Math.floor((keys[from] ?? 0) / count);
      let end = from + 1;
      while (end < count && (keys[end] ?? 0) < (start + 1) * count) end += 1;
      if (end === from + 1) yield this.#at((keys[from] ?? 0) - start * count, blocks);
      else yield* this.#together(keys.subarray(from, end), start, blocks);
      from = end;
    }
  }

  #together(keys: Float64Array, start: number, blocks: readonly RatedBlock[]): readonly RatedLeg[] {
    const legs = Array.from(keys, (key) => this.#at(key - start * this.#count, blocks));
    return legs.sort((one, other) => compareForAllowances(orderOf(one), orderOf(other)));
  }

  #at(index: number, blocks: readonly RatedBlock[]): RatedLeg {
    const place = this.#place[index] ?? 0;
    const block = blocks[Math.floor(place / ROWS)];
    if (block === undefined) throw new Error('a leg waits for allowances without its block');
    return block.at(place % ROWS);
  }
}

function orderOf({ legs, row }: RatedLeg): AllowanceOrder {
  return {
    startAt: legs.startAt(row),
    acctid: legs.acctid.at(row),
    device: legs.device(row),
    part: legs.part(row),
  };
}
