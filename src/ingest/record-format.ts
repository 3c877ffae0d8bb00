import type { Cdr } from '../core/cdr.ts';
import type { SelfWriting } from '../core/self-writing.ts';
import type { RejectedRecord } from './reject-reason.ts';

/** A record as read; it has an accounting id only where its source gives one. */
export type ReadCdr = Omit<Cdr, 'acctid'> & { readonly acctid: number | null };

/** A record with its text as it came; `line` is where it begins in its source, counted from 1. */
export interface ReadRecord {
  readonly line: number;
  readonly raw: string;
  /** The same text, where it writes itself. */
  readonly selfWriting?: SelfWriting | undefined;
  readonly cdr: ReadCdr;
}

/**
 * How the text of one record is read, today or years later from the store, where `text` is kept beside it. It says all
 * that the record itself does not: the order of columns, the zone of its wall-clock times.
 */
export interface RecordFormat {
  /** `family:parameters`, which `sources/formats.ts` makes into the format again; Asterisk's CSV has no family. */
  readonly text: string;
  /** What its rejects are listed as: `asterisk-cdr`, `freeswitch-json`. */
  readonly kind: string;
  /** Reads one raw record. Never throws for its text. */
  read(raw: string, line: number): ReadRecord | RejectedRecord;
}

/** What some bytes of a file, or some rows of a table, held, in the order they stood there. */
export interface RecordPart {
  readonly records: readonly ReadRecord[];
  readonly rejects: readonly RejectedRecord[];
}

export interface RecordFileEnd extends RecordPart {
  /** A last line that is still being written: neither read nor rejected, to be read again when it is complete. */
  readonly unfinished: { readonly raw: string } | null;
}

/** One file of records, read from bytes cut anywhere. */
export interface RecordFile {
  /** Known from the first record on. */
  readonly format: Pick<RecordFormat, 'text' | 'kind'>;
  /** Takes the next bytes; returns the records they complete. */
  push(chunk: Uint8Array): RecordPart;
  /** Tells that the bytes have ended; returns what was still held back. */
  end(): RecordFileEnd;
  /**
   * Bytes received so far of which nothing is held back: a reader that is given the first line again may go on after
   * them. Without it the file is no growing one, and is always read from its beginning.
   */
  readonly settledBytes?: number | undefined;
  /** How it was read and what is odd about the file as a whole, as sentences; asked when it has ended. */
  remarks?(): { readonly notes: readonly string[]; readonly warnings: readonly string[] };
}
