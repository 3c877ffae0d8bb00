import { collectFaults, type Refuse } from '../../core/collect-faults.ts';
import { RingledgerError } from '../../core/errors.ts';
import type { FileKindInfo } from '../../core/file-kinds.ts';
import { suggestWord } from '../../core/suggest-word.ts';
import { isZone } from '../../core/zone.ts';
import type { FileOptions } from '../file-kinds.ts';
import { parseMapping } from '../sources/mapping.ts';

/** A name of files, and what they are read as. */
export interface FileRule {
  readonly name: string;
  readonly kind: string;
}

export interface FolderSettings extends Omit<FileOptions, 'zone' | 'growing'> {
  readonly path: string;
  readonly files: readonly FileRule[];
  readonly zone: string | undefined;
  readonly pollMilliseconds: number;
}

/** What a PBX with Asterisk's own names leaves. */
const USUAL_FILES: readonly FileRule[] = [
  { name: 'Master.csv', kind: 'asterisk-cdr' },
  { name: 'queue_log', kind: 'asterisk-queue-log' },
];

/** A kind of file, and what may be said of how it is read. */
type KnownKind = Pick<FileKindInfo, 'kind' | 'options'>;

/** What is said of some kinds only, in the settings as in `core/file-kinds.ts`. */
const OPTIONS = ['columns', 'template', 'dates', 'mapping'] as const;

/**
 * Reads settings that their shape has passed; refuses with all faults a zone or a kind of file that there is not, what
 * none of the files can use, and a mapping that is missing or contradicts itself.
 */
export function readFolderSettings(
  settings: Readonly<Record<string, unknown>>,
  kinds: readonly KnownKind[],
): FolderSettings {
  const { path, zone, columns, files, template, dates, mapping, pollMilliseconds } = settings as {
    readonly path: string;
    readonly zone?: string;
    readonly columns?: string;
    readonly files?: readonly string[];
    readonly template?: string;
    readonly dates?: 'dmy' | 'mdy';
    readonly mapping?: object;
    readonly pollMilliseconds?: number;
  };
  return collectFaults('The folder cannot be read so.', (refuse) => {
    if (zone !== undefined && !isZone(zone)) {
      refuse('zone', `"${zone}" is not known: give an IANA name such as Europe/London or UTC.`);
    }
    const rules = files?.map((text) => readRule(text, kinds, refuse)) ?? USUAL_FILES;
    refuseUseless(settings, rules, kinds, refuse);
    return {
      path,
      files: rules,
      zone,
      columns: columns?.split(',').map((one) => one.trim()),
      template,
      dates,
      mapping: readMapping(mapping, rules, refuse),
      pollMilliseconds: pollMilliseconds ?? 1000,
    };
  });
}

function readRule(text: string, kinds: readonly KnownKind[], refuse: Refuse): FileRule {
  const [name = '', kind = ''] = text.split('=', 2);
  const names = kinds.map((one) => one.kind);
  if (!names.includes(kind)) {
    const meant = suggestWord(kind, names);
    const fix = meant === undefined ? `write one of ${names.join(', ')}.` : `did you mean "${meant}"?`;
    refuse('files', `"${kind}" is no kind of file; ${fix}`);
  }
  return { name, kind };
}

/** Whoever says how files are to be read, and has none that can be read so, has misspelt their kind. */
function refuseUseless(
  settings: Readonly<Record<string, unknown>>,
  rules: readonly FileRule[],
  kinds: readonly KnownKind[],
  refuse: Refuse,
): void {
  const read = kinds.filter(({ kind }) => rules.some((rule) => rule.kind === kind));
  // A kind that there is not is refused already, and may have been meant to take anything.
  if (!rules.every(({ kind }) => read.some((one) => one.kind === kind))) return;
  for (const option of OPTIONS) {
    if (settings[option] === undefined || read.some(({ options }) => options.includes(option))) continue;
    const takers = kinds.filter(({ options }) => options.includes(option)).map(({ kind }) => kind);
    refuse(
      option,
      `none of the files (${read.map(({ kind }) => kind).join(', ')}) is read by ${option}: leave it out, or name files of a kind that is (${takers.join(', ')}).`,
    );
  }
}

/** The text of a mapping, as files of that kind are opened by it. */
function readMapping(
  mapping: object | undefined,
  rules: readonly FileRule[],
  refuse: Refuse,
): string | undefined {
  if (mapping === undefined) {
    const rule = rules.find(({ kind }) => kind === 'mapping');
    if (rule !== undefined) {
      refuse(
        'mapping',
        `there is none to read ${rule.name} by: give one, as docs/file-formats.md describes.`,
      );
    }
    return undefined;
  }
  const text = JSON.stringify(mapping);
  try {
    parseMapping(text);
  } catch (error) {
    if (!(error instanceof RingledgerError)) throw error;
    for (const { where, message } of error.faults) refuse(`mapping.${where}`, message);
  }
  return text;
}
