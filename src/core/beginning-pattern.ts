/**
 * The pattern of what a number pattern's matches begin with, themselves and nothing included: of `20[38]`, that is
 * ``, `2`, `20`, `203` and `208`. Takes what libphonenumber's number patterns are made of: digits, `\d`, classes,
 * `(?:…|…)`, and `?`, `{n}`, `{n,m}` behind each. Throws on anything else.
 */
export function beginningsOf(pattern: string): RegExp {
  const [beginnings, rest] = readAlternatives(pattern);
  if (rest !== '') throw new Error(`The pattern ${pattern} cannot be read from "${rest}" on.`);
  return new RegExp(`^(?:${beginnings})$`);
}

/** One piece of a sequence: its own source, and that of its beginnings. */
interface Piece {
  readonly whole: string;
  readonly beginnings: string;
}

/** Each of these answers what it read and what is left to be read. */
type Read<T> = readonly [read: T, rest: string];

const CHARACTER = /^(?:[0-9]|\\d|\[[0-9-]+\])/;
const QUANTIFIER = /^(?:\?|\{(\d+)(?:,(\d+))?\})/;
const GROUP = '(?:';

/** Up to the bracket that closes them, or the end. */
function readAlternatives(text: string): Read<string> {
  const [first, rest] = readSequence(text);
  if (!rest.startsWith('|')) return [first, rest];
  const [others, last] = readAlternatives(rest.slice(1));
  return [`${first}|${others}`, last];
}

function readSequence(text: string): Read<string> {
  const [piece, rest] = readPiece(text);
  if (piece === undefined) return ['', text];
  const [following, last] = readSequence(rest);
  return [`${piece.beginnings}|${piece.whole}(?:${following})`, last];
}

function readPiece(text: string): Read<Piece | undefined> {
  if (text.startsWith(GROUP)) {
    const [inner, rest] = readAlternatives(text.slice(GROUP.length));
    if (!rest.startsWith(')')) throw new Error(`The group ${text} does not end.`);
    const group = text.slice(0, text.length - rest.length + 1);
    return readTimes({ whole: group, beginnings: `(?:${inner})` }, rest.slice(1));
  }
  const character = CHARACTER.exec(text)?.[0];
  if (character === undefined) return [undefined, text];
  return readTimes({ whole: character, beginnings: `${character}?` }, text.slice(character.length));
}

function readTimes(piece: Piece, text: string): Read<Piece> {
  const [quantifier, fewest = '1', most = fewest] = QUANTIFIER.exec(text) ?? [];
  if (quantifier === undefined) return [piece, text];
  const before = Number(most) - 1;
  const repeated = {
    whole: piece.whole + quantifier,
    beginnings: `(?:${piece.whole}){0,${before}}${piece.beginnings}`,
  };
  return [repeated, text.slice(quantifier.length)];
}
