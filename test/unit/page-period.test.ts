import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addDays,
  countDays,
  daysBefore,
  findDays,
  PRESETS,
  readPeriodSearch,
  todayIn,
} from '../../web/src/frame/period.ts';

describe('the days in an address', () => {
  it.each([
    ['today', '2026-03-01', '2026-03-01', '2026-03-01'],
    ['yesterday', '2026-03-01', '2026-02-28', '2026-02-28'],
    ['week', '2026-03-03', '2026-02-25', '2026-03-03'],
    ['month', '2026-02-28', '2026-02-01', '2026-02-28'],
    ['lastMonth', '2028-03-31', '2028-02-01', '2028-02-29'],
    ['lastMonth', '2026-01-15', '2025-12-01', '2025-12-31'],
    ['quarter', '2026-03-31', '2026-01-01', '2026-03-31'],
    ['year', '2026-05-05', '2026-01-01', '2026-05-05'],
  ] as const)('%s on %s are %s to %s', (period, today, from, to) => {
    expect(findDays({ period }, today)).toEqual({ from, to });
  });

  it('are those that are written, and this month where none are', () => {
    expect(findDays({ from: '2026-01-05', to: '2026-01-07' }, '2026-03-09')).toEqual({
      from: '2026-01-05',
      to: '2026-01-07',
    });
    expect(findDays({}, '2026-03-09')).toEqual({ from: '2026-03-01', to: '2026-03-09' });
  });

  it.each([
    [{ period: 'month', from: '2026-01-01', to: '2026-01-02' }, { period: 'month' }],
    [
      { period: 'ever', from: '2026-01-01', to: '2026-01-02' },
      { from: '2026-01-01', to: '2026-01-02' },
    ],
    [{ from: '2026-02-30', to: '2026-03-02' }, {}],
    [{ from: '2026-03-03', to: '2026-03-02' }, {}],
    [{ from: '2026-03-03' }, {}],
    [{ company: 'acme', q: 'x' }, { company: 'acme' }],
    [{ company: '' }, {}],
  ])('%j are read as %j', (search, read) => {
    expect(readPeriodSearch(search)).toEqual(read);
  });

  it.each([
    [
      { from: '2026-03-01', to: '2026-03-31' },
      { from: '2026-02-01', to: '2026-02-28' },
    ],
    [
      { from: '2026-02-01', to: '2026-02-28' },
      { from: '2026-01-01', to: '2026-01-31' },
    ],
    [
      { from: '2026-03-01', to: '2026-03-10' },
      { from: '2026-02-01', to: '2026-02-10' },
    ],
    [
      { from: '2026-03-01', to: '2026-03-30' },
      { from: '2026-02-01', to: '2026-02-28' },
    ],
    [
      { from: '2026-03-02', to: '2026-03-08' },
      { from: '2026-02-23', to: '2026-03-01' },
    ],
    [
      { from: '2026-03-01', to: '2026-04-30' },
      { from: '2025-12-30', to: '2026-02-28' },
    ],
  ])('%j come after %j', (days, before) => {
    expect(daysBefore(days)).toEqual(before);
  });

  it('before any days end where those begin', () => {
    const day = fc.integer({ min: 0, max: 20_000 }).map((count) => addDays('2000-01-01', count));
    fc.assert(
      fc.property(day, fc.integer({ min: 0, max: 400 }), (from, more) => {
        const before = daysBefore({ from, to: addDays(from, more) });
        expect(before.to < from).toBe(true);
        expect(countDays(before)).toBeGreaterThan(0);
      }),
    );
  });

  it('never end before they begin, whatever the preset and the day', () => {
    fc.assert(
      fc.property(fc.constantFrom(...PRESETS), fc.integer({ min: 0, max: 20_000 }), (period, count) => {
        const { from, to } = findDays({ period }, addDays('2000-01-01', count));
        expect(from <= to).toBe(true);
      }),
    );
  });

  it('are of the zone of the PBX', () => {
    const now = new Date('2026-11-28T23:30:00Z');
    expect(todayIn('Europe/Berlin', now)).toBe('2026-11-29');
    expect(todayIn('America/New_York', now)).toBe('2026-11-28');
  });
});
