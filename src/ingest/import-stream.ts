import type { Landed } from './landing.ts';

/** What an import answers once all of it is durable. */
export interface ImportOutcome extends Landed {
  /** Bytes of a last line that is still being written, or was cut off: left for the next import of the file. */
  readonly unfinished: number;
  /** Lines that are well formed and concern no call. */
  readonly ignored: number;
  /** Sentences about the file as a whole. */
  readonly warnings: readonly string[];
}

/** Records that land together. More make fewer parts and better use of both cores; fewer take less memory. */
const RECORDS_A_BATCH = 10_000;

/** Something that turns bytes into records of one kind. */
export interface RecordReader<Part> {
  push(chunk: Uint8Array): Part;
  end(): Part & { readonly unfinished: { readonly raw: string } | null };
}

/**
 * Reads a stream to its end and lands what it holds, a batch at a time; the next batch is read while one lands. `size`
 * tells how many records a part holds, `join` puts parts together, `land` makes them durable.
 */
export async function importStream<Part>(
  stream: AsyncIterable<Uint8Array>,
  reader: RecordReader<Part>,
  size: (part: Part) => number,
  join: (parts: readonly Part[]) => Part,
  land: (part: Part) => Promise<Landed>,
): Promise<Landed & { readonly unfinished: number }> {
  const total = { accepted: 0, duplicate: 0, rejected: 0 };
  let landing: Promise<void> = Promise.resolve();
  let parts: Part[] = [];
  let records = 0;

  async function flush(): Promise<void> {
    await landing;
    if (records === 0) return;
    const batch = join(parts);
    parts = [];
    records = 0;
    landing = land(batch).then((landed) => {
      total.accepted += landed.accepted;
      total.duplicate += landed.duplicate;
      total.rejected += landed.rejected;
    });
    landing.catch(() => {});
  }

  async function take(part: Part): Promise<void> {
    parts.push(part);
    records += size(part);
    if (records >= RECORDS_A_BATCH) await flush();
  }

  try {
    for await (const chunk of stream) await take(reader.push(chunk));
    const last = reader.end();
    await take(last);
    await flush();
    await landing;
    return { ...total, unfinished: last.unfinished === null ? 0 : Buffer.byteLength(last.unfinished.raw) };
  } finally {
    await landing.catch(() => {});
  }
}
