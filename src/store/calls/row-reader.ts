import type { Micros } from '../../core/money.ts';

/**
 * Reads rows of the engine's `RowBinary` out of chunks that may end anywhere. Of every column the method must be that
 * of its type. A row that is cut off by a chunk's end is read again when the next chunk is there.
 */
export class RowReader {
  #bytes: Buffer = Buffer.alloc(0);
  #at = 0;
  #isCut = false;

  /** Rows of the answer, each made by `read`, in groups as the chunks come. */
  async *rows<Row>(chunks: AsyncIterable<Uint8Array>, read: (row: RowReader) => Row): AsyncIterable<Row[]> {
    for await (const chunk of chunks) {
      this.#append(chunk);
      const rows: Row[] = [];
      for (;;) {
        const start = this.#at;
        if (start === this.#bytes.length) break;
        const row = read(this);
        if (this.#isCut) {
          this.#isCut = false;
          this.#at = start;
          break;
        }
        rows.push(row);
      }
      if (rows.length > 0) yield rows;
    }
    if (this.#at < this.#bytes.length) throw new Error('the answer ends within a row');
  }

  #append(chunk: Uint8Array): void {
    const next = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    const isDone = this.#at === this.#bytes.length;
    this.#bytes = isDone ? next : Buffer.concat([this.#bytes.subarray(this.#at), next]);
    this.#at = 0;
  }

  /** `String` */
  text(): string {
    const length = this.#readLength();
    const from = this.#advance(length);
    if (this.#isCut || length === 0) return '';
    const bytes = this.#bytes;
    const end = from + length;
    for (let at = from; at < end; at += 1) {
      if ((bytes[at] ?? 0) > 0x7f) return bytes.toString('utf8', from, end);
    }
    return bytes.toString('latin1', from, end);
  }

  /** `String`; the very text of `last` where it is the same, so that texts that repeat are made once. */
  sameText(last: string): string {
    const start = this.#at;
    const length = this.#readLength();
    if (length !== last.length || this.#at + length > this.#bytes.length) {
      this.#at = start;
      return this.text();
    }
    const bytes = this.#bytes;
    for (let index = 0; index < length; index += 1) {
      if (bytes[this.#at + index] === last.charCodeAt(index) && last.charCodeAt(index) <= 0x7f) continue;
      this.#at = start;
      return this.text();
    }
    this.#at += length;
    return last;
  }

  /** `UInt8` as a flag */
  flag(): boolean {
    const at = this.#advance(1);
    return this.#bytes[at] === 1;
  }

  /** `UInt16` */
  uint16(): number {
    const at = this.#advance(2);
    return (this.#bytes[at] ?? 0) | ((this.#bytes[at + 1] ?? 0) << 8);
  }

  /** `UInt32`, and `DateTime` as UTC epoch seconds */
  uint32(): number {
    return this.#low(this.#advance(4));
  }

  /** `UInt64` or `Int64`: a safe integer */
  int64(): number {
    const at = this.#advance(8);
    return (this.#low(at + 4) | 0) * TWO_32 + this.#low(at);
  }

  /** `Nullable(Decimal(18, 6))` */
  money(): Micros | null {
    return this.flag() ? null : this.int64();
  }

  #low(at: number): number {
    const bytes = this.#bytes;
    const low = (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8) | ((bytes[at + 2] ?? 0) << 16);
    return (low | ((bytes[at + 3] ?? 0) << 24)) >>> 0;
  }

  #readLength(): number {
    let length = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = this.#bytes[this.#advance(1)] ?? 0;
      length += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) return length;
    }
  }

  /** Where `size` bytes begin that are now read; notes when they are not all there yet. */
  #advance(size: number): number {
    const at = this.#at;
    this.#at += size;
    if (this.#at > this.#bytes.length) this.#isCut = true;
    return at;
  }
}

const TWO_32 = 0x1_0000_0000;
