import { closeSync, fsync, mkdirSync, openSync, rmSync, writeSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** Some bytes of one connection, or its end. */
export interface SpooledPiece {
  /** Which of the connections, by a number of its own. */
  readonly from: number;
  /** When it came, UTC epoch seconds. */
  readonly at: number;
  /** A character for each byte (latin1); null tells of the end of the connection. */
  readonly bytes: string | null;
}

/** One file of a spool: what came between two landings. */
export interface SpooledPart {
  /** How its bytes are to be read, as it was when they came. */
  readonly heading: unknown;
  readonly pieces: readonly SpooledPiece[];
}

const PART = /^\d{12}\.jsonl$/;
const syncFile = promisify(fsync);

/**
 * What a PBX sends once and never again, kept in files until it has landed. Each piece is written before anything else is
 * done with it, so that whoever kills the process takes nothing with it; the disk is told to keep it at once, and again
 * when that is done, so that a power cut takes no more than what came meanwhile. A part is removed when all of it has
 * landed: read again after a kill in between, identity makes it harmless.
 */
export class Spool {
  readonly #folder: string;
  readonly #heading: unknown;
  #next: number;
  #open: { readonly file: string; readonly descriptor: number } | undefined;
  #isDirty = false;
  #syncing: Promise<void> = Promise.resolve();
  #failure: unknown;

  /** Goes on behind the parts that are there. */
  constructor(folder: string, heading: unknown, names: readonly string[]) {
    this.#folder = folder;
    this.#heading = heading;
    this.#next = Number(names.at(-1)?.slice(0, 12) ?? 0) + 1;
  }

  /** Throws where the disk does not take it, now or before. */
  write(piece: SpooledPiece): void {
    if (this.#failure !== undefined) throw this.#failure;
    this.#open ??= this.#begin();
    writeSync(this.#open.descriptor, `${JSON.stringify(piece)}\n`);
    if (this.#isDirty) return;
    this.#isDirty = true;
    this.#sync(this.#open.descriptor);
  }

  /**
   * Begins another part, in which `unfinished` is kept once more; to be called when all that was written before is about to
   * land, and what it returns when it has.
   */
  turn(unfinished: readonly SpooledPiece[]): () => void {
    const before = this.#open;
    this.#leave();
    for (const piece of unfinished) this.write(piece);
    return () => {
      if (before !== undefined) rmSync(before.file, { force: true });
    };
  }

  /** Leaves what has not landed for the next time. */
  async close(): Promise<void> {
    this.#failure ??= new Error('it is closed');
    this.#leave();
    await this.#syncing;
  }

  #begin() {
    mkdirSync(this.#folder, { recursive: true, mode: 0o700 });
    const file = join(this.#folder, `${String(this.#next).padStart(12, '0')}.jsonl`);
    this.#next += 1;
    const descriptor = openSync(file, 'ax', 0o600);
    writeSync(descriptor, `${JSON.stringify(this.#heading)}\n`);
    // The file's name is to be durable as well.
    const folder = openSync(this.#folder, 'r');
    this.#sync(folder);
    this.#close(folder);
    return { file, descriptor };
  }

  #leave(): void {
    if (this.#open !== undefined) this.#close(this.#open.descriptor);
    this.#open = undefined;
    this.#isDirty = false;
  }

  #sync(descriptor: number): void {
    this.#syncing = this.#syncing.then(async () => {
      this.#isDirty = false;
      try {
        await syncFile(descriptor);
      } catch (error) {
        this.#failure ??= error;
      }
    });
  }

  #close(descriptor: number): void {
    this.#syncing = this.#syncing.then(() => closeSync(descriptor));
  }
}

/** Names of the parts of a spool, in the order in which they were written. */
export async function listSpool(folder: string): Promise<readonly string[]> {
  try {
    return (await readdir(folder)).filter((name) => PART.test(name)).sort();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

/** A line that lacks its end was being written when the process was killed. */
export async function readSpooled(folder: string, name: string): Promise<SpooledPart> {
  const lines = (await readFile(join(folder, name), 'utf8')).split('\n').slice(0, -1);
  const [heading = null, ...pieces] = lines.map((line) => JSON.parse(line) as unknown);
  return { heading, pieces: pieces as SpooledPiece[] };
}

/** To be called when all of a part has landed. */
export function removeSpooled(folder: string, name: string): void {
  rmSync(join(folder, name), { force: true });
}
