import { type RingledgerError, refuseFaults } from './errors.ts';

/** One record of a CSV text and the line it begins on, counted from 1. */
export interface CsvRecord {
  readonly line: number;
  readonly fields: readonly string[];
}

/**
 * The records of a CSV text (RFC 4180): commas (or another separator of one character), `"` quotes with `""` for a
 * quote, lines ended by LF or CRLF inside and outside quotes. Blank lines are passed over, a byte order mark is
 * dropped. Throws `invalid-request`, with the line as its fault, for a quote that is never closed.
 */
export function* readCsv(text: string, separator = ','): Generator<CsvRecord> {
  let at = text.startsWith('\uFEFF') ? 1 : 0;
  let line = 1;
  while (at < text.length) {
    const end = endOfLine(text, at);
    const plain = text.slice(at, withoutReturn(text, at, end));
    if (!plain.includes('"')) {
      if (plain.trim() !== '') yield { line, fields: plain.split(separator) };
      at = end + 1;
      line += 1;
      continue;
    }
    const quoted = readQuoted(text, at, line, separator);
    yield { line, fields: quoted.fields };
    line += countLines(text, at, quoted.next);
    at = quoted.next;
  }
}

function readQuoted(
  text: string,
  from: number,
  line: number,
  separator: string,
): { fields: string[]; next: number } {
  const fields: string[] = [];
  let at = from;
  for (;;) {
    const field =
      text[at] === '"' ? readQuotedField(text, at, line, separator) : readPlainField(text, at, separator);
    fields.push(field.value);
    if (text[field.next] !== separator) return { fields, next: field.next + 1 };
    at = field.next + 1;
  }
}

/** `next` stands on the separator or line end behind the field; text between the closing quote and it is kept. */
function readQuotedField(
  text: string,
  from: number,
  line: number,
  separator: string,
): { value: string; next: number } {
  let value = '';
  let at = from + 1;
  for (;;) {
    const quote = text.indexOf('"', at);
    if (quote === -1) throw unclosedQuote(text, from, line);
    value += text.slice(at, quote);
    if (text[quote + 1] !== '"') {
      const rest = readPlainField(text, quote + 1, separator);
      return { value: value + rest.value, next: rest.next };
    }
    value += '"';
    at = quote + 2;
  }
}

function readPlainField(text: string, from: number, separator: string): { value: string; next: number } {
  const end = endOfLine(text, from);
  const stop = text.indexOf(separator, from);
  if (stop !== -1 && stop < end) return { value: text.slice(from, stop), next: stop };
  return { value: text.slice(from, withoutReturn(text, from, end)), next: end };
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end === -1 ? text.length : end;
}

function withoutReturn(text: string, from: number, end: number): number {
  return end > from && text[end - 1] === '\r' ? end - 1 : end;
}

function countLines(text: string, from: number, to: number): number {
  let lines = 0;
  for (let at = text.indexOf('\n', from); at !== -1 && at < to; at = text.indexOf('\n', at + 1)) lines += 1;
  return lines;
}

function unclosedQuote(text: string, from: number, line: number): RingledgerError {
  const shown = text.slice(from, Math.min(endOfLine(text, from), from + 40));
  const message = `The quote that opens ${shown} is never closed: close it, or write "" for a quote inside quotes.`;
  return refuseFaults('The CSV cannot be read to its end.', [{ where: `line ${line}`, message }]);
}
