const QUOTE = 0x22;
const COMMA = 0x2c;
const LF = 0x0a;
const CR = 0x0d;

/**
 * The fields of `text` from `from` up to `to`, unquoted, or null when a quote is still open at `to`. A doubled quote
 * within a quoted field is one quote; a single one that neither a comma nor the end follows is taken as it stands,
 * since many writers forget to double it (`"Bob "The" <200>"`); but right after a comma it opens the next field, and
 * the one before it was never closed. `separator` is a character's code, the comma's unless said.
 */
export function splitFields(text: string, from: number, to: number, separator = COMMA): string[] | null {
  const fields: string[] = [];
  let at = from;
  for (;;) {
    if (at < to && text.charCodeAt(at) === QUOTE) {
      const quote = nextQuote(text, at + 1, to);
      const close = endOfQuoted(text, quote, to, separator);
      if (close === -1) return null;
      const field = text.slice(at + 1, close);
      // A field that ends at its first quote, as nearly all do, has nothing doubled in it.
      fields.push(close === quote ? field : field.replaceAll('""', '"'));
      at = close + 1;
    } else {
      const comma = endOfPlain(text, at, to, separator);
      fields.push(text.slice(at, comma));
      at = comma;
    }
    if (at >= to) return fields;
    at += 1;
  }
}

/** What `findRecordEnd` answers when there is no end: the quotes are at fault, or the text ran out within a field. */
const BROKEN = -1;
export const OPEN = -2;

/**
 * Index of the line end (or of the end of the text) that closes a record whose quoted fields may hold line ends.
 * Here, where a mistake would swallow the lines that follow, quotes must be faultless.
 */
export function findRecordEnd(text: string, from: number, limit: number, separator = COMMA): number {
  const to = Math.min(limit, text.length);
  let at = from;
  while (at < to) {
    at =
      text.charCodeAt(at) === QUOTE
        ? endOfStrictlyQuoted(text, at, to, separator)
        : endOfStrictlyPlain(text, at, to, separator);
    if (at < 0) break;
    if (at === text.length || isLineEnd(text.charCodeAt(at))) return at;
    at += 1;
  }
  return at === BROKEN || to < text.length ? BROKEN : OPEN;
}

/** Index of the quote that is open at the end of a record, or -1. */
export function findOpenQuote(raw: string): number {
  let at = 0;
  while (at < raw.length) {
    const quoted = raw.charCodeAt(at) === QUOTE;
    const end = quoted ? endOfQuoted(raw, at + 1, raw.length, COMMA) : endOfPlain(raw, at, raw.length, COMMA);
    if (end === -1) return at;
    at = quoted ? end + 2 : end + 1;
  }
  return -1;
}

/** Index of the quote that closes a field whose text begins at `from`, or -1. */
function endOfQuoted(text: string, from: number, to: number, separator: number): number {
  for (let at = from; at < to; at++) {
    if (text.charCodeAt(at) !== QUOTE) continue;
    const next = at + 1 < to ? text.charCodeAt(at + 1) : separator;
    if (next === separator) return at;
    if (next === QUOTE) at += 1;
    else if (text.charCodeAt(at - 1) === separator) return -1;
  }
  return -1;
}

function nextQuote(text: string, from: number, to: number): number {
  let at = from;
  while (at < to && text.charCodeAt(at) !== QUOTE) at++;
  return at;
}

function endOfPlain(text: string, from: number, to: number, separator: number): number {
  let at = from;
  while (at < to && text.charCodeAt(at) !== separator) at++;
  return at;
}

/** Index after the closing quote, at a comma or line end; or BROKEN, or OPEN. */
function endOfStrictlyQuoted(text: string, open: number, to: number, separator: number): number {
  for (let at = open + 1; at < to; at++) {
    if (text.charCodeAt(at) !== QUOTE) continue;
    if (at + 1 === text.length) return at + 1;
    const next = text.charCodeAt(at + 1);
    if (next === separator || isLineEnd(next)) return at + 1;
    if (next !== QUOTE) return BROKEN;
    at += 1;
  }
  return OPEN;
}

function endOfStrictlyPlain(text: string, from: number, to: number, separator: number): number {
  for (let at = from; at < to; at++) {
    const code = text.charCodeAt(at);
    if (code === separator || isLineEnd(code)) return at;
    if (code === QUOTE) return BROKEN;
  }
  return to === text.length ? to : OPEN;
}

function isLineEnd(code: number): boolean {
  return code === LF || code === CR;
}
