import { findRecordEnd, OPEN, splitFields } from './csv-fields.ts';
import { MAX_LINE_CHARACTERS, TextLines } from './text-lines.ts';

/** One record of a CSV file as it stands there, or one line that is none. */
export interface CsvRecord {
  /** Line on which it begins, counted from 1; blank lines count. */
  readonly line: number;
  /** Its text without the line end. */
  readonly raw: string;
  /** Unquoted fields; empty where there is a fault. */
  readonly fields: readonly string[];
  readonly fault: CsvFault | null;
}

export type CsvFault = 'unclosed-quote' | 'too-long' | 'not-text';

/** A last line without line end that does not read as a record: it is still being written. */
export interface UnfinishedLine {
  readonly line: number;
  readonly raw: string;
}

/** Takes each record as soon as it is found: what the first says may decide how the next are read. */
export type TakeRecord = (record: CsvRecord) => void;

/** What is kept of a line that is too long to be a record. */
const SHOWN_CHARACTERS = 1_000;

/**
 * CSV records out of bytes cut anywhere, as tolerant as files from the field need: see `splitFields` for quotes and
 * `TextLines` for line ends and encodings. Blank lines, and NUL bytes before a record (what a power cut leaves), are
 * skipped. One bad line never takes its neighbours with it: a record may span lines only when its quotes are
 * faultless and `isRecord` says that its fields make one; otherwise its first line alone is at fault.
 */
export class CsvRecords {
  readonly #isRecord: (fields: readonly string[]) => boolean;
  readonly #mayGrow: () => boolean;
  readonly #separator: number;
  readonly #lines = new TextLines();
  /** Complete lines of a record whose quote is still open. */
  #carry = '';
  #line = 1;
  /** Columns of the record before. */
  #width = 0;
  #holdsNul = false;
  #ended = false;
  #settled = 0;

  /**
   * `isRecord` says whether fields make a record; `mayGrow` whether the file is one that a PBX writes line by line, so
   * that a last line without line end may be a shorter record of the same form. `separator` is one character.
   */
  constructor(isRecord: (fields: readonly string[]) => boolean, mayGrow: () => boolean, separator = ',') {
    this.#separator = separator.charCodeAt(0);
    this.#isRecord = isRecord;
    this.#mayGrow = mayGrow;
  }

  /** Bytes of complete lines received so far. */
  get completeBytes(): number {
    return this.#lines.completeBytes;
  }

  /** Bytes received so far of which nothing is held back: the next record begins after them. */
  get settledBytes(): number {
    return this.#settled;
  }

  /** Hands over, in order, the records that the next bytes complete. */
  push(chunk: Uint8Array, take: TakeRecord): void {
    const text = this.#carry + this.#lines.push(chunk);
    this.#carry = text.slice(this.#readLines(text, take));
    if (this.#carry === '') this.#settled = this.#lines.completeBytes;
  }

  /**
   * Hands over what is left when the bytes have ended. A last line without line end counts as a record when it reads
   * as one and has as many columns as the record before it, as many programs end files so; where it may still grow, it
   * must also end in a closing quote, as a number could get more digits. Otherwise it is returned.
   */
  end(take: TakeRecord): UnfinishedLine | null {
    this.#ended = true;
    const text = this.#carry + this.#lines.end();
    this.#carry = '';
    const raw = text.slice(this.#readLines(text, take));
    return raw === '' ? null : { line: this.#line, raw };
  }

  /** Reads records from the beginning of `text` on; returns the index of the line that has to wait for more. */
  #readLines(text: string, take: TakeRecord): number {
    this.#holdsNul = text.includes('\0');
    let at = 0;
    let lf = -1;
    let cr = -1;
    while (at < text.length) {
      if (lf < at) lf = indexOrEnd(text, '\n', at);
      if (cr < at) cr = indexOrEnd(text, '\r', at);
      const next = this.#readRecord(text, at, Math.min(lf, cr), take);
      if (next === at) break;
      at = next;
    }
    return at;
  }

  /** Reads the record that begins at `at`, whose first line ends at `end`; returns where the next one begins. */
  #readRecord(text: string, at: number, end: number, take: TakeRecord): number {
    const from = this.#holdsNul ? skipNuls(text, at, end) : at;
    if (end - from > MAX_LINE_CHARACTERS) return this.#fault('too-long', text, from, end, take);
    if (this.#holdsNul && text.slice(from, end).includes('\0')) {
      return this.#fault('not-text', text, from, end, take);
    }
    const fields = splitFields(text, from, end, this.#separator);
    if (fields === null) return this.#readOpenRecord(text, at, from, end, take);
    if (fields.length > 1 || !isBlank(fields[0] ?? '')) {
      if (end === text.length && !this.#isWhole(text, fields)) return at;
      this.#width = fields.length;
      take({ line: this.#line, raw: text.slice(from, end), fields, fault: null });
    }
    this.#line += 1;
    return nextLine(text, end);
  }

  /** A quote is open where the line ends: a record that spans lines, one that has yet to be written, or a fault. */
  #readOpenRecord(text: string, at: number, from: number, end: number, take: TakeRecord): number {
    const close = findRecordEnd(text, from, from + MAX_LINE_CHARACTERS, this.#separator);
    if (close === OPEN && (!this.#ended || end === text.length)) return at;
    const fields = close < 0 ? null : splitFields(text, from, close, this.#separator);
    if (
      fields === null ||
      !this.#isRecord(fields) ||
      (close === text.length && !this.#isWhole(text, fields))
    ) {
      return end === text.length ? at : this.#fault('unclosed-quote', text, from, end, take);
    }
    this.#width = fields.length;
    const raw = text.slice(from, close);
    take({ line: this.#line, raw, fields, fault: null });
    this.#line += countLines(raw);
    return nextLine(text, close);
  }

  #isWhole(text: string, fields: readonly string[]): boolean {
    if (!this.#isRecord(fields)) return false;
    if (this.#mayGrow()) return this.#width === fields.length && text.endsWith('"');
    return this.#width === 0 || this.#width === fields.length;
  }

  #fault(fault: CsvFault, text: string, from: number, end: number, take: TakeRecord): number {
    const shown = fault === 'too-long' ? from + SHOWN_CHARACTERS : end;
    const raw = text.slice(from, shown).replaceAll('\0', '\u2400');
    take({ line: this.#line, raw, fields: [], fault });
    this.#line += 1;
    return nextLine(text, end);
  }
}

function indexOrEnd(text: string, sought: string, from: number): number {
  const found = text.indexOf(sought, from);
  return found === -1 ? text.length : found;
}

function nextLine(text: string, end: number): number {
  return Math.min(text.length, text.startsWith('\r\n', end) ? end + 2 : end + 1);
}

function skipNuls(text: string, from: number, end: number): number {
  let at = from;
  while (at < end && text.charCodeAt(at) === 0) at++;
  return at;
}

/** Nothing but spaces and control characters (the Ctrl-Z of old editors among them). */
function isBlank(field: string): boolean {
  for (let at = 0; at < field.length; at++) if (field.charCodeAt(at) > 0x20) return false;
  return true;
}

function countLines(raw: string): number {
  return raw.split(/\r\n|\r|\n/).length;
}
