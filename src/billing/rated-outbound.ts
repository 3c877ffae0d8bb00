import type { ColumnMemory } from '../core/column-memory.ts';
import type { RunScope } from '../core/rating-run.ts';
import type { RatedCall } from '../rating/rate-call.ts';
import type { Coverage } from '../rating/use-allowances.ts';
import { encodeOutbound, type OutboundCharges, type Writing } from '../store/calls/insert-charges.ts';
import type { LegColumns } from '../store/calls/priceable-legs.ts';
import type { BlockBuffer } from '../store/calls/write-native.ts';
import { CHANGED, isSameMoney, numberWords, RatedBlock, UNCHANGED } from './rated-block.ts';
import type { RunWords } from './run-words.ts';

/** The prices of a block of legs that went out. */
export class RatedOutbound extends RatedBlock<LegColumns> implements OutboundCharges {
  readonly table = 'charge';
  readonly carrierCost: Float64Array;
  readonly allowance: Uint32Array;
  /** Seconds that an allowance covered. */
  readonly covered: Uint32Array;
  readonly #carrierCostBefore: Float64Array;
  readonly #allowanceBefore: Uint32Array;

  constructor(rows: number, legs: LegColumns, words: RunWords, memory: ColumnMemory) {
    super(rows, legs, words, memory);
    this.carrierCost = memory.take(Float64Array, rows).fill(0);
    this.allowance = memory.take(Uint32Array, rows).fill(0);
    this.covered = memory.take(Uint32Array, rows).fill(0);
    this.#carrierCostBefore = legs.carrierCost.toNumbers(memory);
    this.#allowanceBefore = numberWords(legs.allowance, words, memory);
  }

  /** Takes the price of a leg as if no allowance covered it. */
  rate(row: number, rated: RatedCall, carrierCost: number | null): void {
    this.keepPrice(row, rated);
    this.carrierCost[row] = carrierCost ?? Number.NaN;
  }

  /** Takes what an allowance covers of it, and what is left to pay. */
  cover(row: number, { allowance, coveredSeconds }: Coverage, cost: number | null): void {
    this.cost[row] = cost ?? Number.NaN;
    this.allowance[row] = this.words.numberOf(allowance);
    this.covered[row] = coveredSeconds;
  }

  encode(picked: Uint32Array, writing: Writing, into: BlockBuffer): void {
    encodeOutbound(this, picked, writing, into);
  }

  device(row: number): string {
    return this.legs.device.at(row);
  }

  marks({ fromAt, toAt, devices }: RunScope): Uint8Array {
    const { startAt, device } = this.legs;
    const wanted = devices === null ? null : device.words.map((word) => devices.includes(word));
    const marks = new Uint8Array(this.rows);
    for (let row = 0; row < this.rows; row += 1) {
      const at = startAt[row] ?? 0;
      if (at < fromAt || at >= toAt) continue;
      if (wanted !== null && wanted[device.indexes[row] ?? 0] !== true) continue;
      marks[row] = this.#isUnchanged(row) ? UNCHANGED : CHANGED;
    }
    return marks;
  }

  #isUnchanged(row: number): boolean {
    return (
      this.hasSamePrice(row) &&
      this.covered[row] === this.legs.covered[row] &&
      this.allowance[row] === this.#allowanceBefore[row] &&
      isSameMoney(this.carrierCost[row], this.#carrierCostBefore[row])
    );
  }
}
