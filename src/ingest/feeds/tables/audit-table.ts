import type { FollowedTable } from './followed-table.ts';
import { bucketsOf, type Span, toBucket, toSpans } from './key-spans.ts';

/** All of a table is counted once a day, so many coarse buckets at a look. */
const AUDIT_SECONDS = 86_400;
const BUCKETS_A_LOOK = 30;

/**
 * Counts once a day all of a table below what is looked at anyway, in coarse buckets, and reads those again in which there
 * are other rows than were read; and the rows without a key, which no range has.
 */
export class TableAudit {
  readonly #table: FollowedTable;
  /** Where the audit that is under way goes on; null: none is. */
  #from: number | 'beginning' | null = null;

  constructor(table: FollowedTable) {
    this.#table = table;
  }

  /** Some buckets of the audit of the day, where it is not done yet. */
  async step(): Promise<void> {
    const { seen, wish, lateFrom } = this.#table;
    if (seen.next === null) return;
    const now = wish.clock();
    if (this.#from === null && isAudited(seen.auditedAt, now)) return;
    this.#from ??= 'beginning';
    const below = toBucket(lateFrom, wish.pace.coarse);
    const from = this.#from === 'beginning' ? await this.#firstBucket() : this.#from;
    if (from === null || from >= below) return this.#end(now);
    const to = Math.min(below, from + BUCKETS_A_LOOK * wish.pace.coarse);
    await this.#auditRange({ from, to });
    const next = await wish.database.findKey(wish.order.place, to, 0);
    this.#from = next === null ? below : Math.max(to, toBucket(next, wish.pace.coarse));
  }

  async #firstBucket(): Promise<number | null> {
    const { database, order, pace } = this.#table.wish;
    const first = await database.findKey(order.place, null, 0);
    return first === null ? null : toBucket(first, pace.coarse);
  }

  async #auditRange(range: Span): Promise<void> {
    const { wish, seen } = this.#table;
    const { full, coarse } = wish.pace;
    if (full === null) return this.#recount(range);
    const open = bucketsOf(range, coarse).filter((bucket) => seen.coarse(bucket) !== full);
    for (const part of toSpans(open, coarse)) await this.#recount(part);
  }

  async #recount(range: Span): Promise<void> {
    const { wish, seen } = this.#table;
    const { coarse } = wish.pace;
    const found = await wish.database.countByBucket(wish.order.place, range, coarse);
    for (const bucket of bucketsOf(range, coarse)) if (!found.has(bucket)) seen.replaceCoarse(bucket, 0);
    const changed = [...found].filter(([bucket, count]) => count !== seen.coarse(bucket));
    for (const [bucket] of changed.sort(([a], [b]) => a - b)) {
      const units = await this.#table.landCrowd({ from: bucket, to: bucket + coarse });
      let count = 0;
      for (const rows of units.values()) count += rows;
      seen.replaceCoarse(bucket, count);
      await this.#table.keepCursor();
    }
  }

  async #end(now: number): Promise<void> {
    const { wish, seen } = this.#table;
    this.#from = null;
    if (wish.order.nullable) {
      const count = await wish.database.countWithoutKey(wish.order.place);
      if (count !== seen.withoutKey) await this.#table.landCrowd('without-key');
      seen.withoutKey = count;
    }
    seen.auditedAt = now;
    await this.#table.keepCursor();
  }
}

function isAudited(auditedAt: number | null, now: number): boolean {
  return auditedAt !== null && now - auditedAt < AUDIT_SECONDS && now >= auditedAt;
}
