import { describe, expect, it } from 'vitest';
import { splitFields } from '../../src/ingest/sources/csv-fields.ts';
import { CsvRecords } from '../../src/ingest/sources/csv-records.ts';
import { MAX_LINE_CHARACTERS } from '../../src/ingest/sources/text-lines.ts';

/** Three columns make a record here. */
function read(bytes: Uint8Array | string, { chunk = 1 << 20, mayGrow = false } = {}) {
  const csv = new CsvRecords(
    (fields) => fields.length === 3,
    () => mayGrow,
  );
  const buffer = Buffer.from(bytes);
  const records: string[] = [];
  const take = (record: { line: number; raw: string; fields: readonly string[]; fault: string | null }) => {
    records.push(
      `${record.line} ${record.fault ?? record.fields.map((field) => JSON.stringify(field)).join(' ')}`,
    );
  };
  for (let at = 0; at < buffer.length; at += chunk) csv.push(buffer.subarray(at, at + chunk), take);
  const unfinished = csv.end(take);
  return { records, unfinished, completeBytes: csv.completeBytes };
}

describe('splitFields', () => {
  it.each([
    ['a,b,c', ['a', 'b', 'c']],
    ['', ['']],
    [',', ['', '']],
    ['"a","b"', ['a', 'b']],
    ['"","",', ['', '', '']],
    ['"a,b",c', ['a,b', 'c']],
    ['"""Cleo Hart"" <0207>",x', ['"Cleo Hart" <0207>', 'x']],
    ['""""" <0163>",x', ['"" <0163>', 'x']],
    ['"Bob "The" <200>",x', ['Bob "The" <200>', 'x']],
    ['""Bob" <200>",x', ['"Bob" <200>', 'x']],
    ['a"b,c', ['a"b', 'c']],
    ['"a\nb",c', ['a\nb', 'c']],
  ])('%j', (text, fields) => {
    expect(splitFields(text, 0, text.length)).toEqual(fields);
  });

  it.each(['"', '"a', 'a,"b', '"a""', '"a"",b', '"a"b'])('finds %j unclosed', (text) => {
    expect(splitFields(text, 0, text.length)).toBeNull();
  });
});

describe('CsvRecords', () => {
  it('counts blank lines but returns none', () => {
    expect(read('\n \n\t\na,b,c\n\n\nd,e,f\n\n').records).toEqual(['4 "a" "b" "c"', '7 "d" "e" "f"']);
  });

  it('takes LF, CRLF and CR for line ends', () => {
    expect(read('a,b,c\r\nd,e,f\rg,h,i\nj,k,l\r').records).toEqual([
      '1 "a" "b" "c"',
      '2 "d" "e" "f"',
      '3 "g" "h" "i"',
      '4 "j" "k" "l"',
    ]);
  });

  it('lets a record span lines and counts them', () => {
    expect(read('a,"b\r\nb\nb",c\nd,e,f\n').records).toEqual(['1 "a" "b\\r\\nb\\nb" "c"', '4 "d" "e" "f"']);
  });

  it('gives up only the line whose quote is left open', () => {
    expect(read('a,"b,c\n"d","e","f"\ng,h,i\n').records).toEqual([
      '1 unclosed-quote',
      '2 "d" "e" "f"',
      '3 "g" "h" "i"',
    ]);
  });

  it('gives up only that line where the lines joined are no record', () => {
    expect(read('a,b,c,"d\ne,f,g\n",h\ni,j,k\n').records).toEqual([
      '1 unclosed-quote',
      '2 "e" "f" "g"',
      '3 unclosed-quote',
      '4 "i" "j" "k"',
    ]);
  });

  it('gives up a quote that stays open too long', () => {
    const lines = Array.from({ length: 12_000 }, (_, index) => `a,b,${index}`);
    const { records } = read(`x,"y,z\n${lines.join('\n')}\n`, { chunk: 1_000 });
    expect(records.slice(0, 2)).toEqual(['1 unclosed-quote', '2 "a" "b" "0"']);
    expect(records).toHaveLength(12_001);
  });

  it('gives up a quote that is open when the file ends', () => {
    expect(read('a,"b,c\nd,e,f\n').records).toEqual(['1 unclosed-quote', '2 "d" "e" "f"']);
  });

  it('finds a line too long to be a record, whether or not it ends', () => {
    const long = 'x'.repeat(MAX_LINE_CHARACTERS + 1);
    expect(read(`a,b,c\n${long}\nd,e,f\n`).records).toEqual(['1 "a" "b" "c"', '2 too-long', '3 "d" "e" "f"']);
    expect(read('é'.repeat(900_000), { chunk: 7_001 })).toMatchObject({
      records: ['1 too-long'],
      unfinished: null,
    });
    expect(read(`${'é'.repeat(900_000)}\na,b,c\n`, { chunk: 7_001 }).records).toEqual([
      '1 too-long',
      '2 "a" "b" "c"',
    ]);
  });

  it('drops a byte order mark', () => {
    expect(read('\ufeffa,b,c\n').records).toEqual(['1 "a" "b" "c"']);
    expect(read(Buffer.from([0xef, 0xbb, 0xbf, 0x61, 0x2c, 0xe9, 0x2c, 0x63, 0x0a])).records).toEqual([
      '1 "a" "é" "c"',
    ]);
  });

  it('reads each line as UTF-8, or else as windows-1252', () => {
    const bytes = Buffer.concat([
      Buffer.from('a,Zoë,c\n'),
      Buffer.from('a,Ren\xe9 \x80,c\n', 'latin1'),
      Buffer.from('a,Łukasz 😀,c\n'),
    ]);
    expect(read(bytes).records).toEqual(['1 "a" "Zoë" "c"', '2 "a" "René €" "c"', '3 "a" "Łukasz 😀" "c"']);
  });

  it('skips NUL bytes before a record and faults a line that holds one', () => {
    expect(read('\0\0\0a,b,c\n\0\0\nd,\0,f\n\0\0').records).toEqual(['1 "a" "b" "c"', '3 not-text']);
    expect(read('a,b,c\n\0\0\0').unfinished).toBeNull();
  });

  it('shows NUL bytes of a faulty line as a symbol, which every store can keep', () => {
    const raws: string[] = [];
    new CsvRecords(
      () => true,
      () => false,
    ).push(Buffer.from('a\0b,c\n'), (record) => raws.push(record.raw));
    expect(raws).toEqual(['a␀b,c']);
  });

  it.each([
    ['"a","b","c"', [], { line: 1, raw: '"a","b","c"' }],
    ['"a","b","c"\n"d","e","f"', ['1 "a" "b" "c"', '2 "d" "e" "f"'], null],
    ['"a","b","c"\n"d","e",f', ['1 "a" "b" "c"'], { line: 2, raw: '"d","e",f' }],
    ['"a","b","c"\n"d","e"', ['1 "a" "b" "c"'], { line: 2, raw: '"d","e"' }],
    ['"a","b","c"\n"d","e","f', ['1 "a" "b" "c"'], { line: 2, raw: '"d","e","f' }],
    ['"a","b","c"\n"d","e\nx","f"', ['1 "a" "b" "c"', '2 "d" "e\\nx" "f"'], null],
    ['"a","b","c"\n"d","e\nx', ['1 "a" "b" "c"', '2 unclosed-quote'], { line: 3, raw: 'x' }],
    ['', [], null],
  ])('at the end of %j, which may still grow', (text, records, unfinished) => {
    expect(read(text, { mayGrow: true })).toMatchObject({ records, unfinished });
  });

  it.each([
    ['a,b,c', ['1 "a" "b" "c"'], null],
    ['a,b,c\nd,e,f', ['1 "a" "b" "c"', '2 "d" "e" "f"'], null],
    ['a,b,c\nd,e', ['1 "a" "b" "c"'], { line: 2, raw: 'd,e' }],
  ])('at the end of %j, which is all there is', (text, records, unfinished) => {
    expect(read(text)).toMatchObject({ records, unfinished });
  });

  it('tells how many bytes were complete lines', () => {
    expect(read('\ufeffa,é,c\nd,e').completeBytes).toBe(10);
    expect(read('a,b,c\r\n', { chunk: 2 }).completeBytes).toBe(7);
  });
});
