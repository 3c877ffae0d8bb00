/** What of open calls is kept in a cursor: dialogs with the instants of the end that has come, as `[dialog, at]`. */
export interface OpenCallsCursor {
  readonly waiting: readonly (readonly [string, number])[];
  readonly told: readonly (readonly [string, number])[];
}

/** With more calls open at once the oldest count as overdue; and of so many that were told it is known that they were. */
const MOST = 20_000;

/**
 * Calls of which one end has come and the other has not: they were answered, or they ended. One waits for as long as the
 * longest call lasts; then it is told of, once, and known should the other end come after all.
 */
export class OpenCalls {
  readonly #waiting: Map<string, number>;
  readonly #told: Map<string, number>;
  readonly #longestSeconds: number;
  readonly #now: () => number;

  constructor(kept: OpenCallsCursor | undefined, longestSeconds: number, now: () => number) {
    this.#waiting = new Map(kept?.waiting);
    this.#told = new Map(kept?.told);
    this.#longestSeconds = longestSeconds;
    this.#now = now;
  }

  /** Whether a call of which only one end has come, at this instant, is to be told of now; until then it waits. */
  isNewlyOverdue(dialog: string, startAt: number): boolean {
    if (this.#told.has(dialog)) return false;
    if (startAt + this.#longestSeconds >= this.#now() && this.#waiting.size < MOST) {
      this.#waiting.set(dialog, startAt);
      return false;
    }
    this.#waiting.delete(dialog);
    this.#told.set(dialog, startAt);
    for (const [oldest] of this.#told) {
      if (this.#told.size <= MOST) break;
      this.#told.delete(oldest);
    }
    return true;
  }

  /** Whether a call that ended at `endAt` may have begun before `beforeAt`, as the longest do. */
  mayHaveBegun(endAt: number, beforeAt: number): boolean {
    return endAt - this.#longestSeconds < beforeAt;
  }

  /** Notes that both ends of a call have come; whether it was told of as one that lacks one. */
  end(dialog: string): boolean {
    this.#waiting.delete(dialog);
    return this.#told.delete(dialog);
  }

  /** Takes out the calls that have waited long enough. */
  takeDue(): readonly string[] {
    const before = this.#now() - this.#longestSeconds;
    const due = [...this.#waiting].filter(([, startAt]) => startAt < before).map(([dialog]) => dialog);
    for (const dialog of due) this.#waiting.delete(dialog);
    return due;
  }

  /** Undefined where there are none. */
  toCursor(): OpenCallsCursor | undefined {
    if (this.#waiting.size + this.#told.size === 0) return undefined;
    return { waiting: [...this.#waiting], told: [...this.#told] };
  }
}
