import { type Refusal, toRefusal } from './client.ts';
import type { paths } from './schema.ts';

/** Data of the server's events, by their names. */
export type LiveEvents = paths['/api/v1/live']['get']['responses'][200]['content']['text/event-stream'];

interface LiveHandlers {
  readonly onEvent: <Name extends keyof LiveEvents>(name: Name, data: LiveEvents[Name]) => void;
  /** It is lost, and tried again. */
  readonly onLost: () => void;
  /** The server does not answer it, and says why; it is tried again where that may help. */
  readonly onRefused: (refusal: Refusal) => void;
}

const NAMES = ['snapshot', 'calls', 'figures', 'sources'] as const;
/** What a browser gives up it is made to try again so much later. */
const AGAIN_MS = 4000;

/**
 * Listens to calls in progress until it is told to stop. A page that is not looked at gives its connection back, as a
 * browser has few of them for one server; once it is looked at again it begins anew.
 */
export function listenLive(company: string | undefined, handlers: LiveHandlers): () => void {
  const url = `/api/v1/live${company === undefined ? '' : `?company=${encodeURIComponent(company)}`}`;
  let source: EventSource | undefined;
  let again: number | undefined;
  let isStopped = false;

  function open(): void {
    const opened = new EventSource(url);
    source = opened;
    for (const name of NAMES) {
      opened.addEventListener(name, ({ data }: MessageEvent<string>) => {
        handlers.onEvent(name, JSON.parse(data) as LiveEvents[typeof name]);
      });
    }
    opened.addEventListener('error', () => {
      handlers.onLost();
      if (opened.readyState === EventSource.CLOSED) void askWhy(opened);
    });
  }

  function close(): void {
    window.clearTimeout(again);
    source?.close();
    source = undefined;
  }

  /** A browser does not tell why a server refused it. */
  async function askWhy(closed: EventSource): Promise<void> {
    const refusal = await readRefusal(url);
    if (isStopped || source !== closed) return;
    if (refusal !== undefined) handlers.onRefused(refusal);
    if (refusal === undefined || refusal.status === 0 || refusal.status >= 429) {
      again = window.setTimeout(open, AGAIN_MS);
    }
  }

  function look(): void {
    close();
    if (!document.hidden) open();
  }

  look();
  document.addEventListener('visibilitychange', look);
  return () => {
    isStopped = true;
    document.removeEventListener('visibilitychange', look);
    close();
  };
}

/** Undefined where it is not refused after all. */
async function readRefusal(url: string): Promise<Refusal | undefined> {
  const end = new AbortController();
  try {
    const answer = await fetch(url, { signal: end.signal });
    return answer.ok ? undefined : toRefusal(answer.status, await answer.json());
  } catch {
    return toRefusal(0, null);
  } finally {
    end.abort();
  }
}
