import type { FileHandle } from 'node:fs/promises';
import { pipeline, Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { beginningSo, type FileMark, hashBytes, MARK_BYTES, markedBytes, readAt } from './file-mark.ts';
import { type FilePlace, HEAD_BYTES } from './followed-file.ts';

/** Read and unpacked at once. */
const PACKED_BYTES = 64 * 1024;

/** What a gzipped file holds, as it comes. Throws zlib's error where it ends before its end, or is no gzip. */
async function* unpack(handle: FileHandle, signal: AbortSignal): AsyncGenerator<Buffer> {
  const packed = Readable.from(readChunks(handle), { signal });
  const plain = createGunzip();
  // Heard by whoever reads `plain`, which the pipeline destroys with the error.
  pipeline(packed, plain, () => undefined);
  for await (const chunk of plain) yield chunk as Buffer;
}

async function* readChunks(handle: FileHandle): AsyncGenerator<Buffer> {
  for (let at = 0; ; ) {
    const chunk = await readAt(handle, at, PACKED_BYTES);
    if (chunk.length === 0) return;
    at += chunk.length;
    yield chunk;
  }
}

/** The same from byte `from` on, in chunks of `size` or more; the last may be shorter. */
export async function* unpackFrom(
  handle: FileHandle,
  from: number,
  size: number,
  signal: AbortSignal,
): AsyncGenerator<Buffer> {
  let skip = from;
  let parts: Buffer[] = [];
  let length = 0;
  for await (const chunk of unpack(handle, signal)) {
    const rest = chunk.subarray(Math.min(skip, chunk.length));
    skip -= chunk.length - rest.length;
    parts.push(rest);
    length += rest.length;
    if (length < size) continue;
    yield Buffer.concat(parts);
    [parts, length] = [[], 0];
  }
  if (length > 0) yield Buffer.concat(parts);
}

/** Where reading went on in what is packed here, by the mark of the most that was read of it. */
export async function findPlace(
  handle: FileHandle,
  marks: readonly FileMark[],
  signal: AbortSignal,
): Promise<FilePlace | undefined> {
  let wanted: readonly FileMark[] | undefined;
  let head = NOTHING;
  /** The bytes before the chunk. */
  let last = NOTHING;
  let at = 0;
  let best: FilePlace | undefined;
  // The first chunk is the whole head, or the whole file.
  for await (const chunk of unpackFrom(handle, 0, HEAD_BYTES, signal)) {
    if (wanted === undefined) {
      head = Buffer.from(chunk.subarray(0, HEAD_BYTES));
      wanted = beginningSo(head, marks);
    }
    const known = Buffer.concat([last, chunk]);
    const ending = wanted.filter(({ read }) => read > at && read <= at + chunk.length);
    best = findEnding(ending, known, at - last.length, head) ?? best;
    at += chunk.length;
    last = Buffer.from(known.subarray(-MARK_BYTES));
    if ((wanted[0]?.read ?? 0) <= at) break;
  }
  return best;
}

const NOTHING = Buffer.alloc(0);

/** The place of the first of these marks, the furthest, that ends in bytes which stand from `from` on. */
function findEnding(
  marks: readonly FileMark[],
  bytes: Buffer,
  from: number,
  head: Buffer,
): FilePlace | undefined {
  for (const mark of marks) {
    const end = mark.read - from;
    const tail = Buffer.from(bytes.subarray(end - markedBytes(mark), end));
    if (hashBytes(tail) === mark.tail) return { mark, head, tail };
  }
  return undefined;
}
