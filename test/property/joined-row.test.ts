import fc from 'fast-check';
import { expect, test } from 'vitest';
import { RowWriter } from '../../src/store/calls/row-binary.ts';
import { isRowOf, JoinedRow, NULL_FIELD, SEPARATOR } from '../../src/store/tables/joined-row.ts';

const ASCII = fc.string({ unit: fc.constantFrom(...'aZ09 "\\/,[]\n\u0000\u007f'), maxLength: 40 });
const ANY = fc
  .string({ unit: 'binary', maxLength: 12 })
  .filter((text) => !text.includes(SEPARATOR) && !text.includes(NULL_FIELD));
const FIELDS = fc.array(fc.option(fc.oneof(fc.constant(''), ASCII, ANY)), { minLength: 1, maxLength: 30 });

const join = (fields: readonly (string | null)[]) =>
  fields.map((field) => field ?? NULL_FIELD).join(SEPARATOR);

test('a joined row writes the JSON that its fields are printed as, whatever they hold', () => {
  fc.assert(
    fc.property(FIELDS, (fields) => {
      const row = new JoinedRow(1, join(fields));
      expect(row.fields).toEqual(fields);
      expect(isRowOf(join(fields), fields.length)).toBe(true);
      const written = new RowWriter().uint32(7).selfWriting(row).uint32(9).toBuffer();
      const told = new RowWriter().uint32(7).text(JSON.stringify(fields)).uint32(9).toBuffer();
      expect(written.equals(told)).toBe(true);
    }),
    { numRuns: 2000 },
  );
});

test.each([
  ['an empty row', 1, ''],
  ['one field', 60, 'x'],
  ['a row of a length that takes one byte more', 30, 'y'.repeat(700)],
  ['a row of quotes, of which each is escaped', 3, '"'.repeat(5000)],
  ['a row that is longer than most', 3, 'z'.repeat(30_000)],
  ['a row of letters that take three bytes', 2, '语'.repeat(4000)],
  ['a text that holds the mark of NULL', 2, `a${NULL_FIELD}b`],
])('%s is written as it is printed', (_, width, field) => {
  const fields = Array.from({ length: width }, () => field);
  const written = new RowWriter().selfWriting(new JoinedRow(1, join(fields))).toBuffer();
  const told = new RowWriter().text(JSON.stringify(fields)).toBuffer();
  expect(written.equals(told)).toBe(true);
});
