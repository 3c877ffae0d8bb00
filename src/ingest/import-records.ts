import { type ImportOutcome, importStream } from './import-stream.ts';
import { landCdrs } from './land-cdrs.ts';
import type { LandingParts } from './landing.ts';
import type { RecordFile } from './record-format.ts';

/** Imports one file of records of any kind, under the name `source`; resolves when all of it is durable. */
export async function importRecords(
  parts: LandingParts,
  stream: AsyncIterable<Uint8Array>,
  file: RecordFile,
  source: string,
): Promise<ImportOutcome> {
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
  return { ...landed, ignored: 0, ...(file.remarks?.() ?? { notes: [], warnings: [] }) };
}
