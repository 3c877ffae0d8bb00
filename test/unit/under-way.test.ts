import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { pino } from 'pino';
import { afterEach, describe, expect, it } from 'vitest';
import { createServer } from '../../src/http/create-server.ts';
import { sendProgress } from '../../src/http/progress-answer.ts';

/** Something that is waited for until it is opened. */
function makeGate() {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open: () => open() };
}

describe('what goes on for requests', () => {
  let server: ReturnType<typeof createServer>;
  afterEach(() => server?.close());

  async function listen(): Promise<string> {
    await server.listen({ host: '127.0.0.1', port: 0 });
    return `http://127.0.0.1:${(server.server.address() as AddressInfo).port}`;
  }

  /** Asks, and leaves as soon as the server has begun. */
  async function askAndLeave(url: string, begun: Promise<void>): Promise<void> {
    const left = new AbortController();
    const asked = fetch(url, { signal: left.signal })
      .then((answer) => answer.text())
      .catch(() => undefined);
    await begun;
    left.abort();
    await asked;
  }

  it('is waited for though its client has left', async () => {
    const begun = makeGate();
    const goOn = makeGate();
    const steps: string[] = [];
    server = createServer(pino({ level: 'silent' }));
    server.get('/slow', async () => {
      begun.open();
      await goOn.opened;
      steps.push('answered');
      return {};
    });
    await askAndLeave(`${await listen()}/slow`, begun.opened);
    await server.close();
    const settled = server.underWay.settled().then(() => steps.push('settled'));
    await sleep(20);
    goOn.open();
    await settled;
    expect(steps).toEqual(['answered', 'settled']);
  });

  it('ends at its next step where nobody listens when the server is stopped, and before that goes on', async () => {
    const begun = makeGate();
    let [steps, ending] = [0, ''];
    server = createServer(pino({ level: 'silent' }));
    server.get('/job', async (_request, reply) =>
      sendProgress(reply, async (onProgress) => {
        try {
          for (;;) {
            onProgress(steps, 0);
            steps += 1;
            begun.open();
            await sleep(1);
          }
        } catch (error) {
          ending = String(error);
          throw error;
        }
      }),
    );
    await askAndLeave(`${await listen()}/job`, begun.opened);
    await sleep(20);
    const before = steps;
    await sleep(50);
    expect(steps).toBeGreaterThan(before);
    await server.close();
    await server.underWay.settled();
    expect(ending).toContain('The server was stopped');
  });

  it('may be a stream that is read from, and nothing at all', async () => {
    server = createServer(pino({ level: 'silent' }));
    server.get('/none', () => ({ is: 'here' }));
    expect((await server.inject('/none')).json()).toEqual({ is: 'here' });
    await server.underWay.settled();
    const end = server.underWay.begin();
    const settled = server.underWay.settled();
    end();
    end();
    await settled;
    await server.underWay.settled();
  });
});
