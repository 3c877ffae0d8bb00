import { isAscii } from 'node:buffer';
import { type ColumnKind, ColumnMemory, type MemoryPool } from '../../core/column-memory.ts';

/**
 * The engine's `Native` format: columns in blocks of some ten thousand rows, which take a fraction of a row format's
 * work on either side. Columns are views on typed arrays; nothing is made for a row.
 */
export interface Block {
  readonly rows: number;
  /** Where its columns are; it may be used for more that has to last as long as they. */
  readonly memory: ColumnMemory;
  /** Column by name. Throws where the block has no such column, or it is of another kind. */
  whole(name: string): Whole;
  wide(name: string): WideColumn;
  money(name: string): MoneyColumn;
  texts(name: string): TextColumn;
  words(name: string): WordColumn;
}

/** `UInt64` or `Int64`: safe integers, each as its lower and its higher half. */
export class WideColumn {
  readonly halves: Uint32Array;

  constructor(halves: Uint32Array) {
    this.halves = halves;
  }

  at(row: number): number {
    return ((this.halves[2 * row + 1] ?? 0) | 0) * TWO_32 + (this.halves[2 * row] ?? 0);
  }
}

/** `Nullable(Decimal(18, 6))`: millionths, or null. */
export class MoneyColumn {
  readonly nulls: Uint8Array;
  readonly micros: WideColumn;

  constructor(nulls: Uint8Array, micros: WideColumn) {
    this.nulls = nulls;
    this.micros = micros;
  }

  /** Millionths, NaN where there are none. */
  toNumbers(memory: ColumnMemory): Float64Array {
    const numbers = memory.take(Float64Array, this.nulls.length);
    for (let row = 0; row < numbers.length; row += 1) {
      numbers[row] = this.nulls[row] === 1 ? Number.NaN : this.micros.at(row);
    }
    return numbers;
  }

  at(row: number): number | null {
    return this.nulls[row] === 1 ? null : this.micros.at(row);
  }
}

/** `String` */
export class TextColumn {
  readonly #bytes: Buffer;
  /** Where each text begins and ends, in turn. */
  readonly #bounds: Uint32Array;
  /** All of it as one text, of which the others are slices: a call out of the engine for each takes ten times as long. */
  readonly #ascii: string | undefined;
  readonly #start: number;

  constructor(bytes: Buffer, bounds: Uint32Array) {
    this.#bytes = bytes;
    this.#bounds = bounds;
    this.#start = bounds[0] ?? 0;
    const all = bytes.subarray(this.#start, bounds.at(-1) ?? 0);
    this.#ascii = isAscii(all) ? all.toString('latin1') : undefined;
  }

  at(row: number): string {
    const [from, end] = [this.#bounds[2 * row] ?? 0, this.#bounds[2 * row + 1] ?? 0];
    if (this.#ascii !== undefined) return this.#ascii.slice(from - this.#start, end - this.#start);
    return this.#bytes.toString('utf8', from, end);
  }
}

/** `LowCardinality(String)`: the same text is the same object. */
export class WordColumn {
  readonly words: readonly string[];
  readonly indexes: Whole;

  constructor(words: readonly string[], indexes: Whole) {
    this.words = words;
    this.indexes = indexes;
  }

  at(row: number): string {
    return this.words[this.indexes[row] ?? 0] ?? '';
  }
}

type Whole = Uint8Array | Uint16Array | Uint32Array;
type Column = Whole | WideColumn | MoneyColumn | TextColumn | WordColumn;

/**
 * Blocks of an answer in `Native`, whose chunks may end anywhere. Where a pool is given, each has a memory of it, which
 * whoever gets the block gives back.
 */
export async function* readBlocks(
  chunks: AsyncIterable<Uint8Array>,
  pool?: MemoryPool,
): AsyncIterable<Block> {
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of chunks) {
    const next = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    rest = rest.length === 0 ? next : Buffer.concat([rest, next]);
    for (;;) {
      const { block, end } = readBlock(rest, pool);
      rest = rest.subarray(end);
      if (block === undefined) break;
      if (block.rows > 0) yield block;
      else pool?.give(block.memory);
    }
  }
  if (rest.length > 0) throw new Error('the answer ends within a block');
}

/** The block with which bytes begin, and where it ends; undefined while that is not there yet. */
function readBlock(bytes: Buffer, pool?: MemoryPool): { readonly block?: Block; readonly end: number } {
  if (bytes.length === 0) return { end: 0 };
  const memory = pool?.take() ?? new ColumnMemory();
  const reading = new BlockReader(bytes, memory);
  const block = reading.block();
  if (block !== undefined) return { block, end: reading.at };
  pool?.give(memory);
  return { end: 0 };
}

const TWO_32 = 0x1_0000_0000;

/** What a block lacks as its last bytes are not there yet. */
const CUT = Symbol('cut');

class BlockReader {
  readonly #bytes: Buffer;
  readonly #memory: ColumnMemory;
  at = 0;

  constructor(bytes: Buffer, memory: ColumnMemory) {
    this.#bytes = bytes;
    this.#memory = memory;
  }

  /** The block that begins here; undefined while its end is not there yet. */
  block(): Block | undefined {
    try {
      return this.#block();
    } catch (error) {
      if (error === CUT) return undefined;
      throw error;
    }
  }

  #block(): Block {
    const count = this.#length();
    const rows = this.#length();
    const columns = new Map<string, Column>();
    for (let index = 0; index < count; index += 1) {
      const name = this.#text();
      columns.set(name, this.#column(this.#text(), rows));
    }
    return makeBlock(rows, this.#memory, columns);
  }

  #column(type: string, rows: number): Column {
    switch (type) {
      case 'UInt8':
        return this.#copy(Uint8Array, rows);
      case 'UInt16':
        return this.#copy(Uint16Array, rows);
      case 'UInt32':
        return this.#copy(Uint32Array, rows);
      case 'UInt64':
      case 'Int64':
        return this.#wide(rows);
      case 'Nullable(Decimal(18, 6))':
        return new MoneyColumn(this.#copy(Uint8Array, rows), this.#wide(rows));
      case 'String':
        return this.#texts(rows);
      case 'LowCardinality(String)':
        return this.#words(rows);
      default:
        throw new Error(`no column of type ${type} is read here`);
    }
  }

  #wide(rows: number): WideColumn {
    return new WideColumn(this.#copy(Uint32Array, 2 * rows));
  }

  #texts(rows: number): TextColumn {
    const bounds = this.#memory.take(Uint32Array, 2 * rows);
    for (let row = 0; row < rows; row += 1) {
      const length = this.#length();
      bounds[2 * row] = this.#advance(length);
      bounds[2 * row + 1] = this.at;
    }
    return new TextColumn(this.#bytes, bounds);
  }

  /** A version, flags whose lowest byte is the width of the indexes, the words, then an index a row. */
  #words(rows: number): WordColumn {
    if (rows === 0) return new WordColumn([], new Uint8Array(0));
    this.#advance(8);
    const width = 1 << (this.#bytes[this.#advance(8)] ?? 0);
    const texts = this.#count();
    const words: string[] = [];
    const column = this.#texts(texts);
    for (let word = 0; word < texts; word += 1) words.push(column.at(word));
    this.#count();
    if (width === 1) return new WordColumn(words, this.#copy(Uint8Array, rows));
    return new WordColumn(words, width === 2 ? this.#copy(Uint16Array, rows) : this.#copy(Uint32Array, rows));
  }

  #count(): number {
    return Number(this.#bytes.readBigUInt64LE(this.#advance(8)));
  }

  #text(): string {
    const length = this.#length();
    const from = this.#advance(length);
    return this.#bytes.toString('utf8', from, from + length);
  }

  /** Copied, as views of more than a byte must begin at a multiple of their width. */
  #copy<Kind extends Whole>(kind: ColumnKind<Kind>, rows: number): Kind {
    const size = rows * kind.BYTES_PER_ELEMENT;
    const from = this.#advance(size);
    const copy = this.#memory.take(kind, rows);
    new Uint8Array(copy.buffer, copy.byteOffset, size).set(this.#bytes.subarray(from, from + size));
    return copy;
  }

  /** Seven bits a byte, the lowest first. */
  #length(): number {
    let length = 0;
    for (let factor = 1; ; factor *= 0x80) {
      const byte = this.#bytes[this.#advance(1)] ?? 0;
      length += (byte & 0x7f) * factor;
      if (byte < 0x80) return length;
    }
  }

  #advance(size: number): number {
    const from = this.at;
    if (from + size > this.#bytes.length) throw CUT;
    this.at = from + size;
    return from;
  }
}

function makeBlock(rows: number, memory: ColumnMemory, columns: ReadonlyMap<string, Column>): Block {
  const find = <T extends Column>(name: string, isKind: (column: Column) => column is T): T => {
    const column = columns.get(name);
    if (column === undefined || !isKind(column)) throw new Error(`no such column: ${name}`);
    return column;
  };
  return {
    rows,
    memory,
    whole: (name) => find(name, isWhole),
    wide: (name) => find(name, (column) => column instanceof WideColumn),
    money: (name) => find(name, (column) => column instanceof MoneyColumn),
    texts: (name) => find(name, (column) => column instanceof TextColumn),
    words: (name) => find(name, (column) => column instanceof WordColumn),
  };
}

function isWhole(column: Column): column is Whole {
  return column instanceof Uint8Array || column instanceof Uint16Array || column instanceof Uint32Array;
}
