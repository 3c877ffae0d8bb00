import type { FeedContext } from './feed.ts';
import { type FilePart, openReader } from './file-reader.ts';
import type { FolderSettings } from './folder-settings.ts';
import { FolderState } from './folder-state.ts';
import { type FilePlace, FollowedFile } from './followed-file.ts';
import { PendingParts } from './pending-parts.ts';
import { tellZone } from './tell-zone.ts';
import type { SeenFile } from './watch-folder.ts';

/** Read at once; so many bytes of files, be they one or many, land at once as well. */
export const CHUNK_BYTES = 4 * 1024 * 1024;

/** A name, and what the file is read as. */
export type Named = Pick<SeenFile, 'name' | 'kind'>;

/** What reading any file of a folder needs: what is known, and where records go. */
export class FolderReading {
  readonly feed: FeedContext;
  readonly settings: FolderSettings;
  readonly state: FolderState;
  readonly #pending = new PendingParts(CHUNK_BYTES);
  #kept: string;
  #hasFailed = false;

  constructor(feed: FeedContext, settings: FolderSettings) {
    this.feed = feed;
    this.settings = settings;
    this.state = new FolderState(feed.cursor);
    this.#kept = JSON.stringify(this.state.cursor());
  }

  /** The zone by which files are read now; another one once records have told it. */
  get zone(): string {
    return this.settings.zone ?? this.state.zone ?? this.feed.zone;
  }

  /** A file's reader, at a place or at its beginning. */
  follow({ name, kind }: Named, place?: FilePlace): FollowedFile {
    const { columns, template, dates, mapping } = this.settings;
    const as = { kind, zone: this.zone, columns, template, dates, mapping };
    return new FollowedFile(name, as, () => openReader(as), place);
  }

  /**
   * Hears of bytes that are to be read next. False where they tell that their zone is another than the file's reader
   * has: that one is not to read them.
   */
  hear(file: FollowedFile, chunk: Buffer): boolean {
    const { as } = file;
    if (as.kind !== 'asterisk-cdr') return true;
    if (this.settings.zone === undefined && this.state.zone === undefined) {
      const told = tellZone(Buffer.concat([file.firstLine, chunk]), as.columns, this.feed.zone);
      if (told.isTold) this.state.zone = told.zone;
    }
    return as.zone === this.zone;
  }

  /** Whether something was read that did not land: what is known of the files lies beyond it, and is no longer of use. */
  get hasFailed(): boolean {
    return this.#hasFailed;
  }

  /** Takes what was read of so many bytes, and lands it, or soon, with what is read of other files. */
  async land(part: FilePart, bytes = 0): Promise<void> {
    this.#pending.add(part, bytes);
    if (this.#pending.isDue) await this.landPending();
  }

  /** Lands all that was read; the place of all files is kept with the last of it. */
  async landPending(): Promise<void> {
    await this.#pending.hand(async (parts) => {
      const cursor = this.state.cursor();
      this.#hasFailed = true;
      for (const part of parts) {
        const kept = part === parts.at(-1) ? cursor : undefined;
        if ('events' in part) await this.feed.landQueueEvents(part, kept);
        else await this.feed.landCdrs(part, kept);
      }
      this.#hasFailed = false;
      this.#kept = JSON.stringify(cursor);
    });
  }

  /** Keeps the place of all files where it is another than was kept last. */
  async keep(): Promise<void> {
    const cursor = this.state.cursor();
    const text = JSON.stringify(cursor);
    if (text === this.#kept) return;
    await this.feed.keepCursor(cursor);
    this.#kept = text;
  }
}
