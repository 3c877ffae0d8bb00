import type { Directory } from '../core/directory.ts';
import type { ChoosePrices } from '../rating/choose-prices.ts';
import type { CallStore } from '../store/calls/call-store.ts';
import { readCalls, type Window, widenWindow } from '../store/calls/cdr-rows.ts';
import { clearOrphans, readHighest } from '../store/calls/leg-rows.ts';
import type { Catalog, HeldLock } from '../store/catalog/catalog.ts';
import { keepDirectory } from '../store/catalog/directory-snapshots.ts';
import {
  appendHistory,
  type FigureMoment,
  findNewestMoment,
  hasHistory,
} from '../store/catalog/figure-history.ts';
import { readRevision } from '../store/catalog/rates-revision.ts';
import { gatherKeptCalls } from './correlate/gather-calls.ts';
import { readUnions } from './correlate/unions.ts';
import type { Making } from './make-legs.ts';
import { remakeCalls } from './remake-calls.ts';

/** What landing records needs of the rest of the house; the composition root supplies it. */
export interface LandingParts {
  readonly calls: CallStore;
  readonly catalog: Catalog;
  /** The PBX as it is described now. */
  readonly directory: () => Promise<Directory>;
  /** The prices of calls that start within a window, those of the given revisions among them. */
  readonly prices: (window: Window, revisions: ReadonlySet<number>) => Promise<ChoosePrices>;
  /** UTC epoch seconds. */
  readonly now: () => number;
}

/** What became of the records of one batch. A duplicate is a record that was kept before. */
export interface Landed {
  readonly accepted: number;
  readonly duplicate: number;
  readonly rejected: number;
}

/** Batches that one holder of the lock may land, each under a version of its own from `making.version` on. */
export const BATCHES_A_TURN = 8;
/** One more for the clearing that may come first. */
const VERSIONS_A_TURN = BATCHES_A_TURN + 1;

/** Last version that was taken, and last of those whose holder finished. */
const TAKEN = 'leg-version';
const FINISHED = 'leg-version-finished';

/**
 * Runs alone among all that make legs, in this process and in others on the same stores: two makers of one call
 * would each miss the other's records. Gives the means of making: directory, prices, and the next version. What a
 * holder that failed or was killed left behind is cleared first.
 */
export function makeAlone<T>(
  parts: LandingParts,
  run: (making: Making, lock: HeldLock) => Promise<T>,
): Promise<T> {
  const { calls, catalog } = parts;
  return catalog.withLock('legs', async (lock) => {
    const finished = await catalog.readCounter(FINISHED);
    const [directory, version] = await Promise.all([
      parts.directory(),
      catalog.takeNumbers(TAKEN, VERSIONS_A_TURN),
    ]);
    const making = { directory, prices: parts.prices, version };
    if (finished < version - 1) await clearLeft(calls, finished, making);
    const result = await run({ ...making, version: version + 1 }, lock);
    const last = version + VERSIONS_A_TURN - 1;
    await catalog.raiseCounter(FINISHED, last);
    await appendHistory(catalog.db, last, directory);
    return result;
  });
}

/**
 * Clears what a maker left that was killed: legs of records that were not kept. Where those had joined calls into one,
 * the legs of the others' kept records are made again.
 */
async function clearLeft(store: CallStore, above: number, making: Making): Promise<void> {
  const { callKeys, window } = await clearOrphans(store, above, making.version);
  if (callKeys.length === 0) return;
  const wide = widenWindow(window);
  const unions = await readUnions(store, wide);
  const joined = new Set(callKeys.flatMap((callKey) => unions.of(callKey) ?? []));
  const calls = await gatherKeptCalls(store, await readCalls(store, [...joined], wide), wide);
  await remakeCalls(store, calls, wide, making);
}

/** From here on figures can be asked for as they were: a first turn with nothing to make, where there was none. */
export async function beginHistory(parts: LandingParts): Promise<void> {
  if (!(await hasHistory(parts.catalog.db))) await makeAlone(parts, async () => {});
}

/**
 * The moment of now: one under which everything that is known is kept, this directory and this rate card among it. Where
 * that is not so a turn with nothing to make is taken, which waits for whoever makes legs.
 */
export async function readMoment(parts: LandingParts): Promise<FigureMoment> {
  const { catalog } = parts;
  const [newest, directory, rates] = await Promise.all([
    findNewestMoment(catalog.db),
    parts.directory().then(({ entries }) => keepDirectory(catalog.db, entries)),
    readRevision(catalog.db),
  ]);
  const isNow = newest.directory === directory && newest.rates === rates;
  if (isNow && (await isNewest(catalog, newest.version))) return newest;
  await makeAlone(parts, async () => {});
  return findNewestMoment(catalog.db);
}

/** Whether nobody has begun to make legs, or to publish prices, since a version was finished. */
export async function isNewest(catalog: Catalog, version: number): Promise<boolean> {
  return (await catalog.readCounter(TAKEN)) === version;
}

/** Version up to which all legs that were ever begun are written. */
export function readFinishedVersion(catalog: Catalog): Promise<number> {
  return catalog.readCounter(FINISHED);
}

/**
 * A catalog that is younger than the calls beside it (a server's, kept while the data folder was not) counts on from
 * them: a lower version would lose to what is there, and a lower accounting id would name two calls.
 */
export async function catchUpCounters(parts: Pick<LandingParts, 'calls' | 'catalog'>): Promise<void> {
  const { version, acctid } = await readHighest(parts.calls);
  await parts.catalog.raiseCounter('acctid', acctid);
  if (version <= (await parts.catalog.readCounter(TAKEN))) return;
  await parts.catalog.raiseCounter(TAKEN, version);
  await parts.catalog.raiseCounter(FINISHED, version);
}
