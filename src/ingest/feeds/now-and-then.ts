import { performance } from 'node:perf_hooks';

/** Work that many ask for and that, done once, is done for all who asked before. */
export interface NowAndThen {
  /** Does it now, or, where it was done a moment ago, soon: resolves then without waiting for it. */
  ask(): Promise<void>;
  /** Does what was put off, and nothing any more. */
  stop(): Promise<void>;
}

/**
 * Does `run` at most once in `gapMs`, by the process's own clock. What it throws is thrown to whoever waits for it, and
 * told to `onError` where nobody does.
 */
export function createNowAndThen(
  run: () => Promise<void>,
  gapMs: number,
  onError: (error: unknown) => void,
): NowAndThen {
  let endedAtMs = Number.NEGATIVE_INFINITY;
  let current: Promise<void> | undefined;
  let later: NodeJS.Timeout | undefined;

  async function doIt(): Promise<void> {
    clearTimeout(later);
    later = undefined;
    try {
      current = run();
      await current;
    } finally {
      endedAtMs = performance.now();
      current = undefined;
    }
  }

  function putOff(): void {
    const dueMs = Math.max(0, endedAtMs + gapMs - performance.now());
    later ??= setTimeout(() => {
      later = undefined;
      if (current === undefined) doIt().catch(onError);
      else putOff();
    }, dueMs).unref();
  }

  return {
    ask: async () => {
      if (current === undefined && performance.now() - endedAtMs >= gapMs) return doIt();
      putOff();
    },
    stop: async () => {
      await current?.catch(() => undefined);
      if (later !== undefined) await doIt();
    },
  };
}
