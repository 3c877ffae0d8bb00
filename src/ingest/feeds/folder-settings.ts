import { collectFaults } from '../../core/collect-faults.ts';
import type { Shape } from '../../core/json-shape.ts';
import { suggestWord } from '../../core/suggest-word.ts';
import { isZone } from '../../core/zone.ts';

/** What a folder source needs to know; published for pages and `source kinds`. */
export const FOLDER_SHAPE: Shape = {
  type: 'object',
  title: 'the settings of a folder source',
  description: 'an object in braces',
  properties: {
    path: {
      type: 'string',
      title: 'the path of a folder or a file',
      description: 'a path from the root on, of a folder or of one file that this server may read',
      pattern: '^/',
      examples: ['/var/log/asterisk/cdr-csv'],
    },
    files: {
      type: 'array',
      title: 'which files are read, and as what',
      description:
        'a list of NAME=KIND, where NAME may hold * and ?; rotated and gzipped ones are read with them',
      items: {
        type: 'string',
        title: 'a name of files and their kind',
        description: 'NAME=KIND',
        pattern: '^[^=/]+=[a-z0-9-]+$',
        examples: ['Master.csv=asterisk-cdr'],
      },
      minItems: 1,
      examples: [['Master.csv=asterisk-cdr', 'queue_log=asterisk-queue-log']],
    },
    zone: {
      type: 'string',
      title: 'the zone of the clock that writes the files',
      description: 'an IANA name; without it the zone is told from the first records',
      pattern: '^.{1,64}$',
      examples: ['Europe/London'],
    },
    columns: {
      type: 'string',
      title: 'the columns of CSV that has no header',
      description: 'their names, with commas between them, in their order',
      pattern: '^[^,]+(,[^,]+)*$',
      examples: ['start,src,dst,duration,billsec,disposition,uniqueid'],
    },
    pollMilliseconds: {
      type: 'integer',
      title: 'how often files are looked at, in milliseconds',
      description: 'a whole number from 10 to 3600000; without it 1000',
      minimum: 10,
      maximum: 3_600_000,
      examples: [1000],
    },
  },
  required: ['path'],
  additionalProperties: false,
};

/** A name of files, and what they are read as. */
export interface FileRule {
  readonly name: string;
  readonly kind: string;
}

export interface FolderSettings {
  readonly path: string;
  readonly files: readonly FileRule[];
  readonly zone: string | undefined;
  readonly columns: readonly string[] | undefined;
  readonly pollMilliseconds: number;
}

/** What a PBX with Asterisk's own names leaves. */
const USUAL_FILES: readonly FileRule[] = [
  { name: 'Master.csv', kind: 'asterisk-cdr' },
  { name: 'queue_log', kind: 'asterisk-queue-log' },
];

/** Reads settings that their shape has passed; refuses with all faults a zone or a kind of file that there is not. */
export function readFolderSettings(
  settings: Readonly<Record<string, unknown>>,
  kinds: readonly string[],
): FolderSettings {
  const { path, zone, columns, files, pollMilliseconds } = settings as {
    readonly path: string;
    readonly zone?: string;
    readonly columns?: string;
    readonly files?: readonly string[];
    readonly pollMilliseconds?: number;
  };
  return collectFaults('The folder cannot be read so.', (refuse) => {
    if (zone !== undefined && !isZone(zone)) {
      refuse('zone', `"${zone}" is not known: give an IANA name such as Europe/London or UTC.`);
    }
    const rules = files?.map((text) => {
      const [name = '', kind = ''] = text.split('=', 2);
      if (!kinds.includes(kind)) {
        const meant = suggestWord(kind, kinds);
        const fix = meant === undefined ? `write one of ${kinds.join(', ')}.` : `did you mean "${meant}"?`;
        refuse('files', `"${kind}" is no kind of file; ${fix}`);
      }
      return { name, kind };
    });
    return {
      path,
      files: rules ?? USUAL_FILES,
      zone,
      columns: columns?.split(',').map((one) => one.trim()),
      pollMilliseconds: pollMilliseconds ?? 1000,
    };
  });
}
