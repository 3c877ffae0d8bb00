import { rejectFor } from '../reject-reason.ts';
import type { DocumentCutter } from './document-file.ts';

/** Cuts the `<cdr>` elements out of text; declarations, comments and blanks between them are passed over. */
export const CDR_ELEMENTS: DocumentCutter = {
  next: (text, from) => {
    const start = text.indexOf('<cdr', from);
    const stray = findStray(text, from, start === -1 ? text.length : start);
    if (stray !== null) return stray;
    if (start === -1) return null;
    const close = text.indexOf('</cdr>', start);
    const again = text.indexOf('<cdr ', start + 4);
    if (again !== -1 && (close === -1 || again < close)) return { start, end: again, bad: true };
    return close === -1 ? null : { start, end: close + '</cdr>'.length, bad: false };
  },
  reject: (raw) => rejectFor('not-xml', raw),
};

function findStray(text: string, from: number, to: number) {
  const skipped =
    /^(?:\s|\uFEFF|<\?[^>]*\?>|<!--.*?-->|<\/?cdrs>)*/s.exec(text.slice(from, to))?.[0].length ?? 0;
  const start = from + skipped;
  const end = text.indexOf('\n', start);
  if (start >= to || end === -1 || end > to) return null;
  return { start, end, bad: true };
}
