import { describe, expect, it } from 'vitest';
import { readBands } from '../../src/billing/deck-bands.ts';
import { readHolidays } from '../../src/billing/deck-holidays.ts';
import type { Fault } from '../../src/core/errors.ts';

function readAll<Read>(read: (csv: string, faults: Fault[]) => Read, csv: string) {
  const faults: Fault[] = [];
  const found = read(csv, faults);
  return { found, faults: faults.map(({ where, message }) => `${where}: ${message}`) };
}

const bands = (...rows: readonly string[]) => readAll(readBands, ['band,days,from,to', ...rows].join('\n'));
const holidays = (...rows: readonly string[]) => readAll(readHolidays, ['date,name', ...rows].join('\n'));
const WEEK = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];

describe('bands', () => {
  it.each([
    ['peak,mon-fri,08:00,18:00', [['mon tue wed thu fri', 480, 1080]]],
    ['weekend,sat sun holiday,00:00,24:00', [['sat sun holiday', 0, 1440]]],
    ['weekend,SUN SAT,0:00,24:00', [['sat sun', 0, 1440]]],
    ['long weekend,fri-mon,00:00,24:00', [['mon fri sat sun', 0, 1440]]],
    ['evening,mon,18:00,00:00', [['mon', 1080, 1440]]],
    ['holiday,holiday,18:00,00:00', [['holiday', 1080, 1440]]],
    [
      'night,mon-fri,22:00,06:00',
      [
        ['mon tue wed thu fri', 1320, 1440],
        ['tue wed thu fri sat', 0, 360],
      ],
    ],
    [
      'night,sun,22:00,06:00',
      [
        ['sun', 1320, 1440],
        ['mon', 0, 360],
      ],
    ],
    [
      'always,mon-sun,08:00,08:00',
      [
        [WEEK.join(' '), 480, 1440],
        [WEEK.join(' '), 0, 480],
      ],
    ],
  ])('reads %j', (row, windows) => {
    const { found, faults } = bands(row);
    expect(faults).toEqual([]);
    expect(found.map(({ days, fromMinute, toMinute }) => [days.join(' '), fromMinute, toMinute])).toEqual(
      windows,
    );
  });

  it('takes a header alone for no bands', () => {
    expect(bands()).toEqual({ found: [], faults: [] });
  });

  it.each([
    [',mon,08:00,18:00', 'band is empty: write its name, as rates write it, such as "peak".'],
    ['"a\tb",mon,08:00,18:00', 'band "a\\tb" has a line break or tab in it: write a word.'],
    [
      'peak,monday,08:00,18:00',
      'days "monday" are none: write mon, tue, wed, thu, fri, sat, sun or holiday, with blanks between them, or a range such as "mon-fri".',
    ],
    [
      'peak,mon-holiday,08:00,18:00',
      'days "mon-holiday" are none: write mon, tue, wed, thu, fri, sat, sun or holiday, with blanks between them, or a range such as "mon-fri".',
    ],
    [
      'peak,,08:00,18:00',
      'days "" are none: write mon, tue, wed, thu, fri, sat, sun or holiday, with blanks between them, or a range such as "mon-fri".',
    ],
    [
      'peak,mon,24:00,24:00',
      'from "24:00" is no time of day: write hours and minutes from "00:00" to "23:59".',
    ],
    [
      'peak,mon,08:00,24:01',
      'to "24:01" is no time of day: write hours and minutes from "00:00" to "24:00".',
    ],
    ['peak,mon,8am,18:00', 'from "8am" is no time of day: write hours and minutes from "00:00" to "23:59".'],
    [
      'peak,mon,08:00,18:60',
      'to "18:60" is no time of day: write hours and minutes from "00:00" to "24:00".',
    ],
    [
      'night,holiday,22:00,06:00',
      '"22:00" to "06:00" on a holiday runs into the day after, which may be any: end it at "24:00".',
    ],
  ])('refuses %j', (row, sentence) => {
    expect(bands(row).faults).toEqual([`bands line 2: ${sentence}`]);
  });

  it('names its file in faults of the form too', () => {
    expect(readAll(readBands, '').faults).toEqual([
      'bands line 1: The file is empty: write the column names on line 1 and a window of a band on each line below.',
    ]);
    expect(readAll(readBands, 'band,day,from\n').faults).toEqual([
      'bands line 1: There is no column "day": write it "days".',
      'bands line 1: The column "to" is missing: add it.',
    ]);
    expect(bands('"peak,mon,08:00,18:00').faults).toEqual([
      'bands line 2: The quote that opens "peak,mon,08:00,18:00 is never closed: close it, or write "" for a quote inside quotes.',
    ]);
  });
});

describe('holidays', () => {
  it('reads them by date, with or without a name', () => {
    expect(holidays('2026-12-26,Boxing Day', '2026-12-25,').found).toEqual([
      { date: '2026-12-25', name: '' },
      { date: '2026-12-26', name: 'Boxing Day' },
    ]);
    expect(readAll(readHolidays, 'date\n2026-01-01').found).toEqual([{ date: '2026-01-01', name: '' }]);
  });

  it.each([
    [
      ['25.12.2026,Christmas'],
      '2: "25.12.2026" is no date: write year, month and day of a day there is, as in "2026-12-25".',
    ],
    [
      ['2026-02-29,Leap'],
      '2: "2026-02-29" is no date: write year, month and day of a day there is, as in "2026-12-25".',
    ],
    [['2026-12-25,A', '2026-12-25,B'], '3: 2026-12-25 stands on line 2 already: keep one of the two lines.'],
    [['2026-12-25,"A\nB"'], '2: name "A\\nB" has a line break or tab in it: write it on one line.'],
    [
      ['2026-12-25,A,B'],
      '2: "2026-12-25,A,B" has 3 columns and line 1 names 2: put quotes around a text that holds a comma, and write decimals with a point.',
    ],
  ])('refuses %j', (rows, sentence) => {
    expect(holidays(...rows).faults).toEqual([`holidays line ${sentence}`]);
  });
});
