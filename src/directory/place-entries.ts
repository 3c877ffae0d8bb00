import { DIRECTORY_KINDS, type DirectoryEntries, type DirectoryKind } from '../core/directory.ts';
import type { Fault } from '../core/errors.ts';
import { type KindEntry, keyText, listEntries } from './entry-key.ts';
import { isSameButMark } from './entry-mark.ts';
import { fillEntry, type WrittenEntry } from './fill-entry.ts';

/** An entry and where it stands, in the words of a fault. */
export type PlacedEntry = KindEntry & {
  /** `devices[3]`, or `catalog` for one that was imported before. */
  readonly where: string;
  readonly isWritten: boolean;
};

/** An entry of a parsed file before anything is known of its shape. */
export interface RawEntry {
  readonly kind: DirectoryKind;
  readonly where: string;
  readonly value: unknown;
}

/** Every entry of the file, of whatever shape. */
export function listRawEntries(json: unknown): readonly RawEntry[] {
  return DIRECTORY_KINDS.flatMap((kind) => {
    const list = fieldOf(json, kind);
    if (!Array.isArray(list)) return [];
    return list.map((value: unknown, index) => ({ kind, where: `${kind}[${index}]`, value }));
  });
}

/** A field of a value that may be anything. */
export function fieldOf(value: unknown, field: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, field)) return undefined;
  return (value as Readonly<Record<string, unknown>>)[field];
}

/** Entries whose shape has no fault, filled in: what the others mean cannot be told. */
export function placeSound(raw: readonly RawEntry[], shapeFaults: readonly Fault[]): readonly PlacedEntry[] {
  const faulty = new Set(shapeFaults.map(({ where }) => /^\w+\[\d+\]/.exec(where)?.[0]));
  const unsoundLists = new Set(shapeFaults.map(({ where }) => where));
  return raw
    .filter(({ where, kind }) => !faulty.has(where) && !unsoundLists.has(kind))
    .map(({ kind, value, where }) => ({
      ...fillEntry({ kind, entry: value } as WrittenEntry),
      where,
      isWritten: true,
    }));
}

/** What the directory will be: entries imported before, each replaced by the written one of its key. */
export function mergeEntries(
  kept: DirectoryEntries | undefined,
  written: readonly PlacedEntry[],
): readonly PlacedEntry[] {
  if (kept === undefined) return written;
  const before = new Map(listEntries(kept).map((one) => [keyText(one), one]));
  const replacing = written.map((one) => {
    const known = before.get(keyText(one));
    before.delete(keyText(one));
    // A file that says what a sync says as well does not take the entry from the sync.
    const isTold = one.entry.source === undefined && known !== undefined && isSameButMark(one, known);
    return isTold ? { ...one, ...known } : one;
  });
  const staying = [...before.values()].map((one) => ({ ...one, where: 'catalog', isWritten: false }));
  return [...staying, ...replacing];
}
