import { type Fault, RingledgerError, refuseFaults } from '../core/errors.ts';
import { FILE_KINDS, FILE_OPTIONS, type FileKindInfo, type FileOption } from '../core/file-kinds.ts';
import { suggestWord } from '../core/suggest-word.ts';
import { isZone } from '../core/zone.ts';
import type { RecordFile } from './record-format.ts';
import { openCucm } from './sources/cucm-cdr.ts';
import { FreepbxFile } from './sources/freepbx-file.ts';
import { openFreeswitchCsv } from './sources/freeswitch-csv.ts';
import { openFreeswitchJson, openFreeswitchXml } from './sources/freeswitch-documents.ts';
import { openMapped } from './sources/mapped-record.ts';
import { parseMapping } from './sources/mapping.ts';
import { openCdrCsv, openCdrJson } from './sources/posted-file.ts';
import { CdrFile } from './sources/read-cdr-file.ts';
import { SmdrFile } from './sources/smdr-file.ts';
import { openThreecx } from './sources/threecx-cdr.ts';

/** What is said of how a file is to be read; `zone` is settled, whoever named it. */
export interface FileOptions {
  readonly zone: string;
  readonly columns?: readonly string[] | undefined;
  readonly template?: string | undefined;
  readonly dates?: 'dmy' | 'mdy' | undefined;
  /** The text of a mapping. */
  readonly mapping?: string | undefined;
  /** Somebody may still write it: a last line without its end waits. */
  readonly growing?: boolean;
}

type Open = (options: FileOptions) => RecordFile;

const OPENERS: Readonly<Record<string, Open>> = {
  'asterisk-cdr': ({ zone, columns }) => new CdrFile(zone, columns),
  'freeswitch-csv': ({ zone, template }) => openFreeswitchCsv(zone, template),
  'freeswitch-json': ({ zone }) => openFreeswitchJson(zone),
  'freeswitch-xml': ({ zone }) => openFreeswitchXml(zone),
  'freepbx-csv': (options) => new FreepbxFile(options),
  cucm: openCucm,
  '3cx': openThreecx,
  mapping: ({ mapping = '', zone, growing }) => openMapped(mapping, zone, growing),
  'cdr-json': openCdrJson,
  'smdr-avaya': ({ zone }) => new SmdrFile('avaya-ip-office', () => ({ pbx: '', zone, hint: '' })),
  // Lines have no year: they are of the last twelve months, or so.
  'smdr-mitel': ({ zone }) =>
    new SmdrFile('mitel', () => ({ pbx: '', zone, hint: new Date().toISOString().slice(0, 7) })),
  'smdr-panasonic': ({ zone, dates = 'dmy' }) =>
    new SmdrFile('panasonic', () => ({ pbx: '', zone, hint: dates })),
  'cdr-csv': ({ growing }) => openCdrCsv(growing),
};

const ASTERISK: FileKindInfo = {
  kind: 'asterisk-cdr',
  description: "Asterisk's call records: Master.csv of cdr_csv, or a file of cdr_custom",
  options: ['zone', 'columns'],
  example: 'import asterisk-cdr Master.csv --zone UTC',
};

/** Every kind of file that holds call records, Asterisk's first. */
export const RECORD_KINDS: readonly FileKindInfo[] = [ASTERISK, ...FILE_KINDS];

/** A file of that kind at its beginning. Refuses what `options` says that cannot be. `kind` is one of `RECORD_KINDS`. */
export function openRecordFile(kind: string, options: FileOptions): RecordFile {
  const open = Object.hasOwn(OPENERS, kind) ? OPENERS[kind] : undefined;
  if (open === undefined) throw refuseKind(kind);
  return open(options);
}

/** The kind by its name. Refuses one that there is not. */
export function findRecordKind(kind: string): FileKindInfo {
  const found = RECORD_KINDS.find((one) => one.kind === kind);
  if (found === undefined) throw refuseKind(kind);
  return found;
}

function refuseKind(kind: string): RingledgerError {
  const kinds = RECORD_KINDS.map((one) => one.kind);
  const meant = suggestWord(kind, kinds);
  const fix = meant === undefined ? `write one of ${kinds.join(', ')}` : `did you mean "${meant}"?`;
  return new RingledgerError('not-found', `"${kind}" is no kind of file: ${fix}`);
}

/**
 * Options as they are written, in a query or in settings → options of that kind; an empty text says nothing. `zone` is
 * the PBX's unless one is named. Throws `invalid-request` with every fault at once.
 */
export function readFileOptions(
  { kind, options }: FileKindInfo,
  written: Readonly<Partial<Record<FileOption, string>>>,
  pbxZone: string,
): FileOptions {
  const faults: Fault[] = [];
  const said = Object.entries(written).filter(([, text]) => text !== undefined && text !== '');
  for (const [name] of said) {
    if (options.includes(name as FileOption)) continue;
    const taken = options.length === 0 ? 'none' : options.join(', ');
    faults.push({
      where: name,
      message: `Files of kind ${kind} take no ${name}: leave it out (they take ${taken}).`,
    });
  }
  const { zone, columns, template, dates, mapping } = Object.fromEntries(said) as typeof written;
  if (zone !== undefined && !isZone(zone)) {
    faults.push({
      where: 'zone',
      message: `Zone "${zone}" is not known: give an IANA name such as Europe/London or UTC.`,
    });
  }
  if (dates !== undefined && dates !== 'dmy' && dates !== 'mdy') {
    faults.push({ where: 'dates', message: `"${dates}" is no order of dates: write dmy or mdy.` });
  }
  if (options.includes('mapping')) faults.push(...findMappingFaults(mapping));
  if (faults.length > 0) throw refuseFaults('The file cannot be read so; nothing was imported.', faults);
  return {
    zone: zone ?? pbxZone,
    columns: columns?.split(',').map((name) => name.trim()),
    template,
    dates: dates as FileOptions['dates'],
    mapping,
  };
}

function findMappingFaults(mapping: string | undefined): readonly Fault[] {
  if (mapping === undefined) {
    return [{ where: 'mapping', message: `There is none: give ${FILE_OPTIONS.mapping}.` }];
  }
  try {
    parseMapping(mapping);
    return [];
  } catch (error) {
    if (!(error instanceof RingledgerError)) throw error;
    return error.faults.map(({ where, message }) => ({ where: `mapping ${where}`, message }));
  }
}
