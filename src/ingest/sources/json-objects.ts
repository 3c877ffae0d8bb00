import { rejectFor } from '../reject-reason.ts';
import type { DocumentCutter } from './document-file.ts';

const SKIPPED = /[\s,[\]\uFEFF]/;
/** A text on one line, as JSON has them; the quote of one that its line does not close; braces; line ends. */
const MARKS = /"[^"\\\n]*(?:\\[^\n][^"\\\n]*)*"|["{}\n]/g;

const NESTS: Readonly<Record<string, number>> = { '{': 1, '}': -1 };

/**
 * Cuts JSON objects out of text: objects one after another, on lines of their own or not, or in a list. Where a line
 * ends amid an object and the next begins another one, the first was never finished: it alone is at fault.
 */
export const JSON_OBJECTS: DocumentCutter = {
  skip,
  next: (text, from) => {
    const start = skip(text, from);
    if (start === text.length) return null;
    if (text[start] !== '{') return findBadLine(text, start);
    return findObject(text, start);
  },
  reject: (raw) => rejectFor('not-json', raw),
};

function skip(text: string, from: number): number {
  let start = from;
  while (start < text.length && SKIPPED.test(text.charAt(start))) start += 1;
  return start;
}

/** Text from `start` on that is no object: up to the end of the line of `at`. */
function findBadLine(text: string, at: number, start = at) {
  const end = text.indexOf('\n', at);
  return end === -1 ? null : { start, end, bad: true };
}

function findObject(text: string, start: number) {
  let depth = 0;
  const firstEnd = text.indexOf('\n', start);
  MARKS.lastIndex = start;
  for (let mark = MARKS.exec(text); mark !== null; mark = MARKS.exec(text)) {
    const [found] = mark;
    // A text never goes on in the next line: where the line is all there, it was never closed.
    if (found === '"') return findBadLine(text, mark.index, start);
    // What follows the first line's end must be there to tell.
    if (mark.index === firstEnd && firstEnd + 2 >= text.length) return null;
    if (mark.index === firstEnd && beginsAnother(text, start, firstEnd)) {
      return { start, end: firstEnd, bad: true };
    }
    depth += NESTS[found] ?? 0;
    if (depth === 0) return { start, end: MARKS.lastIndex, bad: false };
  }
  return null;
}

/** An object goes on in the next line after what a line can end in amid one; else that line is another's. */
function beginsAnother(text: string, start: number, lineEnd: number): boolean {
  return text.startsWith('{"', lineEnd + 1) && !/[[{,:]\s*$/.test(text.slice(start, lineEnd));
}
