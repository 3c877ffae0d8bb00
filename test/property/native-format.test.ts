import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MemoryPool } from '../../src/core/column-memory.ts';
import { parseMoney } from '../../src/core/money.ts';
import { type CallStore, readRows } from '../../src/store/calls/call-store.ts';
import { type Block, readBlocks, WideColumn } from '../../src/store/calls/read-native.ts';
import {
  BlockBuffer,
  pickMoney,
  pickWhole,
  pickWide,
  pickWords,
  repeat as repeatValue,
} from '../../src/store/calls/write-native.ts';
import { CALL_HOMES, openCallHome } from '../support/call-homes.ts';

interface Row {
  readonly whole: number;
  readonly wide: number;
  readonly money: number | null;
  readonly word: string;
}

const COLUMNS = {
  place: 'UInt32',
  same: 'UInt32',
  whole: 'UInt32',
  wide: 'Int64',
  money: 'Nullable(Decimal(18, 6))',
  word: 'LowCardinality(String)',
} as const;

const WORDS = ['', 'London', 'Åland Islands', '電話', '☎️ 📞', 'a\tb\nc\\d\0e', 'x'.repeat(300)];
const rowOf = fc.record({
  whole: fc.oneof(fc.constantFrom(0, 1, 255, 65_535, 2 ** 31, 2 ** 32 - 1), fc.nat({ max: 2 ** 32 - 1 })),
  wide: fc.oneof(
    fc.constantFrom(0, 1, -1, 2 ** 32, -(2 ** 32), 2 ** 52, Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER),
    fc.maxSafeInteger(),
  ),
  money: fc.oneof(fc.constantFrom(null, 0, 1, -1, 999_999_999_999_999), fc.integer()),
  word: fc.oneof(fc.constantFrom(...WORDS), fc.string({ unit: 'binary' })),
});

/** More than a writer's first room, of so many words that an index takes two bytes. */
function repeat(few: readonly Row[], count: number): readonly Row[] {
  return Array.from({ length: count }, (_, n) => {
    const row = few[n % few.length] ?? { whole: 0, wide: 0, money: null, word: '' };
    return { ...row, whole: n, word: n % 3 === 0 ? row.word : `word ${n % 700}` };
  });
}

function write(rows: readonly Row[]): Buffer {
  const all = Uint32Array.from(rows.keys());
  const words = [...new Set(rows.map(({ word }) => word))];
  const indexes = Uint32Array.from(rows, ({ word }) => words.indexOf(word));
  const blocks = new BlockBuffer();
  const { memory } = blocks;
  blocks.add(rows.length, {
    place: pickWhole(all, all, memory),
    same: repeatValue(7, rows.length, memory),
    whole: pickWhole(
      Uint32Array.from(rows, ({ whole }) => whole),
      all,
      memory,
    ),
    wide: pickWide(toWide(rows.map(({ wide }) => wide)), all, memory),
    money: pickMoney(
      Float64Array.from(rows, ({ money }) => money ?? Number.NaN),
      all,
      memory,
    ),
    word: pickWords({ words, indexes }, all, memory),
  });
  return blocks.toBuffer();
}

function toWide(values: readonly number[]): WideColumn {
  const bytes = Buffer.alloc(8 * values.length);
  for (const [row, value] of values.entries()) bytes.writeBigInt64LE(BigInt(value), 8 * row);
  return new WideColumn(
    new Uint32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length)),
  );
}

/** The same bytes in chunks that end anywhere: within a number, a text, the head of a block. */
async function* cut(chunks: AsyncIterable<Uint8Array>, sizes: readonly number[]): AsyncIterable<Uint8Array> {
  let turn = 0;
  for await (const chunk of chunks) {
    for (let from = 0; from < chunk.length; ) {
      const size = sizes[turn % sizes.length] ?? 1;
      // A view that begins anywhere in its memory.
      yield chunk.subarray(from, from + size);
      from += size;
      turn += 1;
    }
  }
}

function readBlock(block: Block): readonly (Row & { readonly text: string; readonly small: number })[] {
  const [whole, small, middle] = [block.whole('whole'), block.whole('small'), block.whole('middle')];
  const [wide, money, word, text] = [
    block.wide('wide'),
    block.money('money'),
    block.words('word'),
    block.texts('text'),
  ];
  expect(new Set(block.whole('same'))).toEqual(new Set([7]));
  return Array.from({ length: block.rows }, (_, row) => {
    expect(middle[row]).toBe((whole[row] ?? 0) % 65_536);
    return {
      ...{ whole: whole[row] ?? -1, wide: wide.at(row), money: money.at(row), word: word.at(row) },
      ...{ text: text.at(row), small: small[row] ?? -1 },
    };
  });
}

const SELECTED = `place, same, whole, wide, money, word, CAST(word, 'String') AS text, toUInt8(whole % 256) AS small,
  toUInt16(whole % 65536) AS middle`;

describe.each(CALL_HOMES)('columns in the engine format, %s', (home) => {
  let store: CallStore;
  let end: () => Promise<void>;
  beforeAll(async () => {
    ({ store, end } = await openCallHome(home));
    for (const table of ['written', 'taken_over']) {
      const columns = Object.entries(COLUMNS).map((column) => column.join(' '));
      await store.command(`CREATE TABLE ${table} (${columns.join(', ')}) ENGINE = MergeTree ORDER BY place`);
    }
  });
  afterAll(() => end?.());

  async function put(table: string, blocks: Buffer): Promise<void> {
    await store.command(`TRUNCATE TABLE ${table}`);
    await store.insert(table, COLUMNS, blocks, 'Native');
  }
  const stream = (table: string, rowsABlock: number) =>
    store.stream(
      `SELECT ${SELECTED} FROM ${table} ORDER BY place SETTINGS max_block_size = ${rowsABlock}`,
      {},
      'Native',
    );

  it('are read as they were written, wherever an answer is cut', async () => {
    const sizes = fc.array(fc.oneof(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 10, max: 9000 })), {
      minLength: 1,
      maxLength: 20,
    });
    const rows = fc.array(rowOf, { minLength: 1, maxLength: 30 });
    const counts = fc.constantFrom(0, 0, 4095, 4096, 4097, 9000);
    const steps = fc.constantFrom(1, 2);
    const asked = fc.tuple(rows, counts, sizes, fc.integer({ min: 1, max: 5000 }), steps);
    await fc.assert(
      fc.asyncProperty(asked, async ([few, count, cuts, rowsABlock, step]) => {
        const written = count === 0 ? few : repeat(few, count);
        await put('written', write(written));
        const read: Row[] = [];
        const half: Row[] = [];
        // Every other row of each block, or every row, is taken over column by column, in memory that is used again.
        const kept = new BlockBuffer();
        const pool = new MemoryPool();
        for await (const block of readBlocks(cut(stream('written', rowsABlock), cuts), pool)) {
          const rows = readBlock(block);
          read.push(...rows);
          half.push(...rows.filter((_, n) => n % step === 0));
          const picked = Uint32Array.from({ length: Math.ceil(block.rows / step) }, (_, n) => step * n);
          kept.add(picked.length, {
            place: pickWhole(block.whole('place'), picked, kept.memory),
            same: pickWhole(block.whole('same'), picked, kept.memory),
            whole: pickWhole(block.whole('whole'), picked, kept.memory),
            wide: pickWide(block.wide('wide'), picked, kept.memory),
            money: pickMoney(block.money('money').toNumbers(block.memory), picked, kept.memory),
            word: pickWords(block.words('word'), picked, kept.memory),
          });
          pool.give(block.memory);
        }
        expect(read).toEqual(written.map((row) => ({ ...row, text: row.word, small: row.whole % 256 })));
        await put('taken_over', kept.toBuffer());
        const again: Row[] = [];
        for await (const block of readBlocks(cut(stream('taken_over', rowsABlock), cuts)))
          again.push(...readBlock(block));
        expect(again).toEqual(half);
      }),
      { numRuns: 20 },
    );
  });

  it('hold what the engine itself says of them', async () => {
    const few = fc.array(rowOf, { minLength: 1, maxLength: 30 });
    await fc.assert(
      fc.asyncProperty(few, async (written) => {
        await put('written', write(written));
        const rows = await readRows<[string, string, string | null, string]>(
          store,
          `SELECT toString(whole), toString(wide), toString(money), base64Encode(word)
           FROM written ORDER BY place`,
        );
        const read = rows.map(([whole, wide, money, word]) => [
          ...[whole, wide, money === null ? null : String(parseMoney(money)), word],
        ]);
        expect(read).toEqual(
          written.map(({ whole, wide, money, word }) => [
            ...[String(whole), String(wide), money === null ? null : String(money)],
            Buffer.from(word).toString('base64'),
          ]),
        );
      }),
      { numRuns: 10 },
    );
  });

  it('of no rows are no block, and an answer that is cut off is told', async () => {
    await store.command('TRUNCATE TABLE written');
    for await (const block of readBlocks(stream('written', 10))) expect(block).toBeUndefined();
    await put('written', write([{ whole: 1, wide: 2, money: 3, word: 'four' }]));
    const chunks: Uint8Array[] = [];
    for await (const chunk of stream('written', 10)) chunks.push(Buffer.from(chunk));
    const bytes = Buffer.concat(chunks);
    const readTo = async (length: number) => {
      async function* part() {
        yield bytes.subarray(0, length);
      }
      let rows = 0;
      for await (const block of readBlocks(part())) rows += block.rows;
      return rows;
    };
    expect(await readTo(bytes.length)).toBe(1);
    await expect(readTo(bytes.length - 1)).rejects.toThrow('the answer ends within a block');
  });
});
