import { describe, expect, it } from 'vitest';
import { isZone, localToUtc, startOfDay, zoneOffsetSeconds } from '../../src/core/zone.ts';

const utc = (text: string): number => Date.parse(`${text}Z`) / 1000;

describe('zoneOffsetSeconds', () => {
  it.each([
    ['UTC', '2026-07-01T00:00:00', 0],
    ['Europe/London', '2026-03-29T00:59:59', 0],
    ['Europe/London', '2026-03-29T01:00:00', 3600],
    ['Europe/London', '2026-10-25T00:59:59', 3600],
    ['Europe/London', '2026-10-25T01:00:00', 0],
    ['America/New_York', '2026-03-08T06:59:59', -18_000],
    ['America/New_York', '2026-03-08T07:00:00', -14_400],
    ['America/New_York', '2026-11-01T06:00:00', -18_000],
    ['Australia/Lord_Howe', '2026-04-04T14:59:59', 39_600],
    ['Australia/Lord_Howe', '2026-04-04T15:00:00', 37_800],
    ['Australia/Lord_Howe', '2026-10-03T15:30:00', 39_600],
    ['Pacific/Apia', '2011-12-30T09:59:59', -36_000],
    ['Pacific/Apia', '2011-12-30T10:00:00', 50_400],
    ['Asia/Kolkata', '2026-11-24T12:00:00', 19_800],
    ['Africa/Casablanca', '2025-02-23T01:59:59', 3600],
    ['Africa/Casablanca', '2025-02-23T02:00:00', 0],
  ])('%s at %s is %d', (zone, at, offset) => {
    expect(zoneOffsetSeconds(zone, utc(at))).toBe(offset);
  });

  it('throws for a zone the platform does not know', () => {
    expect(() => zoneOffsetSeconds('Europe/Atlantis', 0)).toThrow(RangeError);
  });
});

describe('localToUtc', () => {
  it('reads an ordinary time', () => {
    expect(localToUtc('Europe/London', 2026, 7, 1, 12, 30, 15)).toEqual({ at: utc('2026-07-01T11:30:15') });
    expect(localToUtc('UTC', 2026, 10, 25, 1, 30, 0)).toEqual({ at: utc('2026-10-25T01:30:00') });
  });

  it('gives both instants of a time that comes twice', () => {
    expect(localToUtc('Europe/London', 2026, 10, 25, 1, 30, 0)).toEqual({
      earlier: utc('2026-10-25T00:30:00'),
      later: utc('2026-10-25T01:30:00'),
    });
    expect(localToUtc('America/New_York', 2026, 11, 1, 1, 0, 0)).toEqual({
      earlier: utc('2026-11-01T05:00:00'),
      later: utc('2026-11-01T06:00:00'),
    });
  });

  it('is sharp at both ends of the hour that comes twice', () => {
    expect(localToUtc('Europe/London', 2026, 10, 25, 0, 59, 59)).toEqual({ at: utc('2026-10-24T23:59:59') });
    expect(localToUtc('Europe/London', 2026, 10, 25, 2, 0, 0)).toEqual({ at: utc('2026-10-25T02:00:00') });
  });

  it('knows that Lord Howe goes back by half an hour', () => {
    expect(localToUtc('Australia/Lord_Howe', 2026, 4, 5, 1, 29, 59)).toEqual({
      at: utc('2026-04-04T14:29:59'),
    });
    expect(localToUtc('Australia/Lord_Howe', 2026, 4, 5, 1, 30, 0)).toEqual({
      earlier: utc('2026-04-04T14:30:00'),
      later: utc('2026-04-04T15:00:00'),
    });
    expect(localToUtc('Australia/Lord_Howe', 2026, 4, 5, 2, 0, 0)).toEqual({
      at: utc('2026-04-04T15:30:00'),
    });
  });

  it('reads a skipped time as if the clocks had not been put forward yet', () => {
    expect(localToUtc('Europe/London', 2026, 3, 29, 1, 30, 0)).toEqual({ at: utc('2026-03-29T01:30:00') });
    expect(localToUtc('Pacific/Apia', 2011, 12, 30, 12, 0, 0)).toEqual({ at: utc('2011-12-30T22:00:00') });
  });
});

describe('startOfDay', () => {
  it.each([
    ['UTC', '2026-11-24', '2026-11-24T00:00:00'],
    ['Europe/London', '2026-07-01', '2026-06-30T23:00:00'],
    ['America/New_York', '2026-11-02', '2026-11-02T05:00:00'],
    ['Pacific/Apia', '2011-12-30', '2011-12-30T10:00:00'],
    ['Pacific/Apia', '2011-12-31', '2011-12-30T10:00:00'],
    ['America/Sao_Paulo', '2018-11-04', '2018-11-04T03:00:00'],
    ['America/Havana', '2026-11-01', '2026-11-01T04:00:00'],
    ['America/Toronto', '1986-04-27', '1986-04-27T05:00:00'],
    ['America/Scoresbysund', '2024-03-31', '2024-03-31T01:00:00'],
  ])('%s %s begins at %s UTC', (zone, date, at) => {
    expect(startOfDay(zone, date)).toBe(utc(at));
  });

  it.each([
    ['Europe/London', '2026-03-29', '2026-03-30', 23],
    ['Europe/London', '2026-10-25', '2026-10-26', 25],
    ['America/New_York', '2026-03-08', '2026-03-09', 23],
    ['America/New_York', '2026-11-01', '2026-11-02', 25],
    ['Australia/Lord_Howe', '2026-04-05', '2026-04-06', 24.5],
    ['Pacific/Apia', '2011-12-29', '2011-12-30', 24],
    ['Pacific/Apia', '2011-12-30', '2011-12-31', 0],
  ])('%s %s to %s lasts %d hours', (zone, day, next, hours) => {
    expect((startOfDay(zone, next) - startOfDay(zone, day)) / 3600).toBe(hours);
  });
});

describe('isZone', () => {
  it.each(['UTC', 'Europe/London', 'America/Argentina/Ushuaia', 'Asia/Kolkata', 'Etc/GMT+3'])(
    'knows %s',
    (zone) => {
      expect(isZone(zone)).toBe(true);
    },
  );
  it.each(['', 'London', 'Europe/Atlantis', 'europe/london', '+01:00', '0', 'Europe/London '])(
    'refuses "%s"',
    (zone) => {
      expect(isZone(zone)).toBe(false);
    },
  );
});
