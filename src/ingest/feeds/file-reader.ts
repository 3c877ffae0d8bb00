import { openRecordFile, RECORD_KINDS } from '../file-kinds.ts';
import type { CdrBatch } from '../land-cdrs.ts';
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

export interface ReadAs {
  readonly kind: string;
  readonly zone: string;
  readonly columns: readonly string[] | undefined;
}

const QUEUE_LOG = 'asterisk-queue-log';
/** A folder says no mapping. */
const UNREAD = 'mapping';

/** The kinds of files there are. */
export const FILE_KINDS: readonly string[] = [
  ...RECORD_KINDS.map(({ kind }) => kind).filter((kind) => kind !== UNREAD),
  QUEUE_LOG,
];

/** A reader at the beginning of a file of that kind. */
export function openReader({ kind, zone, columns }: ReadAs): FileReader {
  if (kind === QUEUE_LOG) return readQueueLog(new QueueLogFile(zone));
  return readRecords(openRecordFile(kind, { zone, columns }));
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
