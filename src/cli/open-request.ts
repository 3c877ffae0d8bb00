import { Agent, type ClientRequest, type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps, Agent as SecureAgent } from 'node:https';
import { RingledgerError } from '../core/errors.ts';
import { type ServerAddress, show } from './find-server.ts';

export interface Question {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** Below the server's address, without a slash in front; parameters apart. */
  readonly path: string;
  readonly parameters?: Readonly<Record<string, string | undefined>>;
  readonly contentType?: string;
}

/**
 * A request whose body is still to be written. No time limit: a large import takes as long as it takes. The connection
 * is kept alive until the answer is read, so that a refusal that comes amid the body is not lost to a reset.
 */
export function openRequest(server: ServerAddress, question: Question): ClientRequest {
  const secure = server.url.protocol === 'https:';
  const agent = secure ? new SecureAgent({ keepAlive: true }) : new Agent({ keepAlive: true });
  const request = (secure ? requestHttps : requestHttp)(toUrl(server.url, question), {
    method: question.method,
    agent,
    headers: {
      Authorization: `Bearer ${server.key}`,
      ...(question.contentType === undefined ? {} : { 'Content-Type': question.contentType }),
    },
  });
  request.once('close', () => agent.destroy());
  return request;
}

/** The answer's head. Rejects with the system's own error when the connection breaks before. */
export function awaitAnswer(request: ClientRequest): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    request.once('response', resolve);
    // Stays after the answer came: a connection that breaks later is the answer's to tell.
    request.on('error', reject);
  });
}

/** Asks with a body that is at hand. Refuses with a sentence when nobody answers. */
export async function ask(server: ServerAddress, question: Question, body = ''): Promise<IncomingMessage> {
  const request = openRequest(server, question);
  request.end(body);
  try {
    return await awaitAnswer(request);
  } catch (error) {
    throw unreachable(server, error);
  }
}

/** All of an answer. Refuses with a sentence when it breaks off. */
export async function readWhole(server: ServerAddress, answer: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of readChunks(server, answer)) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** An answer as it comes. Refuses with a sentence when it breaks off. */
export async function* readChunks(server: ServerAddress, answer: IncomingMessage): AsyncGenerator<Buffer> {
  try {
    for await (const chunk of answer) yield chunk as Buffer;
  } catch (error) {
    throw new RingledgerError(
      'store-unavailable',
      `The answer of ${show(server.url)} broke off (${codeOf(error)}): the server stopped, or the connection did. Ask again.`,
    );
  }
}

export function unreachable(server: ServerAddress, error: unknown): RingledgerError {
  return new RingledgerError(
    'store-unavailable',
    `No server answers at ${show(server.url)} (${codeOf(error)}). ${server.remedy}`,
  );
}

/** `ECONNREFUSED` and the like; several addresses that all failed come as one error without a message. */
export function codeOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  return code ?? message;
}

function toUrl(base: URL, { path, parameters = {} }: Question): URL {
  const url = new URL(path, base.href.endsWith('/') ? base : `${base.href}/`);
  for (const [name, value] of Object.entries(parameters)) {
    if (value !== undefined) url.searchParams.set(name, value);
  }
  return url;
}
