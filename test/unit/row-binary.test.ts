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
