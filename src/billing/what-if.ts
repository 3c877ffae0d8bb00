import { RingledgerError } from '../core/errors.ts';
import type { RatingRun, RunScope, WhatIfComparison } from '../core/rating-run.ts';
import type { PriceBook } from '../rating/price-book.ts';
import type { Catalog } from '../store/catalog/catalog.ts';
import {
  countWhatIfs,
  failSilentRuns,
  insertRun,
  moveRun,
  type RunChange,
  touchRun,
} from '../store/catalog/rating-runs.ts';
import { PriceComparison } from './compare-prices.ts';
import { type Hypothesis, prepareHypothesis } from './hypothesis.ts';
import { countPriceable, priceScope } from './price-run.ts';
import { settleAlone } from './publish-run.ts';
import { type OnPriced, SILENT_SECONDS } from './rating-runs.ts';
import { type RunParts, readRun } from './run-parts.ts';

/** What a person asks. */
export interface WhatIfRequest extends RunScope {
  readonly hypothesis: Hypothesis;
  readonly reason: string;
  readonly askedBy: string;
}

/** What calls would cost. */
export interface WhatIf {
  readonly run: RatingRun;
  readonly comparison: WhatIfComparison;
  /** ISO 4217 code. */
  readonly currency: string;
}

/** Each holds a price book of its own. */
const MOST_AT_ONCE = 2;
const TOUCH_MS = 1000;

/**
 * Prices a scope by what is not kept and tells what that changes; nothing is written but the comparison, and no
 * recalculation waits. Refuses with `retry` while two others are under way.
 */
export async function askWhatIf(
  parts: RunParts,
  request: WhatIfRequest,
  onPriced: OnPriced = () => {},
  onBegun: (id: number) => void = () => {},
): Promise<WhatIf> {
  const { catalog } = parts;
  const hypothesis = await prepareHypothesis(parts, request.hypothesis);
  const run = await begin(parts, request, hypothesis.rates);
  onBegun(run.id);
  const pulse = setInterval(() => void touchRun(catalog.db, run.id).catch(() => {}), TOUCH_MS);
  let found: Omit<WhatIf, 'run'>;
  try {
    const prices = await hypothesis.load();
    const comparison = await price(parts, run, prices, onPriced);
    found = { comparison, currency: prices.currency };
    await keep(catalog, run.id, { priced: run.calls, comparison, finishedAt: new Date() });
  } catch (error) {
    await fail(parts, run.id, error);
    throw error;
  } finally {
    clearInterval(pulse);
  }
  return { ...found, run: await readRun(parts, run.id) };
}

async function begin(parts: RunParts, request: WhatIfRequest, rates: number): Promise<RatingRun> {
  const { calls, catalog } = parts;
  const { reason, askedBy, fromAt, toAt, companies, devices } = request;
  const scope = { fromAt, toAt, companies, devices };
  await refuseMany(catalog);
  // What is published and still stands beside the legs is what calls cost now.
  const readVersion = await settleAlone(parts, parts.finishedVersion);
  const count = await countPriceable(calls, scope, await parts.prices());
  const id = await catalog.withLock('rating-runs', async () => {
    await refuseMany(catalog);
    const run = { ...scope, reason, askedBy, rates, readVersion, calls: count };
    return insertRun(catalog.db, run, 'whatif');
  });
  return readRun(parts, id);
}

async function refuseMany({ db }: Catalog): Promise<void> {
  await failSilentRuns(db, SILENT_SECONDS);
  if ((await countWhatIfs(db)) < MOST_AT_ONCE) return;
  throw new RingledgerError(
    'retry',
    `${MOST_AT_ONCE} what-ifs are being priced: wait until one is done, or cancel it.`,
  );
}

async function price(
  parts: RunParts,
  run: RatingRun,
  prices: PriceBook,
  onPriced: OnPriced,
): Promise<WhatIfComparison> {
  const { calls: store, catalog } = parts;
  const directory = await parts.directory();
  let priced = 0;
  let notedMs = performance.now();
  const comparison = new PriceComparison();
  await priceScope(
    run,
    { store, directory, prices },
    {
      priced: async (legs) => {
        // Where allowances are taken, more are read than are priced.
        priced = Math.min(priced + legs, run.calls);
        onPriced(priced, run.calls);
        if (performance.now() - notedMs < TOUCH_MS) return;
        notedMs = performance.now();
        await keep(catalog, run.id, { priced });
      },
      block: (rated, marks) => comparison.add(rated, marks),
    },
  );
  return comparison.ofWhatIf();
}

/** Notes what is known of a what-if that is under way. */
async function keep({ db }: Catalog, id: number, change: RunChange): Promise<void> {
  if (await moveRun(db, id, ['whatif'], 'whatif', change)) return;
  throw new RingledgerError('conflict', `What-if ${id} was cancelled.`);
}

async function fail({ catalog }: RunParts, id: number, error: unknown): Promise<void> {
  const message =
    error instanceof RingledgerError ? error.message : 'The server could not price it. Its log says why.';
  await moveRun(catalog.db, id, ['whatif'], 'failed', { message, finishedAt: new Date() });
}
