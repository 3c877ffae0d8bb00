import type { KeyRange } from '../../../store/tables/foreign-database.ts';
import { toBucket } from './key-spans.ts';

/** How far back a table is looked at again, and by what steps; in units of its key. */
export interface Pace {
  /** Rows may come so far below the highest key. */
  readonly lookback: number;
  /** Counted at every look; twice that is still cheap. */
  readonly narrow: number;
  readonly fine: number;
  readonly coarse: number;
  /** A bucket that holds so many rows can take no more: numbers, not times. */
  readonly full: number | null;
}

/** What of a table was read, as it is kept between runs: a position, and the number of rows in each bucket. */
export interface SeenCursor {
  readonly next: number | null;
  /** Pairs of bucket and count; each bucket is told as the distance from the one before. */
  readonly fine: readonly number[];
  readonly coarse: readonly number[];
  readonly withoutKey: number;
  /** UTC epoch seconds; null: never looked at as a whole. */
  readonly auditedAt: number | null;
}

/**
 * How many rows were read, unit by unit for what is recent, by fine buckets for as far back as rows come late, by coarse
 * buckets for all of the table. A count that differs from the table's own tells where rows are that were not read.
 */
export class SeenRows {
  /** Every key below was read once; null: nothing was. */
  next: number | null;
  withoutKey: number;
  auditedAt: number | null;
  readonly #pace: Pace;
  readonly #units = new Map<number, number>();
  /** Fine buckets of which every unit is counted. */
  readonly #exact = new Set<number>();
  readonly #fine: Map<number, number>;
  readonly #coarse: Map<number, number>;

  constructor(pace: Pace, cursor: SeenCursor | null) {
    this.#pace = pace;
    this.next = cursor?.next ?? null;
    this.withoutKey = cursor?.withoutKey ?? 0;
    this.auditedAt = cursor?.auditedAt ?? null;
    this.#fine = fromPairs(cursor?.fine ?? [], pace.fine);
    this.#coarse = fromPairs(cursor?.coarse ?? [], pace.coarse);
  }

  /** Rows of a fine bucket that were read. */
  fine(bucket: number): number {
    return this.#fine.get(bucket) ?? 0;
  }

  coarse(bucket: number): number {
    return this.#coarse.get(bucket) ?? 0;
  }

  isExact(bucket: number): boolean {
    return this.#exact.has(bucket);
  }

  unit(unit: number): number {
    return this.#units.get(unit) ?? 0;
  }

  /** Fine buckets from `from` on in which rows were read. */
  fineFrom(from: number): readonly number[] {
    return [...this.#fine.keys()].filter((bucket) => bucket >= from);
  }

  coarseBelow(below: number): readonly number[] {
    return [...this.#coarse.keys()].filter((bucket) => bucket < below);
  }

  /** A range beyond all that was read holds these rows, by unit. */
  addAhead(range: KeyRange & { readonly to: number }, units: ReadonlyMap<number, number>): void {
    const first = this.#bucketOf(range.from + this.#pace.fine - 1);
    const recent = range.to - this.#pace.lookback;
    for (const [unit, count] of units) {
      if (unit >= recent) this.#units.set(unit, count);
      this.#add(unit, count);
    }
    for (const unit of units.keys()) {
      const bucket = this.#bucketOf(unit);
      if (bucket >= Math.max(first, recent)) this.#exact.add(bucket);
    }
    this.next = range.to;
  }

  /**
   * A range beyond all that was read holds these rows. Of what is below `lateFrom`, where nobody looks at units and fine
   * buckets any more, only coarse buckets are counted: in a first load that is nearly all.
   */
  addPage(
    range: KeyRange & { readonly to: number },
    rows: readonly { readonly key: number | null }[],
    lateFrom: number,
  ): void {
    const recent = new Map<number, number>();
    let bucket = 0;
    let count = 0;
    for (const { key } of rows) {
      if (key === null) continue;
      if (key >= lateFrom) {
        recent.set(key, (recent.get(key) ?? 0) + 1);
        continue;
      }
      const own = toBucket(key, this.#pace.coarse);
      if (own !== bucket) {
        addTo(this.#coarse, bucket, count);
        bucket = own;
        count = 0;
      }
      count += 1;
    }
    addTo(this.#coarse, bucket, count);
    this.addAhead(range, recent);
  }

  /** A range that was read before holds these rows: its units are whole ones, or whole fine buckets. */
  replace(range: KeyRange & { readonly to: number }, units: ReadonlyMap<number, number>): void {
    for (let bucket = this.#bucketOf(range.from); bucket < range.to; bucket += this.#pace.fine) {
      const isWhole = bucket >= range.from && bucket + this.#pace.fine <= range.to;
      if (!isWhole) continue;
      this.#add(bucket, -this.fine(bucket));
      this.#forgetUnits(bucket);
      this.#exact.add(bucket);
    }
    for (const [unit, count] of units) {
      this.#add(unit, count - this.unit(unit));
      this.#units.set(unit, count);
    }
    for (let unit = range.from; unit < range.to; unit += 1) {
      if (units.has(unit)) continue;
      this.#add(unit, -this.unit(unit));
      this.#units.delete(unit);
    }
  }

  /** A coarse bucket was read anew. */
  replaceCoarse(bucket: number, count: number): void {
    if (count === 0) this.#coarse.delete(bucket);
    else this.#coarse.set(bucket, count);
  }

  /** Forgets units and fine buckets that nobody looks at any more. */
  trim(below: number): void {
    for (const bucket of this.#fine.keys()) {
      if (bucket + this.#pace.fine > below) continue;
      this.#fine.delete(bucket);
      this.#exact.delete(bucket);
    }
    for (const unit of this.#units.keys()) if (unit < below) this.#units.delete(unit);
  }

  /** The table was emptied, or is another one: all of it is to be read. */
  forget(): void {
    this.next = null;
    this.withoutKey = 0;
    this.#units.clear();
    this.#exact.clear();
    this.#fine.clear();
    this.#coarse.clear();
  }

  toCursor(): SeenCursor {
    return {
      next: this.next,
      fine: toPairs(this.#fine, this.#pace.fine),
      coarse: toPairs(this.#coarse, this.#pace.coarse),
      withoutKey: this.withoutKey,
      auditedAt: this.auditedAt,
    };
  }

  #bucketOf(unit: number): number {
    return toBucket(unit, this.#pace.fine);
  }

  #add(unit: number, count: number): void {
    addTo(this.#fine, this.#bucketOf(unit), count);
    addTo(this.#coarse, toBucket(unit, this.#pace.coarse), count);
  }

  #forgetUnits(bucket: number): void {
    for (let unit = bucket; unit < bucket + this.#pace.fine; unit += 1) this.#units.delete(unit);
  }
}

function addTo(counts: Map<number, number>, bucket: number, count: number): void {
  if (count === 0) return;
  const sum = (counts.get(bucket) ?? 0) + count;
  if (sum === 0) counts.delete(bucket);
  else counts.set(bucket, sum);
}

function toPairs(counts: ReadonlyMap<number, number>, size: number): number[] {
  const pairs: number[] = [];
  let before = 0;
  for (const [bucket, count] of [...counts].sort(([a], [b]) => a - b)) {
    pairs.push((bucket - before) / size, count);
    before = bucket;
  }
  return pairs;
}

function fromPairs(pairs: readonly number[], size: number): Map<number, number> {
  const counts = new Map<number, number>();
  let bucket = 0;
  for (let at = 0; at + 1 < pairs.length; at += 2) {
    bucket += (pairs[at] ?? 0) * size;
    counts.set(bucket, pairs[at + 1] ?? 0);
  }
  return counts;
}
