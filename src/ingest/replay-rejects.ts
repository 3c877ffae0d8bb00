import { type RejectKey, settleRejects } from '../store/calls/reject-rows.ts';
import { type OpenReject, type RejectFilter, readOpenRejects } from '../store/calls/work-records.ts';
import type { CdrBatch } from './cdr-batch.ts';
import { landCdrs } from './land-cdrs.ts';
import { landCelEvents } from './land-cel.ts';
import { landQueueLog } from './land-queue-log.ts';
import type { Landed, LandingParts } from './landing.ts';
import { type ReadAgain, type ReadingWish, readerOf } from './read-again.ts';

/** What became of rejected texts that were read again. */
export interface Replayed {
  readonly accepted: number;
  /** Texts that are records already, and so no rejects any more either. */
  readonly duplicate: number;
  readonly stillRejected: number;
  /** The first of those that are still rejected, and why. */
  readonly rejects: readonly { readonly hash: string; readonly message: string }[];
}

export interface ReplayAsk {
  readonly filter: RejectFilter;
  readonly wish: ReadingWish;
  readonly login: string;
}

const REJECTS_A_STEP = 2_000;
const MOST_TOLD = 100;

/**
 * Reads rejected texts again and lands what can be read now, as any record lands; `onProgress` hears how many texts were
 * read. A reject is settled after its record is durable, so one that was cut off in between is read again and found to be
 * there. Refuses a wish that cannot be before anything is read.
 */
export async function replayRejects(
  parts: LandingParts,
  { filter, wish, login }: ReplayAsk,
  onProgress: (done: number) => void,
): Promise<Replayed> {
  const readAgain = readerOf(wish, (await parts.directory()).zone);
  const total = { accepted: 0, duplicate: 0, stillRejected: 0 };
  const told: { hash: string; message: string }[] = [];
  let after: RejectKey | undefined;
  let done = 0;
  for (;;) {
    const rejects = await readOpenRejects(parts.calls, filter, after, REJECTS_A_STEP);
    if (rejects.length === 0) break;
    after = rejects.at(-1);
    const readings = rejects.map((reject) => ({ reject, again: readAgain(reject) }));
    const landed = await landAll(parts, readings);
    const settled = readings.filter(({ again }) => again.what !== 'nothing').map(({ reject }) => reject);
    await settleRejects(parts.calls, settled, { at: parts.now(), login });
    total.accepted += landed.accepted;
    total.duplicate += landed.duplicate;
    total.stillRejected += rejects.length - settled.length;
    for (const { reject, again } of readings) {
      if (again.what === 'nothing' && told.length < MOST_TOLD)
        told.push({ hash: reject.hash, message: again.message });
    }
    done += rejects.length;
    onProgress(done);
  }
  return { ...total, rejects: told };
}

interface Reading {
  readonly reject: OpenReject;
  readonly again: ReadAgain;
}

/** Lands readings by their source and format, records first, as events are about calls. */
async function landAll(parts: LandingParts, readings: readonly Reading[]): Promise<Omit<Landed, 'rejected'>> {
  const total = { accepted: 0, duplicate: 0 };
  const add = ({ accepted, duplicate }: Landed) => {
    total.accepted += accepted;
    total.duplicate += duplicate;
  };
  const batches = batchRecords(readings);
  while (batches.length > 0) add(await landCdrs(parts, () => batches.shift()));
  for (const source of new Set(readings.map(({ reject }) => reject.source))) {
    const some = readings.filter(({ reject }) => reject.source === source);
    const queued = some.flatMap(({ again }) => (again.what === 'queue-event' ? [again.read] : []));
    if (queued.length > 0) add(await landQueueLog(parts, { source, events: queued, rejects: [] }));
    const events = some.flatMap(({ again }) => (again.what === 'channel-event' ? [again.read] : []));
    if (events.length > 0) add(await landCelEvents(parts, { source, events, rejects: [] }));
  }
  return total;
}

function batchRecords(readings: readonly Reading[]): CdrBatch[] {
  const batches = new Map<string, CdrBatch & { readonly records: CdrBatch['records'][number][] }>();
  for (const { reject, again } of readings) {
    if (again.what !== 'record') continue;
    const { source } = reject;
    const key = `${source}\0${again.format.text}`;
    const batch = batches.get(key);
    if (batch === undefined)
      batches.set(key, { source, format: again.format, records: [again.read], rejects: [] });
    else batch.records.push(again.read);
  }
  return [...batches.values()];
}
