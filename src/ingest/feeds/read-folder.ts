import { performance } from 'node:perf_hooks';
import { RingledgerError } from '../../core/errors.ts';
import { ENDED_ANYHOW } from './file-reader.ts';
import type { FolderReading } from './folder-reading.ts';
import { isSame, isSameFile, type WatchedFile, watch } from './folder-state.ts';
import { readPacked } from './read-packed.ts';
import { finishPlain, readDeparted, readPlain } from './read-plain.ts';
import { listFiles, refuseCode, type SeenFile } from './watch-folder.ts';

/** A file that was put away and is quiet for so long gets no more lines; one without a name, no more at all. */
const QUIET_MS = 60_000;
/** Open files that are kept so: only where names change often does a second one matter. */
const HANDLES_KEPT = 16;

/** Looks at all files once and reads what is new. Resolves with a sentence for each that cannot be read. */
export async function readFolder(reading: FolderReading): Promise<readonly string[]> {
  const { state, feed, settings } = reading;
  const seen = await listFiles(settings);
  state.beginLook();
  leaveGone(reading, new Map(seen.map((one) => [one.name, one])));
  for (const watched of [...state.departed]) await readDeparted(reading, watched, QUIET_MS);
  let opened = 0;
  for (const one of seen) {
    if (feed.signal.aborted) return [];
    const before = state.watched.get(one.name)?.handle;
    await look(reading, one);
    if (state.watched.get(one.name)?.handle !== before) opened += 1;
    // Now and then: all files are gone through for it, of which there may be very many.
    if (opened < HANDLES_KEPT) continue;
    await closeOldest(reading);
    opened = 0;
  }
  await closeOldest(reading);
  await reading.landPending();
  state.forgetOldest();
  await reading.keep();
  return [...state.watched.values()].map(({ trouble }) => trouble).filter((one) => one !== null);
}

/** Lets go of all files. */
export async function closeFolder({ state }: FolderReading): Promise<void> {
  for (const { handle } of [...state.watched.values(), ...state.departed]) await handle?.close();
}

/** Files that have another name now are found again by what they hold; until then what was read of them is kept. */
function leaveGone({ state }: FolderReading, seen: ReadonlyMap<string, SeenFile>): void {
  for (const [name, watched] of state.watched) {
    const now = seen.get(name);
    if (now !== undefined && isSameFile(now.stat, watched.stat)) continue;
    state.watched.delete(name);
    if (watched.handle === undefined) state.lose(watched.file?.mark ?? watched.known);
    else state.departed.add({ ...watched, changedAtMs: performance.now() });
  }
}

async function look(reading: FolderReading, seen: SeenFile): Promise<void> {
  const { state } = reading;
  const watched = state.watched.get(seen.name);
  try {
    if (watched === undefined || !isSame(watched.stat, seen.stat)) {
      await (seen.isGzip ? readPacked(reading, seen) : readPlain(reading, seen, watched));
    } else if (isOver(seen, watched)) await finishPlain(reading, seen, watched);
  } catch (error) {
    // Of the system, about this file alone: the others go on. A store that cannot be reached tells errors of the system too.
    if (reading.hasFailed || typeof (error as NodeJS.ErrnoException).syscall !== 'string') throw error;
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    const now = state.watched.get(seen.name);
    state.lose(now?.file?.mark ?? now?.known);
    await now?.handle?.close();
    const unread = watch(seen, performance.now(), { file: undefined, known: undefined });
    state.watched.set(seen.name, { ...unread, trouble: tellCode(seen.path, error) });
  }
}

/** A last line without its end, in a file that was put away long since, is all there will be of it. */
function isOver(seen: SeenFile, { file, isFinished, changedAtMs }: WatchedFile): boolean {
  if (isFinished || file === undefined || !file.isHalfRead) return false;
  const isWritten = !seen.isRotated && file.grows && !ENDED_ANYHOW.includes(file.as.kind);
  return !isWritten && performance.now() - changedAtMs > QUIET_MS;
}

/** Closes all but the latest of those that are open. */
async function closeOldest({ state }: FolderReading): Promise<void> {
  const open = [...state.watched.values()].filter(({ handle }) => handle !== undefined);
  for (const watched of open.sort((one, other) => other.changedAtMs - one.changedAtMs).slice(HANDLES_KEPT)) {
    const { handle } = watched;
    watched.handle = undefined;
    await handle?.close();
  }
}

function tellCode(path: string, error: unknown): string {
  try {
    return refuseCode(path)(error);
  } catch (refusal) {
    return refusal instanceof RingledgerError ? refusal.message : String(refusal);
  }
}
