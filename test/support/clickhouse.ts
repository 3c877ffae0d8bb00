import { spawn } from 'node:child_process';
import { mkdtemp } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { findFreePort } from './free-port.ts';

/** No run of tests needs its node longer; it ends by itself then, and with its process at the latest. */
const LIFE_SECONDS = 7200;
const START_TRIES = 600;

/** The node and its folder go with whoever started it, however that ends: `cat` returns when the pipe to it closes. */
const GUARD = `
  folder=$1; shift
  python3 "$@" </dev/null >/dev/null &
  node=$!
  exec 3<&0
  { cat <&3; kill -KILL $node; } >/dev/null 2>&1 &
  wait $node
  rm -rf "$folder"`;

/** A real ClickHouse server on loopback. A machine without python3 fails the test: there is nothing to skip to. */
export async function startClickhouse(): Promise<{ readonly url: string; stop(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'ringledger-clickhouse-'));
  const [http, tcp] = [await findFreePort(), await findFreePort()];
  const script = fileURLToPath(new URL('./clickhouse-node.py', import.meta.url));
  const words = [script, findLibrary(), folder, String(http), String(tcp), String(LIFE_SECONDS)];
  const guard = spawn('/bin/sh', ['-c', GUARD, 'sh', folder, ...words], {
    stdio: ['pipe', 'ignore', 'pipe'],
  });
  let said = '';
  guard.stderr.on('data', (chunk: Buffer) => {
    said += chunk.toString('utf8');
  });
  const ended = new Promise<void>((resolve) => guard.once('exit', () => resolve()));
  const stop = async () => {
    guard.stdin.end();
    await ended;
  };
  const url = `http://127.0.0.1:${http}`;
  for (let tries = 0; !(await answers(url)); tries += 1) {
    if (guard.exitCode !== null || tries === START_TRIES) {
      await stop();
      throw new Error(`the ClickHouse node did not start: ${said || `exit code ${guard.exitCode}`}`);
    }
    await sleep(100);
  }
  return { url, stop };
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/ping`)).ok;
  } catch {
    return false;
  }
}

function findLibrary(): string {
  const require = createRequire(import.meta.url);
  const chdb = createRequire(require.resolve('chdb'));
  return join(
    dirname(chdb.resolve(`@chdb/lib-${process.platform}-${process.arch}-gnu/package.json`)),
    'libchdb.so',
  );
}
