/** A line of an Asterisk configuration file that brings in what stands elsewhere. */
export interface ConfInclude {
  /** `exec` would run a command; `tryinclude` does without a file that is not there. */
  readonly directive: 'include' | 'tryinclude' | 'exec';
  /** A file below Asterisk's configuration folder, or an absolute path; may be a pattern. The command of `exec`. */
  readonly path: string;
}

/** Every include of a text. */
export function readIncludes(text: string): readonly ConfInclude[] {
  const lines = text.matchAll(
    /^[ \t]*#(include|tryinclude|exec)[ \t]+(?:"([^"\n]*)"|<([^>\n]*)>|([^;\n]*))/gm,
  );
  return [...lines].map(([, directive = '', quoted, bracketed, plain = '']) => ({
    directive: directive as ConfInclude['directive'],
    path: (quoted ?? bracketed ?? plain).trim(),
  }));
}

/** Whether a path is meant by a shell pattern of `*`, `?` and `[…]`, none of which stands for a slash. */
export function matchesGlob(pattern: string, path: string): boolean {
  const source = pattern.replaceAll(/\*|\?|\[[^\]]+\]|[\\^$.|+(){}[\]]/g, (mark) => {
    if (mark === '*') return '[^/]*';
    if (mark === '?') return '[^/]';
    return mark.length > 1 ? mark.replace('[!', '[^') : `\\${mark}`;
  });
  return new RegExp(`^${source}$`).test(path);
}
