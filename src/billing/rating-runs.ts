import { RingledgerError } from '../core/errors.ts';
import { overlaps, type RatingRun, type RunScope, type RunState } from '../core/rating-run.ts';
import type { PriceBook } from '../rating/price-book.ts';
import { findChargedRuns, readHighestRun, removeCharges } from '../store/calls/charged-runs.ts';
import { keepAudit } from '../store/catalog/audit.ts';
import type { Catalog } from '../store/catalog/catalog.ts';
import {
  failSilentRuns,
  insertRun,
  listRunsIn,
  moveRun,
  numberRunsAbove,
  type RunChange,
  touchRun,
} from '../store/catalog/rating-runs.ts';
import { ChargeSink } from './charge-sink.ts';
import { PriceComparison } from './compare-prices.ts';
import { loadPricing, ratesOf } from './load-pricing.ts';
import { countPriceable, priceScope } from './price-run.ts';
import { publishRun, settleAlone } from './publish-run.ts';
import { type RunParts, readRun } from './run-parts.ts';

/** What a person asks for. */
export interface RunRequest extends RunScope {
  readonly reason: string;
  readonly askedBy: string;
  /** Waits, priced and compared, for a person's yes. */
  readonly review: boolean;
  /** Prices every call by the revision that priced it before: only what allowances cover is settled anew. */
  readonly keepsRates?: boolean;
}

/** Hears how many calls are priced, of how many. */
export type OnPriced = (done: number, total: number) => void;

/** A process that prices says so this often; one that was not heard of for so long is gone. */
const TOUCH_MS = 1000;
export const SILENT_SECONDS = 30;

/**
 * Prices a scope into a run of its own, compares, and publishes it or leaves it for review; resolves then. Refuses with
 * `retry` while a run of an overlapping scope is pricing. Whatever ends it before that leaves nothing that is seen.
 */
export async function recalculate(
  parts: RunParts,
  request: RunRequest,
  onPriced: OnPriced = () => {},
  onBegun: (id: number) => void = () => {},
): Promise<RatingRun> {
  const prices = await parts.prices();
  const run = await begin(parts, request, prices);
  onBegun(run.id);
  const pulse = setInterval(() => void touchRun(parts.catalog.db, run.id).catch(() => {}), TOUCH_MS);
  try {
    await price(parts, run, onPriced);
    if (request.review) await toReview(parts, run.id);
    else await publishRun(parts, run.id, run.askedBy);
  } catch (error) {
    await fail(parts, run.id, error);
    throw error;
  } finally {
    clearInterval(pulse);
  }
  return readRun(parts, run.id);
}

/**
 * What a start owes to runs that the last end of a process left: those that were pricing have failed, those that were
 * published are settled, and charges that nobody will ever see go. `silentSeconds` is for how long a run that still lives
 * elsewhere may not have been heard of.
 */
export async function resumeRuns(parts: RunParts, silentSeconds: number): Promise<void> {
  const { calls, catalog } = parts;
  await failSilentRuns(catalog.db, silentSeconds);
  await settleAlone(parts);
  const charged = await findChargedRuns(calls);
  const over = await listRunsIn(catalog.db, ['failed', 'cancelled', 'discarded']);
  await removeCharges(
    calls,
    over.map(({ id }) => id).filter((id) => charged.has(id)),
  );
}

/**
 * A catalog that is younger than the calls beside it numbers its runs on from theirs: a number that is given twice would
 * take the charges of the other run for its own.
 */
export async function catchUpRuns({ calls, catalog }: Pick<RunParts, 'calls' | 'catalog'>): Promise<void> {
  await numberRunsAbove(catalog.db, await readHighestRun(calls));
}

/** Ends a run that is pricing, or drops one that waits for review. */
export async function cancelRun(
  { calls, catalog }: RunParts,
  id: number,
  endedBy: string,
): Promise<RatingRun> {
  const run = await readRun({ catalog }, id);
  const ended = { finishedAt: new Date(), endedBy };
  const isAsking = run.state === 'whatif' && run.finishedAt === null;
  const move = (from: RunState, to: RunState) =>
    catalog.db.transaction(async (db) => {
      if (!(await moveRun(db, id, [from], to, ended))) return false;
      const entry = { action: 'run-cancelled', subject: `run ${id}`, detail: run.reason } as const;
      await keepAudit(db, { ...entry, login: endedBy });
      return true;
    });
  if (await move(isAsking ? 'whatif' : 'pricing', 'cancelled')) return readRun({ catalog }, id);
  if (await move('review', 'discarded')) {
    await removeCharges(calls, [id]);
    return readRun({ catalog }, id);
  }
  throw new RingledgerError(
    'conflict',
    `Run ${id} is ${run.state}: only one that is pricing or waits for review can be cancelled.`,
  );
}

async function begin(parts: RunParts, request: RunRequest, prices: PriceBook): Promise<RatingRun> {
  const { calls, catalog } = parts;
  const { reason, askedBy, fromAt, toAt, companies, devices, keepsRates = false } = request;
  const scope = { fromAt, toAt, companies, devices };
  // Asked twice: at once, so that nobody waits to be refused, and again when nobody else can begin.
  await refuseOverlapping(catalog, scope);
  // Legs whose charges still stand beside them would be priced at a version that settling takes away from them.
  const readVersion = await settleAlone(parts, parts.finishedVersion);
  const count = await countPriceable(calls, scope, prices, keepsRates);
  const id = await catalog.withLock('rating-runs', async () => {
    await refuseOverlapping(catalog, scope);
    return insertRun(catalog.db, {
      ...{ ...scope, reason, askedBy, keepsRates, readVersion },
      ...{ rates: prices.revision, calls: count },
    });
  });
  return readRun(parts, id);
}

/** Refuses with `retry` while a run prices calls of a scope. */
export async function refuseOverlapping({ db }: Catalog, scope: RunScope): Promise<void> {
  await failSilentRuns(db, SILENT_SECONDS);
  const pricing = await listRunsIn(db, ['pricing']);
  const other = pricing.find((run) => overlaps(run, scope));
  if (other === undefined) return;
  throw new RingledgerError(
    'retry',
    `Run ${other.id} is pricing calls of this scope: wait until it is done, or cancel it.`,
  );
}

async function price(parts: RunParts, run: RatingRun, onPriced: OnPriced): Promise<void> {
  const { calls, catalog } = parts;
  const pricing = await loadPricing(parts, run);
  const charges = new ChargeSink(calls, { run: run.id, rates: ratesOf(run), attempt: 1 });
  const comparison = new PriceComparison();
  let priced = 0;
  let notedMs = performance.now();
  await priceScope(run, pricing, {
    priced: async (legs) => {
      // Where allowances are taken, more are read than are priced; and more may have come since they were counted.
      priced = Math.min(priced + legs, run.calls);
      onPriced(priced, run.calls);
      if (performance.now() - notedMs < TOUCH_MS) return;
      notedMs = performance.now();
      await keep({ priced });
    },
    block: async (rated, marks) => {
      comparison.add(rated, marks);
      await charges.add(rated, marks);
    },
  });
  await charges.finish();
  await keep({ priced: run.calls, comparison: comparison.ofRun() });

  /** Notes what is known of a run while it is pricing. */
  async function keep(change: RunChange): Promise<void> {
    if (!(await moveRun(catalog.db, run.id, ['pricing'], 'pricing', change))) throw wasCancelled(run.id);
  }
}

async function toReview({ catalog }: RunParts, id: number): Promise<void> {
  if (!(await moveRun(catalog.db, id, ['pricing'], 'review'))) throw wasCancelled(id);
}

function wasCancelled(id: number): RingledgerError {
  return new RingledgerError('conflict', `Run ${id} was cancelled. Nothing of it is seen.`);
}

async function fail({ calls, catalog }: RunParts, id: number, error: unknown): Promise<void> {
  const message =
    error instanceof RingledgerError ? error.message : 'The server could not price it. Its log says why.';
  const ended = { message, finishedAt: new Date() };
  await moveRun(catalog.db, id, ['pricing'], 'failed', ended);
  const { state } = await readRun({ catalog }, id);
  if (state === 'failed' || state === 'cancelled') await removeCharges(calls, [id]);
}
