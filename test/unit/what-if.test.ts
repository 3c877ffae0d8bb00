import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { publishRun } from '../../src/billing/publish-run.ts';
import { cancelRun, resumeRuns } from '../../src/billing/rating-runs.ts';
import { readRun } from '../../src/billing/run-parts.ts';
import { askWhatIf } from '../../src/billing/what-if.ts';
import { toWhatIfAnswer } from '../../src/billing/what-if-answer.ts';
import type { WhatIfComparison } from '../../src/core/rating-run.ts';
import type { CallStore } from '../../src/store/calls/call-store.ts';
import { findChargedRuns } from '../../src/store/calls/charged-runs.ts';
import { listRuns } from '../../src/store/catalog/rating-runs.ts';
import { generateRows, joinRows } from '../e2e/generated-calls.ts';
import { expectSame } from '../support/compare-what-if.ts';
import {
  EVERYTHING,
  HOUSE_HOMES,
  makeWish,
  OTHER_DECK,
  openWhatIfHouse,
  type WhatIfHouse,
} from '../support/what-if-house.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const DEAR = {
  name: 'Dear',
  currency: 'GBP',
  decks: ['uk'],
  adjustments: [{ numberTypes: ['Mobile'], percent: '25' }],
  allowances: [{ name: 'Half an hour', numberTypes: ['National'], minutes: 30, per: 'month' }],
  minimumPerCall: '0.02',
  rounding: { mode: 'half-up', decimals: 3, per: 'call' },
};
const PLAIN = { name: 'Plain', currency: 'GBP', decks: ['uk'] };
const paidBy = (tariff: string, companies = ['default', 'test']) => ({
  tariffs: [DEAR, PLAIN],
  companies: companies.map((company) => ({ company, tariff })),
});

describe.each(HOUSE_HOMES)('what if, over $calls and $catalog', (home) => {
  let house: WhatIfHouse;
  beforeAll(async () => {
    house = await openWhatIfHouse(home, joinRows(generateRows(400, 11)));
    await house.importTariffs(paidBy('Plain'));
    await house.recalculate();
  });
  afterAll(() => house?.close());

  const ask = (hypothesis: Parameters<typeof makeWish>[0], given = {}) =>
    askWhatIf(house.runs, makeWish(hypothesis, given));

  it('gives the figures that importing the tariffs and recalculating gives, and changes no report', async () => {
    const before = await house.readReports();
    const file = paidBy('Dear', ['test']);
    const { comparison } = await ask({ by: 'tariffs', text: JSON.stringify(file) });
    expect(await house.readReports()).toBe(before);
    await house.importTariffs(file);
    const run = await house.recalculate();
    expect(await house.readReports()).not.toBe(before);
    expectSame(comparison, run.comparison);
    expect(comparison.changed).toBeGreaterThan(10);
    await house.importTariffs(paidBy('Plain'));
    await house.recalculate();
    expect(await house.readReports()).toBe(before);
  });

  it('lets every company of the scope pay by one tariff, allowances included', async () => {
    const december = { fromAt: Date.UTC(2026, 10, 25) / 1000, toAt: Date.UTC(2026, 11, 3) / 1000 };
    for (const companies of [null, ['test']]) {
      const scope = { ...EVERYTHING, ...december, companies };
      const { comparison } = await ask({ by: 'tariff', name: 'Dear' }, scope);
      await house.importTariffs(paidBy('Dear'));
      const { comparison: real } = await house.recalculate(scope);
      expectSame(comparison, real);
      expect(comparison.byCompany.map(({ name }) => name).sort()).toEqual(companies ?? ['default', 'test']);
      await house.importTariffs(paidBy('Plain'));
      await house.recalculate();
    }
  });

  it('prices by another deck: what becomes unknown is told apart', async () => {
    const { comparison } = await ask({ by: 'deck', deck: { name: 'uk', csv: OTHER_DECK } });
    expect(comparison.becameUnknown).toBeGreaterThan(0);
    expect(comparison.becameKnown).toBeGreaterThan(0);
    const lost = comparison.byDestination.find(({ name }) => name === 'United States');
    expect(lost).toMatchObject({ after: '0', becameKnown: 0 });
    expect(lost?.becameUnknown).toBe(comparison.becameUnknown);
    const found = comparison.byDestination.find(({ name }) => name === 'France');
    expect(found).toMatchObject({ before: '0', becameKnown: comparison.becameKnown });
    for (const change of ['becameKnown', 'becameUnknown', 'changed'] as const) {
      const sum = comparison.byCompany.reduce((total, one) => total + one[change], 0);
      expect(sum).toBe(comparison[change]);
    }
  });

  it('prices by the rates as they were', async () => {
    const old = await ask({ by: 'revision', revision: 1 });
    expect(old.run).toMatchObject({ rates: 1 });
    expect(old.comparison).toMatchObject({ changed: 0, mostChanged: [] });
    expect(old.comparison.after).toEqual(old.comparison.before);
    expect(old.comparison.byCompany).toHaveLength(2);
  });

  it('leaves its comparison, no charges, and nothing to publish or cancel', async () => {
    const { run, comparison } = await ask({ by: 'tariff', name: 'Dear' });
    expect(run).toMatchObject({ state: 'whatif', priced: run.calls, version: null });
    expect(run.finishedAt).toBeInstanceOf(Date);
    expect(run.comparison).toEqual(comparison);
    await expectNoCharges([run.id]);
    await expect(publishRun(house.runs, run.id, 'tester')).rejects.toThrow('only asked');
    await expect(cancelRun(house.runs, run.id, 'tester')).rejects.toMatchObject({ code: 'conflict' });
    await resumeRuns(house.runs, 0);
    expect(await readRun(house.runs, run.id)).toMatchObject({ state: 'whatif' });
  });

  it('runs beside a recalculation of the same calls', async () => {
    const alone = await ask({ by: 'tariff', name: 'Dear' });
    const begun = defer<number>();
    const asked = askWhatIf(house.runs, makeWish({ by: 'tariff', name: 'Dear' }), undefined, begun.resolve);
    await begun.promise;
    const [beside, run] = await Promise.all([asked, house.recalculate()]);
    expect(run.state).toBe('settled');
    expect(beside.comparison).toEqual(alone.comparison);
  });

  it('prices two at once and refuses the third with what to do', async () => {
    // None gets on until the refusal is there: a quick one could make room for the third.
    const slow = slowDown(house.runs.calls, Promise.resolve());
    const parts = house.runsOver(slow.store, house.runs.catalog);
    const wishes = [1, 2, 3].map(() => askWhatIf(parts, makeWish({ by: 'tariff', name: 'Dear' })));
    const settled = Promise.allSettled(wishes);
    await Promise.race(wishes).catch(() => {});
    slow.go();
    const answers = await settled;
    const refused = answers.filter(({ status }) => status === 'rejected');
    expect(refused).toHaveLength(1);
    expect(refused[0]).toMatchObject({ reason: { code: 'retry' } });
    expect(String((refused[0] as PromiseRejectedResult).reason)).toContain('wait until one is done');
    await expect(ask({ by: 'tariff', name: 'Dear' })).resolves.toBeDefined();
  });

  it('can be cancelled while it is under way', async () => {
    const begun = defer<number>();
    const slow = slowDown(house.runs.calls, begun.promise);
    const parts = house.runsOver(slow.store, house.runs.catalog);
    const asked = askWhatIf(parts, makeWish({ by: 'tariff', name: 'Dear' }), undefined, begun.resolve);
    const failed = expect(asked).rejects.toThrow('was cancelled');
    const id = await begun.promise;
    expect(await cancelRun(house.runs, id, 'tester')).toMatchObject({ state: 'cancelled' });
    slow.go();
    await failed;
    await expectNoCharges([id]);
  });

  it('is seen nowhere when its process is killed, and has failed at the next start', async () => {
    const before = await house.readReports();
    const dying = await askAndDie(house);
    expect(await readRun(house.runs, dying)).toMatchObject({ state: 'whatif', finishedAt: null });
    expect(await house.readReports()).toBe(before);
    await resumeRuns(house.runs, 0);
    expect(await readRun(house.runs, dying)).toMatchObject({ state: 'failed' });
    await expectNoCharges([dying]);
    expect(await house.readReports()).toBe(before);
  });

  it.each([
    [{ by: 'tariff', name: 'Daer' }, 'tariff: there is no tariff "Daer"; did you mean "Dear"?'],
    [{ by: 'revision', revision: 99 }, 'revision is "99": write a whole number from 0 to'],
    [{ by: 'tariffs', text: '{"tariffs":[{"name":"X"}]}' }, '"currency" is missing'],
    [{ by: 'tariffs', text: '{"tariffs":[' }, 'line 1, column 13: the text ends where a value should be'],
    [{ by: 'deck', deck: { name: 'ku', csv: '' } }, 'there is no deck "ku"'],
    [{ by: 'deck', deck: { name: 'uk', from: '2026-02-01', csv: '' } }, 'write one of 2026-01-01'],
    [{ by: 'deck', deck: { name: 'uk', csv: 'prefix,perMinute\n44,dear\n' } }, 'line 2'],
  ] as const)('refuses %j and begins nothing', async (hypothesis, sentence) => {
    const [last] = await listRuns(house.runs.catalog.db, 1);
    const refusal = ask(hypothesis);
    await expect(refusal).rejects.toMatchObject({ code: 'invalid-request' });
    await expect(refusal).rejects.toThrow(sentence);
    expect(await listRuns(house.runs.catalog.db, 1)).toEqual([last]);
  });

  async function expectNoCharges(runs: readonly number[]): Promise<void> {
    // A server removes them in its own time.
    await vi.waitFor(
      async () => {
        const charged = await findChargedRuns(house.runs.calls);
        expect(runs.filter((id) => charged.has(id))).toEqual([]);
      },
      { timeout: 30_000 },
    );
  }
});

describe('the answer', () => {
  const group = (name: string, before: string, after: string) => ({
    ...{ name, before, after, changed: 1, becameKnown: 0, becameUnknown: 0 },
  });

  it('lists who would pay most more first, with exact differences and percents', () => {
    const byCompany = [
      group('saves', '3', '2'),
      group('half', '1000', '1000.5'),
      group('new', '0', '5.000001'),
      group('same', '7', '7'),
      group('halfless', '2000', '1999'),
      group('tiny', '100000', '100049.999999'),
      group('nothing', '0', '0'),
    ];
    const comparison: WhatIfComparison = {
      ...{ calls: 9, changed: 5, becameKnown: 0, becameUnknown: 0, mostChanged: [] },
      before: { cost: '103010', unknown: 1 },
      after: { cost: '103063.5', unknown: 1 },
      ...{ byCompany, byNumberType: [], byDestination: [] },
    };
    const at = new Date(0);
    const run = {
      ...{
        ...EVERYTHING,
        id: 5,
        state: 'whatif' as const,
        reason: '',
        askedBy: '',
        rates: 1,
        readVersion: 1,
      },
      ...{ keepsRates: false, version: null, calls: 9, priced: 9, comparison, message: '', endedBy: '' },
      ...{ madeAt: at, aliveAt: at, publishedAt: null, finishedAt: at },
    };
    const answer = toWhatIfAnswer({ run, comparison, currency: 'GBP' }, 'it were so');
    expect(answer.byCompany.map(({ name, difference, percent }) => [name, difference, percent])).toEqual([
      ['tiny', '49.999999', '0.0'],
      ['new', '5.000001', null],
      ['half', '0.5', '0.1'],
      ['nothing', '0', '0.0'],
      ['same', '0', '0.0'],
      ['halfless', '-1', '-0.1'],
      ['saves', '-1', '-33.3'],
    ]);
    expect(answer.total).toEqual({
      ...{ before: '103010', after: '103063.5', difference: '53.5', percent: '0.1' },
    });
  });
});

/** The same store, whose legs are not read before `go`. */
function slowDown(store: CallStore, after: Promise<unknown>) {
  const gate = defer<undefined>();
  const slow: CallStore = {
    ...store,
    stream: (sql, parameters, format) =>
      (async function* () {
        await after;
        await gate.promise;
        yield* store.stream(sql, parameters, format);
      })(),
  };
  return { store: slow, go: () => gate.resolve(undefined) };
}

/** Begins a what-if whose process is gone when it has read a first block of legs: nothing it does afterwards is done. */
async function askAndDie(house: WhatIfHouse): Promise<number> {
  const begun = defer<number>();
  const dead = defer<undefined>();
  const { calls, catalog } = house.runs;
  const dying: CallStore = {
    ...calls,
    stream: (sql, parameters, format) =>
      (async function* () {
        // The engine's query ends with its process: one left open would keep the store from closing.
        const blocks: Uint8Array[] = [];
        for await (const chunk of calls.stream(sql, parameters, format)) blocks.push(chunk);
        for (const chunk of blocks) {
          yield chunk;
          dead.resolve(undefined);
          await new Promise<never>(() => {});
        }
      })(),
  };
  const parts = house.runsOver(dying, catalog);
  void askWhatIf(parts, makeWish({ by: 'tariff', name: 'Dear' }), undefined, begun.resolve);
  await dead.promise;
  return begun.promise;
}

function defer<Value>() {
  let resolve: (value: Value) => void = () => {};
  const promise = new Promise<Value>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}
