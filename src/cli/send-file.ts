import type { ClientRequest, IncomingMessage } from 'node:http';
import { RingledgerError } from '../core/errors.ts';
import { type ServerAddress, show } from './find-server.ts';
import { awaitAnswer, codeOf, openRequest, type Question, unreachable } from './open-request.ts';
import type { Source } from './open-source.ts';
import { countRecords, type Upload } from './upload-progress.ts';

const LINE_FEED = 0x0a;

/**
 * Sends a source as the body of a request and gives the answer's head. A chunk is read only when the one before was
 * taken, so memory stays flat however slow the server is. `onSent` is told after each chunk, and holds the sending back.
 * An answer that comes before the end stops the sending: it is a refusal.
 */
export async function sendFile(
  server: ServerAddress,
  question: Question,
  source: Source,
  onSent: (upload: Upload) => Promise<void>,
): Promise<{ readonly answer: IncomingMessage; readonly upload: Upload }> {
  const startedMs = performance.now();
  const request = openRequest(server, question);
  const sending = createSending(request);
  let upload: Upload = {
    name: source.name,
    sentBytes: 0,
    totalBytes: source.totalBytes,
    records: 0,
    elapsedMs: 0,
  };
  try {
    for await (const chunk of source.open()) {
      if (!(await sending.take(chunk))) break;
      upload = {
        ...upload,
        sentBytes: upload.sentBytes + chunk.length,
        records: upload.records + countLineEnds(chunk),
        elapsedMs: performance.now() - startedMs,
      };
      await onSent(upload);
    }
    return { answer: await sending.finish(), upload };
  } catch (error) {
    request.destroy();
    if (error instanceof RingledgerError) throw error;
    throw upload.sentBytes === 0 ? unreachable(server, error) : broken(server, source, upload, error);
  }
}

interface Sending {
  /** False when the server has answered, or the connection broke, before this chunk was taken. */
  take(chunk: Uint8Array): Promise<boolean>;
  /** Ends the body and waits for the answer. */
  finish(): Promise<IncomingMessage>;
}

function createSending(request: ClientRequest): Sending {
  let settled = false;
  let wake = () => {};
  const settle = () => {
    settled = true;
    wake();
  };
  const answered = awaitAnswer(request);
  answered.then(settle, settle);
  return {
    take: async (chunk) => {
      if (!settled) {
        await new Promise<void>((resolve) => {
          // When the connection breaks, the callback of a write that waits may never be called.
          wake = resolve;
          request.write(chunk, () => resolve());
        });
      }
      return !settled;
    },
    finish: async () => {
      if (!settled) {
        request.end();
        return answered;
      }
      const answer = await answered;
      // The body was never ended: the connection is of no more use once the answer is read.
      answer.once('end', () => request.destroy());
      return answer;
    },
  };
}

function broken(server: ServerAddress, source: Source, upload: Upload, error: unknown): RingledgerError {
  const bytes =
    upload.totalBytes === undefined
      ? `${upload.sentBytes} bytes`
      : `${upload.sentBytes} of ${upload.totalBytes} bytes`;
  return new RingledgerError(
    'store-unavailable',
    `${source.shown}: the connection to ${show(server.url)} broke (${codeOf(error)}) after about ${countRecords(upload.records)} (${bytes}) had been sent. See that the server runs, then run the same command again: nothing will be doubled.`,
  );
}

function countLineEnds(chunk: Uint8Array): number {
  let count = 0;
  for (let at = chunk.indexOf(LINE_FEED); at !== -1; at = chunk.indexOf(LINE_FEED, at + 1)) count += 1;
  return count;
}
