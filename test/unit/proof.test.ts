import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { findDiscrepancies, findInboundDiscrepancies } from '../../src/billing/price-again.ts';
import { watchPublishedRuns } from '../../src/billing/published-runs.ts';
import { recalculate, resumeRuns } from '../../src/billing/rating-runs.ts';
import { scopeOfGrant } from '../../src/core/scope.ts';
import { attributeAgain } from '../../src/ingest/attribute-again.ts';
import { readFinishedVersion } from '../../src/ingest/landing.ts';
import type { ProofParts } from '../../src/proof/proof.ts';
import { prove } from '../../src/proof/prove.ts';
import { scanListing } from '../../src/proof/scan-listing.ts';
import { answerWhole } from '../../src/reports/answer-report.ts';
import { freezeFigures } from '../../src/reports/freeze-figures.ts';
import type { CallStore } from '../../src/store/calls/call-store.ts';
import { listRunsIn } from '../../src/store/catalog/rating-runs.ts';
import { generateRows, joinRows } from '../e2e/generated-calls.ts';
import { FREE_HALF_HOUR, makeBook } from '../support/priced-books.ts';
import { ALL_TIMES, makeRequest, openRatingHouse, type RatingHouse } from '../support/rating-house.ts';

vi.setConfig({ testTimeout: 120_000 });

let house: RatingHouse;
beforeAll(async () => {
  house = await openRatingHouse('chDB in a folder', makeBook(1, 'old', [FREE_HALF_HOUR]));
  await house.land(joinRows(generateRows(400, 20_261_124)));
});
afterAll(() => house?.close());

type Answer = ProofParts['answer'];

/** A proof over the house, whose reports are as `answer` gives them. */
const proveHouse = async (answer: Answer = answerHonestly, withLegs = false) => {
  const { calls, catalog, directory } = house;
  const { prices } = house.runs();
  const steps: number[] = [];
  const checks = await prove(
    {
      scope: scopeOfGrant({ everyCompany: true, companies: [] }),
      period: { ...ALL_TIMES, zone: 'UTC' },
      ...{ asOf: undefined, keptDirectory: null, directory, withLegs },
    },
    {
      ...{ calls, answer, publishedRuns: watchPublishedRuns(catalog), directory: async () => directory },
      freeze: (asOf) => freezeFigures(catalog, asOf),
      finishedVersion: () => readFinishedVersion(catalog),
      dueLegs: (period) => attributeAgain({ calls, directory: async () => directory }, period),
      priceAgain: (legs) => findDiscrepancies(legs, directory, prices),
      priceInboundAgain: (legs) => findInboundDiscrepancies(legs, directory, prices),
    },
    (done, total) => steps.push(done / total),
  );
  return { checks, steps, failing: checks.filter(({ equal }) => !equal).map(({ name }) => name) };
};

const answerHonestly: Answer = (report, filter, names) =>
  answerWhole(report, filter, { calls: house.calls, directory: names, dayWindow: 'back' });

/** The texts of one report, each altered. */
const answerWith = (spoilt: Parameters<Answer>[0], alter: (text: string) => string): Answer =>
  async function* (report, filter, names) {
    const chunks: Uint8Array[] = [];
    for await (const chunk of answerHonestly(report, filter, names)) chunks.push(chunk);
    const text = Buffer.concat(chunks).toString('utf8');
    yield Buffer.from(report === spoilt ? alter(text) : text);
  };

describe('a proof', () => {
  it('holds for calls that arrived, with what an allowance covers, and tells how far it is', async () => {
    const { checks, steps, failing } = await proveHouse();
    expect(failing).toEqual([]);
    expect(checks[3]?.sides[0]?.figures['outboundLegs']).toBeGreaterThan(100);
    expect(steps).toEqual([...steps].sort((one, other) => one - other));
    expect(steps.at(-1)).toBe(1);
  });

  it('lays charges that are published over legs that they are not yet put into', async () => {
    const before = (await proveHouse()).checks[1]?.sides;
    house.book = makeBook(2, 'new', [FREE_HALF_HOUR]);
    const stuck: CallStore = {
      ...house.calls,
      command: async (sql, parameters) => {
        if (sql.includes('INTO outbound_leg')) throw new Error('stopped before it is put into the legs');
        await house.calls.command(sql, parameters);
      },
    };
    expect((await recalculate(house.runs(stuck), makeRequest())).state).toBe('published');
    expect(await listRunsIn(house.catalog.db, ['published'])).toHaveLength(1);
    const unsettled = await proveHouse();
    expect(unsettled.failing).toEqual([]);
    expect(unsettled.checks[1]?.sides).not.toEqual(before);
    await resumeRuns(house.runs(), 0);
    const settled = await proveHouse();
    expect([settled.failing, settled.checks[1]?.sides]).toEqual([[], unsettled.checks[1]?.sides]);
  });

  it('holds legs against records attributed again, on request', async () => {
    const { checks, failing, steps } = await proveHouse(answerHonestly, true);
    const [records, store] = checks.at(-1)?.sides ?? [];
    expect([failing, checks.at(-1)?.name, steps.at(-1)]).toEqual([[], 'legs', 1]);
    expect(records?.figures['outboundLegs']).toBeGreaterThan(100);
    expect(records?.figures['inboundLegs']).toBeGreaterThan(100);
    expect(records?.figures['journeys']).toBeGreaterThan(100);
    expect(store?.figures).toEqual(records?.figures);
  });

  it('finds a report that leaves a call out, or lists one twice', async () => {
    const first = /\{"acctid":(\d+),[^}]*\}\s*,/;
    let acctid = '';
    const drop = await proveHouse(
      answerWith('allcalls', (text) =>
        text.replace(first, (_whole, id: string) => {
          acctid = id;
          return '';
        }),
      ),
    );
    expect(drop.failing).toEqual(['calls']);
    expect(drop.checks[0]?.differences.map(({ key }) => key)).toContain(`acctid ${acctid}`);
    const twice = await proveHouse(answerWith('allcalls', (text) => text.replace(first, '$&$&')));
    expect([twice.failing, twice.checks[0]?.differences[0]?.what]).toEqual([
      ['calls'],
      expect.stringContaining('is listed 1 times'),
    ]);
  });

  it.each([
    ['outcalls', /"cost":0\.(\d)/, '"cost":1.$1'],
    ['outcalls', /"cost":0\.\d+/, '"cost":null'],
    ['outcalls', /"billsecs":(\d)/, '"billsecs":1$1'],
    ['outsummary', /"cost":(\d)/, '"cost":1$1'],
    ['outsummary', /"unknown":(\d)/, '"unknown":1$1'],
    ['outsummary', /("device":"[^"]*","cost":[\d.]+,"seconds":)(\d)/, '$11$2'],
  ] as const)('finds %s to say another figure: %s', async (report, figure, other) => {
    const { failing, checks } = await proveHouse(answerWith(report, (text) => text.replace(figure, other)));
    expect(failing).toEqual(['sums']);
    expect(checks[1]?.differences[0]?.key).toMatch(/^company /);
  });

  it('is made again where calls came meanwhile', async () => {
    let asked = 0;
    const { failing } = await proveHouse(async function* (report, filter, names) {
      if (report === 'allcalls') {
        asked += 1;
        // Of the first month there are none.
        if (asked === 2) await house.land(joinRows(generateRows(50, 7)));
      }
      yield* answerHonestly(report, filter, names);
    });
    expect(failing).toEqual([]);
    // Each of three months twice.
    expect(asked).toBe(6);
  });
});

describe('a listing', () => {
  const text =
    '"05":{"name":"A \\"cost\\":1 {\\"acctid\\":7","calls":[{"acctid":12,"calldate":1,"type":"Local","called_info":"x}{","billsecs":61,"cost":0.000001,"cid":""},{"acctid":13,"calldate":1,"type":"","billsecs":0,"cost":null}]},"200":{"calls":[{"acctid":14,"calldate":2,"caller":"é","billsecs":3,"ddi":""}]}';

  it('is read the same wherever it is cut', async () => {
    const bytes = Buffer.from(text);
    const read = async (cuts: readonly number[]) => {
      const places = [0, ...[...cuts].sort((one, other) => one - other), bytes.length];
      const calls = [];
      const chunks = (async function* () {
        for (const [at, from] of places.entries()) yield bytes.subarray(from, places[at + 1]);
      })();
      for await (const call of scanListing(chunks)) calls.push(call);
      return calls;
    };
    const whole = [
      { acctid: 12, side: 'out', seconds: 61, cost: '0.000001' },
      { acctid: 13, side: 'out', seconds: 0, cost: null },
      { acctid: 14, side: 'in', seconds: 3, cost: null },
    ];
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 0, max: bytes.length }), { maxLength: 12 }),
        async (cuts) => {
          expect(await read(cuts)).toEqual(whole);
        },
      ),
    );
  });
});
