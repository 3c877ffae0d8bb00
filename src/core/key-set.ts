/** Half of the slots stay free, so that a search ends soon. */
const FIRST_SLOTS = 1 << 10;
/** No key is negative. */
const FREE = -1;

/**
 * A set of keys: whole numbers from 0 to 2^53. A table of numbers of its own, which says of each the how manieth it is: a
 * `Set` or `Map` with an entry for every record that arrives, each with a boxed number as its key, costs several times as
 * much, in itself and for the collector.
 */
export class KeySet implements Iterable<number> {
  #slots = new Float64Array(FIRST_SLOTS).fill(FREE);
  /** For each slot, which key stands in it. */
  #numbers = new Int32Array(FIRST_SLOTS);
  readonly #keys: number[] = [];

  get size(): number {
    return this.#keys.length;
  }

  /** Keys in the order in which they were added first. */
  [Symbol.iterator](): IterableIterator<number> {
    return this.#keys.values();
  }

  has(key: number): boolean {
    return this.#slots[this.#slotOf(key)] === key;
  }

  /** The how manieth a key is, counted from 0; undefined where it is not there. */
  numberOf(key: number): number | undefined {
    const slot = this.#slotOf(key);
    return this.#slots[slot] === key ? this.#numbers[slot] : undefined;
  }

  /** Adds a key, if it is not there yet; the how manieth it is. */
  add(key: number): number {
    const slot = this.#slotOf(key);
    if (this.#slots[slot] === key) return this.#numbers[slot] ?? 0;
    const number = this.#keys.length;
    this.#slots[slot] = key;
    this.#numbers[slot] = number;
    this.#keys.push(key);
    if (this.#keys.length * 2 > this.#slots.length) this.#grow();
    return number;
  }

  /** Where a key stands, or the free slot where it would. */
  #slotOf(key: number): number {
    const slots = this.#slots;
    const mask = slots.length - 1;
    let slot = key & mask;
    while (slots[slot] !== FREE && slots[slot] !== key) slot = (slot + 1) & mask;
    return slot;
  }

  #grow(): void {
    this.#slots = new Float64Array(this.#slots.length * 2).fill(FREE);
    this.#numbers = new Int32Array(this.#slots.length);
    for (const [number, key] of this.#keys.entries()) {
      const slot = this.#slotOf(key);
      this.#slots[slot] = key;
      this.#numbers[slot] = number;
    }
  }
}
