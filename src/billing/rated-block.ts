import type { ColumnMemory } from '../core/column-memory.ts';
import type { RunScope } from '../core/rating-run.ts';
import type { RatedCall } from '../rating/rate-call.ts';
import type { ChargeTable } from '../store/calls/charge-tables.ts';
import type { ChargeColumns, Writing } from '../store/calls/insert-charges.ts';
import type { MoneyColumn, WideColumn, WordColumn } from '../store/calls/read-native.ts';
import type { BlockBuffer } from '../store/calls/write-native.ts';
import type { RunWords } from './run-words.ts';

/** What becomes of a leg: it is out of the run's scope, keeps its charge, or gets another. */
export const OUT_OF_SCOPE = 0;
export const UNCHANGED = 1;
export const CHANGED = 2;

/** What legs of both sides have in common. `startAt` is UTC epoch seconds. */
export interface PricedColumns {
  readonly company: WordColumn;
  readonly startAt: Uint8Array | Uint16Array | Uint32Array;
  readonly acctid: WideColumn;
  readonly cost: MoneyColumn;
  readonly numberType: WordColumn;
  readonly calledInfo: WordColumn;
}

/** The prices of a block of legs, as columns. Money is millionths, NaN where it is unknown; words are numbers. */
export abstract class RatedBlock<Legs extends PricedColumns = PricedColumns> implements ChargeColumns {
  readonly rows: number;
  readonly legs: Legs;
  readonly words: RunWords;
  /** Where its columns are. */
  readonly memory: ColumnMemory;
  readonly cost: Float64Array;
  readonly numberType: Uint32Array;
  readonly calledInfo: Uint32Array;
  /** What the legs had before. */
  readonly costBefore: Float64Array;
  readonly numberTypeBefore: Uint32Array;
  readonly calledInfoBefore: Uint32Array;

  constructor(rows: number, legs: Legs, words: RunWords, memory: ColumnMemory) {
    this.rows = rows;
    this.legs = legs;
    this.words = words;
    this.memory = memory;
    this.cost = memory.take(Float64Array, rows).fill(0);
    this.numberType = memory.take(Uint32Array, rows).fill(0);
    this.calledInfo = memory.take(Uint32Array, rows).fill(0);
    this.costBefore = legs.cost.toNumbers(memory);
    this.numberTypeBefore = numberWords(legs.numberType, words, memory);
    this.calledInfoBefore = numberWords(legs.calledInfo, words, memory);
  }

  /** Where its charges are kept. */
  abstract readonly table: ChargeTable;
  /** Adds the charges of the picked rows, which rise, to what is to be inserted. */
  abstract encode(picked: Uint32Array, writing: Writing, into: BlockBuffer): void;
  /** Device id; of a call that came in, the extension. */
  abstract device(row: number): string;
  /** What becomes of each leg of a run with this scope. */
  abstract marks(scope: RunScope): Uint8Array;

  protected keepPrice(row: number, { cost, numberType, calledInfo, match }: RatedPrice): void {
    const { words } = this;
    this.cost[row] = cost ?? Number.NaN;
    this.numberType[row] = match === undefined ? words.numberOf(numberType) : words.numberTypeOf(match);
    this.calledInfo[row] = match === undefined ? words.numberOf(calledInfo) : words.destinationOf(match);
  }

  protected hasSamePrice(row: number): boolean {
    return (
      isSameMoney(this.cost[row], this.costBefore[row]) &&
      this.numberType[row] === this.numberTypeBefore[row] &&
      this.calledInfo[row] === this.calledInfoBefore[row]
    );
  }
}

type RatedPrice = Pick<RatedCall, 'cost' | 'numberType' | 'calledInfo'> & Partial<Pick<RatedCall, 'match'>>;

/** Two unknown costs are the same. */
export function isSameMoney(one = 0, other = 0): boolean {
  return one === other || (Number.isNaN(one) && Number.isNaN(other));
}

/** A column of words as their numbers in a list. */
export function numberWords(
  { words, indexes }: WordColumn,
  list: RunWords,
  memory: ColumnMemory,
): Uint32Array {
  const numbers = Uint32Array.from(words, (word) => list.numberOf(word));
  const column = memory.take(Uint32Array, indexes.length);
  for (let row = 0; row < column.length; row += 1) column[row] = numbers[indexes[row] ?? 0] ?? 0;
  return column;
}
