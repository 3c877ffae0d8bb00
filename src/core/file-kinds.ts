/** What may be said of how a file is to be read. */
export type FileOption = 'zone' | 'columns' | 'template' | 'dates' | 'mapping';

/** A kind of file of call records: what `import KIND` names, on the command line, in `POST /imports/KIND` and in a folder. */
export interface FileKindInfo {
  readonly kind: string;
  /** One line for lists and `--help`. */
  readonly description: string;
  readonly options: readonly FileOption[];
  /** An example of its use, without the program's name. */
  readonly example: string;
}

/** What each option says, for `--help` and refusals. */
export const FILE_OPTIONS: Readonly<Record<FileOption, string>> = {
  zone: "zone in which the file tells times, UTC or Europe/London (default: the PBX's, as its directory says)",
  columns: 'names of the columns, with commas, where no line of the file names them',
  template: 'the template of cdr_csv.conf.xml by which the file was written, where it is not a stock one',
  dates: 'whether the day or the month comes first in dates such as 03/04/2026: dmy (default) or mdy',
  mapping: 'JSON that says how the file is to be read: see docs/file-formats.md',
};

/** Every kind but Asterisk's own, which have commands of their own. */
export const FILE_KINDS: readonly FileKindInfo[] = [
  {
    kind: 'freeswitch-csv',
    description: "FreeSWITCH's mod_cdr_csv: Master.csv by any stock template, or by one's own",
    options: ['zone', 'template'],
    example: 'import freeswitch-csv /var/log/freeswitch/cdr-csv/Master.csv',
  },
  {
    kind: 'freeswitch-json',
    description: "FreeSWITCH's mod_json_cdr or mod_format_cdr: files of JSON",
    options: ['zone'],
    example: 'import freeswitch-json /var/log/freeswitch/json_cdr/*.cdr.json',
  },
  {
    kind: 'freeswitch-xml',
    description: "FreeSWITCH's mod_xml_cdr or mod_format_cdr: files of XML",
    options: ['zone'],
    example: 'import freeswitch-xml /var/log/freeswitch/xml_cdr/*.cdr.xml',
  },
  {
    kind: 'freepbx-csv',
    description: "FreePBX's records: CDR Reports as CSV, a table export, or a dump with INSERTs",
    options: ['zone', 'columns', 'dates'],
    example: 'import freepbx-csv asteriskcdrdb.sql.gz --zone Europe/London',
  },
  {
    kind: 'cucm',
    description: "Cisco Unified Communications Manager's CDR flat files",
    options: [],
    example: 'import cucm cdr_StandAloneCluster_01_202611241200_1234',
  },
  {
    kind: '3cx',
    description: "3CX's CDR output (cdr.log), or the CSV of its call log",
    options: ['zone', 'columns', 'dates'],
    example: 'import 3cx cdr.log --zone UTC',
  },
  {
    kind: 'smdr-avaya',
    description: "Avaya IP Office's SMDR: a line of commas for each segment of a call",
    options: ['zone'],
    example: 'import smdr-avaya smdr.csv --zone Europe/London',
  },
  {
    kind: 'smdr-mitel',
    description: "Mitel 3300's and MiVoice Business's SMDR, of the last half year: its lines have no year",
    options: ['zone'],
    example: 'import smdr-mitel smdr.log --zone Europe/London',
  },
  {
    kind: 'smdr-panasonic',
    description: "Panasonic KX-TDA's and KX-NS's SMDR, of 80 or 120 columns",
    options: ['zone', 'dates'],
    example: 'import smdr-panasonic smdr.log --dates dmy',
  },
  {
    kind: 'mapping',
    description: 'any CSV, read by a mapping: columns, time formats, units, meanings',
    options: ['zone', 'mapping'],
    example: 'import mapping calls.csv --mapping mapping.json --try',
  },
  {
    kind: 'cdr-json',
    description: "Ringledger's own records in JSON, one or a list or one a line: docs/cdr.schema.json",
    options: [],
    example: 'import cdr-json calls.jsonl',
  },
  {
    kind: 'cdr-csv',
    description: "Ringledger's own records in CSV, the first line naming their fields",
    options: [],
    example: 'import cdr-csv calls.csv',
  },
];
