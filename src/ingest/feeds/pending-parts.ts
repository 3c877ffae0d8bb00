import { performance } from 'node:perf_hooks';
import { groupBy } from '../../core/group-by.ts';
import type { FilePart } from './file-reader.ts';

/** What was read waits no longer for more, so that it is in the reports within two seconds. */
const LONGEST_WAIT_MS = 500;

/**
 * What was read of files and has not landed yet. Files of one record each, as FreeSWITCH writes them by the ten thousand,
 * land together: to land takes about as long for one record as for a thousand.
 */
export class PendingParts {
  readonly #most: number;
  #parts: FilePart[] = [];
  #bytes = 0;
  #sinceMs = 0;
  #tookMs = 0;

  /** So many bytes of files are enough to land. */
  constructor(most: number) {
    this.#most = most;
  }

  /** Adds what so many bytes of a file held. */
  add(part: FilePart, bytes: number): void {
    if (this.#parts.length === 0) this.#sinceMs = performance.now();
    this.#parts.push(part);
    this.#bytes += bytes;
  }

  /** Whether there is enough to land, or it has waited: half a second, or as long as landing took the last time. */
  get isDue(): boolean {
    if (this.#parts.length === 0) return false;
    const waitedMs = performance.now() - this.#sinceMs;
    return this.#bytes >= this.#most || waitedMs >= Math.max(LONGEST_WAIT_MS, this.#tookMs);
  }

  /** Gives all of it to `land`, what was read by one format together; nothing waits any more. */
  async hand(land: (parts: readonly FilePart[]) => Promise<void>): Promise<void> {
    const parts = this.#parts;
    if (parts.length === 0) return;
    this.#parts = [];
    this.#bytes = 0;
    const startedAtMs = performance.now();
    await land(joinByFormat(parts));
    this.#tookMs = performance.now() - startedAtMs;
  }
}

function joinByFormat(parts: readonly FilePart[]): readonly FilePart[] {
  const alike = groupBy(parts, (part) => ('events' in part ? '' : part.format.text));
  return [...alike.values()].flatMap((some) => {
    const [first] = some;
    if (first === undefined || some.length === 1) return some;
    const rejects = some.flatMap((part) => part.rejects);
    return 'events' in first
      ? { events: some.flatMap((part) => ('events' in part ? part.events : [])), rejects }
      : { ...first, records: some.flatMap((part) => ('events' in part ? [] : part.records)), rejects };
  });
}
