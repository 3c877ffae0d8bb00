import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable, Writable } from 'node:stream';
import { CommanderError } from 'commander';
import { onTestFinished } from 'vitest';
import { createProgram } from '../../src/cli/program.ts';
import type { ServeFlags } from '../../src/config.ts';
import { RingledgerError } from '../../src/core/errors.ts';

/** A request as the server got it. */
interface Got {
  readonly method: string;
  readonly path: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly authorization: string | undefined;
  readonly contentType: string | undefined;
  readonly body: string;
}

export type Answer = (got: Got, response: ServerResponse) => void;

/** A server that keeps what it got, whose answers the test gives. */
export interface Stage {
  readonly url: string;
  readonly port: number;
  /** A data folder whose server.json leads to the server. */
  readonly data: string;
  readonly got: Got[];
}

export function makeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'ringledger-cli-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Listens with the given handler, which reads the request itself. */
export async function listen(
  handle: (request: IncomingMessage, response: ServerResponse) => void,
): Promise<{ readonly url: string; readonly port: number }> {
  const server = createServer(handle);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, port };
}

export function announce(data: string, url: string): void {
  writeFileSync(join(data, 'server.json'), JSON.stringify({ url, key: 'local-key', pid: process.pid }));
}

/** Reads each request whole, keeps it, and lets `answer` answer. */
export async function startStage(answer: Answer): Promise<Stage> {
  const got: Got[] = [];
  const { url, port } = await listen(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const asked = new URL(request.url ?? '/', 'http://stage');
    const one: Got = {
      method: request.method ?? '',
      path: asked.pathname,
      parameters: Object.fromEntries(asked.searchParams),
      authorization: request.headers.authorization,
      contentType: request.headers['content-type'],
      body: Buffer.concat(chunks).toString('utf8'),
    };
    got.push(one);
    answer(one, response);
  });
  const data = makeFolder();
  announce(data, url);
  return { url, port, data, got };
}

export function sendJson(response: ServerResponse, body: unknown, status = 200): void {
  const type = status >= 400 ? 'application/problem+json' : 'application/json';
  response.writeHead(status, { 'Content-Type': type }).end(JSON.stringify(body));
}

export function sendLines(response: ServerResponse, lines: readonly unknown[]): void {
  response.writeHead(200, { 'Content-Type': 'application/x-ndjson' });
  response.end(lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
}

export interface Run {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  /** What `serve` was called with, when it was. */
  readonly served: ServeFlags | undefined;
}

export interface World {
  readonly environment?: Readonly<Record<string, string>>;
  readonly stdin?: string | Readable;
  readonly isTerminal?: boolean;
  /** Width of a terminal on stdout; a pipe when left out. */
  readonly columns?: number;
  readonly onStderr?: (text: string) => void;
  /** Hears what Ctrl-C would do. */
  readonly onInterrupt?: (act: () => void) => () => void;
}

/** The command line in this process, with the exit codes that the process gives its errors. */
export async function runCli(args: readonly string[], world: World = {}): Promise<Run> {
  const stdout = gather();
  const stderr = gather(world.onStderr);
  if (world.columns !== undefined) Object.assign(stdout.stream, { isTTY: true });
  let served: ServeFlags | undefined;
  const program = createProgram(
    {
      environment: world.environment ?? {},
      stdin: world.stdin instanceof Readable ? world.stdin : Readable.from([Buffer.from(world.stdin ?? '')]),
      stdout: stdout.stream,
      stderr: stderr.stream,
      isTerminal: world.isTerminal ?? false,
      columns: world.columns ?? 100,
      onInterrupt: world.onInterrupt,
    },
    async (flags) => {
      served = flags;
    },
  );
  let code = 0;
  try {
    await program.parseAsync(['node', 'ringledger', ...args]);
  } catch (error) {
    if (error instanceof CommanderError) code = error.exitCode === 0 ? 0 : 2;
    else if (error instanceof RingledgerError) {
      code = 1;
      stderr.stream.write(`${error.message}\n`);
    } else throw error;
  }
  return { code, stdout: stdout.text(), stderr: stderr.text(), served };
}

function gather(onText?: (text: string) => void) {
  const chunks: Buffer[] = [];
  const stream = new Writable({
    write(chunk: Buffer, _encoding, done) {
      chunks.push(chunk);
      onText?.(chunk.toString('utf8'));
      done();
    },
  });
  return { stream, text: () => Buffer.concat(chunks).toString('utf8') };
}
