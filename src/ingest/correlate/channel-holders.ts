import { KeySet } from '../../core/key-set.ts';

/** A record, or several one after another, that have a channel: which call's, and from when until when. */
export interface Holding {
  readonly callKey: number;
  readonly fromAt: number;
  readonly toAt: number;
}

/** Who has which channel, by the channel's 52-bit hash. */
export class ChannelHolders {
  readonly #channels = new KeySet();
  /** For each channel, where its last holding stands. */
  readonly #last: number[] = [];
  readonly #holdings: Holding[] = [];
  /** For each holding, where the one before it of the same channel stands; -1 for the first. */
  readonly #before: number[] = [];

  has(channel: number): boolean {
    return this.#channels.has(channel);
  }

  /** Calls `visit` for each holding of a channel with its index, until it answers true; whether it did. */
  some(channel: number, visit: (holding: Holding, index: number) => boolean): boolean {
    const number = this.#channels.numberOf(channel);
    if (number === undefined) return false;
    for (let index = this.#last[number] ?? -1; index >= 0; index = this.#before[index] ?? -1) {
      const holding = this.#holdings[index];
      if (holding !== undefined && visit(holding, index)) return true;
    }
    return false;
  }

  add(channel: number, holding: Holding): void {
    const number = this.#channels.add(channel);
    this.#before.push(this.#last[number] ?? -1);
    this.#last[number] = this.#holdings.length;
    this.#holdings.push(holding);
  }

  replace(index: number, holding: Holding): void {
    this.#holdings[index] = holding;
  }
}
