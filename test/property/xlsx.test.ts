import fc from 'fast-check';
import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { writeXlsx, type XlsxCell } from '../../src/http/xlsx-stream.ts';

type Row = readonly XlsxCell[];

const row: fc.Arbitrary<Row> = fc.tuple(
  fc.oneof(fc.string(), fc.constantFrom('=1+1', '\u0000', '<&>"', '😀', '\ud800')),
  fc.integer(),
  fc.constantFrom<XlsxCell>(null, { decimal: '0.10' }, { instant: '2026-11-24T12:00:00+01:00' }),
);

async function write(batches: readonly (readonly Row[])[]): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  const stream = (async function* () {
    yield* batches;
  })();
  for await (const piece of writeXlsx({ name: 'Calls', header: ['a', 'b', 'c'] }, stream)) pieces.push(piece);
  return Buffer.concat(pieces);
}

/** Rows parted at these places. */
function part(rows: readonly Row[], cuts: readonly number[]): readonly (readonly Row[])[] {
  const places = [0, ...cuts.map((cut) => cut % (rows.length + 1)).toSorted((one, other) => one - other)];
  return places.map((from, at) => rows.slice(from, places[at + 1] ?? rows.length));
}

describe('a workbook', () => {
  it('is the same bytes however its rows come, and holds each of them', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(row, { maxLength: 40 }),
        fc.integer({ min: 1, max: 30 }),
        fc.array(fc.nat(), { maxLength: 20 }),
        async (some, times, cuts) => {
          const rows = Array.from({ length: times }, () => some).flat();
          const whole = await write([rows]);
          expect(Buffer.compare(await write(part(rows, cuts)), whole)).toBe(0);
          const sheet = unzipSync(whole)['xl/worksheets/sheet1.xml'];
          expect(strFromU8(sheet ?? new Uint8Array()).split('<row>')).toHaveLength(rows.length + 2);
        },
      ),
      { numRuns: 50 },
    );
  });
});
