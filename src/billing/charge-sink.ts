import type { CallStore } from '../store/calls/call-store.ts';
import type { ChargeTable } from '../store/calls/charge-tables.ts';
import { insertCharges, type Writing } from '../store/calls/insert-charges.ts';
import { BlockBuffer } from '../store/calls/write-native.ts';
import { CHANGED, OUT_OF_SCOPE, type RatedBlock } from './rated-block.ts';

/** Charges that are written in one go: more make fewer parts, fewer take less memory. */
const CHARGES_A_WRITE = 262_144;
/** Writes that may wait for the engine: a month's charges come all at once, and the next is priced meanwhile. */
const MOST_WAITING = 4;

/** Writes the charges that differ from those the legs have, while the next are worked out. */
export class ChargeSink {
  readonly #store: CallStore;
  readonly #writing: Writing;
  #table: ChargeTable = 'charge';
  #gathered = new BlockBuffer();
  #gatheredRows = 0;
  readonly #idle: BlockBuffer[] = [];
  #waiting = 0;
  #written: Promise<void> = Promise.resolve();

  constructor(store: CallStore, writing: Writing) {
    this.#store = store;
    this.#writing = writing;
  }

  async add(rated: RatedBlock, marks: Uint8Array): Promise<void> {
    // A later attempt takes the place of an earlier one's charge, even where it comes back to what the leg has.
    const isAll = this.#writing.attempt > 1;
    const picked = pickRows(marks, (mark) => (isAll ? mark !== OUT_OF_SCOPE : mark === CHANGED));
    if (picked.length === 0) return;
    if (rated.table !== this.#table) this.#write();
    this.#table = rated.table;
    rated.encode(picked, this.#writing, this.#gathered);
    this.#gatheredRows += picked.length;
    if (this.#gatheredRows < CHARGES_A_WRITE) return;
    this.#write();
    if (this.#waiting >= MOST_WAITING) await this.#written;
  }

  async finish(): Promise<void> {
    this.#write();
    await this.#written;
  }

  /** One write after the other; the first that fails fails all that come after it. */
  #write(): void {
    if (this.#gatheredRows === 0) return;
    const [table, blocks] = [this.#table, this.#gathered];
    this.#gathered = this.#idle.pop() ?? new BlockBuffer();
    this.#gatheredRows = 0;
    this.#waiting += 1;
    this.#written = this.#written
      .then(() => insertCharges(this.#store, table, blocks))
      .then(() => {
        this.#waiting -= 1;
        blocks.clear();
        this.#idle.push(blocks);
      });
    // Heard when it is awaited; until then a failure must not count as unheard.
    this.#written.catch(() => {});
  }
}

function pickRows(marks: Uint8Array, isPicked: (mark: number) => boolean): Uint32Array {
  const picked = new Uint32Array(marks.length);
  let count = 0;
  for (let row = 0; row < marks.length; row += 1) {
    if (!isPicked(marks[row] ?? OUT_OF_SCOPE)) continue;
    picked[count] = row;
    count += 1;
  }
  return picked.subarray(0, count);
}
