import { chooseZone, HEAD_BYTES, type ZoneChoice } from './choose-zone.ts';
import { importRecords } from './import-records.ts';
import { type ImportOutcome, importStream } from './import-stream.ts';
import { landCelEvents } from './land-cel.ts';
import { landQueueLog } from './land-queue-log.ts';
import type { LandingParts } from './landing.ts';
import { CelFile, type CelPart } from './sources/asterisk-cel.ts';
import { QueueLogFile, type QueueLogPart } from './sources/queue-log.ts';
import { CdrFile } from './sources/read-cdr-file.ts';
import { readHead, type StreamHead } from './sources/read-head.ts';

/** A file's name, under which its rejects are listed. */
interface FromSource {
  readonly source: string;
}

export interface CdrImport extends FromSource {
  /** IANA zone of its wall-clock times; undefined to tell it from the file. */
  readonly zone: string | undefined;
  /** Takes the zone, else the PBX's, whatever the uniqueids say. */
  readonly zoneAnyway?: boolean;
  readonly columns: readonly string[] | undefined;
}

/**
 * Imports Asterisk's call records: Master.csv, or cdr_custom's CSV with a header or the given columns. Refuses, before
 * anything lands, a zone that the first records contradict.
 */
export async function importCdrs(
  parts: LandingParts,
  stream: AsyncIterable<Uint8Array>,
  options: CdrImport,
): Promise<ImportOutcome> {
  const { source, columns } = options;
  const start = await readHead(stream, HEAD_BYTES);
  const { zone, note } = await settleZone(parts, start, options);
  const outcome = await importRecords(parts, start.stream, new CdrFile(zone, columns), source);
  return note === null ? outcome : { ...outcome, notes: [note, ...outcome.notes] };
}

async function settleZone(
  parts: LandingParts,
  start: StreamHead,
  { zone, zoneAnyway = false, columns }: CdrImport,
): Promise<ZoneChoice> {
  try {
    const pbxZone = (await parts.directory()).zone;
    return chooseZone(start, columns, { asked: zone, pbxZone, anyway: zoneAnyway });
  } catch (error) {
    start.discard();
    throw error;
  }
}

/** Imports Asterisk's queue_log; the calls that its events are about are amended. */
export async function importQueueLog(
  parts: LandingParts,
  stream: AsyncIterable<Uint8Array>,
  { source, zone }: FromSource & { readonly zone: string },
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
  return { ...landed, ignored: file.ignored, notes: [], warnings: [] };
}

/** Imports channel events as Asterisk's cel_custom writes them. */
export async function importCel(
  parts: LandingParts,
  stream: AsyncIterable<Uint8Array>,
  {
    source,
    zone,
    columns,
  }: FromSource & { readonly zone: string; readonly columns: readonly string[] | undefined },
): Promise<ImportOutcome> {
  const landed = await importStream<CelPart>(
    stream,
    new CelFile(zone, columns),
    (part) => part.events.length + part.rejects.length,
    (several) => ({
      events: several.flatMap((part) => part.events),
      rejects: several.flatMap((part) => part.rejects),
    }),
    (next) => landCelEvents(parts, { source, ...(next() ?? NOTHING) }),
  );
  return { ...landed, ignored: 0, notes: [], warnings: [] };
}

const NOTHING = { events: [], rejects: [] };
