import type { Period } from '../core/period.ts';
import { EVERY_COMPANY } from './find-work.ts';
import { readAside } from './list-work.ts';
import { needId, type ReplayWish } from './read-work-request.ts';
import { idOf, type WorkKind } from './work-item.ts';
import { lookFrom } from './work-look.ts';
import type { WorkParts } from './work-parts.ts';

/** What was done over; parts that were not asked for are null. */
export interface DoneOver {
  readonly accepted: number;
  readonly duplicate: number;
  readonly stillRejected: number;
  /** The first texts that still cannot be read, and why. */
  readonly rejects: readonly { readonly id: string; readonly message: string }[];
  /** Records whose legs were made again. */
  readonly remade: { readonly records: number } | null;
  readonly recalculated: { readonly run: number; readonly calls: number } | null;
}

/** Calls of clocks that are ahead by less are priced with the others; the rest is clock-skew. */
const AHEAD_SECONDS = 2 * 86_400;

/**
 * Does work over: reads rejected texts again, makes legs again, prices calls again, whichever the wish is of. A wish of
 * one source, or of all, is of texts. What is put aside is left alone unless it is named by its id.
 */
export async function doOver(
  parts: WorkParts,
  wish: ReplayWish,
  login: string,
  onProgress: (done: number, total: number) => void,
): Promise<DoneOver> {
  const named = wish.ids?.map(needId);
  const kinds = new Set<WorkKind>(named?.map(({ kind }) => kind) ?? [wish.kind ?? 'unreadable']);
  const look = lookFrom(wish, parts.now());
  // A run prices whole months, and there are many until the last instant there is.
  const toAt = wish.toAt ?? parts.now() + AHEAD_SECONDS;
  const period: Period = { fromAt: look.fromAt, toAt, zone: await parts.zone() };
  const none = { accepted: 0, duplicate: 0, stillRejected: 0, rejects: [] };
  const { rejects, ...counts } = kinds.has('unreadable')
    ? await readTexts(parts, wish, login, onProgress)
    : none;
  const remade = kinds.has('no-owner') ? await parts.remakeLegs(period, onProgress) : null;
  const recalculated = kinds.has('unknown-cost')
    ? await parts.recalculate(EVERY_COMPANY, period, login, onProgress)
    : null;
  const told = rejects.map(({ hash, message }) => ({ id: idOf('unreadable', hash), message }));
  return { ...counts, rejects: told, remade, recalculated };
}

async function readTexts(
  parts: WorkParts,
  { ids, source, wish }: ReplayWish,
  login: string,
  onProgress: (done: number, total: number) => void,
) {
  const hashes = ids?.map(needId).flatMap(({ kind, hash }) => (kind === 'unreadable' ? [hash] : []));
  const aside = hashes === undefined ? (await readAside(parts)).hashes('unreadable') : [];
  const total = hashes?.length ?? 0;
  return parts.replayRejects({ filter: { source, hashes, aside }, wish, login }, (done) =>
    onProgress(done, Math.max(done, total)),
  );
}
