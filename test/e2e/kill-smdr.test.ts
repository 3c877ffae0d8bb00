import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { afterEach, expect, it, vi } from 'vitest';
import { findFreePort } from '../support/free-port.ts';
import { endProcesses, makeFolder, type RunningServer, startServer } from '../support/server-process.ts';

vi.setConfig({ testTimeout: 120_000 });
afterEach(endProcesses);

const LINES = readFileSync(new URL('../fixtures/smdr/avaya.txt', import.meta.url), 'utf8')
  .split('\r\n')
  .filter(Boolean)
  .slice(1);
const KILLS = 2;

const json = { 'content-type': 'application/json' };

async function dial(port: number): Promise<Socket> {
  return vi.waitFor(
    async () => {
      const socket = connect(port, '127.0.0.1').on('error', () => {});
      await once(socket, 'connect');
      return socket;
    },
    { timeout: 30_000, interval: 50 },
  );
}

/** Lines that have come: those that landed are removed from the files by and by. */
function isInFiles(data: string, line: string): boolean {
  const folder = join(data, 'spool', 'pbx');
  if (!existsSync(folder)) return false;
  return readdirSync(folder).some((name) =>
    readFileSync(join(folder, name), 'utf8').includes(JSON.stringify(line).slice(1, -1)),
  );
}

async function countKept(server: RunningServer): Promise<object> {
  const text = (await server.ask('/api/v1/sources/pbx')).text;
  const { landed, rejects } = JSON.parse(text) as { landed: number; rejects: number };
  return { landed, rejects };
}

it('each line that a PBX sent before the server was killed is in the reports of the next one', async () => {
  const data = makeFolder('kill-smdr');
  const port = await findFreePort();
  let server = await startServer(data);
  const settings = { format: 'avaya-ip-office', port };
  const body = JSON.stringify({ name: 'pbx', kind: 'smdr', settings });
  expect((await server.ask('/api/v1/sources', { method: 'POST', headers: json, body })).status).toBe(201);
  for (let kill = 0; kill < KILLS; kill += 1) {
    const socket = await dial(port);
    const line = LINES[kill] ?? '';
    socket.write(`${line}\r\n`);
    await vi.waitFor(() => expect(isInFiles(data, line)).toBe(true), { timeout: 10_000, interval: 5 });
    await server.crash();
    server = await startServer(data);
  }
  (await dial(port)).end(`${LINES.slice(KILLS).join('\r\n')}\r\n`);
  await vi.waitFor(
    async () => expect(await countKept(server)).toEqual({ landed: LINES.length, rejects: 0 }),
    { timeout: 30_000, interval: 100 },
  );
});
