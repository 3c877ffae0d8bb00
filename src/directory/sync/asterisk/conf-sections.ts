import { type ConfInclude, matchesGlob, readIncludes } from '../../../core/asterisk-includes.ts';

/** A file as it was found, named as #include names it. */
export interface ConfFile {
  readonly name: string;
  readonly text: string;
}

interface ConfLine {
  readonly key: string;
  readonly value: string;
}

/** A section of an Asterisk configuration file, with what its templates say before its own lines. */
export interface ConfSection {
  readonly name: string;
  readonly lines: readonly ConfLine[];
}

/** How deep files may include each other, which is Asterisk's own limit. */
const DEEPEST = 10;

/**
 * The sections of a file and of what it includes, in order: `[name](template,…)` begins with the lines of its templates,
 * `[name](!)` is a template and is none itself, `[name](+)` adds to the section of that name. `;` begins a comment, and
 * `;--` one that ends at `--;`. What #exec would run is not run, and is told in `notes`.
 */
export function readConf(files: readonly ConfFile[], name: string, notes: string[]): readonly ConfSection[] {
  const sections: { name: string; isTemplate: boolean; lines: ConfLine[] }[] = [];
  for (const line of readLines(files, name, notes, 0)) {
    const head = /^\[([^\]]+)\](?:\s*\(([^)]*)\))?/.exec(line);
    if (head === null) {
      const [key = '', value] = splitLine(line);
      const section = sections.at(-1);
      if (section !== undefined && value !== undefined) section.lines.push({ key, value });
      continue;
    }
    const [, title = '', options = ''] = head;
    const flags = options.split(',').map((option) => option.trim());
    const own = flags.includes('+') ? sections.findLast((one) => one.name === title) : undefined;
    const bases = flags.flatMap((flag) => sections.findLast((one) => one.name === flag)?.lines ?? []);
    if (own === undefined) sections.push({ name: title, isTemplate: flags.includes('!'), lines: [...bases] });
    else {
      sections.splice(sections.indexOf(own), 1);
      sections.push({ ...own, lines: [...own.lines, ...bases] });
    }
  }
  return sections.filter(({ isTemplate }) => !isTemplate);
}

/** The last value of a key, as Asterisk takes it; undefined where it is not written. */
export function settingOf({ lines }: ConfSection, key: string): string | undefined {
  return lines.findLast((line) => line.key === key)?.value;
}

function* readLines(
  files: readonly ConfFile[],
  name: string,
  notes: string[],
  depth: number,
): Generator<string> {
  const file = files.find((one) => one.name === name);
  if (file === undefined || depth > DEEPEST) return;
  const text = file.text.replaceAll(/;--(?!-)[\s\S]*?--;/g, '');
  for (const line of text.split(/\r?\n/)) {
    const [include] = readIncludes(line);
    const bare = withoutComment(line).trim();
    if (include !== undefined) {
      for (const one of findIncluded(files, name, include, notes))
        yield* readLines(files, one, notes, depth + 1);
    } else if (bare !== '') yield bare;
  }
}

function findIncluded(
  files: readonly ConfFile[],
  name: string,
  { directive, path }: ConfInclude,
  notes: string[],
): readonly string[] {
  if (directive === 'exec') {
    notes.push(`${name} runs ${path} (#exec), which is not run here: what it would write is not read.`);
    return [];
  }
  const found = files.filter((one) => matchesGlob(path, one.name)).map((one) => one.name);
  if (found.length === 0 && directive === 'include' && !/[*?[]/.test(path)) {
    notes.push(`${name} includes ${path}, which was not found.`);
  }
  return found.toSorted();
}

function withoutComment(line: string): string {
  const at = line.search(/(?<!\\);/);
  return (at === -1 ? line : line.slice(0, at)).replaceAll('\\;', ';');
}

/** `key = value` and `key => value`. */
function splitLine(line: string): readonly [string, string | undefined] {
  const at = line.indexOf('=');
  if (at === -1) return [line, undefined];
  const value = line.slice(line[at + 1] === '>' ? at + 2 : at + 1);
  return [line.slice(0, at).trim().toLowerCase(), value.trim()];
}
