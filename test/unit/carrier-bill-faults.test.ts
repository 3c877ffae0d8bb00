import { describe, expect, it } from 'vitest';
import { parseBillColumns, readMapping } from '../../src/carrier-bill/bill-mapping.ts';
import { readBill } from '../../src/carrier-bill/read-bill.ts';
import { readCheckRequest } from '../../src/carrier-bill/read-check-request.ts';
import { RingledgerError } from '../../src/core/errors.ts';

const RULES = { country: 'GB', outsideLine: '9', international: '00', national: '0', areaCode: '20' };
const HEADER = 'Called,Start,Seconds,Cost';
const GOOD = '447911123456,2026-11-24 12:23:54,60,0.07';

function refusalOf(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (error instanceof RingledgerError) return error.message;
    throw error;
  }
  return '';
}

const read = (text: string, mapping: unknown = {}) =>
  refusalOf(() => readBill(text, readMapping(mapping), { zone: 'Europe/London', rules: RULES }));
const line = (cells: string) => `${HEADER}\n${GOOD}\n${cells}\n`;

describe('a bill', () => {
  it('is read when nothing is wrong with it', () => {
    expect(read(line(GOOD))).toBe('');
  });

  it.each([
    ['nothing', '', {}, 'line 1: The bill is empty'],
    ['a header alone', HEADER, {}, 'There is no call below the header'],
    ['no number column', 'Start,Seconds,Cost\n2026-11-24 12:23:54,60,0.07', {}, 'which column is the number'],
    ['no start column', 'Called,Seconds,Cost\n447911123456,60,0.07', {}, 'which column is the start'],
    [
      'no price column',
      'Called,Start,Seconds\n447911123456,2026-11-24 12:23:54,60',
      {},
      '--columns price=HEADER',
    ],
    ['no header', GOOD, {}, 'or by its place from 1'],
    [
      'a misspelt header',
      line(GOOD),
      { columns: { price: 'Csot' } },
      'no column "Csot" for price: did you mean "Cost"?',
    ],
    [
      'an unknown header',
      line(GOOD),
      { columns: { number: 'Msisdn' } },
      'the header has Called, Start, Seconds, Cost',
    ],
    ['an open quote', `${HEADER}\n"447911123456,x`, {}, 'line 2: The quote that opens'],
    ['no number', line(',2026-11-24 12:23:54,60,0.07'), {}, 'line 3: The number is missing'],
    [
      'a masked number',
      line('44791112xxx,2026-11-24 12:23:54,60,0.07'),
      {},
      'line 3: The number "44791112xxx" is masked',
    ],
    ['a rounded number', line('4.47911E+11,2026-11-24 12:23:54,60,0.07'), {}, 'rounded by a spreadsheet'],
    ['a name for a number', line('Anonymous,2026-11-24 12:23:54,60,0.07'), {}, '"Anonymous" is no number'],
    ['no time', line('447911123456,,60,0.07'), {}, 'line 3: The time is missing'],
    ['a day alone', line('447911123456,2026-11-24,60,0.07'), {}, '"2026-11-24" is no time in the order dmy'],
    [
      'a day that is none',
      line('447911123456,2026-02-30 10:00:00,60,0.07'),
      {},
      '"2026-02-30 10:00:00" is no time',
    ],
    [
      'an hour that is none',
      line('447911123456,2026-11-24 25:00:00,60,0.07'),
      {},
      '"2026-11-24 25:00:00" is no time',
    ],
    ['13 pm', line('447911123456,2026-11-24 13:00:00 PM,60,0.07'), {}, '13:00:00 PM" is no time'],
    [
      'an unclear day',
      `${HEADER}\n447911123456,01/02/2026 10:00,60,0.07`,
      {},
      '"01/02/2026 10:00" may be day or month first',
    ],
    [
      'days both ways',
      `${HEADER}\n447911123456,13/02/2026 10:00,60,0.07\n447911123456,02/13/2026 10:00,60,0.07`,
      {},
      'Some dates have the day first and some the month',
    ],
    [
      'an epoch that is none',
      line(GOOD),
      { timeFormat: 'epoch' },
      'in the order epoch: write it as in "1795523029"',
    ],
    ['no duration', line('447911123456,2026-11-24 12:23:54,,0.07'), {}, 'line 3: The duration is missing'],
    [
      'a duration below 0',
      line('447911123456,2026-11-24 12:23:54,-5,0.07'),
      {},
      '"-5" is no duration in seconds',
    ],
    [
      '61 seconds in a minute',
      line('447911123456,2026-11-24 12:23:54,1:61,0.07'),
      { durationUnit: 'm:ss' },
      '"1:61" is no duration in m:ss',
    ],
    ['more than a week', line('447911123456,2026-11-24 12:23:54,999999,0.07'), {}, 'longer than a week'],
    ['a duration with decimals', line('447911123456,2026-11-24 12:23:54,1.5,0.07'), {}, '"1.5" has decimals'],
    ['no price', line('447911123456,2026-11-24 12:23:54,60,'), {}, 'line 3: The price is missing'],
    [
      'a price of words',
      line('447911123456,2026-11-24 12:23:54,60,free'),
      {},
      '"free" is no price with a decimal point',
    ],
    ['seven decimals', line('447911123456,2026-11-24 12:23:54,60,0.0000001'), {}, 'more than six decimals'],
    [
      'both marks',
      line('447911123456,2026-11-24 12:23:54,60,"0,08"'),
      {},
      'has a decimal point and "0,08" a decimal comma',
    ],
    [
      'an unclear mark',
      `${HEADER}\n447911123456,2026-11-24 12:23:54,60,1.234`,
      {},
      '"1.234" may be thousands or thousandths',
    ],
  ])('with %s is refused', (_, text, mapping, sentence) => {
    expect(read(text, mapping)).toContain(sentence);
  });

  it('tells all faults at once, each with its line', () => {
    const message = read(`${HEADER}\n,2026-11-24 12:23:54,60,0.07\n447911123456,x,y,z\n`);
    expect(
      message
        .split('\n')
        .slice(1)
        .map((fault) => fault.split(':')[0]),
    ).toEqual(['line 2', 'line 3', 'line 3', 'line 3']);
  });
});

describe('a mapping', () => {
  it.each([
    [{ decimals: 'comma' }, 'did you mean "decimal"?'],
    [{ zone: 'London' }, '"London" is no zone'],
    [{ columns: { start: '1', date: '2' } }, 'name start alone, or date and time'],
    [{ columns: { number: '1', price: '1' } }, 'number and price are both "1"'],
    [{ durationUnit: 'hours' }, '"hours" is not a unit of duration'],
    [{ priceDecimals: 7 }, '7 is not a number of decimals'],
  ])('%j is refused', (mapping, sentence) => {
    expect(refusalOf(() => readMapping(mapping))).toContain(sentence);
  });

  it.each([
    ['number=Called,pirce=4', 'did you mean "price"'],
    ['number', 'names no column'],
    ['number=1,number=2', 'number stands twice'],
  ])('of columns %s is refused', (columns, sentence) => {
    expect(refusalOf(() => parseBillColumns(columns))).toContain(sentence);
  });
});

describe('a request', () => {
  const days = { trunk: 'trunk-a', from: '2026-11-01', to: '2026-12-01' };
  it('has its days in the zone of the bill', () => {
    const asked = readCheckRequest({ ...days, zone: 'Europe/Berlin', columns: 'price=Net' }, 'UTC');
    expect(asked).toMatchObject({
      fromAt: Date.UTC(2026, 9, 31, 23) / 1000,
      windowSeconds: 120,
      toleranceSeconds: 2,
      mapping: { zone: 'Europe/Berlin', columns: { price: 'Net' } },
    });
  });

  it.each([
    [{ from: days.from, to: days.to }, '"trunk" is missing'],
    [{ ...days, to: '2026-11-01' }, '"2026-11-01" is not after "2026-11-01"'],
    [{ ...days, from: '2026-11-31' }, '"2026-11-31" is no day of the calendar'],
    [{ ...days, windw: '60' }, 'did you mean "window"?'],
    [{ ...days, window: '4000' }, '"4000" is not the window'],
    [{ ...days, trunk: ['a', 'b'] }, 'is not a trunk'],
    [{ ...days, mapping: '{' }, 'JSON'],
  ])('%j is refused', (query, sentence) => {
    expect(refusalOf(() => readCheckRequest(query, 'UTC'))).toContain(sentence);
  });
});
