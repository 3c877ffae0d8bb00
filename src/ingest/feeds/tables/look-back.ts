import { performance } from 'node:perf_hooks';
import { countUnits, type FollowedTable, ROWS_A_PAGE } from './followed-table.ts';
import { bucketsOf, type Span, toBucket, toSpans } from './key-spans.ts';

/** Looking back takes at most this share of a source's time, so it waits a hundred times as long as it took. */
const REST = 100;

/**
 * Counts in each fine bucket of what is recent, and reads again where there are more rows than were read, and nowhere
 * else. Rows that were read before are known by their identity.
 */
export class LookBack {
  readonly #table: FollowedTable;
  #last = { endedAtMs: Number.NEGATIVE_INFINITY, tookMs: 0 };

  constructor(table: FollowedTable) {
    this.#table = table;
  }

  /** One look: as far back as rows come late, or only at the newest while a wide look would take too much of the time. */
  async step(): Promise<void> {
    const { wish, seen, lateFrom } = this.#table;
    const { database, order, pace, now } = wish;
    if (seen.next === null) return;
    const startedAtMs = performance.now();
    const isWide = startedAtMs - this.#last.endedAtMs >= REST * this.#last.tookMs;
    const narrowFrom = toBucket((now() ?? seen.next) - pace.narrow, pace.fine);
    const from = isWide ? lateFrom : Math.max(lateFrom, narrowFrom);
    const to = seen.next;
    const found = await database.countByBucket(order.place, { from, to }, pace.fine);
    const endedAtMs = performance.now();
    if (isWide) this.#last = { endedAtMs, tookMs: endedAtMs - startedAtMs };
    const buckets = new Set([...found.keys(), ...seen.fineFrom(from)]);
    const changed = [...buckets].filter((bucket) => (found.get(bucket) ?? 0) !== seen.fine(bucket));
    for (const span of toSpans(changed, pace.fine)) await this.#readSpan(span, to);
  }

  /** Reads changed buckets again: only the units that changed, where these were counted one by one. */
  async #readSpan(span: Span, below: number): Promise<void> {
    const { wish, seen } = this.#table;
    const { database, order, pace } = wish;
    const range = { from: span.from, to: Math.min(span.to, below) };
    const isExact = bucketsOf(span, pace.fine).every((bucket) => seen.isExact(bucket));
    if (!isExact) return this.#readAgain(range, span);
    const found = await database.countByBucket(order.place, range, 1);
    const units = new Set([...found.keys(), ...bucketsOf(range, 1).filter((unit) => seen.unit(unit) > 0)]);
    const changed = [...units].filter((unit) => (found.get(unit) ?? 0) !== seen.unit(unit));
    for (const part of toSpans(changed, 1)) await this.#readAgain(part, part);
  }

  /** Reads and lands a range once more; what it holds is then what `told` is known to hold. */
  async #readAgain(range: Span, told: Span): Promise<void> {
    const { wish, seen } = this.#table;
    const { database, order, columns, land } = wish;
    const beyond = await database.findKey(order.place, range.from, ROWS_A_PAGE);
    if (beyond !== null && beyond < range.to) {
      seen.replace(told, await this.#table.landCrowd(range));
      await this.#table.keepCursor();
      return;
    }
    const rows = await database.readRows(order.place, columns, range);
    seen.replace(told, countUnits(rows));
    await land(rows, seen.toCursor());
  }
}
