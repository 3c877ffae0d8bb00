import { isDeepStrictEqual } from 'node:util';
import type { KindEntry } from './entry-key.ts';

/** Whether two entries say the same of the PBX, whoever told of them. */
export function isSameButMark(one: KindEntry, other: KindEntry): boolean {
  return one.kind === other.kind && isDeepStrictEqual(withoutMark(one), withoutMark(other));
}

function withoutMark({ entry }: KindEntry): Readonly<Record<string, unknown>> {
  const { source: _, ...rest } = entry;
  return rest;
}
