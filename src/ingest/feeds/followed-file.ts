import type { FileHandle } from 'node:fs/promises';
import { type FileMark, hashBytes, MARK_BYTES, readAt, startMark } from './file-mark.ts';
import type { FilePart, FileReader, ReadAs } from './file-reader.ts';

/** Enough for the first line of any file. */
export const HEAD_BYTES = 65_536;
const LF = 0x0a;
const EMPTY = Buffer.alloc(0);

/** Where to go on in a file: its mark, its first bytes (HEAD_BYTES, if it has as many), and those before the mark. */
export interface FilePlace {
  readonly mark: FileMark;
  readonly head: Buffer;
  readonly tail: Buffer;
}

/**
 * One file, read as it grows: bytes in, records out, and a mark that says up to where all records came out. A last line
 * that is still being written waits for its end.
 */
export class FollowedFile {
  readonly as: ReadAs;
  readonly #open: () => FileReader;
  readonly #reader: FileReader;
  /** What the reader's own count of bytes and lines lacks. */
  readonly #bytesBefore: number;
  readonly #linesBefore: number;
  /** The file's first bytes. */
  #head: Buffer;
  /** Its bytes up to the next, from MARK_BYTES before the mark on. */
  #held: Buffer;
  #heldFrom: number;
  #mark: FileMark;

  /** From its beginning, or from a place that the reader can go on from once it was given the first line again. */
  constructor(name: string, as: ReadAs, open: () => FileReader, place?: FilePlace) {
    this.as = as;
    this.#open = open;
    const primed = place === undefined ? undefined : prime(open, place.head.subarray(0, place.mark.read));
    this.#reader = primed?.reader ?? open();
    if (place === undefined || primed === undefined) {
      [this.#head, this.#held, this.#heldFrom, this.#mark] = [EMPTY, EMPTY, 0, startMark(name)];
      [this.#bytesBefore, this.#linesBefore] = [0, 0];
    } else {
      this.#mark = { ...place.mark, name };
      this.#head = place.head.subarray(0, Math.min(MARK_BYTES, place.mark.read));
      this.#held = place.tail;
      this.#heldFrom = place.mark.read - place.tail.length;
      this.#bytesBefore = place.mark.read - primed.bytes;
      this.#linesBefore = place.mark.lines - primed.lines;
    }
  }

  get mark(): FileMark {
    return this.#mark;
  }

  /** Where the bytes stand that are to be pushed next. */
  get next(): number {
    return this.#heldFrom + this.#held.length;
  }

  /** Whether it may be read on from where it was; one that does not is read whole whenever it has changed. */
  get grows(): boolean {
    return this.#reader.settledBytes !== undefined;
  }

  /** Empty where it is longer than any line of names. */
  get firstLine(): Buffer {
    return this.#head.subarray(0, this.#head.indexOf(LF) + 1);
  }

  /** Where it is, for another reader to go on from. */
  place(): FilePlace {
    const tail = this.#held.subarray(0, this.#mark.read - this.#heldFrom);
    return { mark: this.#mark, head: this.#head, tail };
  }

  /** Whether a last line waits for its end. */
  get isHalfRead(): boolean {
    return this.next > this.#mark.read;
  }

  /** Whether a file still begins with what was read of this one. */
  async isIn(handle: FileHandle): Promise<boolean> {
    const head = await readAt(handle, 0, this.#head.length);
    if (!head.equals(this.#head)) return false;
    const held = await readAt(handle, this.#heldFrom, this.#held.length);
    return held.equals(this.#held);
  }

  /** Takes the next bytes; returns the records they complete. */
  push(chunk: Buffer): FilePart {
    if (this.#head.length < MARK_BYTES) {
      this.#head = Buffer.concat([this.#head, chunk.subarray(0, MARK_BYTES - this.#head.length)]);
    }
    this.#held = Buffer.concat([this.#held, chunk]);
    const part = shiftLines(this.#reader.push(chunk), this.#linesBefore);
    const { settledBytes } = this.#reader;
    if (settledBytes !== undefined) this.#settle(this.#bytesBefore + settledBytes);
    else this.#keepLast();
    return part;
  }

  /**
   * What was still held back. Where `isOver`, as nothing comes any more, a last line without its end, or a document
   * without its own, is read as it stands: a record, or a reject of it. Nothing can be pushed after.
   */
  finish(isOver: boolean): FilePart {
    const { part, unfinished } = this.#reader.end();
    const shifted = shiftLines(part, this.#linesBefore);
    if (!this.grows && (isOver || unfinished === '')) this.#markWhole();
    if (unfinished === '' || !isOver) return shifted;
    const primed = prime(this.#open, this.#head.subarray(0, this.#mark.read));
    const rest = (primed?.reader ?? this.#open()).push(Buffer.from(`${unfinished}\n`));
    return joinParts(shifted, shiftLines(rest, this.#mark.lines - (primed?.lines ?? 0)));
  }

  #settle(read: number): void {
    if (read <= this.#mark.read) return;
    const from = this.#mark.read - this.#heldFrom;
    const to = read - this.#heldFrom;
    const cut = Math.max(0, to - MARK_BYTES);
    this.#mark = {
      name: this.#mark.name,
      read,
      lines: this.#mark.lines + countLines(this.#held.subarray(from, to)),
      head: hashBytes(this.#head.subarray(0, Math.min(MARK_BYTES, read))),
      tail: hashBytes(this.#held.subarray(cut, to)),
    };
    // A copy, so that the chunk is not kept for the sake of its end.
    this.#held = Buffer.from(this.#held.subarray(cut));
    this.#heldFrom += cut;
  }

  #markWhole(): void {
    const read = this.next;
    const tail = hashBytes(this.#held.subarray(-Math.min(MARK_BYTES, read)));
    this.#mark = { name: this.#mark.name, read, lines: 0, head: hashBytes(this.#head), tail };
  }

  /** Of a file that is read whole, its end is all that is held. */
  #keepLast(): void {
    const cut = Math.max(0, this.#held.length - MARK_BYTES);
    this.#held = Buffer.from(this.#held.subarray(cut));
    this.#heldFrom += cut;
  }
}

/** A reader that has been given the first record, or the header, of a file that begins so; undefined where none ends. */
function prime(
  open: () => FileReader,
  head: Buffer,
): { readonly reader: FileReader; readonly bytes: number; readonly lines: number } | undefined {
  const reader = open();
  let lines = 0;
  for (let bytes = 0; ; ) {
    const end = head.indexOf(LF, bytes) + 1;
    if (end === 0) return undefined;
    reader.push(head.subarray(bytes, end));
    lines += 1;
    bytes = end;
    if (reader.settledBytes === undefined) return undefined;
    if (reader.settledBytes === bytes) return { reader, bytes, lines };
  }
}

function countLines(bytes: Buffer): number {
  let lines = 0;
  for (let at = bytes.indexOf(LF); at !== -1; at = bytes.indexOf(LF, at + 1)) lines += 1;
  return lines;
}

function shiftLines(part: FilePart, by: number): FilePart {
  if (by === 0) return part;
  const shift = <Row extends { readonly line: number }>(rows: readonly Row[]) =>
    rows.map((row) => ({ ...row, line: row.line + by }));
  return 'events' in part
    ? { events: shift(part.events), rejects: shift(part.rejects) }
    : { ...part, records: shift(part.records), rejects: shift(part.rejects) };
}

function joinParts(one: FilePart, other: FilePart): FilePart {
  const rejects = [...one.rejects, ...other.rejects];
  if ('events' in one)
    return { events: [...one.events, ...('events' in other ? other.events : [])], rejects };
  return { ...one, records: [...one.records, ...('records' in other ? other.records : [])], rejects };
}
