import { formatMicros } from '../core/money.ts';
import type { ChangedCall } from '../core/rating-run.ts';
import type { RatedBlock } from './rated-block.ts';

const MOST_CALLS = 20;

interface Candidate {
  readonly difference: number;
  readonly call: ChangedCall;
}

/** The calls whose cost changes most, of all that are told; an unknown cost counts as none. */
export class MostChanged {
  readonly #found: Candidate[] = [];
  #least = -1;

  add(block: RatedBlock, row: number): void {
    const [before, after] = [block.costBefore[row] ?? 0, block.cost[row] ?? 0];
    const difference = Math.abs((Number.isNaN(after) ? 0 : after) - (Number.isNaN(before) ? 0 : before));
    if (difference < this.#least) return;
    this.#found.push({ difference, call: toChangedCall(block, row, before, after) });
    if (this.#found.length < 2 * MOST_CALLS) return;
    this.#cut();
    this.#least = this.#found.at(-1)?.difference ?? -1;
  }

  #cut(): void {
    this.#found.sort(
      (one, other) => other.difference - one.difference || one.call.acctid - other.call.acctid,
    );
    this.#found.splice(MOST_CALLS);
  }

  /** The dearest change first; of equal ones, the lowest accounting id. */
  list(): readonly ChangedCall[] {
    this.#cut();
    return this.#found.map(({ call }) => call);
  }
}

function toChangedCall(block: RatedBlock, row: number, before: number, after: number): ChangedCall {
  const { legs, words, calledInfo } = block;
  return {
    acctid: legs.acctid.at(row),
    company: legs.company.at(row),
    device: block.device(row),
    startAt: legs.startAt[row] ?? 0,
    destination: words.wordOf(calledInfo[row] ?? 0),
    before: Number.isNaN(before) ? null : formatMicros(before),
    after: Number.isNaN(after) ? null : formatMicros(after),
  };
}
