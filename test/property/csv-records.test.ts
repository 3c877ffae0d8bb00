import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitFields } from '../../src/ingest/sources/csv-fields.ts';
import { type CsvRecord, CsvRecords } from '../../src/ingest/sources/csv-records.ts';

function read(chunks: readonly Uint8Array[]) {
  const csv = new CsvRecords(
    (fields) => fields.length === 3,
    () => false,
  );
  const records: CsvRecord[] = [];
  for (const chunk of chunks) csv.push(chunk, (record) => records.push(record));
  const unfinished = csv.end((record) => records.push(record));
  return { records, unfinished, completeBytes: csv.completeBytes };
}

function cut(bytes: Buffer, cuts: readonly number[]): Buffer[] {
  const at = [0, ...cuts.map((share) => Math.floor(share * bytes.length)), bytes.length].sort(
    (a, b) => a - b,
  );
  return at.slice(1).map((end, index) => bytes.subarray(at[index], end));
}

/** Everything that means something to a reader of CSV, and bytes that are no text. */
const pieces = fc.constantFrom(
  ...[
    '"',
    '""',
    ',',
    '\n',
    '\r',
    '\r\n',
    'a',
    'é',
    '😀',
    '\0',
    ' ',
    '"a","b","c"\n',
    'a,b,c\r\n',
    '"x\ny",b,c\n',
  ].map((text) => Buffer.from(text)),
  Buffer.from([0xe9]),
  Buffer.from([0xef, 0xbb, 0xbf]),
);
const files = fc.array(pieces, { maxLength: 60 }).map((parts) => Buffer.concat(parts));
const cuts = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 8 });

describe('CSV records', () => {
  it('are the same however the bytes are cut', () => {
    fc.assert(
      fc.property(files, cuts, (bytes, shares) => {
        expect(read(cut(bytes, shares))).toEqual(read([bytes]));
      }),
      { numRuns: 2_000 },
    );
  });

  it('are the same byte by byte', () => {
    fc.assert(
      fc.property(files, (bytes) => {
        expect(read([...bytes].map((byte) => Buffer.from([byte])))).toEqual(read([bytes]));
      }),
      { numRuns: 500 },
    );
  });

  it('come back from whatever a careful writer wrote', () => {
    const field = fc.string({
      unit: fc.constantFrom('"', ',', 'a', 'é', '\n', '\r\n', ' ', '😀', '<', '>'),
      maxLength: 8,
    });
    const row = fc.tuple(field, field, field);
    fc.assert(
      fc.property(fc.array(row, { maxLength: 10 }), cuts, (rows, shares) => {
        const text = rows
          .map((fields) => fields.map((one) => `"${one.replaceAll('"', '""')}"`).join(','))
          .join('\n');
        const found = read(cut(Buffer.from(text), shares));
        expect(found.records.map((record) => record.fields)).toEqual(rows);
        expect(found.unfinished).toBeNull();
      }),
      { numRuns: 1_000 },
    );
  });

  it('read the same from their raw text alone', () => {
    fc.assert(
      fc.property(files, (bytes) => {
        for (const { raw, fields, fault } of read([bytes]).records) {
          if (fault === null) expect(splitFields(raw, 0, raw.length)).toEqual(fields);
        }
      }),
      { numRuns: 1_000 },
    );
  });

  it('survive a neighbour that is no record', () => {
    const bad = fc.constantFrom('"open,b,c', 'a,b', '"Bob "x,y', 'a,b,c,d', '"', '"a","b"x');
    fc.assert(
      fc.property(fc.array(fc.oneof(bad, fc.constant('"d","e","f"')), { maxLength: 12 }), (lines) => {
        const good = read([Buffer.from(`${lines.join('\n')}\n`)]).records.filter(
          (record) => record.fault === null && record.fields.join() === 'd,e,f',
        );
        const written = lines.flatMap((line, index) => (line === '"d","e","f"' ? [index + 1] : []));
        expect(good.map((record) => record.line)).toEqual(written);
      }),
      { numRuns: 1_000 },
    );
  });
});
