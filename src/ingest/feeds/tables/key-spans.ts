import type { KeyRange } from '../../../store/tables/foreign-database.ts';

/** A range of units with both its ends; buckets are ranges of one size that begin at its multiples. */
export type Span = KeyRange & { readonly to: number };

/** The first unit of the bucket in which a unit is. */
export const toBucket = (unit: number, size: number): number => Math.floor(unit / size) * size;

/** First units of all buckets of which a part is in the range. */
export function bucketsOf(range: Span, size: number): number[] {
  const buckets: number[] = [];
  for (let bucket = toBucket(range.from, size); bucket < range.to; bucket += size) buckets.push(bucket);
  return buckets;
}

/** Buckets as ranges, in order; those that follow each other are one. */
export function toSpans(buckets: Iterable<number>, size: number): Span[] {
  const spans: { from: number; to: number }[] = [];
  for (const bucket of [...buckets].sort((a, b) => a - b)) {
    const last = spans.at(-1);
    if (last !== undefined && last.to === bucket) last.to = bucket + size;
    else spans.push({ from: bucket, to: bucket + size });
  }
  return spans;
}
