import type { WideColumn, WordColumn } from './read-native.ts';

/**
 * A column of a block in the engine's `Native` format: rows of a column that is there, in the order of `picked`. The
 * counterpart of `read-native.ts`.
 */
export interface EncodedColumn {
  /** The engine's name for what it holds. */
  readonly type: string;
  readonly parts: readonly Uint8Array[];
}

type Whole = Uint8Array | Uint16Array | Uint32Array;

/** `UInt32` */
export function pickWhole(values: Whole, picked: Uint32Array): EncodedColumn {
  return { type: 'UInt32', parts: [bytesOf(pick(values, picked))] };
}

/** One value for every row, as `UInt32`. */
export function repeat(value: number, rows: number): EncodedColumn {
  return { type: 'UInt32', parts: [bytesOf(new Uint32Array(rows).fill(value))] };
}

/** `Int64` of safe integers, and the engine's conversion to `UInt64` */
export function pickWide({ halves }: WideColumn, picked: Uint32Array): EncodedColumn {
  const taken = new Uint32Array(2 * picked.length);
  for (let row = 0; row < picked.length; row += 1) {
    const from = 2 * (picked[row] ?? 0);
    taken[2 * row] = halves[from] ?? 0;
    taken[2 * row + 1] = halves[from + 1] ?? 0;
  }
  return { type: 'Int64', parts: [bytesOf(taken)] };
}

/** `Nullable(Decimal(18, 6))` of millionths, null where they are NaN. */
export function pickMoney(values: Float64Array, picked: Uint32Array): EncodedColumn {
  const nulls = new Uint8Array(picked.length);
  const halves = new Uint32Array(2 * picked.length);
  for (let row = 0; row < picked.length; row += 1) {
    const value = values[picked[row] ?? 0] ?? 0;
    if (Number.isNaN(value)) {
      nulls[row] = 1;
      continue;
    }
    const high = Math.floor(value / TWO_32);
    halves[2 * row] = value - high * TWO_32;
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
): EncodedColumn {
  const places = new Uint32Array(words.length);
  const used: string[] = [''];
  const taken = new Uint32Array(picked.length);
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
      ...used.map(encodeText),
      encodeWide(taken.length),
      bytesOf(taken),
    ],
  };
}

/** `String` */
export function pickTexts(texts: readonly string[], picked: Uint32Array): EncodedColumn {
  return { type: 'String', parts: Array.from(picked, (row) => encodeText(texts[row] ?? '')) };
}

/** One block of `rows` rows. */
export function writeBlock(rows: number, columns: Readonly<Record<string, EncodedColumn>>): Buffer {
  const parts: Uint8Array[] = [encodeLength(Object.keys(columns).length), encodeLength(rows)];
  for (const [name, column] of Object.entries(columns)) {
    parts.push(encodeText(name), encodeText(column.type), ...column.parts);
  }
  return Buffer.concat(parts);
}

const TWO_32 = 0x1_0000_0000;
const WORDS_VERSION = 1;
const WIDTH_OF_UINT32 = 2;
/** The words stand in this block, and come anew with every block. */
const OWN_WORDS = 0x600;

function pick(values: Whole, picked: Uint32Array): Uint32Array {
  const taken = new Uint32Array(picked.length);
  for (let row = 0; row < picked.length; row += 1) taken[row] = values[picked[row] ?? 0] ?? 0;
  return taken;
}

function bytesOf(values: Uint32Array): Uint8Array {
  return new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
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
