import type { Shape } from '../../core/json-shape.ts';
import { MAPPING_SCHEMA } from '../sources/mapping-schema.ts';

const { $schema: _, ...MAPPING_SHAPE } = MAPPING_SCHEMA;

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
    template: {
      type: 'string',
      title: 'the template by which freeswitch-csv was written',
      description: 'the template of cdr_csv.conf.xml, where it is not a stock one',
      pattern: '^.{1,20000}$',
      examples: [`"\${uuid}","\${originator}","\${caller_id_number}"`],
    },
    dates: {
      type: 'string',
      title: 'whether the day or the month comes first',
      description: 'dmy or mdy, for dates such as 03/04/2026; without it dmy',
      enum: ['dmy', 'mdy'],
      examples: ['mdy'],
    },
    mapping: {
      ...MAPPING_SHAPE,
      title: 'the mapping by which files of the kind mapping are read',
      description: 'an object as docs/file-formats.md describes it',
      examples: [{ columns: { start: 'Start', src: 'From', dst: 'To', billsec: 'Talk' } }],
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
