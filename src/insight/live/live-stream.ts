import { performance } from 'node:perf_hooks';
import { Readable } from 'node:stream';

/** What is to be shown to one view: texts of JSON, made once for all who are shown the same. */
export interface LiveSight {
  readonly now: string;
  readonly sources: string;
  readonly figures: string;
  /** By id, in order. */
  readonly calls: ReadonlyMap<string, string>;
  readonly more: number;
}

/** The client is to come again so long after the connection was lost. */
const RETRY_MS = 2000;
const HEARTBEAT_MS = 15_000;
/** Whoever has read nothing for so long is gone, or as good as. */
const PATIENCE_MS = 60_000;

/**
 * One stream of server-sent events. It remembers what it has told, and tells the difference once the client has taken
 * what came before: so a slow one is told the newest, and nothing waits for it but what is on its way.
 */
export class LiveStream {
  readonly readable: Readable;
  #told: LiveSight | undefined;
  #isBlocked = false;
  #wroteMs = performance.now();

  constructor() {
    this.readable = new Readable({
      read: () => {
        this.#isBlocked = false;
      },
    });
  }

  /** Tells what is new. */
  show(sight: LiveSight): void {
    if (this.#isBlocked) {
      if (performance.now() - this.#wroteMs > PATIENCE_MS) this.readable.destroy();
      return;
    }
    const events = this.#told === undefined ? snapshotOf(sight) : changesSince(this.#told, sight);
    this.#told = sight;
    if (events !== '') this.#write(events);
    else if (performance.now() - this.#wroteMs > HEARTBEAT_MS) this.#write(': still here\n\n');
  }

  /** The client, if it is still there, comes again. */
  end(): void {
    if (!this.readable.destroyed) this.readable.push(null);
  }

  #write(text: string): void {
    if (this.readable.destroyed || this.readable.readableEnded) return;
    this.#wroteMs = performance.now();
    this.#isBlocked = !this.readable.push(text);
  }
}

function snapshotOf({ now, sources, figures, calls, more }: LiveSight): string {
  const all = [...calls.values()].join(',');
  const parts = `${sources.slice(1, -1)},"calls":[${all}],"more":${more},"figures":${figures}`;
  return `retry: ${RETRY_MS}\n${eventOf('snapshot', now, parts)}`;
}

function changesSince(before: LiveSight, { now, sources, figures, calls, more }: LiveSight): string {
  const changed = [...calls].filter(([id, text]) => before.calls.get(id) !== text).map(([, text]) => text);
  const ended = [...before.calls.keys()].filter((id) => !calls.has(id));
  const isOther = changed.length + ended.length > 0 || before.more !== more;
  return [
    before.sources === sources ? '' : eventOf('sources', now, sources.slice(1, -1)),
    isOther
      ? eventOf(
          'calls',
          now,
          `"changed":[${changed.join(',')}],"ended":${JSON.stringify(ended)},"more":${more}`,
        )
      : '',
    before.figures === figures ? '' : eventOf('figures', now, `"figures":${figures}`),
  ].join('');
}

/** `data` of one line: JSON has no line ends. */
function eventOf(name: string, now: string, members: string): string {
  return `event: ${name}\ndata: {"now":${JSON.stringify(now)},${members}}\n\n`;
}
