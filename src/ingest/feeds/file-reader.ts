import type { CdrBatch } from '../land-cdrs.ts';
import type { QueueLogBatch } from '../land-queue-log.ts';
import type { RecordFile } from '../record-format.ts';
import { QueueLogFile } from '../sources/queue-log.ts';
import { CdrFile } from '../sources/read-cdr-file.ts';

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

type OpenReader = (as: ReadAs) => FileReader;

const READERS: Readonly<Record<string, OpenReader>> = {
  'asterisk-cdr': ({ zone, columns }) => readRecords(new CdrFile(zone, columns)),
  'asterisk-queue-log': ({ zone }) => readQueueLog(new QueueLogFile(zone)),
};

/** The kinds of files there are. */
export const FILE_KINDS: readonly string[] = Object.keys(READERS);

/** A reader at the beginning of a file of that kind. */
export function openReader(as: ReadAs): FileReader {
  const open = READERS[as.kind];
  if (open === undefined) throw new Error(`no kind of file is named ${as.kind}`);
  return open(as);
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
