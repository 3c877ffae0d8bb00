import { createHash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';

/**
 * How far a file has been read, and by what its content is known again: under another name, as a copy, or unpacked.
 * Numbers of inodes are given to other files, and clocks are set; what stands in a file tells it best.
 */
export interface FileMark {
  /** Its name when it was read; shown to people only. */
  readonly name: string;
  /** Bytes of whole records that have landed. */
  readonly read: number;
  /** Line ends among them. */
  readonly lines: number;
  /** Hash of the first bytes, as many as MARK_BYTES and no more than were read. */
  readonly head: string;
  /** Hash of the last of the bytes that were read, as many. */
  readonly tail: string;
}

export const MARK_BYTES = 1024;

export function hashBytes(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex').slice(0, 32);
}

/** Nothing read yet. */
export function startMark(name: string): FileMark {
  return { name, read: 0, lines: 0, head: hashBytes(NOTHING), tail: hashBytes(NOTHING) };
}

const NOTHING = Buffer.alloc(0);

/** Bytes by which the beginning and the end of what was read are known. */
export function markedBytes({ read }: FileMark): number {
  return Math.min(MARK_BYTES, read);
}

/** Up to `length` bytes of a file from `at` on. */
export async function readAt(handle: FileHandle, at: number, length: number): Promise<Buffer> {
  const bytes = Buffer.alloc(length);
  let filled = 0;
  while (filled < length) {
    const { bytesRead } = await handle.read(bytes, filled, length - filled, at + filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return bytes.subarray(0, filled);
}

/** The mark of the most that was read of what a file begins with; undefined where nothing of it is known. */
export async function findMark(handle: FileHandle, marks: Iterable<FileMark>): Promise<FileMark | undefined> {
  const head = await readAt(handle, 0, MARK_BYTES);
  const candidates = beginningSo(head, marks);
  for (const mark of candidates) {
    const length = markedBytes(mark);
    const tail = await readAt(handle, mark.read - length, length);
    if (tail.length === length && hashBytes(tail) === mark.tail) return mark;
  }
  return undefined;
}

/** Marks of files that begin with these bytes, those of which the most was read first. */
export function beginningSo(head: Uint8Array, marks: Iterable<FileMark>): readonly FileMark[] {
  const hashes = new Map<number, string>();
  const hashOf = (length: number) => {
    const known = hashes.get(length) ?? hashBytes(head.subarray(0, length));
    hashes.set(length, known);
    return known;
  };
  return [...marks]
    .filter((mark) => {
      const length = markedBytes(mark);
      return mark.read > 0 && length <= head.length && hashOf(length) === mark.head;
    })
    .sort((one, other) => other.read - one.read);
}
