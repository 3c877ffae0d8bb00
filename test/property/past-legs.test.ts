import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { recalculate, resumeRuns } from '../../src/billing/rating-runs.ts';
import { readFinishedVersion } from '../../src/ingest/landing.ts';
import { readRows } from '../../src/store/calls/call-store.ts';
import { keepPastLegs } from '../../src/store/calls/past-legs.ts';
import { generateRows, joinRows } from '../e2e/generated-calls.ts';
import { CALL_HOMES } from '../support/call-homes.ts';
import '../support/fixed-seed.ts';
import { makeBook } from '../support/priced-books.ts';
import { ALL_TIMES, makeRequest, openRatingHouse, type RatingHouse } from '../support/rating-house.ts';

vi.setConfig({ testTimeout: 300_000, hookTimeout: 120_000 });

const ROWS = generateRows(300, 20_261_125);
/** Records of one call come in several pieces, so that late ones make legs again. */
const PIECES = [0, 1, 2].map((piece) => joinRows(ROWS.filter((_, at) => at % 3 === piece)));
const TABLES = ['outbound_leg', 'inbound_leg', 'outbound_leg_past', 'inbound_leg_past', 'charge'];
const STEPS = ['land', 'reprice', 'recalculate', 'half-recalculate', 'merge', 'copy'] as const;

describe.each(CALL_HOMES)('legs as they were, in %s', (home) => {
  let house: RatingHouse;
  let revision = 1;
  let landed = 0;
  const said = new Map<
    string,
    { readonly asOf: number; readonly overlayRun?: number; readonly text: string }
  >();

  const count = async (table: string) =>
    (await readRows<[string]>(house.calls, `SELECT toString(count()) FROM ${table}`))[0]?.[0];
  const price = () => {
    revision += 1;
    house.book = makeBook(revision, revision % 2 === 0 ? 'new' : 'old');
  };
  const merge = async () => {
    for (const table of TABLES) await house.calls.command(`OPTIMIZE TABLE ${table} FINAL`);
  };
  const copyAll = async () => {
    const keys = await readRows<[string]>(
      house.calls,
      'SELECT DISTINCT toString(call_key) FROM outbound_leg',
    );
    const window = { fromAt: ALL_TIMES.fromAt, toAt: ALL_TIMES.toAt };
    await keepPastLegs(house.calls, { callKeys: keys.map(([key]) => Number(key)), window });
  };

  /** A run that is published, and whose process ends before its charges are in the legs. */
  async function publishUnsettled(): Promise<void> {
    const calls: typeof house.calls = {
      ...house.calls,
      // By this settling begins, whether or not the run charges anything.
      read: async (sql, parameters, format) => {
        if (sql.includes('SELECT 1 FROM charge')) throw new Error('killed');
        return house.calls.read(sql, parameters, format);
      },
    };
    expect((await recalculate(house.runs(calls), makeRequest())).state).toBe('published');
  }

  async function take(step: (typeof STEPS)[number]): Promise<void> {
    if (step === 'land') {
      await house.land(PIECES[landed % PIECES.length] ?? '');
      landed += 1;
    } else if (step === 'reprice') {
      price();
      await house.remake();
    } else if (step === 'recalculate') {
      price();
      await recalculate(house.runs(), makeRequest());
    } else if (step === 'half-recalculate') {
      price();
      await publishUnsettled();
      const asOf = await readFinishedVersion(house.catalog);
      const text = await house.readReports();
      // Calls that are made again before their charges reach them had them until then.
      price();
      await house.remake();
      await resumeRuns(house.runs(), 0);
      expect(await house.readReports({ asOf, overlayRun: undefined })).toBe(text);
      said.set(text, { asOf, text });
    } else if (step === 'merge') await merge();
    else await copyAll();
  }

  beforeAll(async () => {
    house = await openRatingHouse(home, makeBook(1, 'old'));
  });
  afterAll(() => house?.close());

  it('says again what was said, whatever came since, merged or not, copied once or twice', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.constantFrom(...STEPS), { minLength: 1, maxLength: 5 }), async (steps) => {
        for (const step of steps) {
          await take(step);
          const asOf = await readFinishedVersion(house.catalog);
          const text = await house.readReports();
          said.set(text, { asOf, text });
          for (const one of said.values()) expect(await house.readReports({ asOf: one.asOf })).toBe(one.text);
        }
      }),
      { numRuns: 4 },
    );
    for (const step of ['land', 'land', 'land', 'half-recalculate', 'recalculate', 'merge'] as const)
      await take(step);
    for (const { asOf, text } of said.values()) expect(await house.readReports({ asOf })).toBe(text);
    expect(said.size).toBeGreaterThan(5);
  });

  it('writes nothing where a leg is made again as it was', async () => {
    await house.remake();
    await merge();
    const before = await Promise.all(TABLES.map(count));
    await house.remake();
    expect(await Promise.all(TABLES.map(count))).toEqual(before);
  });

  it('keeps nothing of calls that are new', async () => {
    const [before] = await readRows(house.calls, 'SELECT count() FROM outbound_leg_past');
    // Of channels of their own: what shares one at the same time is one call.
    const fresh = joinRows(generateRows(20, 77))
      .replaceAll(/\b(\d{10})\.(\d+)\b/g, '$1.77$2')
      .replaceAll(/-0([\da-f]{7})\b/g, '-7$1');
    await house.land(fresh);
    expect((await readRows(house.calls, 'SELECT count() FROM outbound_leg_past'))[0]).toEqual(before);
  });
});
