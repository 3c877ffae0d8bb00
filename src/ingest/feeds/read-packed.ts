import { type FileHandle, open } from 'node:fs/promises';
import { performance } from 'node:perf_hooks';
import { type FileMark, findMark, hashBytes, MARK_BYTES, readAt } from './file-mark.ts';
import { CHUNK_BYTES, type FolderReading } from './folder-reading.ts';
import { isSameFile, watch } from './folder-state.ts';
import type { FollowedFile } from './followed-file.ts';
import { findPlace, unpackFrom } from './unpack.ts';
import type { SeenFile } from './watch-folder.ts';

/**
 * Reads a gzipped file from where the plain one was, if it was followed, to its end. One that is still being packed is
 * read as far as it goes, and again when it has changed. It is opened once: by the time it is known what stands in it its
 * name may be another file's.
 */
export async function readPacked(reading: FolderReading, seen: SeenFile): Promise<void> {
  const handle = await open(seen.path);
  try {
    if (isSameFile(await handle.stat({ bigint: true }), seen.stat)) await readOpened(reading, seen, handle);
  } finally {
    await handle.close();
  }
}

async function readOpened(reading: FolderReading, seen: SeenFile, handle: FileHandle): Promise<void> {
  const { state } = reading;
  const whole = await readMark(seen, handle);
  const known = await findMark(
    handle,
    state.marks().filter(({ read }) => read === whole.read),
  );
  if (known !== undefined) {
    state.found(known);
    state.watched.set(seen.name, watch(seen, performance.now(), { file: undefined, known: whole }));
    return;
  }
  const unread = watch(seen, performance.now(), { file: undefined, known: undefined });
  try {
    const file = await readThrough(reading, seen, handle);
    if (file === undefined) return;
    const isWhole = Number((await handle.stat()).size) === whole.read;
    // What was written meanwhile may not have been read: it has changed, and is looked at again.
    if (!isWhole) state.lose(file.mark);
    state.watched.set(seen.name, { ...unread, known: isWhole ? whole : undefined });
    if (isWhole) await reading.land(file.finish(true));
  } catch (error) {
    if (!String((error as NodeJS.ErrnoException).code).startsWith('Z_')) throw error;
    state.lose(state.watched.get(seen.name)?.file?.mark);
    state.watched.set(seen.name, { ...unread, trouble: tellPacked(seen, error) });
  }
}

/** Undefined where it was told to end before the file did. */
async function readThrough(
  reading: FolderReading,
  seen: SeenFile,
  handle: FileHandle,
): Promise<FollowedFile | undefined> {
  const { state, feed } = reading;
  const place = await findPlace(handle, state.marks(), feed.signal);
  if (place !== undefined) state.found(place.mark);
  let file = reading.follow(seen, place);
  const show = () => state.watched.set(seen.name, watch(seen, performance.now(), { file, known: undefined }));
  show();
  for await (const chunk of unpackFrom(handle, file.next, CHUNK_BYTES, feed.signal)) {
    if (feed.signal.aborted) return undefined;
    if (!reading.hear(file, chunk)) {
      // The zone is told only now. Nothing of this chunk is read yet, and before it the zone made no difference.
      file = reading.follow(seen, file.place());
      show();
    }
    await reading.land(file.push(chunk), chunk.length);
  }
  return feed.signal.aborted ? undefined : file;
}

/** The mark of the packed bytes as a whole. */
async function readMark(seen: SeenFile, handle: FileHandle): Promise<FileMark> {
  const size = Number((await handle.stat()).size);
  const length = Math.min(MARK_BYTES, size);
  const head = await readAt(handle, 0, length);
  const tail = await readAt(handle, size - length, length);
  return { name: seen.name, read: size, lines: 0, head: hashBytes(head), tail: hashBytes(tail) };
}

function tellPacked(seen: SeenFile, error: unknown): string {
  const { code } = error as NodeJS.ErrnoException;
  return code === 'Z_BUF_ERROR'
    ? `${seen.path} ends before its end: it is read on when it is packed whole.`
    : `${seen.path} cannot be unpacked (${code}): put back a whole file, or take it away.`;
}
