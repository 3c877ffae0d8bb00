import { createHash } from 'node:crypto';
import { RingledgerError } from '../core/errors.ts';
import { importRecords } from './import-records.ts';
import type { LandCdrs } from './land-together.ts';
import type { Landed, LandingParts } from './landing.ts';
import type { RecordFile, RecordFileEnd, RecordPart } from './record-format.ts';
import { type RejectedRecord, rejectFor } from './reject-reason.ts';
import { gunzipped } from './sources/gunzip.ts';
import { openCdrCsv, openCdrJson } from './sources/posted-file.ts';

/** What became of records that were posted, once all of it is durable. */
export interface PostAnswer extends Landed {
  /** The first 100 records that could not be read, by their lines in the body; all are in `GET /rejects`. */
  readonly rejects: readonly Pick<RejectedRecord, 'line' | 'reason' | 'message'>[];
}

const MOST_TOLD = 100;

/** The reader of a body by its content type. Refuses any other. */
export function openBody(contentType: string | undefined): {
  readonly kind: string;
  readonly file: RecordFile;
} {
  const [type = ''] = (contentType ?? '').toLowerCase().split(';', 1);
  switch (type.trim()) {
    case 'application/json':
    case 'application/x-ndjson':
    case 'application/jsonl':
      return { kind: 'json', file: openCdrJson() };
    case 'text/csv':
      return { kind: 'csv', file: openCdrCsv() };
    default:
      throw new RingledgerError(
        'invalid-request',
        `Content-Type "${contentType ?? ''}" is not taken: send application/json, application/x-ndjson or text/csv.`,
      );
  }
}

/** Lands records as they come; a last one that is cut off is a reject. Refuses a body without any. */
export async function landBody(
  parts: LandingParts,
  body: AsyncIterable<Uint8Array>,
  file: RecordFile,
  source: string,
  land: LandCdrs,
): Promise<PostAnswer> {
  const told = new ToldFile(file);
  const { accepted, duplicate, rejected } = await importRecords(parts, gunzipped(body), told, source, land);
  if (accepted + duplicate + rejected === 0) {
    throw new RingledgerError(
      'invalid-request',
      'The body holds no record: send one JSON object, a list of them, one a line, or CSV with a line of names.',
    );
  }
  return { accepted, duplicate, rejected, rejects: told.rejects };
}

/** A body as it passes, and a hash of all of it under the kind that it was read as. */
export function hashPassing(body: AsyncIterable<Uint8Array>, kind: string) {
  const hash = createHash('sha256').update(`${kind}\n`);
  async function* pass(): AsyncGenerator<Uint8Array> {
    for await (const chunk of body) {
      hash.update(chunk);
      yield chunk;
    }
  }
  return { body: pass(), digest: () => hash.digest('hex') };
}

/** A file whose rejects are told as well as kept, and whose end is an end: nobody is still writing it. */
class ToldFile implements RecordFile {
  readonly #file: RecordFile;
  readonly rejects: Pick<RejectedRecord, 'line' | 'reason' | 'message'>[] = [];

  constructor(file: RecordFile) {
    this.#file = file;
  }

  get format() {
    return this.#file.format;
  }

  push(chunk: Uint8Array): RecordPart {
    return this.#tell(this.#file.push(chunk));
  }

  end(): RecordFileEnd {
    const { records, rejects, unfinished } = this.#file.end();
    const line = 1;
    const cut =
      unfinished === null
        ? []
        : [{ line, raw: unfinished.raw.slice(0, 1_000), ...rejectFor('not-json', unfinished.raw) }];
    return { ...this.#tell({ records, rejects: [...rejects, ...cut] }), unfinished: null };
  }

  #tell(part: RecordPart): RecordPart {
    for (const { line, reason, message } of part.rejects) {
      if (this.rejects.length < MOST_TOLD) this.rejects.push({ line, reason, message });
    }
    return part;
  }
}
