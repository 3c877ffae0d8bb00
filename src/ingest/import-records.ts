import { countDuplicates } from '../store/catalog/duplicate-counts.ts';
import type { LandedCdrs } from './cdr-batch.ts';
import { type ImportOutcome, importStream } from './import-stream.ts';
import { landCdrs } from './land-cdrs.ts';
import type { LandCdrs } from './land-together.ts';
import type { LandingParts } from './landing.ts';
import type { RecordFile } from './record-format.ts';

/** Imports one file of records of any kind, under the name `source`; resolves when all of it is durable. */
export async function importRecords(
  parts: LandingParts,
  stream: AsyncIterable<Uint8Array>,
  file: RecordFile,
  source: string,
  land: LandCdrs = (next) => landCdrs(parts, next),
): Promise<ImportOutcome> {
  const landed = await importStream(
    stream,
    file,
    (part) => part.records.length + part.rejects.length,
    (several) => ({
      records: several.flatMap((part) => part.records),
      rejects: several.flatMap((part) => part.rejects),
    }),
    async (next) => {
      const some = await land(() => {
        const part = next();
        return part === undefined ? undefined : { source, format: file.format, ...part };
      });
      await noteDuplicates(parts, source, some);
      return some;
    },
  );
  return { ...landed, ignored: 0, ...(file.remarks?.() ?? { notes: [], warnings: [] }) };
}

/** A feed reads again whatever it is in doubt about; a file in which records are known was sent twice. */
async function noteDuplicates(
  { catalog, now }: LandingParts,
  source: string,
  { duplicate, firstDuplicate }: LandedCdrs,
): Promise<void> {
  if (firstDuplicate === undefined) return;
  const { line, raw } = firstDuplicate;
  await countDuplicates(catalog.db, { source, readAt: now(), records: duplicate, line, raw });
}
