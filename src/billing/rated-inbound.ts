import type { ColumnMemory } from '../core/column-memory.ts';
import type { InboundLegCharge } from '../rating/price-inbound-leg.ts';
import { encodeInbound, type InboundCharges, type Writing } from '../store/calls/insert-charges.ts';
import type { InboundColumns } from '../store/calls/priceable-inbound.ts';
import type { BlockBuffer } from '../store/calls/write-native.ts';
import { CHANGED, OUT_OF_SCOPE, RatedBlock, UNCHANGED } from './rated-block.ts';
import type { RunWords } from './run-words.ts';

/** The prices of a block of legs that came in. What is not charged costs nothing, before and after. */
export class RatedInbound extends RatedBlock<InboundColumns> implements InboundCharges {
  readonly table = 'inbound_charge';
  readonly charged: Uint8Array;
  readonly number: string[];

  constructor(rows: number, legs: InboundColumns, words: RunWords, memory: ColumnMemory) {
    super(rows, legs, words, memory);
    this.charged = memory.take(Uint8Array, rows).fill(0);
    this.number = new Array<string>(rows).fill('');
    for (let row = 0; row < rows; row += 1) if (legs.charged[row] !== 1) this.costBefore[row] = 0;
  }

  /** Takes the price of a leg; one that is not told stays without a charge. */
  rate(row: number, charge: InboundLegCharge): void {
    this.keepPrice(row, charge);
    this.charged[row] = 1;
    this.number[row] = charge.number;
  }

  encode(picked: Uint32Array, writing: Writing, into: BlockBuffer): void {
    encodeInbound(this, picked, writing, into);
  }

  device(row: number): string {
    return this.legs.extension.at(row);
  }

  /** They were read by the scope; one that is charged neither before nor after is out of the run's concern. */
  marks(): Uint8Array {
    const marks = new Uint8Array(this.rows);
    for (let row = 0; row < this.rows; row += 1) {
      const wasCharged = this.legs.charged[row] === 1;
      const isCharged = this.charged[row] === 1;
      if (!wasCharged && !isCharged) marks[row] = OUT_OF_SCOPE;
      else marks[row] = wasCharged === isCharged && this.#isUnchanged(row) ? UNCHANGED : CHANGED;
    }
    return marks;
  }

  #isUnchanged(row: number): boolean {
    return this.hasSamePrice(row) && this.number[row] === this.legs.number.at(row);
  }
}
