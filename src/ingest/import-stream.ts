import type { Landed } from './landing.ts';

/** What an import answers once all of it is durable. */
export interface ImportOutcome extends Landed {
  /** Bytes of a last line that is still being written, or was cut off: left for the next import of the file. */
  readonly unfinished: number;
  /** Lines that are well formed and concern no call. */
  readonly ignored: number;
  /** How the file was read, where that was for the server to choose: sentences. */
  readonly notes: readonly string[];
  /** Sentences about the file as a whole. */
  readonly warnings: readonly string[];
}

/** Records that land together. More make fewer parts and better use of both cores; fewer take less memory. */
const RECORDS_A_BATCH = 20_000;

/** Something that turns bytes into records of one kind. */
export interface RecordReader<Part> {
  push(chunk: Uint8Array): Part;
  end(): Part & { readonly unfinished: { readonly raw: string } | null };
}

/** Batches that wait to land; reading waits when there are as many. */
const BATCHES_READY = 2;

/**
 * Reads a stream to its end and lands what it holds in batches, reading on while they land. `size` tells how many
 * records a part holds, `join` puts parts together, `land` lands batches for as long as its argument has one ready.
 */
export async function importStream<Part>(
  stream: AsyncIterable<Uint8Array>,
  reader: RecordReader<Part>,
  size: (part: Part) => number,
  join: (parts: readonly Part[]) => Part,
  land: (next: () => Part | undefined) => Promise<Landed>,
): Promise<Landed & { readonly unfinished: number }> {
  const total = { accepted: 0, duplicate: 0, rejected: 0 };
  const ready: Part[] = [];
  let flight: Promise<void> | undefined;
  let onTaken: (() => void) | undefined;
  let parts: Part[] = [];
  let records = 0;

  async function fly(): Promise<void> {
    while (ready.length > 0) {
      const landed = await land(takeReady);
      total.accepted += landed.accepted;
      total.duplicate += landed.duplicate;
      total.rejected += landed.rejected;
    }
    flight = undefined;
  }

  function takeReady(): Part | undefined {
    onTaken?.();
    return ready.shift();
  }

  /** Sends off what was read; waits while too much is waiting already. */
  async function send(): Promise<void> {
    if (records === 0) return;
    ready.push(join(parts));
    parts = [];
    records = 0;
    flight ??= fly();
    flight.catch(() => {});
    while (ready.length >= BATCHES_READY) {
      const taken = new Promise<void>((resolve) => {
        onTaken = resolve;
      });
      await Promise.race([taken, flight]);
    }
  }

  async function take(part: Part): Promise<void> {
    parts.push(part);
    records += size(part);
    if (records >= RECORDS_A_BATCH) await send();
  }

  try {
    for await (const chunk of stream) await take(reader.push(chunk));
    const last = reader.end();
    await take(last);
    await send();
    await flight;
    return { ...total, unfinished: last.unfinished === null ? 0 : Buffer.byteLength(last.unfinished.raw) };
  } finally {
    await flight?.catch(() => {});
  }
}
