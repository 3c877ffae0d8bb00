import fc from 'fast-check';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { askWhatIf } from '../../src/billing/what-if.ts';
import { generateRows, joinRows } from '../e2e/generated-calls.ts';
import { expectSame } from '../support/compare-what-if.ts';
import '../support/fixed-seed.ts';
import {
  EVERYTHING,
  HOUSE_HOMES,
  makeWish,
  openWhatIfHouse,
  type WhatIfHouse,
} from '../support/what-if-house.ts';

vi.setConfig({ testTimeout: 300_000, hookTimeout: 120_000 });

let house: WhatIfHouse;
beforeAll(async () => {
  house = await openWhatIfHouse(HOUSE_HOMES[0], joinRows(generateRows(250, 5)));
});
afterAll(() => house?.close());

const NUMBER_TYPES = ['National', 'Mobile', 'International'];
const types = fc.subarray(NUMBER_TYPES, { minLength: 1 });
const money = fc.integer({ min: 0, max: 400_000 }).map((micros) => (micros / 1_000_000).toFixed(6));

const adjustment = fc.record({
  numberTypes: types,
  percent: fc.integer({ min: -1_000_000, max: 2_000_000 }).map((steps) => (steps / 10_000).toFixed(4)),
});
const allowance = fc
  .record({
    numberTypes: types,
    per: fc.constantFrom('day', 'month'),
    of: fc.constantFrom('minutes', 'calls'),
    quantity: fc.integer({ min: 1, max: 40 }),
  })
  .map(({ of, quantity, ...one }) => ({ ...one, [of]: quantity }));
const tariff = fc
  .record({
    decks: fc.constantFrom(['uk'], ['uk'], ['uk'], []),
    adjustments: fc.array(adjustment, { maxLength: 3 }),
    allowances: fc
      .array(allowance, { maxLength: 2 })
      .map((list) => list.map((one, at) => ({ ...one, name: `Allowance ${at}` }))),
    minimumPerCall: money,
    above: fc.option(fc.integer({ min: 0, max: 3 })),
    rounding: fc.record({
      mode: fc.constantFrom('half-up', 'half-even', 'up', 'down'),
      decimals: fc.integer({ min: 0, max: 6 }),
      per: fc.constant('call'),
    }),
  })
  .map(({ above, ...one }) => ({
    ...one,
    currency: 'GBP',
    ...(above === null ? {} : { capPerCall: String(above + 1) }),
  }));

/** Two tariffs, and who pays by which from when on. */
const tariffsFile = fc
  .record({
    tariffs: fc.tuple(tariff, tariff),
    payers: fc.tuple(fc.constantFrom('A', 'B', 'default'), fc.constantFrom('A', 'B', 'default')),
    from: fc.constantFrom(null, '2026-11-25', '2026-12-01'),
  })
  .map(({ tariffs: [first, second], payers, from }) => ({
    tariffs: [
      { ...first, name: 'A' },
      { ...second, name: 'B' },
    ],
    companies: [
      { company: 'default', tariff: payers[0], from },
      { company: 'test', tariff: payers[1] },
    ],
  }));

/** All calls, or days amid months, of all or one company. */
const scope = fc.record({
  fromAt: fc.constantFrom(EVERYTHING.fromAt, Date.UTC(2026, 10, 24) / 1000),
  toAt: fc.constantFrom(EVERYTHING.toAt, Date.UTC(2026, 11, 2, 12) / 1000),
  companies: fc.constantFrom(null, ['default'], ['default', 'test']),
});

it('gives what importing the tariffs and recalculating the same calls comes to, and no report shows it before', async () => {
  await fc.assert(
    fc.asyncProperty(tariffsFile, scope, async (file, asked) => {
      const before = await house.readReports();
      const wish = makeWish({ by: 'tariffs', text: JSON.stringify(file) }, asked);
      const { comparison } = await askWhatIf(house.runs, wish);
      expect(await house.readReports()).toBe(before);
      await house.importTariffs(file);
      const run = await house.recalculate(asked);
      expectSame(comparison, run.comparison);
    }),
    { numRuns: 15 },
  );
});
