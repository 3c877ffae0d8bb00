import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { findFreePort } from './free-port.ts';

/** No test needs its node longer; it ends by itself then, and with its process at the latest. */
const LIFE_SECONDS = 900;
const START_TRIES = 300;

/** A real ClickHouse server on loopback. A machine without python3 fails the test: there is nothing to skip to. */
export async function startClickhouse(): Promise<{ readonly url: string; stop(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'ringledger-clickhouse-'));
  const [http, tcp] = [await findFreePort(), await findFreePort()];
  const script = fileURLToPath(new URL('./clickhouse-node.py', import.meta.url));
  const node = spawn(
    'python3',
    [script, findLibrary(), folder, String(http), String(tcp), String(LIFE_SECONDS)],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
  let said = '';
  node.stderr.on('data', (chunk: Buffer) => {
    said += chunk.toString('utf8');
  });
  const ended = new Promise<void>((resolve) => node.once('close', () => resolve()));
  const url = `http://127.0.0.1:${http}`;
  for (let tries = 0; !(await answers(url)); tries += 1) {
    if (node.exitCode !== null || tries === START_TRIES) {
      node.kill('SIGKILL');
      throw new Error(`the ClickHouse node did not start: ${said || `exit code ${node.exitCode}`}`);
    }
    await sleep(100);
  }
  return {
    url,
    stop: async () => {
      node.kill('SIGKILL');
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
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
