import type { Micros } from '../../core/money.ts';
import { MoneyColumn, WideColumn, WordColumn } from './read-native.ts';

/**
 * Columns of a block in the engine's `Native` format, gathered row by row in typed arrays and written at once. The
 * counterpart of `read-native.ts`.
 */
export interface ColumnWriter {
  /** The engine's name for what it holds. */
  readonly type: string;
  write(rows: number): Uint8Array[];
}

/** `UInt32` */
export class WholeWriter implements ColumnWriter {
  readonly type = 'UInt32';
  #values = new Uint32Array(FIRST_ROOM);

  set(row: number, value: number): void {
    if (row === this.#values.length) this.#values = grow(this.#values);
    this.#values[row] = value;
  }

  write(rows: number): Uint8Array[] {
    return [bytesOf(this.#values, rows)];
  }
}

/** `Int64` of safe integers, and the engine's conversion to `UInt64` */
class WideWriter implements ColumnWriter {
  readonly type = 'Int64';
  #halves = new Uint32Array(2 * FIRST_ROOM);

  set(row: number, value: number): void {
    if (2 * row === this.#halves.length) this.#halves = grow(this.#halves);
    const high = Math.floor(value / TWO_32);
    this.#halves[2 * row] = value - high * TWO_32;
    this.#halves[2 * row + 1] = high;
  }

  write(rows: number): Uint8Array[] {
    return [bytesOf(this.#halves, 2 * rows)];
  }
}

/** `Nullable(Decimal(18, 6))` */
export class MoneyWriter implements ColumnWriter {
  readonly type = 'Nullable(Decimal(18, 6))';
  #nulls = new Uint8Array(FIRST_ROOM);
  readonly #micros = new WideWriter();

  set(row: number, value: Micros | null): void {
    if (row === this.#nulls.length) this.#nulls = grow(this.#nulls);
    this.#nulls[row] = value === null ? 1 : 0;
    this.#micros.set(row, value ?? 0);
  }

  write(rows: number): Uint8Array[] {
    return [bytesOf(this.#nulls, rows), ...this.#micros.write(rows)];
  }
}

/** `LowCardinality(String)` */
export class WordWriter implements ColumnWriter {
  readonly type = 'LowCardinality(String)';
  /** The empty text stands first, as the engine wants it. */
  readonly #words = new Map<string, number>([['', 0]]);
  #indexes = new Uint32Array(FIRST_ROOM);
  #last = '';
  #lastIndex = 0;

  set(row: number, word: string): void {
    if (row === this.#indexes.length) this.#indexes = grow(this.#indexes);
    if (word !== this.#last) {
      this.#last = word;
      this.#lastIndex = this.#indexOf(word);
    }
    this.#indexes[row] = this.#lastIndex;
  }

  #indexOf(word: string): number {
    const known = this.#words.get(word);
    if (known !== undefined) return known;
    const index = this.#words.size;
    this.#words.set(word, index);
    return index;
  }

  write(rows: number): Uint8Array[] {
    return encodeWords([...this.#words.keys()], this.#indexes.subarray(0, rows));
  }
}

/** One value for every row, as `UInt32`. */
export class SameWriter implements ColumnWriter {
  readonly type = 'UInt32';
  readonly #value: number;

  constructor(value: number) {
    this.#value = value;
  }

  write(rows: number): Uint8Array[] {
    return [bytesOf(new Uint32Array(rows).fill(this.#value), rows)];
  }
}

/** Rows of a column that was read, in the order of `picked`. */
export class PickedWriter implements ColumnWriter {
  readonly type: string;
  readonly #column: PickableColumn;
  readonly #picked: { readonly rows: Uint32Array };

  constructor(column: PickableColumn, picked: { readonly rows: Uint32Array }) {
    this.type = typeOf(column);
    this.#column = column;
    this.#picked = picked;
  }

  write(rows: number): Uint8Array[] {
    const { rows: picked } = this.#picked;
    const column = this.#column;
    if (column instanceof WordColumn) return encodeWords(column.words, pick(column.indexes, picked, rows));
    if (column instanceof WideColumn) return [pickHalves(column.halves, picked, rows)];
    if (!(column instanceof MoneyColumn)) return [bytesOf(pick(column, picked, rows), rows)];
    const nulls = Uint8Array.from(picked.subarray(0, rows), (row) => column.nulls[row] ?? 0);
    return [nulls, pickHalves(column.micros.halves, picked, rows)];
  }
}

type PickableColumn = WordColumn | WideColumn | MoneyColumn | Uint8Array | Uint16Array | Uint32Array;

function typeOf(column: PickableColumn): string {
  if (column instanceof WordColumn) return 'LowCardinality(String)';
  if (column instanceof WideColumn) return 'Int64';
  return column instanceof MoneyColumn ? 'Nullable(Decimal(18, 6))' : 'UInt32';
}

function pick(
  values: Uint8Array | Uint16Array | Uint32Array,
  picked: Uint32Array,
  rows: number,
): Uint32Array {
  const taken = new Uint32Array(rows);
  for (let row = 0; row < rows; row += 1) taken[row] = values[picked[row] ?? 0] ?? 0;
  return taken;
}

function pickHalves(halves: Uint32Array, picked: Uint32Array, rows: number): Uint8Array {
  const taken = new Uint32Array(2 * rows);
  for (let row = 0; row < rows; row += 1) {
    const from = 2 * (picked[row] ?? 0);
    taken[2 * row] = halves[from] ?? 0;
    taken[2 * row + 1] = halves[from + 1] ?? 0;
  }
  return bytesOf(taken, 2 * rows);
}

/** A version, what the indexes are like, the words, then an index a row. */
function encodeWords(words: readonly string[], indexes: Uint32Array): Uint8Array[] {
  return [
    encodeWide(WORDS_VERSION),
    encodeWide(WIDTH_OF_UINT32 | OWN_WORDS),
    encodeWide(words.length),
    ...words.map(encodeText),
    encodeWide(indexes.length),
    bytesOf(indexes, indexes.length),
  ];
}

/** One block of `rows` rows. */
export function writeBlock(rows: number, columns: Readonly<Record<string, ColumnWriter>>): Buffer {
  const parts: Uint8Array[] = [encodeLength(Object.keys(columns).length), encodeLength(rows)];
  for (const [name, column] of Object.entries(columns)) {
    parts.push(encodeText(name), encodeText(column.type), ...column.write(rows));
  }
  return Buffer.concat(parts);
}

const FIRST_ROOM = 4096;
const TWO_32 = 0x1_0000_0000;
const WORDS_VERSION = 1;
const WIDTH_OF_UINT32 = 2;
/** The words stand in this block, and come anew with every block. */
const OWN_WORDS = 0x600;

function grow<T extends Uint8Array | Uint32Array>(values: T): T {
  const larger = new (values.constructor as new (length: number) => T)(values.length * 2);
  larger.set(values);
  return larger;
}

function bytesOf(values: Uint8Array | Uint32Array, count: number): Uint8Array {
  return new Uint8Array(values.buffer, values.byteOffset, count * values.BYTES_PER_ELEMENT);
}

function encodeText(text: string): Buffer {
  const bytes = Buffer.from(text);
  return Buffer.concat([encodeLength(bytes.length), bytes]);
}

function encodeWide(value: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(BigInt(value));
  return bytes;
}

/** Seven bits a byte, the lowest first. */
function encodeLength(length: number): Buffer {
  const bytes: number[] = [];
  let rest = length;
  while (rest > 0x7f) {
    bytes.push((rest & 0x7f) | 0x80);
    rest = Math.floor(rest / 0x80);
  }
  return Buffer.from([...bytes, rest]);
}
