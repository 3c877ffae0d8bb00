import type { ReadRecord, RecordFile, RecordFileEnd, RecordFormat, RecordPart } from '../record-format.ts';
import type { RejectedRecord } from '../reject-reason.ts';
import { isFurniture, type SmdrVendor, smdrFormat } from './smdr-format.ts';
import type { SmdrForm } from './smdr-line.ts';
import { TextLines } from './text-lines.ts';

/** Lines of a PBX's SMDR out of bytes cut anywhere, of a file or of a socket. Headings and page breaks are passed over. */
export class SmdrFile implements RecordFile {
  readonly #vendor: SmdrVendor;
  readonly #formOf: () => SmdrForm;
  #format: RecordFormat;
  readonly #lines = new TextLines();
  #line = 0;

  /** `formOf` is asked again with each piece: a connection may last for years. */
  constructor(vendor: SmdrVendor, formOf: () => SmdrForm) {
    this.#vendor = vendor;
    this.#formOf = formOf;
    this.#format = smdrFormat(vendor, formOf());
  }

  /** That of the records that were returned last. */
  get format(): RecordFormat {
    return this.#format;
  }

  get settledBytes(): number {
    return this.#lines.completeBytes;
  }

  push(chunk: Uint8Array): RecordPart {
    return this.#read(
      this.#lines
        .push(chunk)
        .split(/\r\n|\r|\n/)
        .slice(0, -1),
    );
  }

  /** A last line without an end is not read: it may lack its last digits. */
  end(): RecordFileEnd {
    const lines = this.#lines.end().split(/\r\n|\r|\n/);
    const raw = lines.pop() ?? '';
    const part = this.#read(lines);
    return { ...part, unfinished: isFurniture(this.#vendor, raw) ? null : { raw } };
  }

  #read(lines: readonly string[]): RecordPart {
    this.#format = smdrFormat(this.#vendor, this.#formOf());
    const records: ReadRecord[] = [];
    const rejects: RejectedRecord[] = [];
    for (const text of lines) {
      this.#line += 1;
      // Some releases send NULs before the first line of a connection.
      const raw = text.replace(/^\0+/, '');
      if (isFurniture(this.#vendor, raw)) continue;
      const read = this.#format.read(raw, this.#line);
      if ('reason' in read)
        rejects.push({ ...read, raw: read.raw.slice(0, SHOWN).replaceAll('\0', '\u2400') });
      else records.push(read);
    }
    return { records, rejects };
  }
}

/** What is kept of a line that is too long to be a record. */
const SHOWN = 2_000;
