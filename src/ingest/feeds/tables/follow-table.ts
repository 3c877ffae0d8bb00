import { performance } from 'node:perf_hooks';
import { settleAll } from '../../../core/settle-all.ts';
import type { ForeignDatabase, ForeignRow, KeyRange } from '../../../store/tables/foreign-database.ts';
import type { PageOrder } from './choose-order.ts';
import { type Pace, type SeenCursor, SeenRows } from './seen-rows.ts';

/** A table that is read for as long as it is wanted. */
export interface TableFollower {
  /**
   * Reads what is new, or some thousand rows of it; then what came late. Resolves to whether there is more to read at
   * once. What it lands is durable when it resolves.
   */
  step(): Promise<boolean>;
  /** About how many rows wait; null where that is not known. */
  readonly waiting: number | null;
}

export interface FollowWish {
  readonly database: ForeignDatabase;
  readonly order: PageOrder;
  readonly pace: Pace;
  readonly columns: readonly string[];
  readonly cursor: SeenCursor | null;
  /** The present, in units of the key; null where the key is no time. */
  readonly now: () => number | null;
  /** UTC epoch seconds. */
  readonly clock: () => number;
  /** Lands rows; once they are durable, `cursor`, where there is one, is kept. */
  land(rows: readonly ForeignRow[], cursor: SeenCursor | null): Promise<unknown>;
}

type Range = KeyRange & { readonly to: number };

/** Rows that are read and landed together. */
const ROWS_A_PAGE = 20_000;
/** Pages that one step reads. */
const PAGES_A_STEP = 8;
/** Pages that land while the next is read: landing never waits for the table, nor at each page for the disk. */
const PAGES_LANDING = 4;
/** Looking back takes at most this share of a source's time, so it waits a hundred times as long as it took. */
const REST = 100;
/** All of a table is counted once a day, so many coarse buckets at a look. */
const AUDIT_SECONDS = 86_400;
const BUCKETS_A_LOOK = 30;

/**
 * Reads a table by ranges of its key, each exactly once, and then counts: in each bucket of what is recent at every
 * look, and in each day once a day. Where there are more rows than were read, and nowhere else, the range is read again;
 * rows that were read before are known by their identity. A position alone would miss what comes late: a call's row
 * bears the time of its start and is written at its end, and transactions end in any order.
 */
export function followTable(wish: FollowWish): TableFollower {
  const { database, order, pace, columns, land } = wish;
  const { place } = order;
  const seen = new SeenRows(pace, wish.cursor);
  let ahead: Promise<Page | null> | null = null;
  let waiting: number | null = null;
  let lookedBack = { endedAtMs: Number.NEGATIVE_INFINITY, tookMs: 0 };
  let auditFrom: number | null = null;

  async function step(): Promise<boolean> {
    const isMore = await readAhead();
    if (isMore) return true;
    await startAnewWhereEmptied();
    await readLate();
    await audit();
    seen.trim(lateFrom());
    return false;
  }

  /** The next pages beyond all that was read: each lands while those after it are being fetched. */
  async function readAhead(): Promise<boolean> {
    const landing: Promise<unknown>[] = [];
    try {
      for (let turn = 0; turn < PAGES_A_STEP; turn += 1) {
        const page = await nextPage();
        waiting = page?.waiting ?? 0;
        if (page === null) return false;
        await beginLanding(page, landing);
        if (!page.isFull) return false;
      }
      return true;
    } finally {
      await settleAll(landing);
    }
  }

  /** Resolves when this page is landing and another may; `landing` are those that are, the oldest first. */
  async function beginLanding({ range, rows }: Page, landing: Promise<unknown>[]): Promise<void> {
    if (rows === null) {
      // A crowd is told of in the cursor when all of it has landed, and so is what lies beyond it.
      await settleAll(landing.splice(0));
      seen.addAhead(range, await landCrowd(range));
      await land([], seen.toCursor());
      return;
    }
    seen.addAhead(range, countUnits(rows));
    seen.trim(lateFrom());
    const landed = land(rows, seen.toCursor());
    // Heard at a later page; until then a failure must not count as unheard.
    landed.catch(() => undefined);
    landing.push(landed);
    if (landing.length === PAGES_LANDING) await landing.shift();
  }

  async function nextPage(): Promise<Page | null> {
    const page = await (ahead ?? fetchPage(seen.next));
    ahead = null;
    if (page?.isFull === true) {
      ahead = fetchPage(page.range.to);
      // Heard when it is asked for; until then a failure must not count as unheard.
      ahead.catch(() => undefined);
    }
    return page;
  }

  interface Page {
    readonly range: Range;
    /** Null where one unit holds more rows than a page: they are to be streamed. */
    readonly rows: readonly ForeignRow[] | null;
    readonly isFull: boolean;
    readonly waiting: number;
  }

  async function fetchPage(from: number | null): Promise<Page | null> {
    const first = await database.findKey(place, from, 0);
    if (first === null) return null;
    const start = from ?? first;
    const beyond = await database.findKey(place, start, ROWS_A_PAGE);
    if (beyond !== null && beyond > first) {
      const range = { from: start, to: beyond };
      const rows = await database.readRows(place, columns, range);
      return { range, rows, isFull: true, waiting: await database.estimateRows(place, beyond) };
    }
    const last = beyond ?? (await database.findLastKey(place)) ?? first;
    const range = { from: start, to: last + 1 };
    if (beyond !== null) {
      return { range, rows: null, isFull: true, waiting: await database.estimateRows(place, range.to) };
    }
    return { range, rows: await database.readRows(place, columns, range), isFull: false, waiting: 0 };
  }

  /** Lands a range of any size, some thousand rows at a time; the cursor stays before it. */
  async function landCrowd(range: Range | 'without-key'): Promise<Map<number, number>> {
    const units = new Map<number, number>();
    for await (const rows of database.streamRows(place, columns, range)) {
      for (const { key } of rows) if (key !== null) units.set(key, (units.get(key) ?? 0) + 1);
      await land(rows, null);
    }
    return units;
  }

  /** A table whose numbers begin again below what was read was emptied, or is another one. */
  async function startAnewWhereEmptied(): Promise<void> {
    if (!order.counting || seen.next === null) return;
    const last = await database.findLastKey(place);
    if (last !== null && last >= seen.next - pace.lookback) return;
    seen.forget();
    await land([], seen.toCursor());
  }

  /** The first unit at which a row may still come late, at the beginning of a fine bucket. */
  function lateFrom(): number {
    const newest = Math.min(seen.next ?? 0, wish.now() ?? Number.POSITIVE_INFINITY);
    return toBucket(newest - pace.lookback, pace.fine);
  }

  async function readLate(): Promise<void> {
    if (seen.next === null) return;
    const startedAtMs = performance.now();
    const isWide = startedAtMs - lookedBack.endedAtMs >= REST * lookedBack.tookMs;
    const from = isWide
      ? lateFrom()
      : Math.max(lateFrom(), toBucket((wish.now() ?? seen.next) - pace.narrow, pace.fine));
    const to = seen.next;
    const found = await database.countByBucket(place, { from, to }, pace.fine);
    const endedAtMs = performance.now();
    if (isWide) lookedBack = { endedAtMs, tookMs: endedAtMs - startedAtMs };
    const buckets = new Set([...found.keys(), ...seen.fineFrom(from)]);
    const changed = [...buckets].filter((bucket) => (found.get(bucket) ?? 0) !== seen.fine(bucket));
    for (const span of toSpans(changed.sort(byValue), pace.fine)) await readSpan(span, to);
  }

  /** Reads changed buckets again: only the units that changed, where these were counted one by one. */
  async function readSpan(span: Range, below: number): Promise<void> {
    const range = { from: span.from, to: Math.min(span.to, below) };
    const isExact = bucketsOf(span, pace.fine).every((bucket) => seen.isExact(bucket));
    if (!isExact) {
      await readAgain(range, (units) => seen.replace(span, units));
      return;
    }
    const found = await database.countByBucket(place, range, 1);
    const units = new Set([...found.keys(), ...unitsOf(range).filter((unit) => seen.unit(unit) > 0)]);
    const changed = [...units].filter((unit) => (found.get(unit) ?? 0) !== seen.unit(unit));
    for (const part of toSpans(changed.sort(byValue), 1)) {
      await readAgain(part, (counted) => seen.replace(part, counted));
    }
  }

  async function readAgain(range: Range, note: (units: ReadonlyMap<number, number>) => void): Promise<void> {
    const beyond = await database.findKey(place, range.from, ROWS_A_PAGE);
    if (beyond !== null && beyond < range.to) {
      note(await landCrowd(range));
      await land([], seen.toCursor());
      return;
    }
    const rows = await database.readRows(place, columns, range);
    note(countUnits(rows));
    await land(rows, seen.toCursor());
  }

  /** Once a day all of the table below what is looked at anyway, some buckets at a look. */
  async function audit(): Promise<void> {
    if (seen.next === null) return;
    const now = wish.clock();
    if (auditFrom === null) {
      if (seen.auditedAt !== null && now - seen.auditedAt < AUDIT_SECONDS && now >= seen.auditedAt) return;
      auditFrom = Number.NEGATIVE_INFINITY;
    }
    const below = toBucket(lateFrom(), pace.coarse);
    const from = auditFrom === Number.NEGATIVE_INFINITY ? await firstBucket() : auditFrom;
    if (from === null || from >= below) {
      await endAudit(now);
      return;
    }
    const to = Math.min(below, from + BUCKETS_A_LOOK * pace.coarse);
    await auditRange({ from, to });
    const next = await database.findKey(place, to, 0);
    auditFrom = next === null ? below : Math.max(to, toBucket(next, pace.coarse));
  }

  async function firstBucket(): Promise<number | null> {
    const first = await database.findKey(place, null, 0);
    return first === null ? null : toBucket(first, pace.coarse);
  }

  async function auditRange(range: Range): Promise<void> {
    if (pace.full !== null) {
      const open = bucketsOf(range, pace.coarse).filter((bucket) => seen.coarse(bucket) !== pace.full);
      for (const part of toSpans(open, pace.coarse)) await recount(part);
      return;
    }
    await recount(range);
  }

  async function recount(range: Range): Promise<void> {
    const found = await database.countByBucket(place, range, pace.coarse);
    for (const bucket of bucketsOf(range, pace.coarse)) {
      if (!found.has(bucket)) seen.replaceCoarse(bucket, 0);
    }
    const changed = [...found].filter(([bucket, count]) => count !== seen.coarse(bucket));
    for (const [bucket] of changed.sort(([a], [b]) => a - b)) {
      const units = await landCrowd({ from: bucket, to: bucket + pace.coarse });
      let count = 0;
      for (const rows of units.values()) count += rows;
      seen.replaceCoarse(bucket, count);
      await land([], seen.toCursor());
    }
  }

  async function endAudit(now: number): Promise<void> {
    auditFrom = null;
    if (order.nullable) {
      const count = await database.countWithoutKey(place);
      if (count !== seen.withoutKey) await landCrowd('without-key');
      seen.withoutKey = count;
    }
    seen.auditedAt = now;
    await land([], seen.toCursor());
  }

  return {
    step,
    get waiting() {
      return waiting;
    },
  };
}

function countUnits(rows: readonly ForeignRow[]): Map<number, number> {
  const units = new Map<number, number>();
  for (const { key } of rows) if (key !== null) units.set(key, (units.get(key) ?? 0) + 1);
  return units;
}

const byValue = (a: number, b: number) => a - b;
const toBucket = (unit: number, size: number) => Math.floor(unit / size) * size;

function bucketsOf(range: Range, size: number): number[] {
  const buckets: number[] = [];
  for (let bucket = toBucket(range.from, size); bucket < range.to; bucket += size) buckets.push(bucket);
  return buckets;
}

const unitsOf = (range: Range) => bucketsOf(range, 1);

/** Buckets that follow each other as ranges; `buckets` are in order. */
function toSpans(buckets: readonly number[], size: number): Range[] {
  const spans: { from: number; to: number }[] = [];
  for (const bucket of buckets) {
    const last = spans.at(-1);
    if (last !== undefined && last.to === bucket) last.to = bucket + size;
    else spans.push({ from: bucket, to: bucket + size });
  }
  return spans;
}
