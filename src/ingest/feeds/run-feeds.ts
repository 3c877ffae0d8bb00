import { performance } from 'node:perf_hooks';
import { RingledgerError } from '../../core/errors.ts';
import { settleAll } from '../../core/settle-all.ts';
import { isIdle, keepHolding, listSources, type SourceRow, takeSource } from '../../store/catalog/sources.ts';
import { type FeedParts, flush, type RunningFeed, runFeed } from './run-feed.ts';
import { wait } from './wait.ts';

/** All sources of the catalog, as far as this process reads them. */
export interface Feeds {
  /** Begins to read what is not paused, now and whenever something changes. */
  start(): void;
  /** Ends all feeds, promptly, and gives their sources up. */
  stop(): Promise<void>;
  /** Does now what the catalog says, rather than a second later. */
  attend(): Promise<void>;
  /** Resolves when no process reads a source that is paused; refuses where one goes on for half a minute. */
  untilIdle(name: string): Promise<void>;
  /** For how long a source's holder may be silent before it counts as gone. */
  readonly silentSeconds: number;
  /** Aborts when the feeds are stopped: whoever waits for a source is to wait no longer. */
  readonly signal: AbortSignal;
}

/** What the catalog says is looked up this often. */
const LOOK_MS = 1000;
/** The holder of a source says so several times before it would count as gone, and where it never would, this often. */
const HOLDS_A_SILENCE = 6;
const HOLD_MS = 5000;
/** For a feed to end. */
const PATIENCE_MS = 30_000;

/**
 * Runs a feed for each source that is not paused and that no other process reads. One whose holder was silent for
 * `silentSeconds` counts as read by nobody: 0 where no other process can read any.
 */
export function createFeeds(parts: FeedParts, silentSeconds: number): Feeds {
  const { db } = parts.catalog;
  const holdMs = silentSeconds === 0 ? HOLD_MS : (silentSeconds * 1000) / HOLDS_A_SILENCE;
  const end = new AbortController();
  const running = new Map<string, RunningFeed>();
  let looking: Promise<void> = Promise.resolve();
  let supervised: Promise<void> = Promise.resolve();
  let heldAtMs = performance.now();
  let failing = false;

  async function look(): Promise<void> {
    if (end.signal.aborted) return;
    await hold();
    const rows = await listSources(db);
    const wanted = new Map(rows.filter(({ state }) => state === 'running').map((row) => [row.name, row]));
    for (const feed of running.values()) {
      if (wanted.get(feed.name)?.revision !== feed.revision) feed.stop();
    }
    for (const row of wanted.values()) if (!running.has(row.name)) await take(row);
    await Promise.all([...running.values()].map((feed) => flush(parts, feed.name, feed.state)));
  }

  async function take(row: SourceRow): Promise<void> {
    const taken = await takeSource(db, row.name, parts.holder, silentSeconds);
    if (taken === undefined) return;
    const feed = runFeed(parts, taken);
    if (end.signal.aborted) feed.stop();
    running.set(feed.name, feed);
    void feed.ended.finally(() => running.delete(feed.name));
  }

  /** A source that went to another process meanwhile, as this one was silent for long, is read here no more. */
  async function hold(): Promise<void> {
    if (performance.now() - heldAtMs < holdMs) return;
    const held = await keepHolding(db, [...running.keys()], parts.holder);
    for (const feed of running.values()) if (!held.has(feed.name)) feed.stop();
    heldAtMs = performance.now();
  }

  function attend(): Promise<void> {
    looking = looking.catch(() => undefined).then(look);
    return looking;
  }

  async function supervise(): Promise<void> {
    while (!end.signal.aborted) {
      try {
        await attend();
        failing = false;
      } catch (error) {
        if (!failing) parts.logger.error({ err: error }, 'sources cannot be looked up; it is tried again');
        failing = true;
      }
      await wait(LOOK_MS, end.signal);
    }
  }

  async function untilIdle(name: string): Promise<void> {
    const sinceMs = performance.now();
    await attend();
    await running.get(name)?.ended;
    while (!(await isIdle(db, name, silentSeconds))) {
      if (end.signal.aborted) throw new RingledgerError('retry', 'The server is stopping: ask again.');
      if (performance.now() - sinceMs > PATIENCE_MS + silentSeconds * 1000) {
        throw new RingledgerError(
          'retry',
          `The source "${name}" is paused, and the server that reads it has not ended yet: ask again in a while.`,
        );
      }
      await wait(100, end.signal);
    }
  }

  return {
    start: () => {
      supervised = supervise();
    },
    stop: async () => {
      end.abort();
      for (const feed of running.values()) feed.stop();
      await supervised;
      await looking.catch(() => undefined);
      for (const feed of running.values()) feed.stop();
      await settleAll([...running.values()].map(({ ended }) => ended));
    },
    attend,
    untilIdle,
    silentSeconds,
    signal: end.signal,
  };
}
