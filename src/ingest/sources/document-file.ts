import { RingledgerError } from '../../core/errors.ts';
import type { ReadRecord, RecordFile, RecordFileEnd, RecordFormat, RecordPart } from '../record-format.ts';
import type { RejectedRecord, Rejection } from '../reject-reason.ts';

/** A record of more characters is none: FreeSWITCH's longest have some tens of thousands. */
const MAX_DOCUMENT_CHARACTERS = 1_048_576;
const SHOWN_CHARACTERS = 1_000;

/** Finds whole documents in text that grows. */
export interface DocumentCutter {
  /** Where something stands in `text` from `from` on, past all that may stand before, between and after documents. */
  skip(text: string, from: number): number;
  /**
   * Where the next document stands in `text`, looked for from `from` on; `bad` is text that is none. Null while it may
   * still come or is not complete.
   */
  next(
    text: string,
    from: number,
  ): { readonly start: number; readonly end: number; readonly bad: boolean } | null;
  /** What is said of text that is no document. */
  reject(raw: string): Rejection;
}

/** A file of documents one after another, JSON objects or XML elements, each a record. */
export class DocumentFile implements RecordFile {
  readonly format: RecordFormat;
  readonly #cutter: DocumentCutter;
  readonly #decoder = new TextDecoder('utf-8');
  #text = '';
  #line = 1;

  constructor(format: RecordFormat, cutter: DocumentCutter) {
    this.format = format;
    this.#cutter = cutter;
  }

  push(chunk: Uint8Array): RecordPart {
    this.#text += this.#decoder.decode(chunk, { stream: true });
    return this.#take();
  }

  end(): RecordFileEnd {
    this.#text += `${this.#decoder.decode()}\n`;
    const part = this.#take();
    const raw = this.#text.slice(this.#cutter.skip(this.#text, 0)).trim();
    return { ...part, unfinished: raw === '' ? null : { raw } };
  }

  #take(): RecordPart {
    const records: ReadRecord[] = [];
    const rejects: RejectedRecord[] = [];
    let at = 0;
    for (
      let found = this.#cutter.next(this.#text, at);
      found !== null;
      found = this.#cutter.next(this.#text, at)
    ) {
      const { start, end, bad } = found;
      this.#line += countLines(this.#text, at, start);
      this.#refuseTooLong(end - start);
      const raw = this.#text.slice(start, end).trimEnd();
      const read = bad
        ? { line: this.#line, raw: raw.slice(0, SHOWN_CHARACTERS), ...this.#cutter.reject(raw) }
        : this.format.read(raw, this.#line);
      if ('reason' in read) rejects.push(read);
      else records.push(read);
      this.#line += countLines(this.#text, start, end);
      at = end;
    }
    this.#text = this.#text.slice(at);
    this.#refuseTooLong(this.#text.length);
    return { records, rejects };
  }

  #refuseTooLong(characters: number): void {
    if (characters <= MAX_DOCUMENT_CHARACTERS) return;
    throw new RingledgerError(
      'invalid-request',
      `What begins on line ${this.#line} is longer than ${MAX_DOCUMENT_CHARACTERS} characters, which no record is: look whether the file is what it is imported as. Records before it may have been taken; to import them again doubles nothing.`,
    );
  }
}

function countLines(text: string, from: number, to: number): number {
  let lines = 0;
  for (let at = text.indexOf('\n', from); at !== -1 && at < to; at = text.indexOf('\n', at + 1)) lines += 1;
  return lines;
}
