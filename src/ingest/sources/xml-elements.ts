import { rejectFor } from '../reject-reason.ts';
import type { DocumentCutter } from './document-file.ts';

/** Cuts the `<cdr>` elements out of text; declarations, comments and blanks between them are passed over. */
export const CDR_ELEMENTS: DocumentCutter = {
  skip: (text, from) => skip(text, from, text.length),
  next: (text, from) => {
    const start = findBegin(text, from);
    const stray = findStray(text, from, start === -1 ? text.length : start);
    if (stray !== null) return stray;
    if (start === -1) return null;
    const close = text.indexOf('</cdr>', start);
    const again = findBegin(text, start + 1);
    if (again !== -1 && (close === -1 || again < close)) return { start, end: again, bad: true };
    return close === -1 ? null : { start, end: close + '</cdr>'.length, bad: false };
  },
  reject: (raw) => rejectFor('not-xml', raw),
};

/** Where an element begins, whatever others of like names there are; -1 for nowhere. */
function findBegin(text: string, from: number): number {
  const begin = /<cdr[\s>]/g;
  begin.lastIndex = from;
  return begin.exec(text)?.index ?? -1;
}

function skip(text: string, from: number, to: number): number {
  const skipped = /^(?:\s|\uFEFF|<\?[^>]*\?>|<!--.*?-->|<\/?cdrs>)*/s.exec(text.slice(from, to));
  return from + (skipped?.[0].length ?? 0);
}

function findStray(text: string, from: number, to: number) {
  const start = skip(text, from, to);
  const end = text.indexOf('\n', start);
  if (start >= to || end === -1 || end > to) return null;
  return { start, end, bad: true };
}
