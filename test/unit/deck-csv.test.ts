import { describe, expect, it } from 'vitest';
import { readDeckCsv } from '../../src/billing/deck-csv.ts';
import { RingledgerError } from '../../src/core/errors.ts';

const HEADER =
  'prefix,destination,numberType,connectCharge,perMinute,firstIncrement,nextIncrement,minimumCharge';
const UK = '44,United Kingdom,National,0,0.0120,60,1,0';

function faultsOf(csv: string): readonly string[] {
  try {
    readDeckCsv(csv);
  } catch (error) {
    if (error instanceof RingledgerError)
      return error.faults.map((fault) => `${fault.where}: ${fault.message}`);
    throw error;
  }
  throw new Error('the deck was not refused');
}

describe('a deck that can be read', () => {
  const uk = {
    prefix: '44',
    destination: 'United Kingdom',
    numberType: 'National',
    connectCharge: 0n,
    perMinute: 12_000n,
    firstIncrement: 60,
    nextIncrement: 1,
    minimumCharge: 0n,
  };

  it('reads every column', () => {
    expect(readDeckCsv(`${HEADER}\n${UK}\n1,US,International,0.02,0.018,6,6,0.05\n`)).toEqual([
      uk,
      {
        prefix: '1',
        destination: 'US',
        numberType: 'International',
        connectCharge: 20_000n,
        perMinute: 18_000n,
        firstIncrement: 6,
        nextIncrement: 6,
        minimumCharge: 50_000n,
      },
    ]);
  });

  it.each([
    ['columns in any order', 'perMinute,numberType,destination,prefix\n0.012,National,United Kingdom,44'],
    ['empty cells', `${HEADER}\n44,United Kingdom,National,,0.012,,,`],
    ['a byte order mark, CRLF and blank lines', `\uFEFF${HEADER}\r\n\r\n${UK}\r\n\r\n`],
    [
      'quotes',
      `"prefix","destination",numberType,perMinute\r\n"44","United Kingdom","National","0.0120"\r\n`,
    ],
    [
      'spaces around',
      `prefix, destination, numberType, perMinute\n 44 , United Kingdom , National , 0.0120 `,
    ],
    ['the empty columns of a spreadsheet', `${HEADER},,\n${UK},,\n,,,`.replace('\n,,,', '')],
  ])('reads %s', (_name, csv) => {
    expect(readDeckCsv(csv)).toEqual([uk]);
  });

  it('keeps commas and quotes inside quotes', () => {
    const csv = 'prefix,numberType,perMinute,destination\n44,National,1,"Britain, ""Great"""';
    expect(readDeckCsv(csv)[0]?.destination).toBe('Britain, "Great"');
  });

  it('takes codes and an empty destination', () => {
    const rates = readDeckCsv(
      'prefix,destination,numberType,perMinute\n*600,,Test Number,0\n#31#,,Feature Code,0\n000,,Emergency,0',
    );
    expect(rates.map((rate) => [rate.prefix, rate.destination])).toEqual([
      ['*600', ''],
      ['#31#', ''],
      ['000', ''],
    ]);
  });
});

describe('a deck that cannot be read', () => {
  it.each([
    ['', 'line 1: The file is empty: write the column names on line 1 and a rate on each line below.'],
    [
      '\uFEFF\r\n',
      'line 1: The file is empty: write the column names on line 1 and a rate on each line below.',
    ],
    [HEADER, 'line 1: There is no rate below the header: write one line for each prefix.'],
    [
      HEADER.replaceAll(',', ';'),
      'line 1: The columns are separated by semicolons (";"): separate them by commas, and write decimals with a point.',
    ],
    [
      HEADER.replaceAll(',', '\t'),
      'line 1: The columns are separated by tabs ("\\t"): separate them by commas, and write decimals with a point.',
    ],
    ['prefix,numberType\n44,National', 'line 1: The column "perMinute" is missing: add it.'],
    ['prefix,numberType,perMinute,prefix\n', 'line 1: The column "prefix" stands twice: remove one.'],
    ['Prefix,numberType,perMinute\n', 'line 1: There is no column "Prefix": write it "prefix".'],
    [
      'prefix,numberType,perMinute,note\n',
      'line 1: There is no column "note": remove it. The columns are prefix, destination, numberType, connectCharge, perMinute, firstIncrement, nextIncrement, minimumCharge.',
    ],
    [`${HEADER}\n${UK}\n\n${UK}`, 'line 4: prefix "44" stands on line 2 already: keep one of the two lines.'],
    [
      `${HEADER}\n+44,UK,National,0,1,60,1,0`,
      'line 2: prefix "+44" begins with a plus: write the digits alone, "44".',
    ],
    [
      `${HEADER}\n0800,UK,Freephone,0,0,1,1,0`,
      'line 2: prefix "0800" begins with 0: write it as it begins in E.164, with the country code ("44" for "0044").',
    ],
    [
      `${HEADER}\n44 7,UK,Mobile,0,0,1,1,0`,
      'line 2: prefix "44 7" is none: write 1 to 15 digits, or a code that begins with * or #.',
    ],
    [
      `${HEADER}\n,UK,Mobile,0,0,1,1,0`,
      'line 2: prefix "" is none: write 1 to 15 digits, or a code that begins with * or #.',
    ],
    [
      `${HEADER}\n44,UK,,0,0,1,1,0`,
      'line 2: numberType is empty: write one, such as "National", "Mobile" or "International".',
    ],
    [
      `${HEADER}\n44,UK,National,0,0.0000001,1,1,0`,
      'line 2: perMinute "0.0000001" has more than six decimals: write at most six, as money is never rounded here.',
    ],
    [
      `${HEADER}\n44,UK,National,0,"0,012",1,1,0`,
      'line 2: perMinute "0,012" has a comma: write the decimals after a point and leave thousands unmarked, as in "1234.5".',
    ],
    [
      `${HEADER}\n44,UK,National,0,0,012,1,1,0`,
      'line 2: "44,UK,National,0,0,012,1,1,0" has 9 columns and line 1 names 8: put quotes around a text that holds a comma, and write decimals with a point.',
    ],
    [
      `${HEADER}\n44,UK,Nat`,
      'line 2: "44,UK,Nat" has 3 columns and line 1 names 8: write every column, empty ones too.',
    ],
    [
      `${HEADER}\n44,UK,National,-1,0,1,1,0`,
      'line 2: connectCharge "-1" is below zero: write "0" for what is free.',
    ],
    [
      `${HEADER}\n44,UK,National,0,1000000.000001,1,1,0`,
      'line 2: perMinute "1000000.000001" is above a million: check the decimal point.',
    ],
    [
      `${HEADER}\n44,UK,National,0,1,0,1,0`,
      'line 2: firstIncrement "0" is no increment: write whole seconds from 1 to 86400.',
    ],
    [
      `${HEADER}\n44,UK,National,0,1,60,1.5,0`,
      'line 2: nextIncrement "1.5" is no increment: write whole seconds from 1 to 86400.',
    ],
    [
      `${HEADER}\n44,"United\nKingdom",National,0,1,60,1,0`,
      'line 2: destination "United\\nKingdom" has a line break or tab in it: write it on one line.',
    ],
    [
      `${HEADER}\n${UK}\n45,"Denmark,National,0,1,60,1,0`,
      'line 3: The quote that opens "Denmark,National,0,1,60,1,0 is never closed: close it, or write "" for a quote inside quotes.',
    ],
  ])('%j', (csv, sentence) => {
    expect(faultsOf(csv)).toEqual([sentence]);
  });

  it('names every fault at once, with the lines as an editor counts them', () => {
    const csv = `${HEADER}\r\n44,"two\r\nlines",,x,1,60,1,0\r\n${UK}\r\n44,UK,National,0,,60,1,0\r\n45,"open`;
    expect(faultsOf(csv).map((fault) => fault.slice(0, 30))).toEqual([
      'line 2: destination "two\\r\\nli',
      'line 2: numberType is empty: w',
      'line 2: connectCharge "x" is n',
      'line 4: prefix "44" stands on ',
      'line 5: prefix "44" stands on ',
      'line 5: perMinute "" is not mo',
      'line 6: The quote that opens "',
    ]);
  });

  it('counts what goes beyond a thousand faults', () => {
    const csv = `${HEADER}\n${'x,UK,National,0,1,60,1,0\n'.repeat(1500)}`;
    expect(faultsOf(csv)).toHaveLength(1001);
    expect(faultsOf(csv).at(-1)).toBe('further down: 500 more faults follow.');
  });
});
