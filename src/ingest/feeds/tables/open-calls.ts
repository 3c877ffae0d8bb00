/** What of open calls is kept in a cursor: dialogs with the instants at which they began, as `[dialog, startAt]`. */
export interface OpenCallsCursor {
  readonly waiting: readonly (readonly [string, number])[];
  readonly told: readonly (readonly [string, number])[];
}

/** With more calls open at once the oldest count as overdue; and of so many that were told it is known that they were. */
const MOST = 20_000;

/**
 * Calls that were answered and of whose end nothing has come. One waits for as long as the longest call lasts; then it is
 * told of, once, and known should its end come after all.
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

  /** Whether a call that has not ended is to be told of now; until then it waits. */
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

  /** Notes that a call has ended; whether it was told of as one that had not. */
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
