import { isAscii, isUtf8 } from 'node:buffer';

/** Longer than any record a PBX writes; a line beyond it is not a record. */
export const MAX_LINE_CHARACTERS = 65_536;

/** No character of UTF-8 is longer than 4 bytes, so this many bytes always show that a line is too long. */
const KEPT_BYTES = MAX_LINE_CHARACTERS * 4 + 4;
const LF = 0x0a;
const CR = 0x0d;

/**
 * Bytes, cut anywhere, to text in whole lines. Lines end in LF, CRLF or CR. A line that is UTF-8 is read as such, any
 * other as windows-1252; a byte order mark is dropped. Holds back the unfinished last line, and of a line that never
 * ends only as much as shows that it is too long, so memory does not grow with the file.
 */
export class TextLines {
  #tail: Buffer = Buffer.alloc(0);
  #tailIsCut = false;
  #received = 0;
  #complete = 0;
  #begun = false;

  /** Bytes of complete lines so far, line ends and byte order mark included. */
  get completeBytes(): number {
    return this.#complete;
  }

  /** Takes the next bytes; returns the lines they complete, line ends included. */
  push(chunk: Uint8Array): string {
    this.#received += chunk.length;
    const fresh = this.#skipCutLine(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length));
    const bytes = this.#tail.length === 0 ? fresh : Buffer.concat([this.#tail, fresh]);
    const cut = endOfLastLine(bytes);
    this.#keep(bytes.subarray(cut));
    if (cut === 0) return '';
    this.#complete = this.#received - (bytes.length - cut);
    return this.#decode(bytes.subarray(0, cut));
  }

  /** What is left when the bytes have ended: the last line, where no line end followed it. */
  end(): string {
    return this.#decode(this.#tail);
  }

  #skipCutLine(fresh: Buffer): Buffer {
    if (!this.#tailIsCut) return fresh;
    const end = endOfLine(fresh, 0);
    this.#tailIsCut = end === fresh.length;
    return fresh.subarray(end);
  }

  #keep(rest: Buffer): void {
    let length = Math.min(rest.length, KEPT_BYTES);
    if (length < rest.length) {
      this.#tailIsCut = true;
      // A character cut in two would turn the whole line into windows-1252.
      while (length > 0 && ((rest[length] ?? 0) & 0xc0) === 0x80) length--;
    }
    // A copy: the caller's chunk may be many times as large, or be used again.
    this.#tail = Buffer.from(rest.subarray(0, length));
  }

  #decode(bytes: Buffer): string {
    const marked = !this.#begun && bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
    this.#begun = true;
    return decodeText(marked ? bytes.subarray(3) : bytes);
  }
}

/** Index after the last line end; a CR that ends the bytes may be half of a CRLF and is not counted yet. */
function endOfLastLine(bytes: Buffer): number {
  const afterLf = bytes.lastIndexOf(LF) + 1;
  const cr = bytes.subarray(afterLf, Math.max(afterLf, bytes.length - 1)).lastIndexOf(CR);
  return cr === -1 ? afterLf : afterLf + cr + 1;
}

/** Index of the first line end from `at` on, or the length where there is none. */
function endOfLine(bytes: Buffer, at: number): number {
  for (let index = at; index < bytes.length; index++) {
    if (bytes[index] === LF || bytes[index] === CR) return index;
  }
  return bytes.length;
}

function decodeText(bytes: Buffer): string {
  if (isAscii(bytes)) return bytes.toString('latin1');
  if (isUtf8(bytes)) return bytes.toString('utf8');
  const lines: string[] = [];
  for (let at = 0; at < bytes.length; ) {
    const next = endOfLine(bytes, at) + 1;
    const line = bytes.subarray(at, next);
    lines.push(isUtf8(line) ? line.toString('utf8') : fromWindows1252(line));
    at = next;
  }
  return lines.join('');
}

/** Bytes 0x80 to 0x9f of windows-1252, in which most of what is not UTF-8 was written; the five gaps stay controls. */
const WINDOWS_1252 =
  '\u20ac\u0081\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\u008d\u017d\u008f' +
  '\u0090\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\u009d\u017e\u0178';

function fromWindows1252(bytes: Buffer): string {
  return bytes
    .toString('latin1')
    .replace(/[\u0080-\u009f]/g, (byte) => WINDOWS_1252.charAt(byte.charCodeAt(0) - 0x80));
}
