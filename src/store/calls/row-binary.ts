import type { Micros } from '../../core/money.ts';
import type { SelfWriting } from '../../core/self-writing.ts';

/**
 * Memory of a table's rows that are inserted, for rows of it that are to come, as these will take about as much: the first
 * touch of fresh memory takes longer than writing to it, and the collector runs for it. Rows of one batch are being written
 * while those of two more are being inserted.
 */
const SPARE = new Map<string, Buffer[]>();
const MOST_SPARE = 3;
const MOST_SPARE_BYTES = 1 << 25;
const NOTHING = Buffer.alloc(0);

/**
 * Rows as the engine's `RowBinary` takes them, written as bytes at once: this runs some fifty times a record that
 * arrives. Of every column the method must be that of its type; the engine takes half as long over such rows as over
 * text, and so does writing them.
 */
export class RowWriter {
  readonly #table: string;
  #bytes: Buffer;
  #length = 0;

  /** `table` is that of rows which come in batches: their memory is used again. */
  constructor(table = '') {
    this.#table = table;
    this.#bytes = SPARE.get(table)?.pop() ?? Buffer.allocUnsafe(table === '' ? 1 << 8 : 1 << 16);
  }

  /** Whether anything was written. */
  get isEmpty(): boolean {
    return this.#length === 0;
  }

  /** Bytes written so far. */
  get size(): number {
    return this.#length;
  }

  /** `String` */
  text(value: string): this {
    this.#reserve(value.length * 3 + LONGEST_LENGTH);
    const start = this.#length;
    if (value.length > SHORT_TEXT) return this.#longText(value);
    const bytes = this.#bytes;
    let at = start + 1;
    for (let index = 0; index < value.length; index += 1) {
      const code = value.charCodeAt(index);
      if (code > 0x7f) return this.#longText(value);
      bytes[at] = code;
      at += 1;
    }
    bytes[start] = value.length;
    this.#length = at;
    return this;
  }

  /** `String`, of a text that writes itself. Its length, which is known when it is written, nearly always takes two bytes. */
  selfWriting(text: SelfWriting): this {
    this.#reserve(text.mostBytes + LONGEST_LENGTH);
    const start = this.#length + 2;
    const end = text.write(this.#bytes, start);
    const size = end - start;
    if (size < 0x80 || size > 0x3fff) return this.text(text.toString());
    this.#bytes[start - 2] = (size & 0x7f) | 0x80;
    this.#bytes[start - 1] = size >>> 7;
    this.#length = end;
    return this;
  }

  /** `UInt8`, and the `Bool` of a flag */
  flag(value: boolean): this {
    this.#reserve(1);
    this.#bytes[this.#length] = value ? 1 : 0;
    this.#length += 1;
    return this;
  }

  /** `UInt16` */
  uint16(value: number): this {
    this.#reserve(2);
    this.#bytes[this.#length] = value;
    this.#bytes[this.#length + 1] = value >>> 8;
    this.#length += 2;
    return this;
  }

  /** `UInt32`, and `DateTime` as UTC epoch seconds */
  uint32(value: number): this {
    this.#reserve(4);
    this.#low(value, this.#length);
    this.#length += 4;
    return this;
  }

  /** `UInt64` or `Int64`: a safe integer */
  int64(value: number): this {
    this.#reserve(8);
    const high = Math.floor(value / TWO_32);
    this.#low(value - high * TWO_32, this.#length);
    this.#low(high, this.#length + 4);
    this.#length += 8;
    return this;
  }

  /** `Nullable(Decimal(18, 6))` */
  money(value: Micros | null): this {
    this.flag(value === null);
    return value === null ? this : this.int64(value);
  }

  /** `Array(String)` */
  texts(values: readonly string[]): this {
    this.#reserve(LONGEST_LENGTH);
    this.#writeLength(values.length);
    for (const value of values) this.text(value);
    return this;
  }

  /** Columns that are written already. */
  raw(bytes: Uint8Array): this {
    this.#reserve(bytes.length);
    this.#bytes.set(bytes, this.#length);
    this.#length += bytes.length;
    return this;
  }

  /** What was written from `size` on, until something more is. */
  since(size: number): Buffer {
    return this.#bytes.subarray(size, this.#length);
  }

  /** Forgets what was written from `size` on. */
  takeBack(size: number): void {
    this.#length = size;
  }

  /** All rows so far. The writer is not to be used again. */
  toBuffer(): Buffer {
    return this.#bytes.subarray(0, this.#length);
  }

  /** Tells that its rows are not needed any more. The writer is not to be used again. */
  release(): void {
    if (this.#table !== '' && this.#bytes.length <= MOST_SPARE_BYTES) this.#spare();
    this.#bytes = NOTHING;
    this.#length = 0;
  }

  #spare(): void {
    const others = SPARE.get(this.#table);
    if (others === undefined) SPARE.set(this.#table, [this.#bytes]);
    else if (others.length < MOST_SPARE) others.push(this.#bytes);
  }

  #longText(value: string): this {
    const size = Buffer.byteLength(value);
    this.#writeLength(size);
    this.#length += this.#bytes.write(value, this.#length, size === value.length ? 'latin1' : 'utf8');
    return this;
  }

  /** Seven bits a byte, the lowest first. */
  #writeLength(value: number): void {
    let rest = value;
    while (rest > 0x7f) {
      this.#bytes[this.#length] = (rest & 0x7f) | 0x80;
      this.#length += 1;
      rest >>>= 7;
    }
    this.#bytes[this.#length] = rest;
    this.#length += 1;
  }

  #low(value: number, at: number): void {
    const bytes = this.#bytes;
    bytes[at] = value;
    bytes[at + 1] = value >>> 8;
    bytes[at + 2] = value >>> 16;
    bytes[at + 3] = value >>> 24;
  }

  #reserve(room: number): void {
    if (this.#length + room <= this.#bytes.length) return;
    const larger = Buffer.allocUnsafe(Math.max(this.#bytes.length * 2, this.#length + room));
    this.#bytes.copy(larger, 0, 0, this.#length);
    this.#bytes = larger;
  }
}

/** A `String` as bytes, for a text that every row has. */
export function textBytes(value: string): Buffer {
  return Buffer.from(new RowWriter().text(value).toBuffer());
}

const TWO_32 = 0x1_0000_0000;
/** Of these the length takes one byte, and a loop beats the platform's own copy. */
const SHORT_TEXT = 40;
/** Bytes of the longest length there is. */
const LONGEST_LENGTH = 5;
