import { RingledgerError } from '../core/errors.ts';
import { findJsonFault } from '../core/find-json-fault.ts';

/**
 * Reads a body of the published API: JSON, whatever its Content-Type says, with a comma before a closing bracket let
 * pass, as one of the contract's own examples has one. An empty body is `{}`. Refuses with the place of the fault.
 */
export function readJsonBody(text: string): Readonly<Record<string, unknown>> {
  const body = text.replace(/^\uFEFF/, '');
  if (body.trim() === '') return {};
  const value = parse(body);
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    return value as Readonly<Record<string, unknown>>;
  }
  throw new RingledgerError(
    'invalid-request',
    `The body is JSON, but not an object: it begins with ${quote(body.trim())}. Send {"type": "cdr", "scope": {…}}.`,
  );
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    const plain = withoutTrailingCommas(body);
    try {
      return JSON.parse(plain);
    } catch {
      throw new RingledgerError('invalid-request', `The body is not JSON: ${describe(plain)}`);
    }
  }
}

/**
 * Blanks each comma that stands before a closing bracket; texts inside quotes are left alone. One walk over the body: a
 * pattern would try an unclosed text again from every quote in it, and anybody can send one.
 */
function withoutTrailingCommas(body: string): string {
  let plain = '';
  let from = 0;
  let comma = NONE;
  for (let at = 0; at < body.length; at += 1) {
    const character = body[at] ?? '';
    if (character === '"') at = endOfText(body, at);
    if (BLANKS.includes(character)) continue;
    if (comma !== NONE && (character === '}' || character === ']')) {
      plain += `${body.slice(from, comma)} `;
      from = comma + 1;
    }
    comma = character === ',' ? at : NONE;
  }
  return plain + body.slice(from);
}

const NONE = -1;
const BLANKS = ' \t\r\n';

/** Index of the quote that closes the text opened at `open`, or the body's length where none does. */
function endOfText(body: string, open: number): number {
  for (let at = open + 1; at < body.length; at += 1) {
    if (body[at] === '\\') at += 1;
    else if (body[at] === '"') return at;
  }
  return body.length;
}

/** The engine's own messages often name no place. */
function describe(body: string): string {
  const at = findJsonFault(body)?.position ?? body.length;
  const before = body.slice(0, at).split('\n');
  const place = `line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1}`;
  if (at >= body.length) return `it ends at ${place} before it is complete.`;
  return `at ${place} stands ${quote(body.slice(at))}.`;
}

/** The beginning of a text, up to the end of its line. */
function quote(text: string): string {
  const [line = ''] = text.split('\n', 1);
  return `"${line.slice(0, 20)}${line.length > 20 ? '…' : ''}"`;
}
