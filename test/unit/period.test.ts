import { describe, expect, it } from 'vitest';
import { RingledgerError } from '../../src/core/errors.ts';
import { dayPeriod, daysInMonth, monthPeriod } from '../../src/core/period.ts';

const utc = (text: string): number => Date.parse(`${text}Z`) / 1000;

function refusal(act: () => unknown): RingledgerError {
  try {
    act();
  } catch (error) {
    if (error instanceof RingledgerError) return error;
    throw error;
  }
  throw new Error('was not refused');
}

describe('monthPeriod', () => {
  it('is the whole month in the zone, daylight saving included', () => {
    expect(monthPeriod('Europe/London', 2026, 3)).toEqual({
      fromAt: utc('2026-03-01T00:00:00'),
      toAt: utc('2026-03-31T23:00:00'),
      zone: 'Europe/London',
    });
  });

  it('runs over the turn of the year', () => {
    expect(monthPeriod('UTC', 2026, 12)).toMatchObject({ toAt: utc('2027-01-01T00:00:00') });
  });

  it('stays within the instants that can be stored', () => {
    expect(monthPeriod('Europe/London', 1970, 1).fromAt).toBe(0);
    expect(monthPeriod('UTC', 2105, 12).toAt).toBe(utc('2106-01-01T00:00:00'));
  });

  it.each([
    [2026, 13, 'scope.month "13" is not a month: give a whole number from 1 to 12.'],
    [2026, 0, 'scope.month "0" is not a month: give a whole number from 1 to 12.'],
    [2026, 1.5, 'scope.month "1.5" is not a month: give a whole number from 1 to 12.'],
    [2026, Number.NaN, 'scope.month "NaN" is not a month: give a whole number from 1 to 12.'],
    [1969, 1, 'scope.year "1969" is not a year: give a whole number from 1970 to 2105.'],
    [2106, 1, 'scope.year "2106" is not a year: give a whole number from 1970 to 2105.'],
  ])('refuses year %d, month %d', (year, month, message) => {
    const error = refusal(() => monthPeriod('UTC', year, month));
    expect(error.code).toBe('invalid-request');
    expect(error.message).toBe(message);
  });

  it('names every fault at once', () => {
    expect(refusal(() => monthPeriod('UTC', 17, 13)).faults.map((fault) => fault.where)).toEqual([
      'scope.year',
      'scope.month',
    ]);
  });
});

describe('dayPeriod', () => {
  it('reaches back, ending with and including the day', () => {
    expect(dayPeriod('UTC', 2017, 5, 5, 7)).toEqual({
      fromAt: utc('2017-04-29T00:00:00'),
      toAt: utc('2017-05-06T00:00:00'),
      zone: 'UTC',
    });
  });

  it('is one day unless told otherwise', () => {
    expect(dayPeriod('UTC', 2017, 5, 5)).toMatchObject({
      fromAt: utc('2017-05-05T00:00:00'),
      toAt: utc('2017-05-06T00:00:00'),
    });
  });

  it('runs forward when asked to', () => {
    expect(dayPeriod('UTC', 2017, 5, 30, 3, 'forward')).toMatchObject({
      fromAt: utc('2017-05-30T00:00:00'),
      toAt: utc('2017-06-02T00:00:00'),
    });
  });

  it.each([
    ['Europe/London', 2026, 3, 29, 23],
    ['Europe/London', 2026, 10, 25, 25],
    ['America/New_York', 2026, 11, 1, 25],
    ['Australia/Lord_Howe', 2026, 10, 4, 23.5],
  ])('%s %d-%d-%d lasts %d hours', (zone, year, month, day, hours) => {
    const period = dayPeriod(zone, year, month, day);
    expect((period.toAt - period.fromAt) / 3600).toBe(hours);
  });

  it.each([
    [2026, 4, 31, 1, 'scope.day "31" is not a day of 2026-04: give a whole number from 1 to 30.'],
    [2026, 2, 29, 1, 'scope.day "29" is not a day of 2026-02: give a whole number from 1 to 28.'],
    [2026, 4, 0, 1, 'scope.day "0" is not a day of 2026-04: give a whole number from 1 to 30.'],
    [2026, 4, 1, 0, 'scope.days "0" is not a number of days: give a whole number from 1 to 49673.'],
    [2026, 4, 1, -3, 'scope.days "-3" is not a number of days: give a whole number from 1 to 49673.'],
    [
      2026,
      4,
      1,
      1e9,
      'scope.days "1000000000" is not a number of days: give a whole number from 1 to 49673.',
    ],
    [
      2026,
      13,
      32,
      1,
      'scope.month "13" is not a month: give a whole number from 1 to 12. ' +
        'scope.day "32" is not a day of a month: give a whole number from 1 to 31.',
    ],
  ])('refuses %d-%d-%d, days %d', (year, month, day, days, message) => {
    expect(refusal(() => dayPeriod('UTC', year, month, day, days)).message).toBe(message);
  });

  it('knows leap years', () => {
    expect([2024, 2025, 2000, 2100].map((year) => daysInMonth(year, 2))).toEqual([29, 28, 29, 28]);
    expect(dayPeriod('UTC', 2024, 2, 29).fromAt).toBe(utc('2024-02-29T00:00:00'));
  });
});
