import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CallStore, insertRows, readRows } from '../../src/store/calls/call-store.ts';
import { RowWriter } from '../../src/store/calls/row-binary.ts';
import { openCallHome } from '../support/call-homes.ts';

const COLUMNS = {
  id: 'UInt64',
  text: 'String',
  number: 'UInt64',
  half: 'UInt32',
  quarter: 'UInt16',
  texts: 'Array(String)',
  money: 'Nullable(Decimal(18, 6))',
  flag: 'UInt8',
};

describe('rows as binary', () => {
  let store: CallStore;
  let end: () => Promise<void>;

  beforeAll(async () => {
    ({ store, end } = await openCallHome('chDB in a folder'));
    await store.command(
      `CREATE TABLE row (${Object.entries(COLUMNS)
        .map(([name, type]) => `${name} ${type}`)
        .join(', ')}) ENGINE = MergeTree ORDER BY id`,
    );
  });
  afterAll(() => end());

  it('keep every byte of a text, whether its length takes as many bytes as that of its characters or not', () => {
    const lengths = [1, 41, 42, 43, 63, 64, 127, 128, 5461, 5462, 8191, 8192, 16_383, 16_384];
    for (const character of ['a', 'é', '☎', '😀', 'a\u0301']) {
      for (const length of lengths) {
        const text = character.repeat(length);
        const written = new RowWriter().text(text).text('next').toBuffer();
        const first = readText(written);
        expect(first.text).toBe(text);
        expect(readText(first.rest)).toEqual({ text: 'next', rest: Buffer.alloc(0) });
      }
    }
  });

  it('reach the engine as they were, whatever is in them', async () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 80 }),
      fc.string({
        unit: fc.constantFrom('a', '\t', '\n', '\r', '\\', '\0', "'", '"', 'é', '☎'),
        maxLength: 60,
      }),
      fc.string({ unit: 'grapheme-ascii', minLength: 41, maxLength: 400 }),
    );
    const row = fc.record({
      text,
      number: fc.oneof(
        fc.maxSafeNat(),
        fc.nat(),
        fc.constantFrom(0, 9, 10, 999_999_999, 1e9, 1e9 + 1, 2 ** 52 - 1),
      ),
      texts: fc.array(text, { maxLength: 3 }),
      flag: fc.boolean(),
    });
    let next = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 40 }), async (rows) => {
        const from = next;
        const writer = new RowWriter();
        for (const { text, number, texts, flag } of rows) {
          writer
            .int64(next)
            .text(text)
            .int64(number)
            .uint32(number % 2 ** 32)
            .uint16(number % 2 ** 16);
          writer
            .texts(texts)
            .money(flag ? -1_250_001 : null)
            .flag(flag);
          next += 1;
        }
        await insertRows(store, 'row', COLUMNS, writer);
        const read = await readRows(
          store,
          `SELECT text, number, half, quarter, texts, money, flag FROM row WHERE id >= {from:UInt64} ORDER BY id
           SETTINGS output_format_json_quote_64bit_integers = 0`,
          { from },
        );
        expect(read).toEqual(
          rows.map(({ text, number, texts, flag }) => [
            reread(text),
            number,
            number % 2 ** 32,
            number % 2 ** 16,
            texts.map((one) => reread(one)),
            flag ? -1.250001 : null,
            flag ? 1 : 0,
          ]),
        );
      }),
      { numRuns: 60 },
    );
  });
});

/** A text after a way through UTF-8, which has no halves of pairs. */
function reread(text: string): string {
  return Buffer.from(text).toString();
}

/** The text with which rows begin, behind its length of seven bits a byte, and what follows. */
function readText(bytes: Buffer): { readonly text: string; readonly rest: Buffer } {
  const last = bytes.findIndex((byte) => byte < 0x80);
  const size = bytes
    .subarray(0, last + 1)
    .reduce((sum, byte, index) => sum + (byte & 0x7f) * 0x80 ** index, 0);
  const end = last + 1 + size;
  return { text: bytes.toString('utf8', last + 1, end), rest: bytes.subarray(end) };
}
