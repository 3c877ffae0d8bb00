import { Readable } from 'node:stream';
import type { FastifyRequest } from 'fastify';
import { RingledgerError } from '../core/errors.ts';

/**
 * Hands over the body of a request as it comes. What is left of it when `run` ends, or refuses, is read and let go of, so
 * that whoever sends it comes to hear the answer.
 */
export async function withBody<Result>(
  { body }: Pick<FastifyRequest, 'body'>,
  run: (body: AsyncIterable<Uint8Array>) => Promise<Result>,
): Promise<Result> {
  const stream = body instanceof Readable ? body : Readable.from([]);
  try {
    return await run({ [Symbol.asyncIterator]: () => stream.iterator({ destroyOnReturn: false }) });
  } finally {
    stream.resume();
  }
}

/** All of a body. Refuses one of more than `most` bytes. */
export async function readWholeBody(body: AsyncIterable<Uint8Array>, most: number): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of body) {
    length += chunk.length;
    if (length > most) {
      throw new RingledgerError(
        'invalid-request',
        `The body is longer than ${most} bytes: send records one by one.`,
      );
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
