import type { BigIntStats } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { groupBy } from '../../core/group-by.ts';
import type { FileMark } from './file-mark.ts';
import type { FollowedFile } from './followed-file.ts';
import type { SeenFile } from './watch-folder.ts';

/** A file under the name that it has now. */
export interface WatchedFile {
  /** Undefined of one that was read whole. */
  readonly file: FollowedFile | undefined;
  /** The mark of one that was read whole; of a packed one, of its packed bytes. */
  readonly known: FileMark | undefined;
  /** As it was before it was last read. */
  stat: BigIntStats;
  /** By the process's own clock. */
  changedAtMs: number;
  /** Kept open, so that what was written last can be read wherever the file goes. */
  handle: FileHandle | undefined;
  /** Its last line, whole or not, has been read. */
  isFinished: boolean;
  /** What keeps it from being read, in a sentence. */
  trouble: string | null;
}

/** Where a folder source has come to. */
export interface FolderCursor {
  /** The zone that its records have told. */
  readonly zone?: string | undefined;
  readonly marks: readonly FileMark[];
}

/** Files that are gone may come back packed or under another name; more than so many are forgotten. */
const LOST_KEPT = 500;

/** What a folder source knows of its files. */
export class FolderState {
  readonly watched = new Map<string, WatchedFile>();
  /** Files that no longer have a name here, and are read on by their handles for a while. */
  readonly departed = new Set<WatchedFile>();
  /** Oldest first. */
  readonly #lost: Set<FileMark>;
  #bySize: ReadonlyMap<number, readonly FileMark[]> | undefined;
  zone: string | undefined;

  constructor(cursor: unknown) {
    const { zone, marks = [] } = (cursor ?? {}) as Partial<FolderCursor>;
    this.zone = zone;
    this.#lost = new Set(marks);
  }

  /** All that is known of any file, those that are gone among them. */
  marks(): readonly FileMark[] {
    return [...this.#present(), ...this.#lost];
  }

  /**
   * What was known of files of so many bytes when the folder was last looked at: of each file of thousands all others would
   * else be gone through. A copy of what came since is read again.
   */
  marksOfSize(bytes: number): readonly FileMark[] {
    this.#bySize ??= groupBy(this.marks(), ({ read }) => read);
    return this.#bySize.get(bytes) ?? [];
  }

  /** The folder is looked at anew. */
  beginLook(): void {
    this.#bySize = undefined;
  }

  cursor(): FolderCursor {
    const marks = this.marks().filter(({ read }) => read > 0);
    return { marks, ...(this.zone === undefined ? {} : { zone: this.zone }) };
  }

  /** Remembers what was read of a file that is gone. */
  lose(mark: FileMark | undefined): void {
    if (mark !== undefined && mark.read > 0) this.#lost.add(mark);
  }

  /** What was read of it is what a file begins with that is here. */
  found(mark: FileMark): void {
    this.#lost.delete(mark);
  }

  /** A file that was read on by its handle is here again, by another name, which is followed from now on. */
  async arrive(stat: BigIntStats): Promise<void> {
    for (const watched of this.departed) {
      if (!isSameFile(watched.stat, stat)) continue;
      this.departed.delete(watched);
      this.lose(watched.file?.mark ?? watched.known);
      await watched.handle?.close();
    }
  }

  /** Forgets the oldest of what is gone. */
  forgetOldest(): void {
    for (const mark of this.#lost) {
      if (this.#lost.size <= LOST_KEPT) return;
      this.#lost.delete(mark);
    }
  }

  #present(): readonly FileMark[] {
    return [...this.watched.values(), ...this.departed]
      .map(({ file, known }) => file?.mark ?? known)
      .filter((mark) => mark !== undefined);
  }
}

/** Whether nothing has happened to a file since. */
export function isSame(one: BigIntStats, other: BigIntStats): boolean {
  return (
    isSameFile(one, other) &&
    one.size === other.size &&
    one.mtimeNs === other.mtimeNs &&
    one.ctimeNs === other.ctimeNs
  );
}

/** Whether two looks were at one file. */
export function isSameFile(one: BigIntStats, other: BigIntStats): boolean {
  return one.ino === other.ino && one.dev === other.dev;
}

/** A file that has just been seen. */
export function watch(
  seen: Pick<SeenFile, 'stat'>,
  nowMs: number,
  what: Pick<WatchedFile, 'file' | 'known'>,
): WatchedFile {
  const { stat } = seen;
  return { ...what, stat, changedAtMs: nowMs, handle: undefined, isFinished: false, trouble: null };
}
