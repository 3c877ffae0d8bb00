import { type ImportOutcome, importStream } from './import-stream.ts';
import { landCdrs } from './land-cdrs.ts';
import { landQueueLog } from './land-queue-log.ts';
import type { LandingParts } from './landing.ts';
import { QueueLogFile, type QueueLogPart } from './sources/queue-log.ts';
import { CdrFile } from './sources/read-cdr-file.ts';

/** Where a file comes from and how it is to be read. */
export interface ImportOptions {
  /** Its name, under which its rejects are listed. */
  readonly source: string;
  /** IANA zone of its wall-clock times. */
  readonly zone: string;
}

/** Imports Asterisk's call records: Master.csv, or cdr_custom's CSV with a header or the given columns. */
export async function importCdrs(
  parts: LandingParts,
  stream: AsyncIterable<Uint8Array>,
  options: ImportOptions & { readonly columns: readonly string[] | undefined },
): Promise<ImportOutcome> {
  const { source, zone, columns } = options;
  const file = new CdrFile(zone, columns);
  const landed = await importStream(
    stream,
    file,
    (part) => part.records.length + part.rejects.length,
    (several) => ({
      records: several.flatMap((part) => part.records),
      rejects: several.flatMap((part) => part.rejects),
    }),
    (next) =>
      landCdrs(parts, () => {
        const part = next();
        return part === undefined ? undefined : { source, format: file.format, ...part };
      }),
  );
  const warning = file.zoneTally.warning();
  return { ...landed, ignored: 0, warnings: warning === null ? [] : [warning] };
}

/** Imports Asterisk's queue_log; the calls that its events are about are amended. */
export async function importQueueLog(
  parts: LandingParts,
  stream: AsyncIterable<Uint8Array>,
  { source, zone }: ImportOptions,
): Promise<ImportOutcome> {
  const file = new QueueLogFile(zone);
  const landed = await importStream<QueueLogPart>(
    stream,
    file,
    (part) => part.events.length + part.rejects.length,
    (several) => ({
      events: several.flatMap((part) => part.events),
      rejects: several.flatMap((part) => part.rejects),
    }),
    (next) => landQueueLog(parts, { source, ...(next() ?? NOTHING) }),
  );
  return { ...landed, ignored: file.ignored, warnings: [] };
}

const NOTHING: QueueLogPart = { events: [], rejects: [] };
