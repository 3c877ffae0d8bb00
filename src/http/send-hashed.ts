import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';

/** A reader who takes nothing for so long is taken for gone. */
const STALLED_READER_MS = 60_000;
/** An answer up to so long is made before its head is sent, which then tells its hash. */
const HELD_BYTES = 4 * 1024 * 1024;

/** SHA-256 of an answer's bytes, in hex: in its head, or of one that is too long to be held, in its trailer. */
const HASH_HEADER = 'ringledger-sha256';

/** Sends bytes with their hash; `close` is called when they are sent, or nobody wants them any more. */
export async function sendHashed(
  reply: FastifyReply,
  pieces: AsyncIterator<string | Uint8Array>,
  close: () => Promise<void>,
): Promise<FastifyReply> {
  const hash = createHash('sha256');
  const held: Buffer[] = [];
  let length = 0;
  let isWhole = false;
  try {
    while (length <= HELD_BYTES) {
      const { done, value } = await pieces.next();
      if (done === true) {
        isWhole = true;
        break;
      }
      const piece = Buffer.from(value);
      hash.update(piece);
      held.push(piece);
      length += piece.length;
    }
  } catch (error) {
    await close();
    throw error;
  }
  if (isWhole) {
    await close();
    return reply.header(HASH_HEADER, hash.digest('hex')).send(Buffer.concat(held));
  }
  const answer = Readable.from(
    (async function* () {
      yield* held.splice(0);
      for (;;) {
        const { done, value } = await pieces.next();
        if (done === true) return;
        const piece = Buffer.from(value);
        hash.update(piece);
        yield piece;
      }
    })(),
    { objectMode: false },
  );
  answer.once('close', () => {
    void pieces.return?.();
    void close();
  });
  reply.raw.setTimeout(STALLED_READER_MS, () => answer.destroy());
  reply.trailer(HASH_HEADER, async () => hash.digest('hex'));
  return reply.send(answer);
}
