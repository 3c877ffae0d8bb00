const VALUE = /\s*(?:'((?:[^'\\]|\\.|'')*)'|([^',()]*))\s*([,)]|$)/gsy;
const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', '0': '\0', Z: '\u001a' };

/** The values of one row of MySQL's `INSERT … VALUES (…)`, in parentheses or not. Null for what is none. */
export function splitTuple(raw: string): readonly string[] | null {
  const body = raw.trim().replace(/^\(/, '').replace(/\)$/, '');
  const values: string[] = [];
  VALUE.lastIndex = 0;
  for (;;) {
    const match = VALUE.exec(body);
    if (match === null) return null;
    const [, quoted, plain = '', end] = match;
    values.push(quoted === undefined ? plain.trim() : resolveEscapes(quoted));
    if (end !== ',') return VALUE.lastIndex === body.length ? values : null;
  }
}

function resolveEscapes(text: string): string {
  if (!text.includes('\\') && !text.includes("''")) return text;
  return text.replaceAll(/\\(.)|''/gs, (_whole, escaped: string | undefined) =>
    escaped === undefined ? "'" : (ESCAPES[escaped] ?? escaped),
  );
}
