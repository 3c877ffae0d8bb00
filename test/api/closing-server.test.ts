import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { type AddressInfo, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterEach, describe, expect, it } from 'vitest';
import { createApp } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import { ADMIN_PASSWORD, APP_HOMES, LOCAL_KEY, startStores } from '../support/app.ts';
import { putFreshStores } from '../support/fresh-stores.ts';

const SIGNED_IN = { authorization: `Bearer ${LOCAL_KEY}` };
/** Each asks the stores for several things, one after the other. */
const QUESTIONS = [
  '/api/v1/work-queue/counts',
  '/api/v1/figures?measures=calls&dimensions=day',
  '/api/v1/calls?limit=10',
  '/api/v1/session',
  '/api/v1/sources',
  '/metrics',
];

const STOPPING =
  'The server is being stopped, and nothing of this was done: ask again in a moment, when it has started again.';

/** Sends the beginning of a request; what it answers sends the end of it, and reads the answer. */
async function beginAsking(port: number, ask: string) {
  const socket = connect(port, '127.0.0.1');
  await once(socket, 'connect');
  socket.write(`${ask} HTTP/1.1\r\nhost: 127.0.0.1\r\n`);
  // So that the server has read it, and does not take the connection for one on which nothing is asked.
  await new Promise((resolve) => setTimeout(resolve, 100));
  return async () => {
    const length = ask.startsWith('POST') ? 'content-length: 2\r\n\r\n{}' : '\r\n';
    socket.write(length);
    let text = '';
    for await (const chunk of socket) text += String(chunk);
    const [head = '', body = ''] = text.split('\r\n\r\n');
    return { head, status: Number(head.split(' ')[1]), json: JSON.parse(body) as unknown };
  };
}

describe.each(APP_HOMES)('a server that is closed while it is asked, stores %s', (home) => {
  const ends: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const end of ends.splice(0)) await end();
  });

  /** The server, and what it says to its log of what went wrong. */
  async function start() {
    const folder = await mkdtemp(join(tmpdir(), 'ringledger-closing-'));
    const stores = home === 'servers' ? await startStores() : undefined;
    if (stores === undefined) await putFreshStores(folder);
    const errors: string[] = [];
    const app = await createApp({
      config: readConfig(
        { data: folder },
        { RINGLEDGER_ADMIN_PASSWORD: ADMIN_PASSWORD, RINGLEDGER_LOG_LEVEL: 'error', ...stores?.environment },
      ),
      logger: pino({ level: 'error' }, { write: (line: string) => errors.push(line) }),
      now: () => Math.floor(Date.now() / 1000),
      localKey: LOCAL_KEY,
    });
    ends.push(async () => {
      await stores?.stop();
      await rm(folder, { recursive: true, force: true });
    });
    return { app, errors };
  }

  it('answers what is under way before its stores are closed', async () => {
    const { app, errors } = await start();
    await app.server.ready();
    const asked = QUESTIONS.map((url) => app.server.inject({ url, headers: SIGNED_IN }));
    const run = app.server.inject({
      ...{ method: 'POST', url: '/api/v1/runs', headers: SIGNED_IN },
      payload: { period: '2026-11', reason: 'asked for while the server closes' },
    });
    await new Promise((resolve) => setTimeout(resolve, 5));
    await app.close();
    const answers = await Promise.all([...asked, run]);
    expect(errors).toEqual([]);
    for (const { statusCode, payload } of answers) expect([200, 503], payload).toContain(statusCode);
    expect(answers.some(({ statusCode }) => statusCode === 200)).toBe(true);
  });

  it('tells whoever asks while it closes to come again, in the shape of what was asked', async () => {
    const { app, errors } = await start();
    await app.server.listen({ host: '127.0.0.1', port: 0 });
    const { port } = app.server.server.address() as AddressInfo;
    const paths = ['GET /api/v1/session', 'GET /healthz', 'GET /calls', 'POST /api/v1/exports/outcalls'];
    const begun = await Promise.all(
      [...paths, 'POST /rest/call/outsummary'].map((ask) => beginAsking(port, ask)),
    );
    const closed = app.close();
    while (!app.server.underWay.isStopping) await new Promise(setImmediate);
    const answers = await Promise.all(begun.map((finish) => finish()));
    await closed;
    const rest = answers.pop();
    for (const { status, head, json } of answers) {
      expect(status).toBe(503);
      expect(head).toMatch(/content-type: application\/problem\+json/i);
      expect(json).toEqual({ type: 'about:blank', title: 'retry', status: 503, detail: STOPPING });
    }
    expect(rest).toMatchObject({ status: 200, json: { result: 'retry', message: STOPPING } });
    for (const { head } of [...answers, ...(rest === undefined ? [] : [rest])]) {
      expect(head).toMatch(/retry-after: 1\r/i);
      expect(head).toMatch(/connection: close/i);
    }
    expect(errors).toEqual([]);
  });

  it('ends what nobody waits for any more before its stores are closed', async () => {
    const { app, errors } = await start();
    await app.server.listen({ host: '127.0.0.1', port: 0 });
    const { port } = app.server.server.address() as AddressInfo;
    const left = new AbortController();
    const asked = [...QUESTIONS, ...QUESTIONS, '/api/v1/live'].map((path) =>
      fetch(`http://127.0.0.1:${port}${path}`, { headers: SIGNED_IN, signal: left.signal }).catch(
        (error: unknown) => error,
      ),
    );
    await new Promise((resolve) => setTimeout(resolve, 30));
    left.abort();
    await Promise.all(asked);
    await app.close();
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(errors).toEqual([]);
  });
});
