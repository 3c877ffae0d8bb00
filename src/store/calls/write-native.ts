import { ColumnMemory } from '../../core/column-memory.ts';
import type { WideColumn, WordColumn } from './read-native.ts';

/**
 * A column of a block in the engine's `Native` format: rows of a column that is there, in the order of `picked`, which
 * rise. The counterpart of `read-native.ts`. What is made for it stands in a given memory.
 */
export interface EncodedColumn {
  /** The engine's name for what it holds. */
  readonly type: string;
  readonly parts: readonly Uint8Array[];
}

type Whole = Uint8Array | Uint16Array | Uint32Array;

/** `UInt8`, `UInt16` or `UInt32`, as the values are. */
export function pickWhole(values: Whole, picked: Uint32Array, memory: ColumnMemory): EncodedColumn {
  // Rows rise: as many as there are, are all of them.
  if (picked.length === values.length) return { type: typeOf(values), parts: [bytesOf(values)] };
  const taken = memory.take(Uint32Array, picked.length);
  for (let row = 0; row < picked.length; row += 1) taken[row] = values[picked[row] ?? 0] ?? 0;
  return { type: 'UInt32', parts: [bytesOf(taken)] };
}

/** One value for every row, as `UInt32`. */
export function repeat(value: number, rows: number, memory: ColumnMemory): EncodedColumn {
  return { type: 'UInt32', parts: [bytesOf(memory.take(Uint32Array, rows).fill(value))] };
}

/** `Int64` of safe integers, and the engine's conversion to `UInt64` */
export function pickWide({ halves }: WideColumn, picked: Uint32Array, memory: ColumnMemory): EncodedColumn {
  if (2 * picked.length === halves.length) return { type: 'Int64', parts: [bytesOf(halves)] };
  const taken = memory.take(Uint32Array, 2 * picked.length);
  for (let row = 0; row < picked.length; row += 1) {
    const from = 2 * (picked[row] ?? 0);
    taken[2 * row] = halves[from] ?? 0;
    taken[2 * row + 1] = halves[from + 1] ?? 0;
  }
  return { type: 'Int64', parts: [bytesOf(taken)] };
}

/** `Nullable(Decimal(18, 6))` of millionths, null where they are NaN. */
export function pickMoney(values: Float64Array, picked: Uint32Array, memory: ColumnMemory): EncodedColumn {
  const nulls = memory.take(Uint8Array, picked.length);
  const halves = memory.take(Uint32Array, 2 * picked.length);
  for (let row = 0; row < picked.length; row += 1) {
    const value = values[picked[row] ?? 0] ?? 0;
    const isNull = Number.isNaN(value);
    const high = isNull ? 0 : Math.floor(value / TWO_32);
    nulls[row] = isNull ? 1 : 0;
    halves[2 * row] = isNull ? 0 : value - high * TWO_32;
    halves[2 * row + 1] = high;
  }
  return { type: 'Nullable(Decimal(18, 6))', parts: [nulls, bytesOf(halves)] };
}

/**
 * `LowCardinality(String)`: a version, what the indexes are like, the words, then an index a row. Of a long list only the
 * words that occur are written; the empty text stands first, as the engine wants it.
 */
export function pickWords(
  { words, indexes }: Pick<WordColumn, 'words' | 'indexes'>,
  picked: Uint32Array,
  memory: ColumnMemory,
): EncodedColumn {
  const places = memory.take(Uint32Array, words.length).fill(0);
  const used: string[] = [''];
  const taken = memory.take(Uint32Array, picked.length);
  for (let row = 0; row < picked.length; row += 1) {
    const word = indexes[picked[row] ?? 0] ?? 0;
    let place = places[word] ?? 0;
    if (place === 0 && words[word] !== '') {
      place = used.length;
      places[word] = place;
      used.push(words[word] ?? '');
    }
    taken[row] = place;
  }
  return {
    type: 'LowCardinality(String)',
    parts: [
      encodeWide(WORDS_VERSION),
      encodeWide(WIDTH_OF_UINT32 | OWN_WORDS),
      encodeWide(used.length),
      encodeTexts(used, memory),
      encodeWide(taken.length),
      bytesOf(taken),
    ],
  };
}

/** `String` */
export function pickTexts(
  texts: readonly string[],
  picked: Uint32Array,
  memory: ColumnMemory,
): EncodedColumn {
  const taken = Array.from(picked, (row) => texts[row] ?? '');
  return { type: 'String', parts: [encodeTexts(taken, memory)] };
}

/** Blocks one after the other, ready to be inserted, in memory that is used over again. */
export class BlockBuffer {
  /** For the columns of the block that is to be added next. */
  readonly memory = new ColumnMemory();
  #bytes = Buffer.allocUnsafe(FIRST_ROOM);
  #length = 0;

  /** Adds a block of `rows` rows. */
  add(rows: number, columns: Readonly<Record<string, EncodedColumn>>): void {
    this.#append(encodeLength(Object.keys(columns).length));
    this.#append(encodeLength(rows));
    for (const [name, column] of Object.entries(columns)) {
      this.#append(encodeTexts([name, column.type], this.memory));
      for (const part of column.parts) this.#append(part);
    }
    this.memory.clear();
  }

  #append(part: Uint8Array): void {
    const end = this.#length + part.length;
    if (end > this.#bytes.length) {
      const larger = Buffer.allocUnsafe(Math.max(end, 2 * this.#bytes.length));
      larger.set(this.#bytes.subarray(0, this.#length));
      this.#bytes = larger;
    }
    this.#bytes.set(part, this.#length);
    this.#length = end;
  }

  /** What was added since it was cleared; it stands until something is added again. */
  toBuffer(): Buffer {
    return this.#bytes.subarray(0, this.#length);
  }

  clear(): void {
    this.#length = 0;
  }
}

const TWO_32 = 0x1_0000_0000;
const FIRST_ROOM = 1 << 16;
const WORDS_VERSION = 1;
const WIDTH_OF_UINT32 = 2;
/** The words stand in this block, and come anew with every block. */
const OWN_WORDS = 0x600;
/** A character in UTF-16 is at most three bytes in UTF-8, and a length at most five. */
const MOST_BYTES = 3;
const MOST_LENGTH = 5;

function typeOf(values: Whole): string {
  return `UInt${8 * values.BYTES_PER_ELEMENT}`;
}

function bytesOf(values: Whole): Uint8Array {
  return new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
}

/** Texts, each behind its length. */
function encodeTexts(texts: readonly string[], memory: ColumnMemory): Uint8Array {
  const room = texts.reduce((sum, { length }) => sum + MOST_BYTES * length + MOST_LENGTH, 0);
  const column = memory.take(Uint8Array, room);
  const bytes = Buffer.from(column.buffer, column.byteOffset, room);
  let at = 0;
  for (const text of texts) {
    const size = Buffer.byteLength(text);
    at += writeLength(bytes, at, size);
    at += bytes.write(text, at);
  }
  return bytes.subarray(0, at);
}

function encodeWide(value: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(BigInt(value));
  return bytes;
}

function encodeLength(length: number): Buffer {
  const bytes = Buffer.alloc(MOST_LENGTH);
  return bytes.subarray(0, writeLength(bytes, 0, length));
}

/** Seven bits a byte, the lowest first. Returns how many bytes it takes. */
function writeLength(bytes: Buffer, from: number, length: number): number {
  let at = from;
  let rest = length;
  while (rest > 0x7f) {
    bytes[at] = (rest & 0x7f) | 0x80;
    rest = Math.floor(rest / 0x80);
    at += 1;
  }
  bytes[at] = rest;
  return at + 1 - from;
}
