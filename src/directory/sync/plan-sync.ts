import { DIRECTORY_KINDS, type DirectoryEntries, type DirectoryKind } from '../../core/directory.ts';
import { RingledgerError } from '../../core/errors.ts';
import { formatInstant } from '../../core/format-instant.ts';
import { checkAmount } from './check-amount.ts';
import { type Change, sortChanges } from './describe-change.ts';
import type { FoundDirectory } from './found-directory.ts';
import { listTold, type Told } from './list-told.ts';
import { planOnce } from './plan-once.ts';
import type { SyncTerms } from './sync-terms.ts';

/** How a sync is to be made. */
export interface SyncOrder {
  /** By this name entries are marked; only marked ones end when the source tells of them no longer. */
  readonly source: string;
  /** UTC epoch seconds. */
  readonly ranAt: number;
  /**
   * First day of things that the directory has never heard of: `YYYY-MM-DD`, or `always`. Left out, they begin on the
   * day of the sync, as everything else that a sync changes.
   */
  readonly since?: string | undefined;
  /** Take an answer that has lost more than half of what it had. */
  readonly anyway?: boolean | undefined;
}

/** What a sync comes to. */
export interface SyncPlan {
  /** The day of the PBX from which everything holds. */
  readonly day: string;
  /** Entries to be imported, as a directory.json without settings has them. */
  readonly file: Partial<Record<DirectoryKind, readonly unknown[]>>;
  readonly changes: readonly Change[];
  /** Things that are as the source tells, and stay. */
  readonly unchanged: number;
  readonly notes: readonly string[];
}

/**
 * What has to be changed of a directory for it to say what a PBX says now. Nothing that holds before the day of the sync
 * ends, begins or becomes another: who owned what on any day before stays as it was. What is told anew begins on
 * that day, what differs is an entry that ends on it and one that begins, what the source told of and tells of no longer
 * ends on it (what began on that very day, on the next). Entries that are not marked with the source, and lists that it
 * does not tell of, stay. Companies never end. What would take something that another entry has is refused, each with
 * its fix, and left as it is. Planning again what was planned changes nothing.
 * Refuses with `conflict` an answer that is empty, or has lost more than half of what it had before, unless `anyway`.
 */
export function planSync(directory: DirectoryEntries, found: FoundDirectory, order: SyncOrder): SyncPlan {
  const terms = readTerms(directory.zone, order);
  const told = listTold(found);
  if (order.anyway !== true) checkAmount(directory, found, told, terms);
  const refused = new Map<Told, Change>();
  for (;;) {
    const planned = planOnce(directory, found, told, terms, new Set(refused.keys()));
    // What is refused is left as it is, and so may stand in the way of what took its place.
    const before = refused.size;
    for (const [one, change] of planned.refused) refused.set(one, change);
    if (planned.refused.size > 0 && refused.size === before)
      throw new Error('a sync refuses one thing twice');
    if (planned.refused.size > 0) continue;
    return {
      day: terms.today,
      file: toFile(planned.changed),
      changes: sortChanges([...planned.changes, ...refused.values()]),
      unchanged: planned.unchanged,
      notes: [...found.notes, ...planned.notes],
    };
  }
}

function readTerms(zone: string, { source, ranAt, since }: SyncOrder): SyncTerms {
  const today = formatInstant(ranAt, zone).slice(0, 10);
  const tomorrow = new Date(Date.parse(`${today}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
  const from = since === undefined ? today : since === 'always' ? undefined : since;
  if (from !== undefined && from > today) {
    throw new RingledgerError(
      'invalid-request',
      `since is ${from}, which is after today (${today}): write an earlier day, or leave it out.`,
    );
  }
  return { source, today, tomorrow, since: from };
}

function toFile(
  entries: readonly { readonly kind: DirectoryKind; readonly entry: unknown }[],
): SyncPlan['file'] {
  const lists = DIRECTORY_KINDS.map(
    (kind) => [kind, entries.filter((one) => one.kind === kind).map(({ entry }) => entry)] as const,
  );
  return Object.fromEntries(lists.filter(([, list]) => list.length > 0));
}
