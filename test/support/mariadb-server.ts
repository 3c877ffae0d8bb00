import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chown, mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import mysql, { type Connection } from 'mysql2/promise';
import { findFreePort } from './free-port.ts';

const run = promisify(execFile);
/** MariaDB refuses to run as root; then it runs as nobody. */
const NOBODY = 65534;
const READY_WITHIN_MS = 60_000;
const DATABASE = 'asteriskcdrdb';

/** Little memory, and nothing that keeps a test's data through the loss of power. */
const QUICK = [
  '--innodb-buffer-pool-size=64M',
  '--innodb-log-file-size=32M',
  '--innodb-flush-log-at-trx-commit=0',
  '--innodb-doublewrite=0',
  '--performance-schema=OFF',
  '--skip-name-resolve',
  '--skip-log-bin',
  '--local-infile=ON',
];

/** The server ends with whoever started it, however that happens: `cat` returns when the pipe to the test closes. */
const GUARD = `
  mariadbd=$1; folder=$2; shift 2
  "$mariadbd" "$@" >"$folder/log" 2>&1 </dev/null &
  server=$!
  echo $server >"$folder/pid"
  cat >/dev/null
  kill -TERM $server 2>/dev/null
  wait $server
  [ -e "$folder/stay" ] || rm -rf "$folder"`;

export interface RunningMariadb {
  readonly port: number;
  /** The root's connection to the database `asteriskcdrdb`; the caller ends it. */
  connect(): Promise<Connection>;
  /** Kills the server as a power cut would, and starts it again on the same data and port. */
  killAndStart(): Promise<void>;
  stop(): Promise<void>;
}

/** Starts Debian's MariaDB on data of its own in a temporary folder, on loopback; throws, with its log, when it cannot. */
export async function startMariadb(options: readonly string[] = []): Promise<RunningMariadb> {
  const owner = process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {};
  const folder = await mkdtemp(join(tmpdir(), 'ringledger-mariadb-'));
  if (owner.uid !== undefined) await chown(folder, owner.uid, owner.gid);
  const mariadbd = await findServer();
  await run(
    'mariadb-install-db',
    [
      ...['--no-defaults', `--datadir=${join(folder, 'data')}`, '--auth-root-authentication-method=normal'],
      ...['--skip-test-db', '--skip-name-resolve', '--innodb-log-file-size=32M', `--tmpdir=${folder}`],
    ],
    { ...owner, cwd: folder },
  );
  const port = await findFreePort();
  const flags = [
    ...['--no-defaults', `--datadir=${join(folder, 'data')}`, `--socket=${join(folder, 'socket')}`],
    ...[`--pid-file=${join(folder, 'server.pid')}`, `--port=${port}`, '--bind-address=127.0.0.1'],
    // A server that starts removes all temporary tables it finds, those of another one too.
    `--tmpdir=${folder}`,
    ...QUICK,
    ...options,
  ];
  const begin = async () => {
    const guard = spawn('/bin/sh', ['-c', GUARD, 'sh', mariadbd, folder, ...flags], {
      ...owner,
      cwd: folder,
      stdio: ['pipe', 'ignore', 'ignore'],
    });
    try {
      await waitUntilReady(port, join(folder, 'log'));
    } catch (error) {
      await end(guard);
      throw error;
    }
    return guard;
  };
  let guard = await begin();
  return {
    port,
    connect: () => mysql.createConnection({ host: '127.0.0.1', port, user: 'root', database: DATABASE }),
    killAndStart: async () => {
      await run('touch', [join(folder, 'stay')]);
      process.kill(Number(await readFile(join(folder, 'pid'), 'utf8')), 'SIGKILL');
      await end(guard);
      await run('rm', [join(folder, 'stay')]);
      guard = await begin();
    },
    stop: () => end(guard),
  };
}

async function findServer(): Promise<string> {
  for (const place of ['/usr/sbin/mariadbd', '/usr/libexec/mariadbd', '/usr/local/sbin/mariadbd']) {
    const found = await run(place, ['--version']).then(
      () => true,
      () => false,
    );
    if (found) return place;
  }
  throw new Error(
    'There is no mariadbd: run npm test, which installs it, or apt-get install mariadb-server.',
  );
}

async function end(guard: ChildProcess): Promise<void> {
  if (guard.exitCode !== null || guard.signalCode !== null) return;
  const ended = once(guard, 'exit');
  guard.stdin?.end();
  await ended;
}

async function waitUntilReady(port: number, logFile: string): Promise<void> {
  const deadline = Date.now() + READY_WITHIN_MS;
  for (;;) {
    // Judged before it is tried: a process that was kept busy past the deadline tries once more.
    const isLast = Date.now() > deadline;
    try {
      const connection = await mysql.createConnection({ host: '127.0.0.1', port, user: 'root' });
      await connection.query(`CREATE DATABASE IF NOT EXISTS ${DATABASE} CHARACTER SET utf8mb4`);
      await connection.end();
      return;
    } catch (error) {
      const log = await readFile(logFile, 'utf8').catch(() => '');
      if (log.includes('[ERROR] Aborting') || isLast) {
        throw new Error(`MariaDB did not start: ${String(error)}\n${log}`);
      }
      await sleep(50);
    }
  }
}
