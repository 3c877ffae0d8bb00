import type { FileRule } from './folder-settings.ts';

/** What a name says of a file. */
export interface MatchedFile {
  readonly name: string;
  readonly kind: string;
  /** What was put away, under a number or a date: nothing begins to write there. */
  readonly isRotated: boolean;
  readonly isGzip: boolean;
}

/**
 * `.1`, `-20261128`, `.2026-11-28`, `-20261128-1795521600`, `.old`, as logrotate and its like add; `.2026-11-28-03-00-00`,
 * as FreeSWITCH does by itself (`do_rotate` of mod_cdr_csv.c).
 */
const ROTATED =
  /(?:\.\d{1,4}|[.-]\d{4}-?\d{2}-?\d{2}(?:[-_T.]?\d{1,10}|(?:[-_T.:]\d{2}){2,3})?|\.old|\.bak)$/;
const GZIP = /\.gz$/i;

/** The first rule that a name fits, as it stands or without what rotation and gzip added to it. */
export function matchFile(name: string, rules: readonly FileRule[]): MatchedFile | undefined {
  const isGzip = GZIP.test(name);
  const plain = name.replace(GZIP, '');
  const stem = plain.replace(ROTATED, '');
  for (const rule of rules) {
    const pattern = toPattern(rule.name);
    // `Master.csv.1` fits `*` as it stands, and is put away all the same.
    for (const form of [stem, plain, name]) {
      if (pattern.test(form)) {
        return { name, kind: rule.kind, isGzip, isRotated: isGzip || stem !== plain };
      }
    }
  }
  return undefined;
}

function toPattern(glob: string): RegExp {
  const text = glob
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${text}$`);
}
