import type { SelfWriting } from '../../core/self-writing.ts';
import type { ForeignRow } from './foreign-database.ts';

/**
 * Between the fields of a row, and in the place of a NULL. One text a row halves what a driver has to do; a row whose
 * texts hold the separator itself is noticed by its number of fields, and is read again field by field.
 */
export const SEPARATOR = '\u001f';
export const NULL_FIELD = '\u001e';

const SEPARATOR_CODE = 0x1f;
const [QUOTE, COMMA, OPEN, CLOSE, BACKSLASH] = [0x22, 0x2c, 0x5b, 0x5d, 0x5c];
const NULL_WORD = Buffer.from('null');

/** What a byte of UTF-8 asks for in JSON: most stand for themselves, and the other controls are seen to elsewhere. */
const [PLAIN, ESCAPED, PARTING, NULL_MARK, CONTROL] = [0, 1, 2, 3, 4];
const KINDS = new Uint8Array(256).fill(CONTROL, 0, 0x20);
KINDS[QUOTE] = ESCAPED;
KINDS[BACKSLASH] = ESCAPED;
KINDS[SEPARATOR_CODE] = PARTING;
KINDS[0x1e] = NULL_MARK;

/** A row's text as bytes, on its way to be JSON: going through bytes takes less than half as long as through a text. */
const TEXT = Buffer.allocUnsafe(1 << 16);
const MOST_BYTES_A_UNIT = 3;

/** Whether a joined row has so many fields; it seems to have more where a text of it holds the separator. */
export function isRowOf(text: string, width: number): boolean {
  let fields = 1;
  for (let at = text.indexOf(SEPARATOR); at !== -1; at = text.indexOf(SEPARATOR, at + 1)) fields += 1;
  return fields === width;
}

/**
 * A row as one text until its fields are asked for: of the rows of a page that waits, less is to be kept and cleared. As
 * a text that writes itself it is the JSON array of its fields, as `JSON.stringify` would print it.
 */
export class JoinedRow implements ForeignRow, SelfWriting {
  readonly key: number | null;
  readonly #text: string;

  constructor(key: number | null, text: string) {
    this.key = key;
    this.#text = text;
  }

  get fields(): readonly (string | null)[] {
    const fields: (string | null)[] = this.#text.split(SEPARATOR);
    for (let at = 0; at < fields.length; at += 1) if (fields[at] === NULL_FIELD) fields[at] = null;
    return fields;
  }

  get json(): SelfWriting {
    return this;
  }

  /** Three of a UTF-16 unit at most, as of a separator; the brackets and quotes, and the separator behind the last field. */
  get mostBytes(): number {
    return this.#text.length * MOST_BYTES_A_UNIT + 8;
  }

  write(bytes: Uint8Array, start: number): number {
    const size = encode(this.#text);
    bytes[start] = OPEN;
    bytes[start + 1] = QUOTE;
    let end = start + 2;
    for (let at = 0; at < size; at += 1) {
      const byte = TEXT[at] ?? 0;
      const kind = KINDS[byte];
      if (kind === PLAIN) {
        bytes[end] = byte;
        end += 1;
      } else if (kind === PARTING) {
        bytes[end] = QUOTE;
        end = writeNext(bytes, end + 1);
      } else if (kind === ESCAPED) {
        bytes[end] = BACKSLASH;
        bytes[end + 1] = byte;
        end += 2;
      } else if (kind === NULL_MARK && isAlone(at)) {
        // In the place of the quote that stands there already.
        bytes.set(NULL_WORD, end - 1);
        end = writeNext(bytes, end - 1 + NULL_WORD.length);
        at += 1;
      } else return -1;
    }
    // In the place of the comma, as no field comes any more.
    bytes[end - 2] = CLOSE;
    return size < 0 ? -1 : end - 1;
  }

  toString(): string {
    return JSON.stringify(this.fields);
  }
}

/** Puts a text and a separator behind it into `TEXT` as UTF-8; how many bytes that is, -1 where it has no room or is no UTF-8. */
function encode(text: string): number {
  if (text.length * MOST_BYTES_A_UNIT >= TEXT.length) return -1;
  const size = TEXT.write(text, 0, 'utf8');
  if (size !== text.length && !text.isWellFormed()) return -1;
  TEXT[size] = SEPARATOR_CODE;
  return size + 1;
}

/** Whether the byte at `at` is all of a field. */
function isAlone(at: number): boolean {
  return TEXT[at + 1] === SEPARATOR_CODE && (at === 0 || TEXT[at - 1] === SEPARATOR_CODE);
}

/** Begins the next field. */
function writeNext(bytes: Uint8Array, at: number): number {
  bytes[at] = COMMA;
  bytes[at + 1] = QUOTE;
  return at + 2;
}
