import { RingledgerError } from '../core/errors.ts';
import { monthsOf } from '../core/period.ts';
import { overlaps, type RatingRun, type RunScope } from '../core/rating-run.ts';
import { settleCharges } from '../store/calls/settle-charges.ts';
import { findChangedCompanies } from '../store/calls/touched-companies.ts';
import { keepAudit } from '../store/catalog/audit.ts';
import { listRunsIn, moveRun, type RunChange } from '../store/catalog/rating-runs.ts';
import { raiseVersionWithin } from '../store/catalog/versions.ts';
import { ChargeSink } from './charge-sink.ts';
import { loadPricing, ratesOf } from './load-pricing.ts';
import { priceScope } from './price-run.ts';
import { type RunParts, readRun } from './run-parts.ts';

/**
 * Publishes a priced run: legs that came or were made again since it read them are priced into it, and one change in
 * the catalog lets everybody see all of it. Then its charges are put into the legs. Refuses with `conflict` a run that
 * is not priced, and one whose calls another run has priced since.
 */
export async function publishRun(parts: RunParts, id: number, endedBy: string): Promise<void> {
  await settleAlone(parts, async () => {
    await parts.alone(async (version) => {
      const run = await checkPublishable(parts, id);
      await priceLate(parts, run);
      const published = { version, endedBy, publishedAt: new Date() };
      await swap(parts, run, ['pricing', 'review'], 'published', published);
    });
    // It is published, whatever comes now: who is told that it failed would have it done again.
    await settlePublished(parts).catch((error: unknown) => parts.unsettled(id, error));
  });
}

/** Settles what is published, with nobody publishing meanwhile, then does `next` before anybody can. */
export function settleAlone(parts: RunParts): Promise<void>;
export function settleAlone<T>(parts: RunParts, next: () => Promise<T>): Promise<T>;
export function settleAlone(
  parts: RunParts,
  next: () => Promise<unknown> = async () => {},
): Promise<unknown> {
  return parts.catalog.withLock('publish-run', async () => {
    await settlePublished(parts);
    return next();
  });
}

/** Puts the charges of runs that are published into the legs: at most one, unless the last end of a process left it. */
async function settlePublished(parts: RunParts): Promise<void> {
  for (const run of await listRunsIn(parts.catalog.db, ['published'])) {
    const { id, version } = run;
    if (version === null) throw new Error(`run ${id} is published without a version`);
    const { zone } = await parts.directory();
    for (const { fromAt, toAt } of monthsOf({ ...run, zone })) {
      const part = { ...run, fromAt: Math.max(fromAt, run.fromAt), toAt: Math.min(toAt, run.toAt) };
      await settleCharges(parts.calls, { ...part, run: id, version });
    }
    await swap(parts, run, ['published'], 'settled', { finishedAt: new Date() });
  }
}

/** Moves a run and tells every reader, of this process and others, in one transaction. */
async function swap(
  { catalog }: RunParts,
  { id, reason, keepsRates }: RatingRun,
  from: readonly RatingRun['state'][],
  to: RatingRun['state'],
  change: RunChange,
): Promise<void> {
  await catalog.db.transaction(async (db) => {
    if (!(await moveRun(db, id, from, to, change))) {
      throw new RingledgerError(
        'conflict',
        `Run ${id} is no longer ${from.join(' or ')}: somebody else was first.`,
      );
    }
    await raiseVersionWithin(db, 'runs');
    // What calls take from allowances as they come is nobody's change.
    if (to === 'published' && !keepsRates) {
      const entry = { action: 'run-published', subject: `run ${id}`, detail: reason } as const;
      await keepAudit(db, { ...entry, login: change.endedBy ?? '' });
    }
  });
}

async function checkPublishable(parts: RunParts, id: number): Promise<RatingRun> {
  const run = await readRun(parts, id);
  if (run.state === 'whatif') {
    throw new RingledgerError(
      'conflict',
      `Run ${id} only asked what calls would cost: import the prices, and recalculate.`,
    );
  }
  const isOpen = run.state === 'review' || run.state === 'pricing';
  if (run.comparison === null || !isOpen) {
    throw new RingledgerError(
      'conflict',
      `Run ${id} is ${run.state}: only one that is priced can be published.`,
    );
  }
  const later = await listRunsIn(parts.catalog.db, ['published', 'settled']);
  const other = later.find((one) => one.id > id && takesPrices(one, run) && overlaps(one, run));
  if (other !== undefined) {
    throw new RingledgerError(
      'conflict',
      `Run ${other.id} has priced calls of run ${id} since: cancel run ${id} and recalculate again.`,
    );
  }
  return run;
}

/**
 * Whether a later run is in the way of another. One that let new calls take from allowances kept every price, and all legs
 * of its companies are above the version that the other run read: `priceLate` prices them again.
 */
function takesPrices(later: RatingRun, run: RatingRun): boolean {
  return !later.keepsRates || run.keepsRates;
}

/**
 * Prices what came, or was made again, since the run read its legs. Looked for in whole months, of all devices: an
 * allowance that such a leg takes from outside the scope is missing inside.
 */
async function priceLate(parts: RunParts, run: RatingRun): Promise<void> {
  const { calls: store } = parts;
  const directory = await parts.directory();
  const changed = await findChangedCompanies(store, widenToMonths(run, directory.zone), run.readVersion);
  if (changed.length === 0) return;
  const pricing = await loadPricing(parts, run);
  const charges = new ChargeSink(store, { run: run.id, rates: ratesOf(run), attempt: 2 });
  const scope = { ...run, companies: changed };
  const above = run.keepsRates || pricing.prices.hasAllowances ? 0 : run.readVersion;
  await priceScope(
    scope,
    { ...pricing, above },
    { priced: async () => {}, block: (rated, marks) => charges.add(rated, marks) },
  );
  await charges.finish();
}

function widenToMonths(run: RatingRun, zone: string): RunScope {
  const months = monthsOf({ ...run, zone });
  const { companies } = run;
  return {
    fromAt: months[0]?.fromAt ?? run.fromAt,
    toAt: months.at(-1)?.toAt ?? run.toAt,
    companies,
    devices: null,
  };
}
