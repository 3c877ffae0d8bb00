import { RingledgerError } from '../../core/errors.ts';
import { type LandedNews, noteLanded } from '../../store/catalog/sources.ts';
import type { CdrBatch } from '../cdr-batch.ts';
import { landCdrs } from '../land-cdrs.ts';
import { landCelEvents } from '../land-cel.ts';
import { landQueueLog } from '../land-queue-log.ts';
import type { Landed } from '../landing.ts';
import type { ReadRecord } from '../record-format.ts';
import { createQueue } from './create-queue.ts';
import type { FeedContext } from './feed.ts';
import type { FeedState } from './feed-state.ts';
import type { FeedParts } from './run-feed.ts';

const NOTHING: Landed = { accepted: 0, duplicate: 0, rejected: 0 };

type Keeper = Pick<FeedContext, 'landCdrs' | 'landQueueEvents' | 'landCelEvents' | 'keepCursor' | 'tell'>;

/**
 * What one run of a feed lands and tells by. A cursor is kept when all before it is durable and never sooner. When the
 * source turns out to be another process's, the feed is ended: what it landed meanwhile was landed twice, harmlessly.
 */
export function createKeeper(
  { landing, catalog, holder, afterLanding, now }: FeedParts,
  name: string,
  state: FeedState,
  end: AbortController,
  hear: {
    /** A cursor that is kept now. */
    readonly kept: (cursor: unknown) => void;
    /** An error in words, without secrets. */
    readonly words: (error: unknown) => string;
  },
): Keeper {
  let hasTrouble = false;

  async function keep(news: LandedNews, cursor: unknown): Promise<void> {
    if (!(await noteLanded(catalog.db, name, holder, news, cursor))) {
      end.abort();
      throw new RingledgerError('conflict', `Another server reads the source "${name}" now.`);
    }
    if (cursor !== undefined) hear.kept(cursor);
    state.count(news.landed);
    recover();
  }

  /** Trouble that the feed has told lasts until it tells that it is over. */
  function recover(): void {
    if (!hasTrouble) state.recover();
  }

  async function land(
    landIt: (() => Promise<Landed>) | null,
    latest: () => LandedNews['latest'],
    cursor: () => unknown,
  ): Promise<Landed> {
    const landed = landIt === null ? NOTHING : await landIt();
    if (landed.accepted > 0) await afterLanding();
    const { accepted, duplicate, rejected } = landed;
    await keep({ landed: accepted, duplicates: duplicate, rejects: rejected, latest: latest() }, cursor());
    return landed;
  }

  /** As of records: a cursor beyond events that failed to land would lose them. */
  const inOrder = createQueue();

  function landEvents(
    { events, rejects }: { readonly events: readonly unknown[]; readonly rejects: readonly unknown[] },
    landThem: () => Promise<Landed>,
    cursor: unknown,
  ): Promise<Landed> {
    const isEmpty = events.length + rejects.length === 0;
    return inOrder(() =>
      land(
        isEmpty ? null : landThem,
        () => null,
        () => cursor,
      ),
    );
  }

  const waiting: WaitingBatch[] = [];
  let isLanding = false;
  /** A cursor that lies beyond records that failed to land would lose them: nothing lands after the first failure. */
  let failure: { readonly error: unknown } | undefined;

  /** Lands what waits, in turns: each takes what comes while it lands, and keeps the last cursor of that. */
  async function landWaiting(): Promise<void> {
    isLanding = true;
    while (waiting.length > 0 && failure === undefined) await landTurn();
    isLanding = false;
    for (const one of waiting.splice(0)) one.reject(failure?.error);
  }

  async function landTurn(): Promise<void> {
    const taken: Omit<WaitingBatch, 'batch' | 'hearTaken'>[] = [];
    let newest: Newest = NONE;
    const take = (): CdrBatch | undefined => {
      const next = waiting.shift();
      if (next === undefined) return undefined;
      const { batch, hearTaken, ...waiter } = next;
      taken.push(waiter);
      hearTaken?.();
      newest = newestOf(newest, batch.records);
      return batch.records.length + batch.rejects.length === 0 ? take() : batch;
    };
    try {
      const latest = () => latestOf(newest, now());
      const landed = await land(
        () => landCdrs(landing, take),
        latest,
        () => lastCursor(taken),
      );
      for (const one of taken) one.resolve(landed);
    } catch (error) {
      failure = { error };
      for (const one of taken) one.reject(error);
    }
  }

  return {
    landCdrs: (batch, cursor, hearTaken) =>
      new Promise((resolve, reject) => {
        waiting.push({ batch: { ...batch, source: name }, cursor, hearTaken, resolve, reject });
        if (!isLanding) void landWaiting();
      }),
    landQueueEvents: (batch, cursor) =>
      landEvents(batch, () => landQueueLog(landing, { ...batch, source: name }), cursor),
    landCelEvents: (batch, cursor) =>
      landEvents(batch, () => landCelEvents(landing, { ...batch, source: name }), cursor),
    keepCursor: (cursor) => keep({ landed: 0, duplicates: 0, rejects: 0, latest: null }, cursor),
    tell: ({ waiting, trouble }) => {
      if (waiting !== undefined) state.setWaiting(waiting);
      if (trouble !== undefined) hasTrouble = trouble !== null;
      if (trouble) state.fail(hear.words(trouble));
      else recover();
    },
  };
}

interface WaitingBatch {
  readonly batch: CdrBatch;
  readonly cursor: unknown;
  readonly hearTaken: (() => void) | undefined;
  readonly resolve: (landed: Landed) => void;
  readonly reject: (error: unknown) => void;
}

function lastCursor(batches: readonly Pick<WaitingBatch, 'cursor'>[]): unknown {
  return batches.findLast(({ cursor }) => cursor !== undefined)?.cursor;
}

/** When the record that starts last starts and ends. */
type Newest = Pick<ReadRecord['cdr'], 'startAt' | 'endAt'>;
const NONE: Newest = { startAt: -1, endAt: 0 };

/** Of records and one that came before them. */
function newestOf(before: Newest, records: readonly ReadRecord[]): Newest {
  let { startAt, endAt } = before;
  for (const { cdr } of records) {
    if (cdr.startAt < startAt) continue;
    startAt = cdr.startAt;
    endAt = cdr.endAt;
  }
  return { startAt, endAt };
}

/** A record is as late as it is old when it lands, from its end on. */
function latestOf({ startAt, endAt }: Newest, now: number): LandedNews['latest'] {
  return startAt < 0 ? null : { startAt, endAt, lag: Math.max(0, now - endAt) };
}
