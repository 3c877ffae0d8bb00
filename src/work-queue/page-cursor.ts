import type { Refuse } from '../core/collect-faults.ts';
import type { GroupPlace } from '../store/calls/work-groups.ts';
import { WORK_KINDS, type WorkKind } from './work-item.ts';

/** A place in the queue, after which a page goes on. */
export interface PagePlace {
  readonly kind: WorkKind;
  readonly place: GroupPlace;
}

/** Where a page goes on, as a text that means nothing to others. */
export function writeCursor(kind: WorkKind, { count, place, line, hash }: GroupPlace): string {
  return Buffer.from(JSON.stringify([kind, count, place, line, hash])).toString('base64url');
}

/** The place that such a text means; undefined for none. */
export function readCursor(text: string | undefined, refuse: Refuse): PagePlace | undefined {
  if (text === undefined) return undefined;
  const [name, count, place, line, hash] = parseList(Buffer.from(text, 'base64url').toString('utf8'));
  const kind = WORK_KINDS.find((one) => one === name);
  if (
    kind !== undefined &&
    Number.isSafeInteger(count) &&
    typeof place === 'string' &&
    Number.isSafeInteger(line) &&
    typeof hash === 'string'
  )
    return { kind, place: { count: Number(count), place, line: Number(line), hash } };
  refuse('cursor', `"${text}" is no cursor: give the one that the page before answered, or none.`);
  return undefined;
}

function parseList(text: string): readonly unknown[] {
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) ? (value as readonly unknown[]) : [];
  } catch {
    return [];
  }
}
