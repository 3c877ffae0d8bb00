import type { FileKindInfo } from '../../core/file-kinds.ts';
import type { CdrBatch } from '../cdr-batch.ts';
import { type FileOptions, openRecordFile, RECORD_KINDS } from '../file-kinds.ts';
import type { QueueLogBatch } from '../land-queue-log.ts';
import type { RecordFile } from '../record-format.ts';
import { QueueLogFile } from '../sources/queue-log.ts';

/** What some bytes of a file held: call records, or events of queues. */
export type FilePart = Omit<CdrBatch, 'source'> | Omit<QueueLogBatch, 'source'>;

/** Reads one file of any kind from bytes cut anywhere. */
export interface FileReader {
  push(chunk: Uint8Array): FilePart;
  /** Tells that the bytes have ended; a last line that is not complete is given back as text. */
  end(): { readonly part: FilePart; readonly unfinished: string };
  /** Bytes of which nothing is held back; undefined where the file is always read whole. */
  readonly settledBytes: number | undefined;
}

export interface ReadAs extends Omit<FileOptions, 'growing'> {
  readonly kind: string;
}

const QUEUE_LOG = 'asterisk-queue-log';

/** What others write may be put here whole, without an end of its last line. */
export const ENDED_ANYHOW: readonly string[] = ['mapping', 'cdr-csv'];

/** The kinds of files there are, and what may be said of how they are read. */
export const FILE_KINDS: readonly Pick<FileKindInfo, 'kind' | 'options'>[] = [
  ...RECORD_KINDS,
  { kind: QUEUE_LOG, options: ['zone'] },
];

/** A reader at the beginning of a file of that kind. */
export function openReader({ kind, ...options }: ReadAs): FileReader {
  if (kind === QUEUE_LOG) return readQueueLog(new QueueLogFile(options.zone));
  return readRecords(openRecordFile(kind, { ...options, growing: true }));
}

function readRecords(file: RecordFile): FileReader {
  return {
    push: (chunk) => ({ ...file.push(chunk), format: file.format }),
    end: () => {
      const { unfinished, ...part } = file.end();
      return { part: { ...part, format: file.format }, unfinished: unfinished?.raw ?? '' };
    },
    get settledBytes() {
      return file.settledBytes;
    },
  };
}

function readQueueLog(file: QueueLogFile): FileReader {
  return {
    push: (chunk) => file.push(chunk),
    end: () => {
      const { unfinished, ...part } = file.end();
      return { part, unfinished: unfinished?.raw ?? '' };
    },
    get settledBytes() {
      return file.completeBytes;
    },
  };
}
