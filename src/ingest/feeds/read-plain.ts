import { type FileHandle, open } from 'node:fs/promises';
import { performance } from 'node:perf_hooks';
import { findMark, markedBytes, readAt } from './file-mark.ts';
import { CHUNK_BYTES, type FolderReading } from './folder-reading.ts';
import { isSameFile, type WatchedFile, watch } from './folder-state.ts';
import { type FollowedFile, HEAD_BYTES } from './followed-file.ts';
import type { SeenFile } from './watch-folder.ts';

/** Reads what is new in a file that has changed, or was not there before. */
export async function readPlain(
  reading: FolderReading,
  seen: SeenFile,
  watched: WatchedFile | undefined,
): Promise<void> {
  const { watched: all } = reading.state;
  const handle = watched?.handle ?? (await open(seen.path));
  let mayKeep = false;
  try {
    const now = await findWatched(reading, seen, handle, watched);
    all.set(seen.name, now);
    now.handle = handle;
    mayKeep = !seen.isRotated;
    if (now.file === undefined) return;
    const isRead = await readOn(reading, now.file, handle);
    Object.assign(now, { changedAtMs: performance.now(), isFinished: false, trouble: null });
    // One that turned into another amid being read is looked at anew, whatever it looks like.
    if (isRead) now.stat = seen.stat;
    else loseSight(reading, seen.name, now);
    mayKeep &&= isRead;
  } finally {
    if (!mayKeep) {
      const now = all.get(seen.name);
      if (now?.handle === handle) now.handle = undefined;
      await handle.close();
    }
  }
}

/** The file as it was followed until now, where it still begins so; else as its content says. */
async function findWatched(
  reading: FolderReading,
  seen: SeenFile,
  handle: FileHandle,
  before: WatchedFile | undefined,
): Promise<WatchedFile> {
  const { file } = before ?? {};
  const goesOn = file?.grows === true && (await file.isIn(handle));
  if (before !== undefined && goesOn) return before;
  if (before !== undefined) loseSight(reading, seen.name, before);
  return watch(seen, performance.now(), await goOn(reading, seen, handle));
}

/** Reads a file to its end. False where it turned into another meanwhile: what came of that is not taken. */
async function readOn(reading: FolderReading, file: FollowedFile, handle: FileHandle): Promise<boolean> {
  const { feed } = reading;
  while (!feed.signal.aborted) {
    const unread = Number((await handle.stat()).size) - file.next;
    if (unread <= 0) break;
    // No more than there is: a chunk for each of many small files would be most of what reading them takes.
    const chunk = await readAt(handle, file.next, Math.min(unread, CHUNK_BYTES));
    if (chunk.length === 0) break;
    // Asked after it was read: it is of the file that it should be of.
    if (!(await file.isIn(handle)) || !reading.hear(file, chunk)) return false;
    const part = file.push(chunk);
    await reading.land(part, chunk.length);
    const records = 'events' in part ? part.events.length : part.records.length;
    if (chunk.length === CHUNK_BYTES && records > 0) {
      feed.tell({ waiting: Math.round(((unread - chunk.length) * records) / chunk.length) });
    }
  }
  if (!file.grows && file.next > 0 && !feed.signal.aborted) await reading.land(file.finish(false));
  return true;
}

/** What is read of a file from now on: from where it was, by whatever name, or from its beginning. */
async function goOn(
  reading: FolderReading,
  seen: SeenFile,
  handle: FileHandle,
): Promise<Pick<WatchedFile, 'file' | 'known'>> {
  const { state } = reading;
  const fresh = reading.follow(seen);
  await state.arrive(seen.stat);
  const { size } = await handle.stat();
  const mark = await findMark(handle, fresh.grows ? state.marks() : state.marksOfSize(size));
  if (mark === undefined) return { file: fresh, known: undefined };
  state.found(mark);
  if (!fresh.grows) return { file: undefined, known: mark };
  const head = await readAt(handle, 0, HEAD_BYTES);
  const length = markedBytes(mark);
  const tail = await readAt(handle, mark.read - length, length);
  return { file: reading.follow(seen, { mark, head, tail }), known: undefined };
}

function loseSight({ state }: FolderReading, name: string, watched: WatchedFile): void {
  state.watched.delete(name);
  state.lose(watched.file?.mark ?? watched.known);
}

/** Reads on in a file that has no name here any more, by its handle. */
export async function readDeparted(
  reading: FolderReading,
  watched: WatchedFile,
  quietMs: number,
): Promise<void> {
  const { file, handle } = watched;
  if (handle === undefined) return;
  const before = file?.next ?? 0;
  const isRead = file !== undefined && (await readOn(reading, file, handle));
  const nowMs = performance.now();
  if (isRead && file.next > before) watched.changedAtMs = nowMs;
  else if (!isRead || nowMs - watched.changedAtMs > quietMs) {
    reading.state.departed.delete(watched);
    reading.state.lose(file?.mark ?? watched.known);
    await handle.close();
  }
}

/** What a last line without its end, or an unfinished document, comes to in a file that gets no more. */
export async function finishPlain(
  reading: FolderReading,
  seen: SeenFile,
  watched: WatchedFile,
): Promise<void> {
  const { file } = watched;
  if (file === undefined) return;
  await reading.land(file.finish(true));
  // What comes after all is read from before that line on: by another reader, as this one has ended.
  loseSight(reading, seen.name, watched);
  await watched.handle?.close();
  const handle = await open(seen.path);
  try {
    if (!isSameFile(await handle.stat({ bigint: true }), seen.stat)) return;
    const again = watch(seen, performance.now(), await goOn(reading, seen, handle));
    reading.state.watched.set(seen.name, { ...again, isFinished: true });
  } finally {
    await handle.close();
  }
}
