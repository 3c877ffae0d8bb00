import { pipeline, Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { RingledgerError } from '../../core/errors.ts';

/** What every gzip begins with (RFC 1952). */
const MAGIC = Buffer.from([0x1f, 0x8b]);

/**
 * A stream as it is, or unpacked where it is a gzip, told by its first two bytes. Refuses one that ends before its end
 * or is damaged, in a sentence.
 */
export async function* gunzipped(stream: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const source = stream[Symbol.asyncIterator]();
  let head = Buffer.alloc(0);
  for (let next = await source.next(); next.done !== true; next = await source.next()) {
    head = Buffer.concat([head, next.value]);
    if (head.length >= MAGIC.length) break;
  }
  const all = rejoin(head, source);
  if (head.subarray(0, MAGIC.length).equals(MAGIC)) yield* unpack(all);
  else yield* all;
}

async function* rejoin(head: Uint8Array, source: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    if (head.length > 0) yield head;
    for (let next = await source.next(); next.done !== true; next = await source.next()) yield next.value;
  } finally {
    await source.return?.();
  }
}

async function* unpack(packed: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const plain = createGunzip();
  // Heard by whoever reads `plain`, which the pipeline destroys with the error.
  pipeline(Readable.from(packed, { objectMode: false }), plain, () => undefined);
  try {
    for await (const chunk of plain) yield chunk as Buffer;
  } catch (error) {
    const { code = '', message } = error as NodeJS.ErrnoException;
    if (!code.startsWith('Z_')) throw error;
    throw new RingledgerError(
      'invalid-request',
      `The gzip cannot be read to its end (${message}): it was cut off or damaged. Fetch it again; what was read of it may have landed, and does no harm the second time.`,
    );
  }
}
