import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { publishRun } from '../../src/billing/publish-run.ts';
import { catchUpRuns, type RunRequest, recalculate, resumeRuns } from '../../src/billing/rating-runs.ts';
import type { RunParts } from '../../src/billing/run-parts.ts';
import { connectCatalog } from '../../src/store/catalog/catalog.ts';
import { insertRun, listRunsIn } from '../../src/store/catalog/rating-runs.ts';
import { generateRows, joinRows } from '../e2e/generated-calls.ts';
import { type FaultKind, makeFaulty } from '../support/faulty-stores.ts';
import { putFreshCatalog } from '../support/fresh-stores.ts';
import { FREE_HALF_HOUR, makeBook } from '../support/priced-books.ts';
import { makeRequest, openRatingHouse, type RatingHouse } from '../support/rating-house.ts';

vi.setConfig({ testTimeout: 300_000 });

/** Calls of two months, so that there is a time between the settling of the one and of the other. */
const CALLS = joinRows(generateRows(200, 20_261_124));
const LATE = joinRows(generateRows(12, 7));

type Way = (parts: RunParts) => Promise<unknown>;

/** Ways to have calls priced again, each with other steps. */
const priceAll: Way = (parts) => recalculate(parts, makeRequest());
const priceDevice: Way = (parts) => recalculate(parts, makeRequest({ devices: ['0500000004000'] }));
const priceReviewed: Way = (parts) => publishReviewed(parts, makeRequest({ companies: ['test'] }));

const FAULTS: readonly (readonly [string, FaultKind, isGenerous: boolean, Way])[] = [
  ['all calls', 'dies', false, priceAll],
  ['all calls', 'fails', false, priceAll],
  ['all calls', 'unheard', false, priceAll],
  ['a device, with allowances', 'dies', true, priceDevice],
  ['a company, after review', 'dies', false, priceReviewed],
];

async function publishReviewed(parts: RunParts, request: RunRequest): Promise<void> {
  const { id } = await recalculate(parts, { ...request, review: true });
  await publishRun(parts, id, 'somebody else');
}

/**
 * Which operations are disturbed: of each kind the first and the last, so the first and the last month of what is done
 * month by month. Kills anywhere in a real process are those of kill-recalculate, many of them by npm run kill-test.
 */
function choosePoints(kinds: readonly string[]): readonly number[] {
  const points = [...new Set(kinds)].flatMap((kind) => [
    kinds.indexOf(kind) + 1,
    kinds.lastIndexOf(kind) + 1,
  ]);
  return [...new Set(points)].sort((one, other) => one - other);
}

const hash = (text: string) => createHash('sha256').update(text).digest('base64');

let house: RatingHouse;
let revision = 1;
/** How often a run was disturbed, by what was seen then. */
const seen = { old: 0, new: 0 };

beforeAll(async () => {
  house = await openRatingHouse('chDB in a folder', makeBook(1, 'old'));
  await house.land(CALLS);
});
afterAll(() => house?.close());

function price(kind: 'old' | 'new', isGenerous: boolean): void {
  revision += 1;
  house.book = makeBook(revision, kind, isGenerous ? [FREE_HALF_HOUR] : []);
}

/** What everybody sees: the hash of the reports. */
const look = async () => hash(await house.readReports());

/** Nobody but the disturbed run is at fault: whoever comes next, in this process or the next one, finds all in order. */
async function expectOrder(): Promise<void> {
  await resumeRuns(house.runs(), 0);
  expect(await listRunsIn(house.catalog.db, ['pricing', 'published'])).toEqual([]);
}

/** What is seen by each kind of prices, as long as nothing is disturbed. */
interface Calm {
  old: string;
  new: string;
}

const OTHER = { old: 'new', new: 'old' } as const;

describe('pricing again is done or is not, whatever operation', () => {
  it.each(FAULTS)('of %s %s', async (_name, kind, isGenerous, run) => {
    const calm: Calm = { old: '', new: '' };
    const runCalmly = async (to: keyof Calm) => {
      price(to, isGenerous);
      const counting = makeFaulty(house, kind, 0);
      await run(house.runs(counting.calls, counting.catalog));
      calm[to] ||= await look();
      expect(await look()).toBe(calm[to]);
      return counting.kinds;
    };
    await runCalmly('old');
    const kinds = await runCalmly('new');
    expect(calm.new).not.toBe(calm.old);

    /** Whether the new prices of a disturbed run are seen in the end. */
    const runDisturbed = async (n: number, from: keyof Calm, to: keyof Calm): Promise<boolean> => {
      price(to, isGenerous);
      const { calls, catalog } = makeFaulty(house, kind, n);
      const failure = await run(house.runs(calls, catalog)).then(() => undefined, String);
      const where = `operation ${n} of ${kinds.length} ${kind}: ${failure}`;
      const after = await look();
      expect(failure === undefined ? [calm[to]] : [calm[from], calm[to]], where).toContain(after);
      await expectOrder();
      expect(await look(), where).toBe(after);
      return after === calm[to];
    };
    let from: keyof Calm = 'new';
    for (const [index, n] of choosePoints(kinds).entries()) {
      const to: keyof Calm = OTHER[from];
      const isDone = await runDisturbed(n, from, to);
      seen[isDone ? 'new' : 'old'] += 1;
      const isRepeated = index % 5 === 4;
      if (isRepeated) await runCalmly(to);
      if (isDone || isRepeated) from = to;
    }
  });
});

it('was disturbed often enough, before and after it was published', () => {
  expect(seen.old + seen.new).toBeGreaterThanOrEqual(100);
  expect(seen.old).toBeGreaterThan(50);
  expect(seen.new).toBeGreaterThan(15);
});

it('a run that died leaves no charge in the way of those that come, nor of records', async () => {
  price('old', false);
  await recalculate(house.runs(), makeRequest());
  const old = await look();
  price('new', false);
  const { calls, catalog } = makeFaulty(house, 'dies', 24);
  await expect(recalculate(house.runs(calls, catalog), makeRequest())).rejects.toThrow('dies');
  price('old', false);
  await house.land(CALLS);
  expect(await look()).toBe(old);
  await house.land(LATE);
  const more = await look();
  expect(more).not.toBe(old);
  await expectOrder();
  expect(await look()).toBe(more);
  await recalculate(house.runs(), makeRequest());
  expect(await look()).toBe(more);
});

it('a catalog that is younger than the calls gives no run the number, and so the charges, of another', async () => {
  price('new', true);
  const { id } = await recalculate(house.runs(), makeRequest({ review: true }));
  const folder = await mkdtemp(join(tmpdir(), 'ringledger-young-'));
  await putFreshCatalog(join(folder, 'catalog'));
  const catalog = await connectCatalog({ folder: join(folder, 'catalog') });
  await catchUpRuns({ calls: house.calls, catalog });
  const scope = { ...makeRequest(), rates: 1, readVersion: 0, calls: 0 };
  expect(await insertRun(catalog.db, scope)).toBe(id + 1);
  await catchUpRuns({ calls: house.calls, catalog });
  expect(await insertRun(catalog.db, scope)).toBe(id + 2);
  await catalog.close();
  await rm(folder, { recursive: true });
});
