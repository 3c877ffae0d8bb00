type Numbers = Uint8Array | Uint16Array | Uint32Array | Float64Array;

/** What kind of numbers a column is of: `Uint32Array`. */
export interface ColumnKind<Column extends Numbers> {
  readonly BYTES_PER_ELEMENT: number;
  new (memory: ArrayBuffer, from: number, length: number): Column;
}

/** Of most columns some dozen fit; a longer one has a piece of its own. */
const PIECE_BYTES = 1 << 18;
/** Where a column of any kind may begin. */
const WIDEST = 8;

/**
 * Memory for the columns of a block of rows, used over again: the first touch of fresh memory takes longer than all that
 * is then done with it, and the collector runs the more often the more of it is asked for.
 */
export class ColumnMemory {
  readonly #pieces: ArrayBuffer[] = [];
  #piece = 0;
  #used = 0;

  /** A column that holds whatever was there before. */
  take<Column extends Numbers>(kind: ColumnKind<Column>, length: number): Column {
    const size = length * kind.BYTES_PER_ELEMENT;
    for (;;) {
      const piece = this.#pieces[this.#piece];
      if (piece === undefined) this.#pieces.push(new ArrayBuffer(Math.max(size, PIECE_BYTES)));
      else if (this.#used + size <= piece.byteLength) return this.#cut(kind, piece, length, size);
      else {
        this.#piece += 1;
        this.#used = 0;
      }
    }
  }

  #cut<Column extends Numbers>(
    kind: ColumnKind<Column>,
    piece: ArrayBuffer,
    length: number,
    size: number,
  ): Column {
    const column = new kind(piece, this.#used, length);
    this.#used = Math.ceil((this.#used + size) / WIDEST) * WIDEST;
    return column;
  }

  /** All columns that were taken are given up. */
  clear(): void {
    this.#piece = 0;
    this.#used = 0;
  }
}

/** Memories that nobody uses at the moment. */
export class MemoryPool {
  readonly #idle: ColumnMemory[] = [];

  take(): ColumnMemory {
    return this.#idle.pop() ?? new ColumnMemory();
  }

  /** Takes back a memory whose columns nobody looks at any more. */
  give(memory: ColumnMemory): void {
    memory.clear();
    this.#idle.push(memory);
  }
}
