import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { pino } from 'pino';
import { createApp } from '../dist/server/app.js';
import { readConfig } from '../dist/server/config.js';
import { connectCalls } from '../dist/server/connect-calls.js';
import { dataFolder, fillYear } from './fill-year.mjs';
import { describePlatform } from './platform.mjs';

/** Signs in as the server's own command line. */
export const KEY = 'key-of-the-benchmark-alone-on-loopback';

/**
 * A server on loopback over a year of `calls` calls, which are made where no run before left them, and the bare engine over
 * the same rows. `close` ends both; `data` of another name is apart from that of other benchmarks.
 */
export async function openYear(name, calls) {
  const data = dataFolder(name, calls);
  const isReady = existsSync(`${data}/ready`);
  if (!isReady) rmSync(data, { recursive: true, force: true });
  mkdirSync(data, { recursive: true });
  const config = readConfig(
    { data, port: '0' },
    { RINGLEDGER_ADMIN_PASSWORD: 'bench', RINGLEDGER_LOG_LEVEL: 'error' },
  );
  const now = () => Math.floor(Date.now() / 1000);
  const app = await createApp({ config, logger: pino({ level: 'error' }), now, localKey: KEY });
  const url = await app.server.listen({ host: '127.0.0.1', port: 0 });
  const engine = await connectCalls({ folder: `${data}/calls` });
  const close = async () => {
    await engine.close();
    await app.close();
  };
  try {
    if (!isReady) await make(url, engine, calls, data);
  } catch (error) {
    await close();
    throw error;
  }
  return { url, engine, now, close };
}

async function make(url, engine, calls, data) {
  const answer = await fetch(`${url}/api/v1/directory`, {
    method: 'POST',
    body: JSON.stringify(describePlatform()),
    headers: { authorization: `Bearer ${KEY}` },
  });
  const said = await answer.text();
  if (!answer.ok || /"problem":/.test(said))
    throw new Error(`The directory was refused: ${said.slice(-600)}`);
  await fillYear(engine, calls);
  writeFileSync(`${data}/ready`, '');
}
