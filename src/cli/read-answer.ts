import type { IncomingMessage } from 'node:http';
import { RingledgerError } from '../core/errors.ts';
import { type ServerAddress, show } from './find-server.ts';
import { readChunks, readWhole } from './open-request.ts';

type Json = Readonly<Record<string, unknown>>;

/** How much of an answer that is not ours a sentence quotes. */
const SHOWN_TEXT = 200;

/** The JSON object of an answer of the server's own API; its refusals are thrown with the sentence it gave. */
export async function readJsonAnswer(server: ServerAddress, answer: IncomingMessage): Promise<Json> {
  await refuseProblem(server, answer);
  const text = (await readWhole(server, answer)).toString('utf8');
  return parseObject(text) ?? refuseStrange(server, answer, text);
}

/** Throws the refusal that an answer is, if it is one; leaves any other answer unread. */
export async function refuseProblem(server: ServerAddress, answer: IncomingMessage): Promise<void> {
  const status = answer.statusCode ?? 0;
  if (status >= 200 && status < 300) return;
  const text = (await readWhole(server, answer)).toString('utf8');
  throw toRefusal(parseObject(text)) ?? refuseStrange(server, answer, text);
}

/**
 * The result of a job that may take long: JSON lines of progress, then a result or a problem; or one JSON object, from
 * a job that was short. `onProgress` hears how far it is, `onLine` each line.
 */
export async function readJobAnswer(
  server: ServerAddress,
  answer: IncomingMessage,
  onProgress: (done: number, total: number) => void,
  onLine: (said: Json) => void = () => {},
): Promise<Json> {
  await refuseProblem(server, answer);
  if (!String(answer.headers['content-type'] ?? '').includes('ndjson')) return readJsonAnswer(server, answer);
  let result: Json | undefined;
  for await (const line of readLines(server, answer)) {
    const said = parseObject(line);
    onLine(said ?? {});
    const refusal = toRefusal(said?.['problem']);
    if (refusal !== undefined) throw refusal;
    const progress = said?.['progress'] as { done?: unknown; total?: unknown } | undefined;
    if (progress !== undefined) onProgress(Number(progress.done), Number(progress.total));
    if (said?.['result'] !== undefined) result = said['result'] as Json;
  }
  if (result !== undefined) return result;
  throw new RingledgerError(
    'store-unavailable',
    `The answer of ${show(server.url)} ended before the work was done. Run the same command again: nothing will be doubled.`,
  );
}

/** Lines of an answer, as they come. */
export async function* readLines(server: ServerAddress, answer: IncomingMessage): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of readChunks(server, answer)) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    yield* lines.filter((line) => line !== '');
  }
  rest += decoder.decode();
  if (rest !== '') yield rest;
}

/** Problem details (RFC 9457) as a refusal; `detail` already lists every fault. */
function toRefusal(problem: unknown): RingledgerError | undefined {
  const { detail } = (problem ?? {}) as { detail?: unknown };
  return typeof detail === 'string' && detail !== ''
    ? new RingledgerError('invalid-request', detail)
    : undefined;
}

function refuseStrange(server: ServerAddress, answer: IncomingMessage, text: string): never {
  const shown = text.replace(/\s+/g, ' ').trim().slice(0, SHOWN_TEXT);
  throw new RingledgerError(
    'store-unavailable',
    `${show(server.url)} answered ${answer.statusCode ?? 'nothing'}${shown === '' ? '' : `: "${shown}"`}, which Ringledger never does. Check that this is the address of a Ringledger server, and that nothing between here and there answers for it.`,
  );
}

function parseObject(text: string): Json | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : undefined;
  } catch {
    return undefined;
  }
}
