import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { publishRun } from '../../src/billing/publish-run.ts';
import { cancelRun, recalculate, resumeRuns } from '../../src/billing/rating-runs.ts';
import { recalculateFilter } from '../../src/billing/recalculate-filter.ts';
import { readRun } from '../../src/billing/run-parts.ts';
import { settleAllowances } from '../../src/billing/settle-allowances.ts';
import { parseMoney } from '../../src/core/money.ts';
import type { RatingRun } from '../../src/core/rating-run.ts';
import { scopeOfCompanies } from '../../src/core/scope.ts';
import { settleCharges } from '../../src/store/calls/settle-charges.ts';
import { generateRows, joinRows } from '../e2e/generated-calls.ts';
import { CALL_HOMES } from '../support/call-homes.ts';
import { makeFaulty } from '../support/faulty-stores.ts';
import { FREE_HALF_HOUR, makeBook } from '../support/priced-books.ts';
import { makeRequest, openRatingHouse, type RatingHouse } from '../support/rating-house.ts';

const ROWS = generateRows(900, 20_261_124);
/** Of the days before those that are priced for themselves. */
const isLate = ({ text }: { readonly text: string }, n: number) =>
  n % 2 === 0 && /"2026-11-2[0-3] /.test(text);
const CALLS = joinRows(ROWS.filter((row, n) => !isLate(row, n)));
const LATE = joinRows(ROWS.filter(isLate));
const HANDSET = '0500000004001';
const KEEVIO = '05000000ee010';
const DECEMBER = { fromAt: Date.UTC(2026, 11, 1) / 1000, toAt: Date.UTC(2027, 0, 1) / 1000 };
const SOME_DAYS = { fromAt: Date.UTC(2026, 10, 24) / 1000, toAt: Date.UTC(2026, 11, 4) / 1000 };

interface Call {
  readonly acctid: number;
  readonly calldate: number;
  readonly cost: number | null;
}

/** Calls as the listings of both companies have them, by device. */
function readCalls(reports: string): readonly (Call & { readonly device: string })[] {
  return reports
    .split('\n')
    .slice(1)
    .flatMap((listing) =>
      Object.entries(JSON.parse(`{${listing}}`) as Record<string, { calls: Call[] }>).flatMap(
        ([device, { calls }]) => calls.map((call) => ({ ...call, device })),
      ),
    );
}

const toNumber = (cost: string | null) => (cost === null ? null : Number(cost));

/** What outsummary says of each company, in millionths. */
function readSums(reports: string): ReadonlyMap<string, { readonly cost: bigint; readonly unknown: number }> {
  const [summary = ''] = reports.split('\n');
  const companies = JSON.parse(`{${summary}}`) as Record<string, { cost: number; unknown: number }>;
  return new Map(
    Object.entries(companies).map(([name, { cost, unknown }]) => [
      name,
      { cost: parseMoney(String(cost)), unknown },
    ]),
  );
}

describe.each(CALL_HOMES)('rating runs, calls in %s', (home) => {
  let house: RatingHouse;
  /** What reports say where every call is priced as it comes, by the old and by the new prices. */
  let old: string;
  let fresh: string;
  let revision = 10;

  /** The prices of now are of this kind from here on. */
  const price = (kind: 'old' | 'new', isGenerous = false) => {
    revision += 1;
    house.book = makeBook(revision, kind, isGenerous ? [FREE_HALF_HOUR] : []);
  };
  const review = () => recalculate(house.runs(), makeRequest({ review: true }));
  const publish = (id: number) => publishRun(house.runs(), id, 'somebody else');

  /** A run that is published, and cannot be settled at once. */
  async function publishUnsettled(): Promise<RatingRun> {
    const calls: typeof house.calls = {
      ...house.calls,
      command: async (sql, parameters) => {
        if (sql.includes('FROM charge FINAL')) throw new Error('killed');
        return house.calls.command(sql, parameters);
      },
    };
    const run = await recalculate(house.runs(calls), makeRequest());
    expect(run.state).toBe('published');
    expect(house.unsettled.pop()).toBe(run.id);
    return run;
  }

  beforeAll(async () => {
    house = await openRatingHouse(home, makeBook(1, 'old'));
    await house.land(CALLS);
    old = await house.readReports();
    price('new');
    await house.remake();
    fresh = await house.readReports();
    expect(fresh).not.toBe(old);
  });
  afterAll(() => house?.close());
  beforeEach(async () => {
    price('old');
    await recalculate(house.runs(), makeRequest());
    expect(await house.readReports()).toBe(old);
    price('new');
  });

  it('price what is kept as if it came now, and say what that changes', async () => {
    const heard: (readonly [number, number])[] = [];
    const run = await recalculate(house.runs(), makeRequest(), (...progress) => heard.push(progress));
    expect(await house.readReports()).toBe(fresh);
    expect(run).toMatchObject({ state: 'settled', askedBy: 'tester', endedBy: 'tester', reason: 'a test' });
    expect(run.priced).toBe(run.calls);
    expect(heard.at(-1)).toEqual([run.calls, run.calls]);

    const { comparison } = run;
    const [before, after] = [readSums(old), readSums(fresh)];
    const total = (sums: typeof before) => [...sums.values()].reduce((sum, { cost }) => sum + cost, 0n);
    const unknown = (sums: typeof before) => [...sums.values()].reduce((sum, one) => sum + one.unknown, 0);
    expect(comparison?.calls).toBe(run.calls);
    expect(parseMoney(comparison?.before.cost ?? '')).toBe(total(before));
    expect(parseMoney(comparison?.after.cost ?? '')).toBe(total(after));
    expect(comparison?.before.unknown).toBe(unknown(before));
    expect(comparison?.after.unknown).toBe(unknown(after));
    expect(comparison?.byCompany.map(({ name }) => name).sort()).toEqual(['default', 'test']);
    for (const { name, ...costs } of comparison?.byCompany ?? []) {
      expect(parseMoney(costs.before)).toBe(before.get(name)?.cost);
      expect(parseMoney(costs.after)).toBe(after.get(name)?.cost);
    }
    for (const groups of [comparison?.byNumberType, comparison?.byDestination]) {
      const change = groups?.reduce((sum, one) => sum + parseMoney(one.after) - parseMoney(one.before), 0n);
      expect(change).toBe(total(after) - total(before));
      expect(groups?.reduce((sum, { changed }) => sum + changed, 0)).toBe(comparison?.changed);
    }
    const costs = new Map(readCalls(fresh).map(({ acctid, cost }) => [acctid, cost]));
    const wereCosts = new Map(readCalls(old).map(({ acctid, cost }) => [acctid, cost]));
    expect(comparison?.mostChanged).toHaveLength(20);
    for (const call of comparison?.mostChanged ?? []) {
      expect(toNumber(call.after)).toBe(costs.get(call.acctid));
      expect(toNumber(call.before)).toBe(wereCosts.get(call.acctid));
    }
    const became = (from: typeof costs, to: typeof costs) =>
      [...from].filter(([acctid, cost]) => cost === null && to.get(acctid) !== null).length;
    expect(comparison?.becameKnown).toBe(became(wereCosts, costs));
    expect(comparison?.becameUnknown).toBe(became(costs, wereCosts));
    expect(comparison?.becameKnown).toBeGreaterThan(0);
    expect(comparison?.becameUnknown).toBeGreaterThan(0);
  });

  it('are seen whole as soon as they are published, however much of them is settled', async () => {
    const run = await publishUnsettled();
    expect(run.state).toBe('published');
    const merged = await house.readReports({ keevioMerge: true });
    expect(await house.readReports()).toBe(fresh);
    expect(await house.readReports({ overlayRun: undefined })).toBe(old);
    const charges = { ...run, run: run.id, version: run.version ?? 0 };
    for (const part of [
      { ...charges, companies: ['test'] },
      { ...charges, ...SOME_DAYS },
      { ...charges, ...SOME_DAYS },
      { ...charges, devices: [HANDSET] },
    ]) {
      await settleCharges(house.calls, part);
      expect(await house.readReports()).toBe(fresh);
    }
    expect(await house.readReports({ overlayRun: undefined })).not.toBe(fresh);
    await resumeRuns(house.runs(), 0);
    expect((await readRun(house, run.id)).state).toBe('settled');
    expect(await house.readReports()).toBe(fresh);
    // A reader that was told of the run a moment ago.
    expect(await house.readReports({ overlayRun: run.id })).toBe(fresh);
    expect(await house.readReports({ keevioMerge: true })).toBe(merged);
  });

  it('begin with what is published, though it is not settled', async () => {
    await publishUnsettled();
    price('old');
    await recalculate(house.runs(), makeRequest());
    expect(await house.readReports()).toBe(old);
  });

  it('leave everything as it was while they wait for review, and after a no', async () => {
    const run = await review();
    expect(run).toMatchObject({ state: 'review', endedBy: '', version: null });
    expect(await house.readReports()).toBe(old);
    const ended = await cancelRun(house.runs(), run.id, 'somebody else');
    expect(ended).toMatchObject({ state: 'discarded', endedBy: 'somebody else' });
    expect(await house.readReports()).toBe(old);
    await expect(publish(run.id)).rejects.toThrow(`Run ${run.id} is discarded`);
    await expect(cancelRun(house.runs(), run.id, '')).rejects.toThrow(`Run ${run.id} is discarded`);
  });

  it('publish after review what was priced then, by the prices of then', async () => {
    const run = await review();
    price('old', true);
    await publish(run.id);
    expect(await readRun(house, run.id)).toMatchObject({ state: 'settled', endedBy: 'somebody else' });
    expect(await house.readReports()).toBe(fresh);
    await expect(publish(run.id)).rejects.toThrow(`Run ${run.id} is settled`);
  });

  it('price legs again that were made again before they are published', async () => {
    const run = await review();
    price('old', true);
    await house.remake();
    expect(await house.readReports()).toBe(old);
    await publish(run.id);
    expect(await house.readReports()).toBe(fresh);
  });

  it('let a leg be that is made again once they are published', async () => {
    const { id } = await publishUnsettled();
    price('old');
    await house.remake();
    expect(await house.readReports()).toBe(old);
    await resumeRuns(house.runs(), 0);
    expect(await house.readReports()).toBe(old);
    expect(await house.readReports({ overlayRun: id })).toBe(old);
  });

  it('are refused at review once others have priced their calls, and not by others', async () => {
    const first = await review();
    const second = await recalculate(house.runs(), makeRequest({ companies: ['test'] }));
    await expect(publish(first.id)).rejects.toThrow(
      `Run ${second.id} has priced calls of run ${first.id} since: cancel run ${first.id} and recalculate again.`,
    );
    const third = await review();
    price('old');
    const fourth = await review();
    await publish(third.id);
    expect(await house.readReports()).toBe(fresh);
    await publish(fourth.id);
    expect(await house.readReports()).toBe(old);
  });

  it('are never there where they are cancelled while they price', async () => {
    const runs = house.runs();
    let id = 0;
    let cancelling: Promise<RatingRun> | undefined;
    const stopped = recalculate(
      runs,
      makeRequest(),
      () => {
        cancelling ??= cancelRun(runs, id, 'somebody else');
      },
      (begun) => {
        id = begun;
      },
    );
    await expect(stopped).rejects.toThrow(/^Run \d+ was cancelled\. Nothing of it is seen\.$/);
    expect(await cancelling).toMatchObject({ state: 'cancelled', endedBy: 'somebody else' });
    expect(await readRun(house, id)).toMatchObject({ state: 'cancelled', comparison: null });
    expect(await house.readReports()).toBe(old);
  });

  it('price one device, a company, or the owner of a handset and its softphone', async () => {
    const isFresh = new Map(readCalls(fresh).map(({ acctid, cost }) => [acctid, cost]));
    const expectMixed = async (isIn: (call: Call & { readonly device: string }) => boolean) => {
      const seen = readCalls(await house.readReports());
      const wanted = readCalls(old).map((call) =>
        isIn(call) ? { ...call, cost: isFresh.get(call.acctid) } : call,
      );
      const costs = (calls: readonly { acctid: number; cost?: number | null | undefined }[]) =>
        calls.map(({ acctid, cost }) => [acctid, cost]);
      expect(costs(seen)).toEqual(costs(wanted));
    };
    await recalculate(house.runs(), makeRequest({ devices: [HANDSET] }));
    await expectMixed(({ device }) => device === HANDSET);
    await recalculate(house.runs(), makeRequest({ devices: ['0500000005000'], ...DECEMBER }));
    const isSecond = (call: Call & { readonly device: string }) =>
      call.device === '0500000005000' && call.calldate >= DECEMBER.fromAt;
    await expectMixed((call) => call.device === HANDSET || isSecond(call));
    await recalculateFilter(
      house.runs(),
      {
        scope: scopeOfCompanies({ everyCompany: true, companies: [] }, ['default']),
        period: { ...makeRequest(), zone: 'UTC' },
        keys: [HANDSET],
        keevioMerge: true,
      },
      'tester',
    );
    await expectMixed((call) => call.device === HANDSET || call.device === KEEVIO || isSecond(call));
    for (const none of [{ devices: [] }, { companies: [] }, { companies: ['nobody'] }]) {
      expect(await recalculate(house.runs(), makeRequest(none))).toMatchObject({
        calls: 0,
        state: 'settled',
      });
    }
    await recalculate(house.runs(), makeRequest({ companies: ['default'] }));
    await recalculate(house.runs(), makeRequest({ companies: ['test'] }));
    expect(await house.readReports()).toBe(fresh);
  });

  it('take allowances in the order of the whole month, whatever part of it they price', async () => {
    price('new', true);
    await recalculate(house.runs(), makeRequest());
    const generous = readCalls(await house.readReports());
    expect(generous).not.toEqual(readCalls(fresh));
    price('old');
    await recalculate(house.runs(), makeRequest());
    price('new', true);
    await recalculate(house.runs(), makeRequest({ ...SOME_DAYS, devices: [HANDSET, '0500000005000'] }));
    const costs = new Map(generous.map(({ acctid, cost }) => [acctid, cost]));
    const wanted = readCalls(old).map((call) => {
      const isTime = call.calldate >= SOME_DAYS.fromAt && call.calldate < SOME_DAYS.toAt;
      const isIn = isTime && (call.device === HANDSET || call.device === '0500000005000');
      return [call.acctid, isIn ? costs.get(call.acctid) : call.cost];
    });
    const seen = readCalls(await house.readReports()).map(({ acctid, cost }) => [acctid, cost]);
    expect(seen).toEqual(wanted);
  });

  it('fail alone: another of the same scope can begin, also where the process was killed', async () => {
    await expect(
      recalculate(house.runs(), makeRequest(), () => {
        throw new Error('out of order');
      }),
    ).rejects.toThrow('out of order');
    const stores = makeFaulty(house, 'dies', 12);
    await expect(recalculate(house.runs(stores.calls, stores.catalog), makeRequest())).rejects.toThrow(
      'dies',
    );
    await resumeRuns(house.runs(), 0);
    await recalculate(house.runs(), makeRequest());
    expect(await house.readReports()).toBe(fresh);
  });

  // These come last, as they leave more calls.

  it('price calls that came before they are published, with the allowances that these take from others', async () => {
    price('new', true);
    const days = await recalculate(house.runs(), makeRequest({ ...SOME_DAYS, review: true }));
    const whole = await review();
    price('old');
    await house.land(LATE);
    await publish(days.id);
    const inDays = (reports: string) =>
      readCalls(reports).filter(({ calldate }) => calldate >= SOME_DAYS.fromAt && calldate < SOME_DAYS.toAt);
    const seen = inDays(await house.readReports());
    await publish(whole.id);
    const all = await house.readReports();
    expect(inDays(all)).toEqual(seen);
    price('new', true);
    await recalculate(house.runs(), makeRequest());
    expect(await house.readReports()).toBe(all);
  });
});

it.each(CALL_HOMES)(
  'a run is published after review though new calls took from allowances meanwhile, calls in %s',
  async (home) => {
    const generous = (revision: number, kind: 'old' | 'new') => makeBook(revision, kind, [FREE_HALF_HOUR]);
    const house = await openRatingHouse(home, generous(1, 'old'));
    try {
      await house.land(CALLS);
      await settleAllowances(house.runs());
      house.book = generous(2, 'new');
      const run = await recalculate(house.runs(), makeRequest({ review: true }));
      house.book = generous(3, 'old');
      await house.land(LATE);
      await settleAllowances(house.runs());
      expect(await readRun(house, run.id + 1)).toMatchObject({ keepsRates: true, state: 'settled' });
      await publishRun(house.runs(), run.id, 'somebody else');
      const seen = await house.readReports();
      house.book = generous(4, 'new');
      await recalculate(house.runs(), makeRequest());
      expect(await house.readReports()).toBe(seen);
    } finally {
      await house.close();
    }
  },
);
