import { RingledgerError } from '../../core/errors.ts';
import { isZone } from '../../core/zone.ts';
import type { ReadRecord, RecordFile, RecordFileEnd, RecordFormat, RecordPart } from '../record-format.ts';
import { type RejectedRecord, rejectFor } from '../reject-reason.ts';
import { asteriskFormat, type CdrFormat, readCdrFields } from './asterisk-cdr.ts';
import { isHeader, namedColumns } from './cdr-columns.ts';
import { type LayoutOf, layoutsOf } from './cdr-layout.ts';
import { findOpenQuote } from './csv-fields.ts';
import { type CsvRecord, CsvRecords } from './csv-records.ts';
import { MAX_LINE_CHARACTERS } from './text-lines.ts';
import { ZoneTally } from './zone-tally.ts';

/**
 * Reads a file of Asterisk's call records, Master.csv or cdr_custom's, from bytes cut anywhere. Without `columns` the
 * first record tells the form: a line of column names, else Master.csv. A line of column names is never a record,
 * wherever it stands (files are joined). Refuses an unknown zone, and columns that lack a necessary one.
 */
export class CdrFile implements RecordFile {
  readonly #zone: string;
  readonly #csv: CsvRecords;
  #columns: CdrFormat | null = null;
  #format: RecordFormat | null = null;
  #layoutOf: LayoutOf = layoutsOf('cdr_csv');
  readonly zoneTally: ZoneTally;

  constructor(zone: string, columns?: readonly string[] | 'cdr_csv') {
    if (!isZone(zone)) {
      const message = `Zone "${zone}" is not known: give an IANA name such as Europe/London or UTC.`;
      throw new RingledgerError('invalid-request', message);
    }
    this.#zone = zone;
    this.#csv = new CsvRecords(
      (fields) => this.#isRecord(fields),
      () => this.columns.columns === 'cdr_csv',
    );
    this.zoneTally = new ZoneTally(zone);
    if (columns !== undefined) this.#settle(columns === 'cdr_csv' ? columns : namedColumns(columns));
  }

  /** The format of the records: known from the first record on; Master.csv's until then. */
  get format(): RecordFormat {
    this.#format ??= asteriskFormat(this.columns);
    return this.#format;
  }

  /** What the format is made of. */
  get columns(): CdrFormat {
    return this.#columns ?? { columns: 'cdr_csv', zone: this.#zone };
  }

  /** Bytes of complete lines so far. */
  get completeBytes(): number {
    return this.#csv.completeBytes;
  }

  get settledBytes(): number {
    return this.#csv.settledBytes;
  }

  /** Takes the next bytes; returns the records they complete. */
  push(chunk: Uint8Array): RecordPart {
    const part = { records: [], rejects: [] };
    this.#csv.push(chunk, (record) => this.#add(record, part));
    return part;
  }

  /** Tells that the bytes have ended; returns what was still held back. */
  end(): RecordFileEnd {
    const part = { records: [], rejects: [] };
    const unfinished = this.#csv.end((record) => this.#add(record, part));
    return { ...part, unfinished };
  }

  remarks() {
    const warning = this.zoneTally.warning();
    return { notes: [], warnings: warning === null ? [] : [warning] };
  }

  #add(found: CsvRecord, part: { readonly records: ReadRecord[]; readonly rejects: RejectedRecord[] }): void {
    const read = this.#readRecord(found);
    if (read === null) return;
    if ('reason' in read) {
      part.rejects.push(read);
    } else {
      part.records.push(read);
      this.zoneTally.add(read.cdr);
    }
  }

  #readRecord({ line, raw, fields, fault }: CsvRecord): ReadRecord | RejectedRecord | null {
    if (fault !== null) return { line, raw, ...rejectFault(fault, raw) };
    if (this.#columns === null) this.#settle(isHeader(fields) ? namedColumns(fields) : 'cdr_csv');
    const read = readCdrFields(fields, this.columns, this.#layoutOf);
    if (!('reason' in read)) return { line, raw, cdr: read };
    return isHeader(fields) ? null : { line, raw, ...read };
  }

  #settle(columns: CdrFormat['columns']): void {
    this.#columns = { columns, zone: this.#zone };
    this.#format = null;
    this.#layoutOf = layoutsOf(columns);
  }

  #isRecord(fields: readonly string[]): boolean {
    return !('reason' in readCdrFields(fields, this.columns, this.#layoutOf));
  }
}

function rejectFault(fault: NonNullable<CsvRecord['fault']>, raw: string) {
  if (fault === 'too-long') return rejectFor('too-long', MAX_LINE_CHARACTERS);
  return fault === 'not-text'
    ? rejectFor('not-text')
    : rejectFor('unclosed-quote', raw.slice(findOpenQuote(raw)));
}
