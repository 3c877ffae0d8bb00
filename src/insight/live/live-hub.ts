import { performance } from 'node:perf_hooks';
import { RingledgerError } from '../../core/errors.ts';
import { formatLocalInstant } from '../../core/format-instant.ts';
import type { LiveCall } from '../../core/live-call.ts';
import { keyOfView, type LiveParts, type LiveView } from './live-parts.ts';
import { type LiveSight, LiveStream } from './live-stream.ts';
import { seeCall, seeSources } from './see-calls.ts';
import { TodayFigures } from './today-figures.ts';

/** Changes are gathered for so long: at most two events of a kind a second. */
const TICK_MS = 500;
/** So often it is asked whether those who listen still may. */
const RECHECK_MS = 5000;
/** Whether another server shows calls in progress is looked up no more often. */
const ELSEWHERE_MS = 3000;
/** For a client to take what was sent before a stream is cut off. */
const GRACE_MS = 2000;
const MOST_CALLS = 500;
const MOST_STREAMS = 200;
const MOST_OF_ONE = 12;

/** Somebody who listens. `isAllowed` says whether they still may see what they are shown. */
interface Listener {
  readonly login: string;
  readonly view: LiveView;
  readonly stream: LiveStream;
  readonly isAllowed: () => Promise<boolean>;
}

/** All streams that are open. While there is one, and only then, it looks now and then whether there is anything new. */
export class LiveHub {
  readonly #parts: LiveParts;
  readonly #figures: TodayFigures;
  readonly #listeners = new Set<Listener>();
  #timer: NodeJS.Timeout | undefined;
  #work: Promise<void> | undefined;
  #checkedMs = performance.now();
  #calls: { readonly of: string; readonly pbx: unknown; readonly calls: readonly LiveCall[] } | undefined;
  #elsewhere: { readonly atMs: number; readonly is: boolean } | undefined;
  #isFailing = false;
  #isClosed = false;

  constructor(parts: LiveParts) {
    this.#parts = parts;
    this.#figures = new TodayFigures(parts);
  }

  /** Opens a stream, with all there is as its first event. Refuses where there are too many. */
  async open(login: string, view: LiveView, isAllowed: Listener['isAllowed']): Promise<LiveStream> {
    this.#refuseTooMany(login);
    const stream = new LiveStream();
    const listener: Listener = { login, view, stream, isAllowed };
    this.#listeners.add(listener);
    stream.readable.once('close', () => this.#forget(listener));
    try {
      stream.show(await this.#look(view));
      if (this.#isClosed) stream.end();
    } catch (error) {
      stream.readable.destroy();
      this.#forget(listener);
      throw error;
    }
    if (this.#listeners.size > 0) this.#timer ??= setInterval(() => this.#tick(), TICK_MS).unref();
    return stream;
  }

  /** Ends all streams, so that nobody keeps the server from stopping. */
  endStreams(): void {
    this.#isClosed = true;
    clearInterval(this.#timer);
    for (const { stream } of this.#listeners) stream.end();
    setTimeout(() => {
      for (const { stream } of this.#listeners) stream.readable.destroy();
    }, GRACE_MS).unref();
  }

  /** Resolves when nothing is asked of the stores any more. */
  async settle(): Promise<void> {
    await this.#work;
  }

  #forget(listener: Listener): void {
    this.#listeners.delete(listener);
    if (this.#listeners.size > 0) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  #refuseTooMany(login: string): void {
    if (this.#isClosed || this.#listeners.size >= MOST_STREAMS) {
      const why = this.#isClosed ? 'The server is stopping' : `${MOST_STREAMS} live streams are open`;
      throw new RingledgerError('retry', `${why}: try again in a while.`);
    }
    const own = [...this.#listeners].filter((one) => one.login === login).length;
    if (own < MOST_OF_ONE) return;
    throw new RingledgerError(
      'too-many',
      `${login} has ${own} live streams open, which is as many as one may have: close a page or program that shows calls in progress.`,
    );
  }

  /** What came while it worked is seen the next time. */
  #tick(): void {
    if (this.#work !== undefined || this.#isClosed) return;
    this.#work = this.#showAll()
      .catch((error: unknown) => {
        if (!this.#isFailing) this.#parts.logger.error({ err: error }, 'live figures cannot be read');
        this.#isFailing = true;
      })
      .finally(() => {
        this.#work = undefined;
      });
  }

  async #showAll(): Promise<void> {
    if (performance.now() - this.#checkedMs >= RECHECK_MS) await this.#endForbidden();
    const views = new Map([...this.#listeners].map(({ view }) => [keyOfView(view), view]));
    this.#figures.keepOnly(views.values());
    const sights = new Map<string, LiveSight>();
    // One after the other: whoever looks on is not to be in the way of reports.
    for (const [key, view] of views) sights.set(key, await this.#look(view));
    this.#isFailing = false;
    for (const { view, stream } of this.#listeners) {
      const sight = sights.get(keyOfView(view));
      if (sight !== undefined) stream.show(sight);
    }
  }

  async #endForbidden(): Promise<void> {
    this.#checkedMs = performance.now();
    const asked = [...this.#listeners].map(async ({ stream, isAllowed }) => {
      if (!(await isAllowed())) stream.end();
    });
    await Promise.all(asked);
  }

  async #look(view: LiveView): Promise<LiveSight> {
    const { callsNow, now } = this.#parts;
    const figures = await this.#figures.read(view);
    const calls = await this.#callsNow();
    const rows = calls.flatMap((call) => seeCall(call, view) ?? []).reverse();
    const sources = callsNow.sources();
    const areElsewhere = sources.length === 0 && (await this.#areElsewhere());
    return {
      now: formatLocalInstant(now(), view.zone),
      sources: JSON.stringify(seeSources(sources, areElsewhere, view)),
      figures: JSON.stringify(figures),
      calls: new Map(rows.slice(0, MOST_CALLS).map((row) => [row.id, JSON.stringify(row)])),
      more: Math.max(0, rows.length - MOST_CALLS),
    };
  }

  /** They are attributed again when anything has happened, or the directory is another. */
  async #callsNow(): Promise<readonly LiveCall[]> {
    const { callsNow, directory } = this.#parts;
    const pbx = await directory();
    const of = String(callsNow.version());
    if (this.#calls?.of !== of || this.#calls.pbx !== pbx) {
      this.#calls = { of, pbx, calls: await callsNow.calls() };
    }
    return this.#calls.calls;
  }

  async #areElsewhere(): Promise<boolean> {
    const atMs = performance.now();
    if (this.#elsewhere === undefined || atMs - this.#elsewhere.atMs >= ELSEWHERE_MS) {
      this.#elsewhere = { atMs, is: await this.#parts.callsNow.areElsewhere() };
    }
    return this.#elsewhere.is;
  }
}
