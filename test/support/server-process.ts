import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
export const SAMPLES = join(ROOT, 'samples');
const LAUNCHER = join(ROOT, 'bin', 'ringledger');
const LOOK_AGAIN_MS = 25;

export interface Ended {
  /** Null when a signal ended it. */
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A program that runs, and ends with the test at the latest. */
export interface RunningProgram {
  readonly pid: number;
  stdout(): string;
  stderr(): string;
  kill(signal: NodeJS.Signals): void;
  readonly ended: Promise<Ended>;
}

export interface ProgramOptions {
  /** Beside PATH and HOME it sees nothing else of this process's environment. */
  readonly environment?: Readonly<Record<string, string>>;
  readonly cwd?: string;
}

/** A server that listens, reached as any client reaches it. */
export interface RunningServer extends RunningProgram {
  readonly data: string;
  readonly url: string;
  /** The local command line's key. */
  readonly key: string;
  /** Asks a report over HTTP with the local key; the answer's text. */
  report(name: string, scope: Readonly<Record<string, unknown>>): Promise<string>;
  /** Sends any request with the local key. */
  ask(path: string, request?: RequestInit): Promise<{ readonly status: number; readonly text: string }>;
  /** SIGTERM, and waits for the end. */
  stop(): Promise<Ended>;
  /** SIGKILL, and waits for the end. */
  crash(): Promise<Ended>;
}

/** Leaders of process groups of which somebody still holds the pipes. */
const running = new Map<ChildProcess, Promise<unknown>>();
const folders = new Set<string>();
process.once('exit', () => {
  for (const child of running.keys()) killGroup(child);
});

/** An empty folder that goes with `endProcesses`. */
export function makeFolder(name: string): string {
  const folder = mkdtempSync(join(tmpdir(), `ringledger-${name}-`));
  folders.add(folder);
  return folder;
}

/** For `afterEach`: kills what a test started and did not see the end of, then removes its folders. */
export async function endProcesses(): Promise<void> {
  const left = [...running];
  for (const [child] of left) killGroup(child);
  await Promise.allSettled(left.map(([, ended]) => ended));
  for (const folder of folders) rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  folders.clear();
}

function killGroup({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/** Starts `bin/ringledger` with these words. */
export function startProgram(words: readonly string[], options: ProgramOptions = {}): RunningProgram {
  refuseStaleBuild();
  return startCommand(LAUNCHER, words, options);
}

/** Runs `bin/ringledger` to its end. */
export function runProgram(words: readonly string[], options: ProgramOptions = {}): Promise<Ended> {
  return startProgram(words, options).ended;
}

/** Runs any program to its end, under the same care. */
export function runCommand(
  file: string,
  words: readonly string[],
  options: ProgramOptions = {},
): Promise<Ended> {
  return startCommand(file, words, options).ended;
}

/** Starts any program, under the same care: what it starts itself goes with it at the latest. */
export function startCommand(
  file: string,
  words: readonly string[],
  { environment = {}, cwd = ROOT }: ProgramOptions = {},
): RunningProgram {
  const { PATH = '', HOME = '' } = process.env;
  const child = spawn(file, words, {
    cwd,
    env: { PATH, HOME, ...environment },
    // A process group of its own.
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said = { stdout: '', stderr: '' };
  for (const stream of ['stdout', 'stderr'] as const) {
    child[stream].setEncoding('utf8').on('data', (text: string) => {
      said[stream] += text;
    });
  }
  const ended = new Promise<Ended>((resolve, reject) => {
    child.once('error', (error) => {
      running.delete(child);
      reject(error);
    });
    child.once('close', (code, signal) => {
      running.delete(child);
      resolve({ code, signal, ...said });
    });
  });
  running.set(child, ended);
  return {
    pid: child.pid ?? 0,
    stdout: () => said.stdout,
    stderr: () => said.stderr,
    kill: (signal) => void child.kill(signal),
    ended,
  };
}

/** Waits until a running program has said this on stdout; throws, with all it said, when it ends before. */
export async function waitUntilSaid(program: RunningProgram, words: string): Promise<void> {
  let over = false;
  const end = () => {
    over = true;
  };
  program.ended.then(end, end);
  while (!program.stdout().includes(words)) {
    if (over) throw new Error(`It ended before it said "${words}":\n${program.stdout()}${program.stderr()}`);
    await sleep(LOOK_AGAIN_MS);
  }
}

/** Starts `serve` on a data folder and waits until it listens; throws, with what it said, when it ends before. */
export async function startServer(
  data: string,
  { words = [], ...options }: ProgramOptions & { readonly words?: readonly string[] } = {},
): Promise<RunningServer> {
  const program = startProgram(['serve', '--data', data, '--port', '0', ...words], options);
  await waitUntilSaid(program, 'Ringledger answers at');
  const { url, key } = readServerFile(data);
  const headers = { authorization: `Bearer ${key}` };
  const ask: RunningServer['ask'] = async (path, request) => {
    const answer = await fetch(new URL(path, url), {
      ...request,
      headers: { ...headers, ...request?.headers },
    });
    return { status: answer.status, text: await answer.text() };
  };
  return {
    ...program,
    data,
    url,
    key,
    ask,
    report: async (name, scope) => {
      const body = JSON.stringify({ type: 'cdr', scope });
      return (await ask(`/rest/call/${name}`, { method: 'POST', body })).text;
    },
    stop: () => {
      program.kill('SIGTERM');
      return program.ended;
    },
    crash: () => {
      program.kill('SIGKILL');
      return program.ended;
    },
  };
}

/** What a listening server leaves in its data folder. */
export function readServerFile(data: string): {
  readonly url: string;
  readonly key: string;
  readonly pid: number;
} {
  return JSON.parse(readFileSync(join(data, 'server.json'), 'utf8')) as {
    url: string;
    key: string;
    pid: number;
  };
}

let isBuildChecked = false;

/** Tests of the built program would else speak of a program that is no more. */
function refuseStaleBuild(): void {
  if (isBuildChecked) return;
  const builtMs = writtenMs(join(ROOT, 'dist', 'server', 'main.js'));
  for (const file of readdirSync(join(ROOT, 'src'), { recursive: true, encoding: 'utf8' })) {
    if (/\.(ts|sql)$/.test(file) && builtMs < writtenMs(join(ROOT, 'src', file))) {
      throw new Error(`dist/ is not made of src/${file} as it is now: run "npm run build" first.`);
    }
  }
  isBuildChecked = true;
}

function writtenMs(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}
