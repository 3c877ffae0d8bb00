import type { SelfWriting } from '../../core/self-writing.ts';
import { writeAscii, writeQuoted } from '../../core/write-ascii.ts';
import type { ForeignRow } from './foreign-database.ts';

/**
 * Between the fields of a row, and in the place of a NULL. One text a row halves what a driver has to do; a row whose
 * texts hold the separator itself is noticed by its number of fields, and is read again field by field.
 */
export const SEPARATOR = '\u001f';
export const NULL_FIELD = '\u001e';

const SEPARATOR_CODE = 0x1f;
const NULL_CODE = 0x1e;
const [COMMA, OPEN, CLOSE] = [0x2c, 0x5b, 0x5d];

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

  /** Three of an empty field, which is a separator alone; and the brackets, and what the last field has no separator for. */
  get mostBytes(): number {
    return this.#text.length * 3 + 6;
  }

  write(bytes: Uint8Array, start: number): number {
    const text = this.#text;
    bytes[start] = OPEN;
    let end = start + 1;
    for (let from = 0; ; ) {
      const to = endOfField(text, from);
      end = isNull(text, from, to) ? writeAscii('null', bytes, end) : writeQuoted(text, from, to, bytes, end);
      if (end < 0) return -1;
      if (to === text.length) break;
      bytes[end] = COMMA;
      end += 1;
      from = to + 1;
    }
    bytes[end] = CLOSE;
    return end + 1;
  }

  toString(): string {
    return JSON.stringify(this.fields);
  }
}

function endOfField(text: string, from: number): number {
  let to = from;
  while (to < text.length && text.charCodeAt(to) !== SEPARATOR_CODE) to += 1;
  return to;
}

function isNull(text: string, from: number, to: number): boolean {
  return to === from + 1 && text.charCodeAt(from) === NULL_CODE;
}
