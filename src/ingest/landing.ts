import type { Directory } from '../core/directory.ts';
import type { Tariff } from '../rating/tariff.ts';
import type { CallStore } from '../store/calls/call-store.ts';
import type { Catalog } from '../store/catalog/catalog.ts';
import type { Making } from './make-legs.ts';

/** What landing records needs of the rest of the house; the composition root supplies it. */
export interface LandingParts {
  readonly calls: CallStore;
  readonly catalog: Catalog;
  /** The PBX as it is described now. */
  readonly directory: () => Promise<Directory>;
  /** The prices as they are now. */
  readonly tariff: () => Promise<Tariff>;
  /** UTC epoch seconds. */
  readonly now: () => number;
}

/** What became of the records of one batch. A duplicate is a record that was kept before. */
export interface Landed {
  readonly accepted: number;
  readonly duplicate: number;
  readonly rejected: number;
}

/** Versions that one holder of the lock may use, the first of which is `making.version`. */
export const VERSIONS_A_TURN = 8;

/**
 * Runs alone among all that make legs, in this process and in others on the same stores: two makers of one call
 * would each miss the other's records. Gives the means of making: directory, prices, and the next version.
 */
export function makeAlone<T>(parts: LandingParts, run: (making: Making) => Promise<T>): Promise<T> {
  return parts.catalog.withLock('legs', async () => {
    const [directory, tariff, version] = await Promise.all([
      parts.directory(),
      parts.tariff(),
      parts.catalog.takeNumbers('leg-version', VERSIONS_A_TURN),
    ]);
    return run({ directory, tariff, version });
  });
}
