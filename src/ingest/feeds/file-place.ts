import { type FileHandle, open, readdir, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { HEAD_BYTES } from '../choose-zone.ts';
import type { FilePlace } from './ami-cursor.ts';
import { hashBytes, MARK_BYTES, readAt } from './file-mark.ts';

const LF = 0x0a;
/** As logrotate names what it put away and did not pack: `.1`, `-20261128`, `.2026-11-28`. */
const PUT_AWAY = /^[.-][\d.-]+$/;

/** Does something with a file that is open, as a name may be another file's a moment later; null where there is none. */
export async function withFile<T>(path: string, use: (file: FileHandle) => Promise<T>): Promise<T | null> {
  const file = await open(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  if (file === null) return null;
  try {
    return await use(file);
  } finally {
    await file.close();
  }
}

/** Where the last whole line ends; what stands behind it is still being written. `from` where no line ends after it. */
export async function endOfLines(file: FileHandle, from: number): Promise<number> {
  const { size } = await file.stat();
  for (let end = size; end > from; end -= HEAD_BYTES) {
    const start = Math.max(from, end - HEAD_BYTES);
    const last = (await readAt(file, start, end - start)).lastIndexOf(LF);
    if (last >= 0) return start + last + 1;
  }
  return from;
}

/** A place in a file; its beginning where that was cut short just now. */
export async function placeAt(file: FileHandle, offset: number): Promise<FilePlace> {
  const { ino: inode, mtimeMs: writtenMs } = await file.stat();
  const tail = await hashBefore(file, offset);
  return tail === null ? { inode, offset: 0, writtenMs } : { inode, offset, tail, writtenMs };
}

/** Whether what was read stands in the file still; it is known by the file's number where nothing of it was. */
export async function goesOn(file: FileHandle, { inode, offset, tail }: FilePlace): Promise<boolean> {
  if (tail !== undefined) return (await hashBefore(file, offset)) === tail;
  const { ino, size } = await file.stat();
  return ino === inode && size >= offset;
}

/** Null where so much does not stand there, or nothing. */
async function hashBefore(file: FileHandle, offset: number): Promise<string | null> {
  if (offset === 0) return null;
  const length = Math.min(MARK_BYTES, offset);
  const bytes = await readAt(file, offset - length, length);
  return bytes.length === length ? hashBytes(bytes) : null;
}

/** The file beside it in which what was read stands: under a new name, or copied. */
export async function findRotated(path: string, from: FilePlace): Promise<string | undefined> {
  for (const name of await readdir(dirname(path))) {
    const beside = join(dirname(path), name);
    if (!name.startsWith(basename(path)) || beside === path) continue;
    if (await withFile(beside, (file) => goesOn(file, from))) return beside;
  }
  return undefined;
}

/**
 * Files that were put away and written after a place was kept, as far as they are not packed, but for the one in which the
 * place is. A file that was read before is none of them: it would be read in another way where what events carry changed.
 */
export async function findLater(
  path: string,
  { writtenMs }: FilePlace,
  rotated: string | undefined,
): Promise<readonly string[]> {
  if (writtenMs === undefined) return [];
  const later: string[] = [];
  for (const name of await readdir(dirname(path))) {
    const beside = join(dirname(path), name);
    if (!name.startsWith(basename(path)) || !PUT_AWAY.test(name.slice(basename(path).length))) continue;
    const found = beside === rotated ? null : await stat(beside).catch(() => null);
    if (found !== null && found.mtimeMs > writtenMs) later.push(beside);
  }
  return later;
}
