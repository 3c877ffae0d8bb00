import { type CelEvent, nameCelEvent } from '../../core/cel.ts';
import { RingledgerError } from '../../core/errors.ts';
import { isZone } from '../../core/zone.ts';
import { type RejectedRecord, type Rejection, rejectFor } from '../reject-reason.ts';
import { chooseStart, epochOfUniqueid, readTime } from './cdr-times.ts';
import { type CelColumn, columnsOfFirst, isCelHeader, namedCelColumns } from './cel-columns.ts';
import { findOpenQuote } from './csv-fields.ts';
import { type CsvRecord, CsvRecords, type UnfinishedLine } from './csv-records.ts';
import { MAX_LINE_CHARACTERS } from './text-lines.ts';

/** A channel event with its line as it stood in the file. */
export interface ReadCelEvent {
  readonly line: number;
  readonly event: CelEvent;
}

export interface CelPart {
  readonly events: readonly ReadCelEvent[];
  readonly rejects: readonly RejectedRecord[];
}

/**
 * Reads a file of cel_custom from bytes cut anywhere. Without `columns` the first record tells them: names, or the 20
 * columns of Asterisk's own sample. Times are epoch seconds with a fraction, or those of `zone`. Refuses an unknown
 * zone, and columns that lack a necessary one.
 */
export class CelFile {
  readonly #zone: string;
  readonly #csv: CsvRecords;
  #columns: readonly string[] | null = null;

  constructor(zone: string, columns?: readonly string[]) {
    if (!isZone(zone)) {
      const message = `Zone "${zone}" is not known: give an IANA name such as Europe/London or UTC.`;
      throw new RingledgerError('invalid-request', message);
    }
    this.#zone = zone;
    this.#csv = new CsvRecords(
      (fields) => this.#columns === null || !('reason' in this.#readFields(fields, this.#columns)),
      () => true,
    );
    if (columns !== undefined) this.#columns = namedCelColumns(columns);
  }

  /** Takes the next bytes; returns the events they complete. */
  push(chunk: Uint8Array): CelPart {
    const part = { events: [], rejects: [] };
    this.#csv.push(chunk, (record) => this.#add(record, part));
    return part;
  }

  /** Tells that the bytes have ended; returns what was still held back. */
  end(): CelPart & { readonly unfinished: UnfinishedLine | null } {
    const part = { events: [], rejects: [] };
    const unfinished = this.#csv.end((record) => this.#add(record, part));
    return { ...part, unfinished };
  }

  #add(
    { line, raw, fields, fault }: CsvRecord,
    part: { readonly events: ReadCelEvent[]; readonly rejects: RejectedRecord[] },
  ): void {
    if (fault !== null) {
      part.rejects.push({ line, raw, ...rejectFault(fault, raw) });
      return;
    }
    this.#columns ??= columnsOfFirst(fields);
    const read = this.#readFields(fields, this.#columns);
    if (!('reason' in read)) part.events.push({ line, event: read });
    else if (!isCelHeader(fields)) part.rejects.push({ line, raw, ...read });
  }

  #readFields(fields: readonly string[], columns: readonly string[]): CelEvent | Rejection {
    if (fields.length !== columns.length) {
      return rejectFor(
        'wrong-column-count',
        fields.length,
        String(columns.length),
        'repair the line or name the columns that the file has with --columns',
      );
    }
    return readCelEvent((column) => fields[columns.indexOf(column)] ?? '', this.#zone);
  }
}

/** Reads one event by the texts of its columns, empty where a source has no such column. Never throws for a text. */
export function readCelEvent(at: (column: CelColumn) => string, zone: string): CelEvent | Rejection {
  const eventtype = nameCelEvent(at('eventtype'));
  if (eventtype === '') return rejectFor('missing-event');
  const uniqueid = at('uniqueid');
  if (uniqueid === '') return rejectFor('missing-callid');
  const atMicros = readMicros(at('eventtime'), uniqueid, zone);
  if (atMicros === null) return rejectFor('bad-time', 'eventtime', at('eventtime'));
  return {
    eventtype,
    atMicros,
    cid_name: at('cid_name'),
    cid_num: at('cid_num'),
    exten: at('exten'),
    context: at('context'),
    channame: at('channame'),
    appname: at('appname'),
    appdata: at('appdata'),
    accountcode: at('accountcode'),
    uniqueid,
    linkedid: at('linkedid'),
    peer: at('peer'),
    extra: at('extra'),
    userfield: at('userfield'),
  };
}

/** UTC epoch microseconds of a time with or without a fraction; of a time that came twice, not before its channel. */
function readMicros(text: string, uniqueid: string, zone: string): number | null {
  const read = readTime(text, zone);
  if (read === null) return null;
  const fraction = /\.(\d{1,6})\d*$/.exec(text)?.[1] ?? '';
  return chooseStart(read, epochOfUniqueid(uniqueid), null, 0) * 1_000_000 + Number(fraction.padEnd(6, '0'));
}

function rejectFault(fault: NonNullable<CsvRecord['fault']>, raw: string): Rejection {
  if (fault === 'too-long') return rejectFor('too-long', MAX_LINE_CHARACTERS);
  return fault === 'not-text'
    ? rejectFor('not-text')
    : rejectFor('unclosed-quote', raw.slice(findOpenQuote(raw)));
}
