import type { RunScope } from '../core/rating-run.ts';
import type { WordList } from '../core/word-list.ts';
import type { RatedCall } from '../rating/rate-call.ts';
import type { Coverage } from '../rating/use-allowances.ts';
import type { ChargeColumns } from '../store/calls/charge-rows.ts';
import type { LegColumns } from '../store/calls/priceable-legs.ts';
import type { WordColumn } from '../store/calls/read-native.ts';

/** What becomes of a leg: it is out of the run's scope, keeps its charge, or gets another. */
export const OUT_OF_SCOPE = 0;
export const UNCHANGED = 1;
export const CHANGED = 2;

/** The prices of a block of legs, as columns. Money is millionths, NaN where it is unknown; words are numbers. */
export class RatedBlock implements ChargeColumns {
  readonly rows: number;
  readonly legs: LegColumns;
  readonly words: WordList;
  readonly cost: Float64Array;
  readonly carrierCost: Float64Array;
  readonly allowance: Uint32Array;
  /** Seconds that an allowance covered. */
  readonly covered: Uint32Array;
  readonly numberType: Uint32Array;
  readonly calledInfo: Uint32Array;
  /** What the legs had before. */
  readonly before: {
    readonly cost: Float64Array;
    readonly carrierCost: Float64Array;
    readonly numberType: Uint32Array;
    readonly calledInfo: Uint32Array;
    readonly allowance: Uint32Array;
  };

  constructor(rows: number, legs: LegColumns, words: WordList) {
    this.rows = rows;
    this.legs = legs;
    this.words = words;
    this.cost = new Float64Array(rows);
    this.carrierCost = new Float64Array(rows);
    this.allowance = new Uint32Array(rows);
    this.covered = new Uint32Array(rows);
    this.numberType = new Uint32Array(rows);
    this.calledInfo = new Uint32Array(rows);
    this.before = {
      cost: legs.cost.toNumbers(),
      carrierCost: legs.carrierCost.toNumbers(),
      numberType: numberWords(legs.numberType, words),
      calledInfo: numberWords(legs.calledInfo, words),
      allowance: numberWords(legs.allowance, words),
    };
  }

  /** Takes the price of a leg as if no allowance covered it. */
  rate(row: number, { cost, numberType, calledInfo }: RatedCall, carrierCost: number | null): void {
    this.cost[row] = cost ?? Number.NaN;
    this.carrierCost[row] = carrierCost ?? Number.NaN;
    this.numberType[row] = this.words.numberOf(numberType);
    this.calledInfo[row] = this.words.numberOf(calledInfo);
  }

  /** Takes what an allowance covers of it, and what is left to pay. */
  cover(row: number, { allowance, coveredSeconds }: Coverage, cost: number | null): void {
    this.cost[row] = cost ?? Number.NaN;
    this.allowance[row] = this.words.numberOf(allowance);
    this.covered[row] = coveredSeconds;
  }

  /** What becomes of each leg of a run with this scope. */
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
    const { before, legs } = this;
    return (
      isSame(this.cost[row], before.cost[row]) &&
      this.covered[row] === legs.covered[row] &&
      this.numberType[row] === before.numberType[row] &&
      this.calledInfo[row] === before.calledInfo[row] &&
      this.allowance[row] === before.allowance[row] &&
      isSame(this.carrierCost[row], before.carrierCost[row])
    );
  }
}

/** Two unknown costs are the same. */
function isSame(one = 0, other = 0): boolean {
  return one === other || (Number.isNaN(one) && Number.isNaN(other));
}

function numberWords({ words, indexes }: WordColumn, list: WordList): Uint32Array {
  const numbers = Uint32Array.from(words, (word) => list.numberOf(word));
  const column = new Uint32Array(indexes.length);
  for (let row = 0; row < column.length; row += 1) column[row] = numbers[indexes[row] ?? 0] ?? 0;
  return column;
}
