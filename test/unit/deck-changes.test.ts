import { describe, expect, it } from 'vitest';
import { compareRates } from '../../src/billing/compare-rates.ts';
import { findGaps } from '../../src/billing/find-gaps.ts';
import { findJumps } from '../../src/billing/find-jumps.ts';
import { kindOf, listPriceChanges } from '../../src/billing/price-change.ts';
import type { BandDay, BandWindow, RateStep } from '../../src/core/rate-card.ts';
import { makeRate } from '../support/rate-cards.ts';

const WEEKDAYS: readonly BandDay[] = ['mon', 'tue', 'wed', 'thu', 'fri'];
const window = (band: string, days: readonly BandDay[], fromHour: number, toHour: number): BandWindow => ({
  band,
  days,
  fromMinute: fromHour * 60,
  toMinute: toHour * 60,
});
const FIX = 'add a rate for the band there, or one without a band for all other times.';

describe('gaps', () => {
  const peak = window('peak', WEEKDAYS, 8, 18);
  const rest = [window('night', WEEKDAYS, 0, 8), window('night', WEEKDAYS, 18, 24)];
  const weekend = window('weekend', ['sat', 'sun'], 0, 24);

  it('are none where bands cover the week, or a rate stands outside them', () => {
    const all = ['peak', 'night', 'weekend'].map((band) => makeRate({ prefix: '44', band }));
    expect(findGaps(all, [peak, ...rest, weekend])).toEqual([]);
    expect(findGaps([makeRate({ prefix: '44', band: 'peak' }), makeRate({ prefix: '44' })], [peak])).toEqual(
      [],
    );
    expect(findGaps([makeRate({ prefix: '44' })], [])).toEqual([]);
  });

  it('are told by day and time, together for prefixes of the same bands', () => {
    const rates = ['44', '33'].flatMap((prefix) =>
      ['peak', 'night'].map((band) => makeRate({ prefix, band })),
    );
    expect(findGaps(rates, [peak, ...rest])).toEqual([
      `Prefixes 44, 33 have no price at sat 00:00-24:00, sun 00:00-24:00: ${FIX}`,
    ]);
    expect(findGaps([makeRate({ prefix: '1', band: 'peak' })], [peak, weekend])[0]).toContain(
      'Prefix 1 has no price at mon 00:00-08:00, mon 18:00-24:00, tue 00:00-08:00',
    );
  });

  it('count the first window that holds, and holidays by their own windows', () => {
    const always = window('night', [...WEEKDAYS, 'sat', 'sun'], 0, 24);
    const rates = [makeRate({ prefix: '44', band: 'night' })];
    expect(findGaps(rates, [always])).toEqual([]);
    expect(findGaps(rates, [window('peak', ['mon'], 9, 10), always])).toEqual([
      `Prefix 44 has no price at mon 09:00-10:00: ${FIX}`,
    ]);
    expect(findGaps(rates, [always, window('holiday', ['holiday'], 0, 12)])).toEqual([
      `Prefix 44 has no price at holiday 00:00-12:00: ${FIX}`,
    ]);
  });
});

describe('changes of prices', () => {
  const steps = (...prices: readonly (readonly [number, number])[]): readonly RateStep[] =>
    prices.map(([afterSeconds, perMinute]) => ({ afterSeconds, perMinute, nextIncrement: 1 }));
  const of = (given: object) => makeRate({ prefix: '44', steps: steps([0, 10_000]), ...given });

  it.each([
    ['dearer', of({ steps: steps([0, 11_000]) })],
    ['dearer', of({ connectCharge: 1 })],
    ['dearer', of({ steps: steps([0, 10_000], [60, 20_000]) })],
    ['cheaper', of({ steps: steps([0, 9_000]), connectCharge: 0 })],
    ['cheaper', of({ steps: steps([0, 10_000], [60, 9_999]) })],
    ['otherwise', of({ steps: steps([0, 9_000]), connectCharge: 1 })],
    ['otherwise', of({ firstIncrement: 1 })],
    ['otherwise', of({ destination: 'Britain' })],
  ])('are %s', (kind, after) => {
    expect(kindOf(listPriceChanges(of({}), after))).toBe(kind);
  });

  it('name the price and the step', () => {
    const after = of({ steps: steps([0, 10_000], [60, 20_000]), connectCharge: 50_000 });
    expect(listPriceChanges(of({}), after)).toMatchObject([
      { price: 'perMinute after 60 seconds', before: 10_000, after: 20_000, factor: 2 },
      { price: 'connectCharge', before: 0, after: 50_000, factor: Number.POSITIVE_INFINITY },
    ]);
  });
});

describe('jumps of prices', () => {
  const minute = (prefix: string, perMinute: number, given = {}) => makeRate({ prefix, perMinute, ...given });
  const jumpsOf = (
    before: readonly ReturnType<typeof makeRate>[] | undefined,
    after: readonly ReturnType<typeof makeRate>[],
  ) => findJumps(before, after, compareRates(before ?? [], after)).map(({ message }) => message);

  it('are told from more than three times on, either way, the largest first', () => {
    const before = [minute('1', 30), minute('2', 30), minute('3', 30), minute('4', 30), minute('5', 0)];
    const after = [minute('1', 90), minute('2', 91), minute('3', 10), minute('4', 9), minute('5', 0)];
    expect(jumpsOf(before, after)).toEqual([
      'Prefix 4 costs 0.000009 a minute, against 0.00003 before.',
      'Prefix 2 costs 0.000091 a minute, against 0.00003 before.',
    ]);
    expect(jumpsOf([minute('5', 0)], [minute('5', 1)])).toEqual([
      'Prefix 5 costs 0.000001 a minute, against 0 before.',
    ]);
  });

  it('measure a new prefix by what priced its numbers before', () => {
    const before = [minute('44', 10_000), minute('4479', 100_000)];
    const after = [...before, minute('44791', 900_000), minute('4478', 30_000)];
    expect(jumpsOf(before, after)).toEqual([
      'Prefix 44791 costs 0.9 a minute, against 0.1 before, at prefix 4479.',
    ]);
  });

  it('measure a first version by the shorter prefix of the same number type', () => {
    const after = [
      minute('44', 10_000, { numberType: 'National' }),
      minute('449', 900_000, { numberType: 'Premium' }),
      minute('4420', 100_001, { numberType: 'National' }),
      minute('4421', 100_000, { numberType: 'National' }),
    ];
    expect(jumpsOf(undefined, after)).toEqual([
      'Prefix 4420 costs 0.100001 a minute, against 0.01 at prefix 44.',
    ]);
  });
});
