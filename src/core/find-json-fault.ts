/** Where a text stops being JSON: an offset into it, and a sentence. */
export interface JsonFault {
  readonly position: number;
  readonly message: string;
}

type Expectation = 'value' | 'value or end' | 'key' | 'key or end' | 'colon' | 'comma or end' | 'nothing';
type TokenKind = '{' | '}' | '[' | ']' | ',' | ':' | 'string' | 'literal';

/** An object or list that is open; an object with its keys so far, a list without, as millions may stand in each other. */
interface Open {
  readonly closer: '}' | ']';
  readonly keys?: Set<string>;
}

const BLANKS = /[ \t\r\n]*/y;
const TOKEN =
  /(?<mark>[{}[\],:])|(?<literal>(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)(?![\w.+-]))/uy;
/** What a text may be made of, up to the next backslash or quote, and what a backslash may stand before. */
const PLAIN = /[^"\\\p{Cc}]+|[\x7f-\x9f]+/uy;
const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9A-Fa-f]{4})/y;
const ODD_WORD = /[^\s{}[\],:"]+|./uy;

/** The marks that may stand at each point; a closer only when it closes what is open. */
const ACCEPTED: Readonly<Record<Expectation, readonly TokenKind[]>> = {
  value: ['{', '[', 'string', 'literal'],
  'value or end': ['{', '[', 'string', 'literal', ']'],
  key: ['string'],
  'key or end': ['string', '}'],
  colon: [':'],
  'comma or end': [',', '}', ']'],
  nothing: [],
};

/** The first thing in which a text is not JSON, duplicate keys of one object included; undefined when all is well. */
export function findJsonFault(text: string): JsonFault | undefined {
  const open: Open[] = [];
  let expected: Expectation = 'value';
  for (let position = skipBlanks(text, 0); position < text.length; position = skipBlanks(text, position)) {
    const token = readToken(text, position);
    if (token === undefined || !isAccepted(expected, token.kind, open)) {
      return { position, message: misplaced(text, position, expected, open) };
    }
    const isKey: boolean = expected === 'key' || expected === 'key or end';
    if (isKey && token.kind === 'string' && !addKey(open, token.text)) {
      return { position, message: `the key ${token.text} stands twice in one object: bring both together.` };
    }
    expected = isKey && token.kind === 'string' ? 'colon' : advance(token.kind, open);
    position += token.text.length;
  }
  if (expected === 'nothing') return undefined;
  return {
    position: text.length,
    message: `the text ends where ${nameExpected(expected, open)} should be: is the file whole?`,
  };
}

const LIST: Open = { closer: ']' };

/** What may follow a token that was accepted; opens and closes along with it. */
function advance(kind: TokenKind, open: Open[]): Expectation {
  switch (kind) {
    case '{':
      open.push({ closer: '}', keys: new Set() });
      return 'key or end';
    case '[':
      open.push(LIST);
      return 'value or end';
    case ',':
      return open.at(-1)?.closer === '}' ? 'key' : 'value';
    case ':':
      return 'value';
    case '}':
    case ']':
      open.pop();
      return open.length === 0 ? 'nothing' : 'comma or end';
    default:
      return open.length === 0 ? 'nothing' : 'comma or end';
  }
}

function isAccepted(expected: Expectation, kind: TokenKind, open: readonly Open[]): boolean {
  if (!ACCEPTED[expected].includes(kind)) return false;
  return (kind !== '}' && kind !== ']') || open.at(-1)?.closer === kind;
}

function addKey(open: readonly Open[], quoted: string): boolean {
  const keys = open.at(-1)?.keys;
  const key = String(JSON.parse(quoted));
  if (keys === undefined || keys.has(key)) return false;
  keys.add(key);
  return true;
}

function readToken(text: string, position: number): { kind: TokenKind; text: string } | undefined {
  if (text[position] === '"') {
    const end = findStringEnd(text, position);
    return end === undefined ? undefined : { kind: 'string', text: text.slice(position, end) };
  }
  TOKEN.lastIndex = position;
  const groups = TOKEN.exec(text)?.groups;
  if (groups === undefined) return undefined;
  const { mark, literal } = groups;
  return mark === undefined
    ? { kind: 'literal', text: literal ?? '' }
    : { kind: mark as TokenKind, text: mark };
}

/** Piece by piece, as one expression over a text of megabytes (a whole deck) would run out of stack. */
function findStringEnd(text: string, position: number): number | undefined {
  let at = position + 1;
  while (text[at] !== '"') {
    const piece = text[at] === '\\' ? ESCAPE : PLAIN;
    piece.lastIndex = at;
    if (!piece.test(text)) return undefined;
    at = piece.lastIndex;
  }
  return at + 1;
}

function skipBlanks(text: string, position: number): number {
  BLANKS.lastIndex = position;
  BLANKS.test(text);
  return BLANKS.lastIndex;
}

function misplaced(text: string, position: number, expected: Expectation, open: readonly Open[]): string {
  const wanted = nameExpected(expected, open);
  const token = readToken(text, position);
  if (token === undefined && text[position] === '"') {
    return 'a text begins here that is not closed on its line, or holds a backslash that means nothing.';
  }
  const found = token?.text ?? oddWord(text, position);
  if ((expected === 'key' || expected === 'value') && (found === '}' || found === ']')) {
    return `found ${found} where ${wanted} should be: take away the comma before it.`;
  }
  const hint = found.startsWith("'") ? ' Texts stand in double quotes.' : '';
  return `found ${cut(found)} where ${wanted} should be.${hint}`;
}

function nameExpected(expected: Expectation, open: readonly Open[]): string {
  const closer = open.at(-1)?.closer ?? '';
  switch (expected) {
    case 'colon':
      return 'a colon';
    case 'key':
      return 'a key in double quotes';
    case 'key or end':
      return 'a key in double quotes, or },';
    case 'comma or end':
      return `a comma, or ${closer},`;
    case 'nothing':
      return 'the end of the file';
    default:
      return 'a value';
  }
}

function oddWord(text: string, position: number): string {
  ODD_WORD.lastIndex = position;
  return ODD_WORD.exec(text)?.[0] ?? text.slice(position, position + 1);
}

function cut(found: string): string {
  return found.length <= 40 ? found : `${found.slice(0, 40)}…`;
}
