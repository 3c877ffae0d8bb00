/** A record, or several one after another, that have a channel: which call's, and from when until when. */
export interface Holding {
  readonly callKey: number;
  readonly fromAt: number;
  readonly toAt: number;
}

/** Half of the slots stay free, so that a search ends soon. */
const FIRST_SLOTS = 1 << 10;

/**
 * Who has which channel, by the channel's 52-bit hash. A table of numbers of its own: two entries of a `Map` for every
 * record that arrives, each with a boxed number as its key, cost a tenth of all the work on it.
 */
export class ChannelHolders {
  /** Channels; 0 where a slot is free, as no channel's hash is. */
  #channels = new Float64Array(FIRST_SLOTS);
  /** For each slot, where its last holding stands. */
  #last = new Int32Array(FIRST_SLOTS);
  readonly #holdings: Holding[] = [];
  /** For each holding, where the one before it of the same channel stands; -1 for the first. */
  readonly #before: number[] = [];
  #size = 0;

  /** How many channels there are. */
  get size(): number {
    return this.#size;
  }

  /** All channels. */
  keys(): Iterable<number> {
    return this.#channels.filter((channel) => channel !== 0);
  }

  has(channel: number): boolean {
    return this.#channels[this.#slotOf(channel)] === channel;
  }

  /** Calls `visit` for each holding of a channel with its index, until it answers true; whether it did. */
  some(channel: number, visit: (holding: Holding, index: number) => boolean): boolean {
    const slot = this.#slotOf(channel);
    if (this.#channels[slot] !== channel) return false;
    for (let index = this.#last[slot] ?? -1; index >= 0; index = this.#before[index] ?? -1) {
      const holding = this.#holdings[index];
      if (holding !== undefined && visit(holding, index)) return true;
    }
    return false;
  }

  add(channel: number, holding: Holding): void {
    const slot = this.#slotOf(channel);
    const isNew = this.#channels[slot] !== channel;
    this.#before.push(isNew ? -1 : (this.#last[slot] ?? -1));
    this.#channels[slot] = channel;
    this.#last[slot] = this.#holdings.length;
    this.#holdings.push(holding);
    if (!isNew) return;
    this.#size += 1;
    if (this.#size * 2 > this.#channels.length) this.#grow();
  }

  replace(index: number, holding: Holding): void {
    this.#holdings[index] = holding;
  }

  /** Where a channel stands, or the free slot where it would. */
  #slotOf(channel: number): number {
    const channels = this.#channels;
    const mask = channels.length - 1;
    let slot = channel & mask;
    while (channels[slot] !== 0 && channels[slot] !== channel) slot = (slot + 1) & mask;
    return slot;
  }

  #grow(): void {
    const channels = this.#channels;
    const last = this.#last;
    this.#channels = new Float64Array(channels.length * 2);
    this.#last = new Int32Array(channels.length * 2);
    for (const [from, channel] of channels.entries()) {
      if (channel === 0) continue;
      const slot = this.#slotOf(channel);
      this.#channels[slot] = channel;
      this.#last[slot] = last[from] ?? -1;
    }
  }
}
