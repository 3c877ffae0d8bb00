import { RingledgerError, refuseFaults } from '../core/errors.ts';
import type { FileOption } from '../core/file-kinds.ts';
import { isZone } from '../core/zone.ts';
import type { OpenReject } from '../store/calls/work-records.ts';
import { findRecordKind, openRecordFile, RECORD_KINDS, readFileOptions } from './file-kinds.ts';
import type { ReadRecord, RecordFormat, RecordPart } from './record-format.ts';
import type { RejectReason } from './reject-reason.ts';
import { formatFromText } from './sources/asterisk-cdr.ts';
import { CelFile, type ReadCelEvent } from './sources/asterisk-cel.ts';
import { formatOf } from './sources/formats.ts';
import { parseMapping } from './sources/mapping.ts';
import { QueueLogFile, type ReadQueueEvent } from './sources/queue-log.ts';

/** How rejected texts are to be read: as a kind of file, with what may be said of one; nothing where it is as before. */
export interface ReadingWish extends Partial<Record<FileOption, string>> {
  /** A kind of `RECORD_KINDS`; without it each text is read as the kind it came as. */
  readonly format?: string | undefined;
}

/** What a rejected text turned out to be. */
export type ReadAgain =
  | {
      readonly what: 'record';
      readonly format: Pick<RecordFormat, 'text' | 'kind'>;
      readonly read: ReadRecord;
    }
  | { readonly what: 'queue-event'; readonly read: ReadQueueEvent }
  | { readonly what: 'channel-event'; readonly read: ReadCelEvent }
  | { readonly what: 'nothing'; readonly message: string };

/** Texts of these are no call records. */
const EVENT_KINDS: ReadonlySet<string> = new Set(['asterisk-queue-log', 'asterisk-cel']);

/** Of these the text that is kept is not the text that came. */
const NOT_WHOLE: ReadonlySet<string> = new Set<RejectReason>(['too-long', 'not-text', 'cut-off']);

/**
 * A reader of rejected texts. Refuses, with every fault at once, a wish that cannot be; what a text itself has wrong is
 * told of that text. `pbxZone` is that of texts which tell no zone.
 */
export function readerOf(wish: ReadingWish, pbxZone: string): (reject: OpenReject) => ReadAgain {
  const { format = wish.mapping === undefined ? undefined : 'mapping', ...options } = wish;
  if (format === undefined) checkZone(options.zone);
  else if (!EVENT_KINDS.has(format)) checkWish(format, options, pbxZone);
  return (reject) => {
    if (NOT_WHOLE.has(reject.reason)) {
      return nothing('Its text was not kept whole: put it right in its file, and import that again.');
    }
    try {
      return readOne(reject, format, options, pbxZone);
    } catch (error) {
      if (!(error instanceof RingledgerError)) throw error;
      return nothing(error.message);
    }
  };
}

type Options = Omit<ReadingWish, 'format'>;

function checkWish(format: string, { columns, ...options }: Options, pbxZone: string): void {
  const kind = findRecordKind(format);
  const isMapping = kind.kind === 'mapping';
  const { mapping } = readFileOptions(
    kind,
    isMapping || columns === undefined ? options : { ...options, columns },
    pbxZone,
  );
  if (mapping === undefined || columns !== undefined || !needsHeading(mapping)) return;
  throw refuseFaults('The texts cannot be read so; nothing was read.', [
    {
      where: 'columns',
      message:
        'The mapping names columns by their heading, which a single record does not have: give columns, the names in the heading of the file, with commas.',
    },
  ]);
}

function checkZone(zone: string | undefined): void {
  if (zone === undefined || isZone(zone)) return;
  throw refuseFaults('The texts cannot be read so; nothing was read.', [
    {
      where: 'zone',
      message: `Zone "${zone}" is not known: give an IANA name such as Europe/London or UTC.`,
    },
  ]);
}

function needsHeading(text: string): boolean {
  const { heading, columns } = parseMapping(text);
  return heading !== 'none' && Object.values(columns).some((column) => !/^\d+$/.test(String(column)));
}

function readOne(
  reject: OpenReject,
  format: string | undefined,
  options: Options,
  pbxZone: string,
): ReadAgain {
  const kind = format ?? reject.kind;
  const zone = options.zone ?? pbxZone;
  if (kind === 'asterisk-queue-log') return readQueueEvent(reject, zone);
  if (kind === 'asterisk-cel') return readChannelEvent(reject, zone, options.columns);
  const isAsBefore = format === undefined && Object.values(options).every((text) => text === undefined);
  if (isAsBefore && reject.format !== '') {
    const kept = formatOf(reject.format);
    const read = kept.read(reject.raw, reject.line);
    return 'reason' in read ? nothing(read.message) : { what: 'record', format: kept, read };
  }
  const info = RECORD_KINDS.find((one) => one.kind === kind);
  if (info === undefined) {
    const kinds = RECORD_KINDS.map((one) => one.kind).join(', ');
    return nothing(
      `Texts of ${kind} are read again only as they came: name another format, one of ${kinds}.`,
    );
  }
  if (info.kind === 'mapping') return readMapped(reject, options, pbxZone);
  const file = openRecordFile(info.kind, readFileOptions(info, withColumns(reject, kind, options), pbxZone));
  const part = readWhole(file, reject.raw);
  return tell(part, file.format, reject);
}

/** A file of Asterisk's that named its columns did so in its first line: the other lines are of those. */
function withColumns({ kind, format }: OpenReject, wanted: string, options: Options): Options {
  if (kind !== 'asterisk-cdr' || wanted !== kind || options.columns !== undefined || format === '')
    return options;
  const { columns } = formatFromText(format);
  return columns === 'cdr_csv' ? options : { ...options, columns: columns.join(',') };
}

function readMapped(reject: OpenReject, { columns, ...options }: Options, pbxZone: string): ReadAgain {
  const info = findRecordKind('mapping');
  const read = readFileOptions(info, options, pbxZone);
  const { separator } = parseMapping(read.mapping ?? '');
  const between = separator === undefined ? guessSeparator(reject.raw) : SEPARATORS[separator];
  const heading = columns === undefined ? '' : `${columns.split(',').join(between)}\n`;
  const file = openRecordFile(info.kind, read);
  return tell(readWhole(file, heading + reject.raw), file.format, reject);
}

const SEPARATORS = { comma: ',', semicolon: ';', tab: '\t', bar: '|' } as const;

function guessSeparator(raw: string): string {
  const parts = (mark: string) => raw.split(mark).length;
  return Object.values(SEPARATORS).reduce((best, mark) => (parts(mark) > parts(best) ? mark : best));
}

function readWhole(file: ReturnType<typeof openRecordFile>, text: string): RecordPart {
  const first = file.push(Buffer.from(`${text}\n`));
  const last = file.end();
  return { records: [...first.records, ...last.records], rejects: [...first.rejects, ...last.rejects] };
}

function tell(part: RecordPart, format: Pick<RecordFormat, 'text' | 'kind'>, reject: OpenReject): ReadAgain {
  const [record, second] = part.records;
  const [rejected] = part.rejects;
  if (rejected !== undefined) return nothing(rejected.message);
  if (record === undefined)
    return nothing('It holds no record: it is a heading, a title or an empty line, which may be dismissed.');
  if (second !== undefined)
    return nothing('It holds more than one record: put it right in its file, and import that again.');
  return { what: 'record', format, read: { ...record, line: reject.line } };
}

function readQueueEvent(reject: OpenReject, zone: string): ReadAgain {
  const file = new QueueLogFile(zone);
  const { events, rejects } = file.push(Buffer.from(`${reject.raw}\n`));
  const [event] = events;
  if (event !== undefined) return { what: 'queue-event', read: { ...event, line: reject.line } };
  return nothing(rejects[0]?.message ?? 'It concerns no call, and may be dismissed.');
}

function readChannelEvent(reject: OpenReject, zone: string, columns: string | undefined): ReadAgain {
  const file = new CelFile(
    zone,
    columns?.split(',').map((name) => name.trim()),
  );
  const first = file.push(Buffer.from(`${reject.raw}\n`));
  const last = file.end();
  const [event] = [...first.events, ...last.events];
  if (event !== undefined) return { what: 'channel-event', read: { ...event, line: reject.line } };
  const [rejected] = [...first.rejects, ...last.rejects];
  return nothing(rejected?.message ?? 'It holds no event, and may be dismissed.');
}

function nothing(message: string): ReadAgain {
  return { what: 'nothing', message };
}
