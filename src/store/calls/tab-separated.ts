/**
 * Rows as the engine's tab-separated format takes them, written as bytes at once: this runs some fifty times a record
 * that arrives, and texts put together piece by piece would keep the collector busier than all the rest.
 */
export class RowWriter {
  #bytes = Buffer.allocUnsafe(1 << 16);
  #length = 0;
  #rowStart = 0;

  /** Whether anything was written. */
  get isEmpty(): boolean {
    return this.#length === 0;
  }

  /** A text, escaped. */
  text(value: string): this {
    this.#separate(value.length * 6);
    if (value.length > LONG_TEXT && !NOT_PLAIN.test(value)) {
      this.#length += this.#bytes.write(value, this.#length, 'latin1');
      return this;
    }
    const bytes = this.#bytes;
    let at = this.#length;
    for (let index = 0; index < value.length; index += 1) {
      const code = value.charCodeAt(index);
      if (code < 0x20 || code === BACKSLASH || code > 0x7e) return this.#special(value, index, at);
      bytes[at] = code;
      at += 1;
    }
    this.#length = at;
    return this;
  }

  /** A whole number from 0 to 2^53. */
  whole(value: number): this {
    this.#separate(MOST_DIGITS);
    const high = Math.floor(value / 1e9);
    this.#length = high === 0 ? this.#digits(value) : this.#padded(this.#digits(high), value - high * 1e9);
    return this;
  }

  /** An instant, UTC epoch seconds: ten digits, as fewer are read as a year or a time of day. */
  instant(value: number): this {
    this.#separate(MOST_DIGITS);
    const high = Math.floor(value / 1e9);
    this.#bytes[this.#length] = ZERO + high;
    this.#length = this.#padded(this.#length + 1, value - high * 1e9);
    return this;
  }

  /** A decimal already written as text. */
  plain(text: string): this {
    this.#separate(text.length);
    for (let index = 0; index < text.length; index += 1) {
      this.#bytes[this.#length + index] = text.charCodeAt(index);
    }
    this.#length += text.length;
    return this;
  }

  flag(value: boolean): this {
    return this.plain(value ? '1' : '0');
  }

  /** SQL's NULL. */
  null(): this {
    return this.plain('\\N');
  }

  /** An array of texts. */
  texts(values: readonly string[]): this {
    const quoted = values.map((value) => `'${value.replace(SPECIAL, escapeCharacter)}'`);
    const text = `[${quoted.join(',')}]`;
    this.#separate(text.length * 3);
    this.#length += this.#bytes.write(text, this.#length, 'utf8');
    return this;
  }

  /** Ends the row. */
  end(): this {
    this.#reserve(1);
    this.#bytes[this.#length] = NEWLINE;
    this.#length += 1;
    this.#rowStart = this.#length;
    return this;
  }

  /** All rows so far. The writer is not to be used again. */
  toBuffer(): Buffer {
    return this.#bytes.subarray(0, this.#length);
  }

  /** Writes a number below 10^9; returns where it ends. */
  #digits(value: number): number {
    let end = this.#length + 1;
    for (let power = 10; value >= power; power *= 10) end += 1;
    let rest = value | 0;
    for (let at = end - 1; at >= this.#length; at -= 1) {
      const tenth = (rest / 10) | 0;
      this.#bytes[at] = ZERO + rest - tenth * 10;
      rest = tenth;
    }
    return end;
  }

  /** Writes a number below 10^9 in nine digits from `from` on; returns where it ends. */
  #padded(from: number, value: number): number {
    let rest = value | 0;
    for (let at = from + 8; at >= from; at -= 1) {
      const tenth = (rest / 10) | 0;
      this.#bytes[at] = ZERO + rest - tenth * 10;
      rest = tenth;
    }
    return from + 9;
  }

  #special(value: string, from: number, at: number): this {
    const rest = value.slice(from).replace(SPECIAL, escapeCharacter);
    this.#length = at + this.#bytes.write(rest, at, 'utf8');
    return this;
  }

  #separate(room: number): void {
    this.#reserve(room + 2);
    if (this.#length === this.#rowStart) return;
    this.#bytes[this.#length] = TAB;
    this.#length += 1;
  }

  #reserve(room: number): void {
    if (this.#length + room <= this.#bytes.length) return;
    const larger = Buffer.allocUnsafe(Math.max(this.#bytes.length * 2, this.#length + room));
    this.#bytes.copy(larger, 0, 0, this.#length);
    this.#bytes = larger;
  }
}

const ZERO = 0x30;
/** Digits of 2^53. */
const MOST_DIGITS = 16;
/** From here on the engine's own scan and copy beat a loop. */
const LONG_TEXT = 40;
const NOT_PLAIN = /[^\x20-\x5b\x5d-\x7e]/;
const TAB = 0x09;
const NEWLINE = 0x0a;
const BACKSLASH = 0x5c;
const SPECIAL = /[\t\n\r\\\0']/g;

/** Character → the character that stands for it behind a backslash; 0 for those that need none. */
const ESCAPES = new Uint8Array(0x5d);
for (const pair of ['\u00000', '\tt', '\nn', '\rr', '\\\\', "''"])
  ESCAPES[pair.charCodeAt(0)] = pair.charCodeAt(1);

function escapeCharacter(character: string): string {
  return `\\${String.fromCharCode(ESCAPES[character.charCodeAt(0)] ?? 0)}`;
}
