import { setTimeout as wait } from 'node:timers/promises';
import type { ReportName } from '../core/call-reports.ts';
import { RingledgerError } from '../core/errors.ts';
import { type ServerAddress, show } from './find-server.ts';
import { ask, readChunks } from './open-request.ts';
import type { Scope } from './report-scope.ts';

const TRIES = 5;
const LONGEST_WAIT_SECONDS = 10;
const SUCCESS = '{"result":"success"';

/** A report's answer, byte for byte as the server sends it. */
export interface ReportAnswer {
  /** What was refused, when it was. */
  readonly refusal: RingledgerError | undefined;
  readonly bytes: AsyncIterable<Uint8Array>;
}

/**
 * Asks `POST /rest/call/<report>`. While the server answers `retry` it is asked again, as often as patience has, each
 * time after the seconds its Retry-After says. A long answer is handed on as it comes.
 */
export async function askReport(
  server: ServerAddress,
  report: ReportName,
  scope: Scope,
): Promise<ReportAnswer> {
  const question = {
    method: 'POST',
    path: `rest/call/${report}`,
    contentType: 'application/json',
  } as const;
  const body = JSON.stringify({ type: 'cdr', scope });
  for (let tried = 1; ; tried += 1) {
    const answer = await ask(server, question, body);
    const chunks = readChunks(server, answer);
    const head = await readHead(chunks);
    if (head.toString('latin1').startsWith(SUCCESS)) {
      return { refusal: undefined, bytes: join(head, chunks) };
    }
    const whole = await gather(head, chunks);
    const said = parse(whole.toString('utf8'));
    if (said.result !== 'retry' || tried === TRIES) {
      return { refusal: toRefusal(said, server, answer.statusCode, tried), bytes: join(whole) };
    }
    const seconds = Number(answer.headers['retry-after'] ?? 1);
    await wait(Math.min(Number.isFinite(seconds) ? seconds : 1, LONGEST_WAIT_SECONDS) * 1000);
  }
}

interface Said {
  readonly result?: unknown;
  readonly message?: unknown;
}

function toRefusal(
  { result, message }: Said,
  server: ServerAddress,
  status: number | undefined,
  tried: number,
): RingledgerError | undefined {
  if (result === 'success') return undefined;
  if (result === 'retry') {
    return new RingledgerError(
      'retry',
      `${String(message)} It was asked ${tried} times. Somebody else's report or recalculation is under way: ask again later.`,
    );
  }
  if (typeof message === 'string') return new RingledgerError('invalid-request', message);
  return new RingledgerError(
    'store-unavailable',
    `${show(server.url)} answered ${status ?? 'nothing'} with something that is no report. Check that this is the address of a Ringledger server.`,
  );
}

/** Enough of the beginning to tell a report from a refusal. */
async function readHead(chunks: AsyncGenerator<Buffer>): Promise<Buffer> {
  let head = Buffer.alloc(0);
  while (head.length < SUCCESS.length) {
    const { done, value } = await chunks.next();
    if (done === true) break;
    head = Buffer.concat([head, value]);
  }
  return head;
}

async function* join(head: Uint8Array, rest?: AsyncGenerator<Buffer>): AsyncGenerator<Uint8Array> {
  yield head;
  if (rest !== undefined) yield* rest;
}

async function gather(head: Buffer, rest: AsyncGenerator<Buffer>): Promise<Buffer> {
  const chunks = [head];
  for await (const chunk of rest) chunks.push(chunk);
  return Buffer.concat(chunks);
}

function parse(text: string): Said {
  try {
    return (JSON.parse(text) ?? {}) as Said;
  } catch {
    return {};
  }
}
