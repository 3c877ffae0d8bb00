import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { localToUtc, startOfDay, zoneOffsetSeconds } from '../../src/core/zone.ts';

const zones = fc.constantFrom(
  'UTC',
  'Europe/London',
  'America/New_York',
  'Australia/Lord_Howe',
  'Pacific/Apia',
  'America/Sao_Paulo',
  'Asia/Kathmandu',
  'Africa/Casablanca',
);
const instants = fc.integer({ min: 0, max: 2 ** 32 - 1 });

function wallClock(zone: string, at: number): [number, number, number, number, number, number] {
  const wall = new Date((at + zoneOffsetSeconds(zone, at)) * 1000);
  return [
    wall.getUTCFullYear(),
    wall.getUTCMonth() + 1,
    wall.getUTCDate(),
    wall.getUTCHours(),
    wall.getUTCMinutes(),
    wall.getUTCSeconds(),
  ];
}

describe('zones', () => {
  it('show the same wall clock as the platform', () => {
    fc.assert(
      fc.property(zones, instants, (zone, at) => {
        const platform = new Intl.DateTimeFormat('sv-SE', {
          timeZone: zone,
          dateStyle: 'short',
          timeStyle: 'medium',
        });
        const ours = new Date((at + zoneOffsetSeconds(zone, at)) * 1000).toISOString();
        expect(platform.format(at * 1000)).toBe(ours.slice(0, 19).replace('T', ' '));
      }),
      { numRuns: 300 },
    );
  });

  it('lead back from every wall clock to its instant', () => {
    fc.assert(
      fc.property(zones, instants, (zone, at) => {
        const read = localToUtc(zone, ...wallClock(zone, at));
        expect('at' in read ? [read.at] : [read.earlier, read.later]).toContain(at);
      }),
      { numRuns: 500 },
    );
  });

  it('put every instant into the day its wall clock shows', () => {
    fc.assert(
      fc.property(zones, instants, (zone, at) => {
        const day = new Date((at + zoneOffsetSeconds(zone, at)) * 1000);
        const next = new Date(day.getTime() + 86_400_000);
        expect(startOfDay(zone, day.toISOString().slice(0, 10))).toBeLessThanOrEqual(at);
        expect(startOfDay(zone, next.toISOString().slice(0, 10))).toBeGreaterThan(at);
      }),
      { numRuns: 500 },
    );
  });
});
