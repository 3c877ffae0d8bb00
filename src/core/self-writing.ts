/** A text that is written as bytes where it is wanted, without being made first: that of every record of a large table. */
export interface SelfWriting {
  /** How many bytes it takes at most. */
  readonly mostBytes: number;
  /** Writes it, as UTF-8, from `at` on; returns where it ends, or -1 where it cannot and `toString` is to be asked. */
  write(bytes: Uint8Array, at: number): number;
  toString(): string;
}
