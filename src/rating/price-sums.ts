/** Sums of millionths by group, exact to any size. Groups are small whole numbers. */
export class PriceSums {
  #sums = new Float64Array(64);
  /** What of a sum would not be safe in a number. */
  readonly #carried = new Map<number, bigint>();

  /** Adds millionths to a group's sum. */
  add(group: number, micros: number): void {
    if (group >= this.#sums.length) this.#grow(group);
    const sum = (this.#sums[group] ?? 0) + micros;
    if (sum <= Number.MAX_SAFE_INTEGER && sum >= -Number.MAX_SAFE_INTEGER) {
      this.#sums[group] = sum;
      return;
    }
    this.#carried.set(group, this.of(group) + BigInt(micros));
    this.#sums[group] = 0;
  }

  /** Millionths of a group. */
  of(group: number): bigint {
    return (this.#carried.get(group) ?? 0n) + BigInt(this.#sums[group] ?? 0);
  }

  #grow(group: number): void {
    const larger = new Float64Array(2 ** Math.ceil(Math.log2(group + 1)));
    larger.set(this.#sums);
    this.#sums = larger;
  }
}
