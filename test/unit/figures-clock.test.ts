import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { scopeOfGrant } from '../../src/core/scope.ts';
import type { CallStore } from '../../src/store/calls/call-store.ts';
import { readFigures } from '../../src/store/calls/figures.ts';
import type { DimensionName } from '../../src/store/calls/insight-terms.ts';
import { CALL_HOMES, openCallHome } from '../support/call-homes.ts';

/** When the clocks of London go forward and back in 2026, and the quarter hours around it. */
const CHANGES = ['2026-03-29T00:00:00Z', '2026-10-25T00:00:00Z'].map((text) => Date.parse(text) / 1000);
const STARTS = CHANGES.flatMap((at) =>
  Array.from({ length: 4 * 28 }, (_, quarter) => at + (quarter - 8) * 900),
);

const LONDON = new Intl.DateTimeFormat('en-GB', {
  ...{ timeZone: 'Europe/London', weekday: 'short', hour: '2-digit', hourCycle: 'h23' },
  ...{ year: 'numeric', month: '2-digit', day: '2-digit' },
});
const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

/** What the platform says of an instant, in the words of the dimensions. */
function readClock(at: number): Record<'hour' | 'weekday' | 'day' | 'month', string> {
  const parts = Object.fromEntries(LONDON.formatToParts(at * 1000).map(({ type, value }) => [type, value]));
  const { weekday = '', hour, year, month, day } = parts;
  return {
    hour: String(Number(hour)),
    weekday: String(WEEKDAYS.indexOf(weekday) + 1),
    day: `${year}-${month}-${day}`,
    month: `${year}-${month}`,
  };
}

describe.each(CALL_HOMES)('hours and days of figures in %s', (home) => {
  let store: CallStore;
  let end: () => Promise<void>;
  beforeAll(async () => {
    ({ store, end } = await openCallHome(home));
    await store.command(
      `INSERT INTO inbound_leg (company, extension, started_at, call_key, version)
       SELECT 'default', '200', toDateTime(arrayJoin({starts:Array(UInt32)}), 'UTC'), rand64(), 1`,
      { starts: STARTS },
    );
  });
  afterAll(() => end());

  it.each(['hour', 'weekday', 'day', 'month'] as const)(
    'are those of the zone by %s, also where clocks change',
    async (name: DimensionName & ('hour' | 'weekday' | 'day' | 'month')) => {
      const expected = new Map<string, number>();
      for (const at of STARTS) {
        const key = readClock(at)[name];
        expected.set(key, (expected.get(key) ?? 0) + 1);
      }
      const { rows } = await readFigures(
        store,
        {
          ...{ scope: scopeOfGrant({ everyCompany: true, companies: [] }), filter: {}, maskNumbers: false },
          period: { fromAt: 0, toAt: 0xffff_ffff, zone: 'Europe/London' },
        },
        { dimensions: [name], measures: ['calls'], limit: 1000 },
      );
      expect(new Map(rows.map(({ keys, values }) => [keys[0], values[0]]))).toEqual(expected);
    },
  );
});
