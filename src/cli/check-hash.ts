import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { RingledgerError } from '../core/errors.ts';
import type { ServerAddress } from './find-server.ts';
import { readChunks } from './open-request.ts';

const HASH_HEADER = 'ringledger-sha256';
const REPEAT_HEADER = 'ringledger-repeat-as-of';

/** An answer as it comes. Refuses, at its end, bytes that do not have the hash that the server says they have. */
export async function* readHashed(
  server: ServerAddress,
  answer: IncomingMessage,
): AsyncGenerator<Uint8Array> {
  const hash = createHash('sha256');
  for await (const chunk of readChunks(server, answer)) {
    hash.update(chunk);
    yield chunk;
  }
  const [told, found] = [hashOf(answer), hash.digest('hex')];
  if (told === undefined || told === found) return;
  throw new RingledgerError(
    'store-unavailable',
    `The answer is not what the server sent: its SHA-256 is ${found}, and the server's ${told}. Ask again.`,
  );
}

/** What tells an answer that was read from others, and how it is asked for again: lines for stderr. */
export function tellIdentity(answer: IncomingMessage, form: string): string {
  const hash = hashOf(answer);
  const repeat = answer.headers[REPEAT_HEADER];
  return [
    ...(hash === undefined ? [] : [`SHA-256 of the ${form}: ${hash}`]),
    ...(typeof repeat === 'string' ? [`The same again, whatever comes later: --as-of ${repeat}`] : []),
  ]
    .map((line) => `${line}\n`)
    .join('');
}

/** A long answer tells it in its trailer. */
function hashOf({ headers, trailers }: IncomingMessage): string | undefined {
  const told = headers[HASH_HEADER] ?? trailers[HASH_HEADER];
  return typeof told === 'string' ? told : undefined;
}
