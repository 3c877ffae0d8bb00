import { describe, expect, it } from 'vitest';
import { readDeckRates } from '../../src/billing/deck-csv.ts';
import type { Fault } from '../../src/core/errors.ts';
import type { Rate } from '../../src/core/rate-card.ts';

const HEADER =
  'prefix,destination,numberType,connectCharge,perMinute,firstIncrement,nextIncrement,minimumCharge';
const UK = '44,United Kingdom,National,0,0.0120,60,1,0';

const BANDS = new Set(['peak', 'weekend']);

function readAll(csv: string, bands: ReadonlySet<string> = BANDS) {
  const faults: Fault[] = [];
  const { rates, warnings } = readDeckRates(csv, bands, 'GB', faults);
  const tell = (list: readonly Fault[]) => list.map(({ where, message }) => `${where}: ${message}`);
  return { rates, faults: tell(faults), warnings: tell(warnings) };
}

function faultsOf(csv: string, bands?: ReadonlySet<string>): readonly string[] {
  return readAll(csv, bands).faults;
}

function ratesOf(csv: string): readonly Rate[] {
  const { rates, faults } = readAll(csv);
  expect(faults).toEqual([]);
  return rates;
}

describe('a deck that can be read', () => {
  const uk = {
    prefix: '44',
    destination: 'United Kingdom',
    numberType: 'National',
    band: '',
    connectCharge: 0,
    minimumCharge: 0,
    freeSeconds: 0,
    firstIncrement: 60,
    steps: [{ afterSeconds: 0, perMinute: 12_000, nextIncrement: 1 }],
  };

  it('reads every column', () => {
    expect(ratesOf(`${HEADER}\n${UK}\n1,US,International,0.02,0.018,6,6,0.05\n`)).toEqual([
      uk,
      {
        prefix: '1',
        destination: 'US',
        numberType: 'International',
        band: '',
        connectCharge: 20_000,
        minimumCharge: 50_000,
        freeSeconds: 0,
        firstIncrement: 6,
        steps: [{ afterSeconds: 0, perMinute: 18_000, nextIncrement: 6 }],
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
    expect(ratesOf(csv)).toEqual([uk]);
  });

  it('keeps commas and quotes inside quotes', () => {
    const csv = 'prefix,numberType,perMinute,destination\n44,National,1,"Britain, ""Great"""';
    expect(ratesOf(csv)[0]?.destination).toBe('Britain, "Great"');
  });

  it('takes codes and an empty destination', () => {
    const rates = ratesOf(
      'prefix,destination,numberType,perMinute\n*600,,Test Number,0\n#31#,,Feature Code,0\n000,,Emergency,0',
    );
    expect(rates.map((rate) => [rate.prefix, rate.destination])).toEqual([
      ['*600', ''],
      ['#31#', ''],
      ['000', ''],
    ]);
  });
});

describe('bands, steps and groups', () => {
  it('reads lines of a prefix and band as steps', () => {
    const csv = `prefix,numberType,band,afterSeconds,connectCharge,perMinute,firstIncrement,nextIncrement,minimumCharge,freeSeconds
44,National,peak,,0.05,0.03,30,6,0.1,10
44,,peak,60,,0.02,,6,,
44,,peak,600,0.05,0.01,30,60,0.1,10
44,,,0,,0.005,,,,`;
    expect(ratesOf(csv)).toEqual([
      {
        prefix: '44',
        destination: '',
        numberType: 'National',
        band: 'peak',
        connectCharge: 50_000,
        minimumCharge: 100_000,
        freeSeconds: 10,
        firstIncrement: 30,
        steps: [
          { afterSeconds: 0, perMinute: 30_000, nextIncrement: 6 },
          { afterSeconds: 60, perMinute: 20_000, nextIncrement: 6 },
          { afterSeconds: 600, perMinute: 10_000, nextIncrement: 60 },
        ],
      },
      expect.objectContaining({ band: '', numberType: 'National', firstIncrement: 60, freeSeconds: 0 }),
    ]);
  });

  it('takes a number type that is left out from the prefix', () => {
    const rates = ratesOf('prefix,perMinute\n44,1\n447,1\n33,1\n*97,0\n999,0');
    expect(rates.map(({ numberType }) => numberType)).toEqual([
      'National',
      'Mobile',
      'International',
      'Feature Code',
      'Emergency',
    ]);
    const mixed = ratesOf('prefix,numberType,band,perMinute\n447,,,1\n447,Personal,peak,1');
    expect(mixed.map(({ numberType }) => numberType)).toEqual(['Personal', 'Personal']);
  });

  it('reads several prefixes of a cell as a line each', () => {
    const rates = ratesOf('prefix,destination,numberType,perMinute\n44 447  4479,UK,National,0.01');
    expect(rates.map(({ prefix, destination }) => [prefix, destination])).toEqual([
      ['44', 'UK'],
      ['447', 'UK'],
      ['4479', 'UK'],
    ]);
  });

  it('tells lines that only repeat an earlier one', () => {
    const csv = `${HEADER}\n${UK}\n44,,,,0.012,,,\n45 45,Denmark,International,0,1,1,1,0`;
    const { rates, faults, warnings } = readAll(csv);
    expect(rates.map(({ prefix }) => prefix)).toEqual(['44', '45']);
    expect(faults).toEqual([]);
    expect(warnings).toEqual([
      'line 3: prefix "44" stands on line 2 already, with the same prices: this line adds nothing.',
      'line 4: prefix "45" stands on line 4 already, with the same prices: this line adds nothing.',
    ]);
  });

  const STEPS = 'prefix,destination,numberType,band,afterSeconds,connectCharge,perMinute';
  it.each([
    [
      '44,UK,National,,,0,1\n44,UK,National,,,0,2',
      'line 3: prefix "44" has other prices on line 2: keep one of the two lines.',
    ],
    [
      '44,UK,National,,,0,1\n44,UK,National,,,0.1,1',
      'line 3: prefix "44" has other prices on line 2: keep one of the two lines.',
    ],
    [
      '44 45,UK,National,peak,,0,1\n43,,National,,,,1\n44,UK,National,peak,,0,2',
      'line 4: prefix "44" in band "peak" has other prices on line 2: keep one of the two lines.',
    ],
    [
      '44,UK,National,,,0,1\n44,Britain,National,peak,,0,1',
      'line 3: destination of prefix "44" is "Britain" here and "UK" on line 2: write the same on both.',
    ],
    [
      '44,UK,National,,,0,1\n44,UK,Mobile,peak,,0,1',
      'line 3: numberType of prefix "44" is "Mobile" here and "National" on line 2: write the same on both.',
    ],
    [
      '44,UK,National,,60,0,1',
      'line 2: prefix "44" begins with the step after 60 seconds: write its price from 0 seconds on in a line before.',
    ],
    [
      '44,UK,National,,,0,1\n44,UK,National,,120,,1\n44,UK,National,,60,,2',
      'line 4: prefix "44" has a step after 60 seconds here and one after 120 on line 3: write its steps in rising order.',
    ],
    [
      '44,UK,National,,,0,1\n44,UK,National,,120,,1\n44,UK,National,,120,,2',
      'line 4: prefix "44" has other prices on line 3: keep one of the two lines.',
    ],
    [
      '44,UK,National,,,0,1\n44,UK,National,,120,0.1,1',
      'line 3: connectCharge of a further step of prefix "44" is not that of line 2: leave it empty, as it belongs to the whole rate.',
    ],
    [
      '44,UK,National,,-1,0,1',
      'line 2: afterSeconds "-1" is not a number of seconds: write whole seconds from 0 to 86400.',
    ],
    [
      '44,UK,National,,90000,0,1',
      'line 2: afterSeconds "90000" is not a number of seconds: write whole seconds from 0 to 86400.',
    ],
    ['44,UK,National,peek,,0,1', 'line 2: There is no band "peek": did you mean "peak"?'],
    [
      '44,UK,National,night,,0,1',
      'line 2: There is no band "night": write one of "peak", "weekend", or give its times with the others.',
    ],
    ['44 +45,UK,National,,,0,1', 'line 2: prefix "+45" begins with a plus: write the digits alone, "45".'],
  ])('refuses %j', (rows, sentence) => {
    expect(faultsOf(`${STEPS}\n${rows}`)).toEqual([sentence]);
  });

  it('refuses a band where the deck has none', () => {
    expect(faultsOf(`${STEPS}\n44,UK,National,peak,,0,1`, new Set())).toEqual([
      'line 2: There is no band "peak", as the deck has none: give their times, one "band,days,from,to" a line.',
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
      'line 1: There is no column "note": remove it. The columns are prefix, destination, numberType, band, afterSeconds, connectCharge, perMinute, firstIncrement, nextIncrement, minimumCharge, freeSeconds.',
    ],
    ['prefix,numberType,perMinut\n', 'line 1: There is no column "perMinut": write it "perMinute".'],
    [
      `${HEADER}\n+44,UK,National,0,1,60,1,0`,
      'line 2: prefix "+44" begins with a plus: write the digits alone, "44".',
    ],
    [
      `${HEADER}\n0800,UK,Freephone,0,0,1,1,0`,
      'line 2: prefix "0800" begins with 0: write it as it begins in E.164, with the country code ("44" for "0044").',
    ],
    [
      `${HEADER}\n44-7,UK,Mobile,0,0,1,1,0`,
      'line 2: prefix "44-7" is none: write 1 to 15 digits, or a code that begins with * or #; blanks between several.',
    ],
    [
      `${HEADER}\n,UK,Mobile,0,0,1,1,0`,
      'line 2: prefix "" is none: write 1 to 15 digits, or a code that begins with * or #; blanks between several.',
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
      'line 2: firstIncrement "0" is not an increment: write whole seconds from 1 to 86400.',
    ],
    [
      `${HEADER}\n44,UK,National,0,1,60,1.5,0`,
      'line 2: nextIncrement "1.5" is not an increment: write whole seconds from 1 to 86400.',
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
    const csv = `${HEADER}\r\n44,"two\r\nlines",,x,1,60,1,0\r\n${UK}\r\n44,UK,National,0,,60,1,0\r\n44,UK,Mobile,0,1,1,1,0\r\n45,"open`;
    expect(faultsOf(csv).map((fault) => fault.slice(0, 30))).toEqual([
      'line 2: destination "two\\r\\nli',
      'line 2: connectCharge "x" is n',
      'line 5: perMinute is empty: wr',
      'line 6: destination of prefix ',
      'line 7: The quote that opens "',
    ]);
  });

  it('counts what goes beyond a thousand faults', () => {
    const csv = `${HEADER}\n${'x,UK,National,0,1,60,1,0\n'.repeat(1500)}`;
    expect(faultsOf(csv)).toHaveLength(1001);
    expect(faultsOf(csv).at(-1)).toBe('further down: 500 more follow.');
  });
});
