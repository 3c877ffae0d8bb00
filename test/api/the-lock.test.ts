import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setImmediate as turn } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { APP_HOMES, LOCAL_KEY, startApp, startStores, type TestApp } from '../support/app.ts';
import { askUntilMet } from '../support/ask-until-met.ts';
import { ask, DECK, readFixture, take } from './four-tenants.ts';

const RETRY = '{"result":"retry","message":"Another user has billing locked. Please try again in a moment."}';
/** More than the sockets between server and client hold: an answer that nobody reads cannot end. */
const CALLS = 100_000;
const NOVEMBER = { month: 11, year: 2026 };
const BIG = { ...NOVEMBER, company: 'default' };

/** Calls of each company in December, when prices are made again. */
const FEW = 3_000;
const DECEMBER = { month: 12, year: 2026 };

/** Master.csv of phones that dial all day: one in November, and one of each company in December. */
function writeCalls(): string {
  return [
    ...writePhone('default', '0500000004000', Date.UTC(2026, 10, 2), CALLS),
    ...writePhone('default', '0500000004001', Date.UTC(2026, 11, 2), FEW),
    ...writePhone('test', '0500000005000', Date.UTC(2026, 11, 3), FEW),
    '',
  ].join('\n');
}

function writePhone(company: string, device: string, from: number, calls: number): string[] {
  return Array.from({ length: calls }, (_, n) => {
    const at = from / 1000 + n * 20;
    const date = new Date(at * 1000).toISOString().slice(0, 19).replace('T', ' ');
    const suffix = n.toString(16).padStart(8, '0');
    const number = `901614960${String(n % 1000).padStart(3, '0')}`;
    return `"${company}","02079460000","${number}","from-${company}","""Ann"" <02079460000>","SIP/${device}-${suffix}","SIP/trunk-a-out-${suffix}","Dial","","${date}","${date}","${date}",9,7,"ANSWERED","DOCUMENTATION","${at}.${n}",""`;
  });
}

interface Reading {
  readonly answer: IncomingMessage;
  /** Reads on to the end. */
  finish(): Promise<string>;
  /** Goes away in the middle. */
  leave(): void;
}

/** Asks over a socket, reads the first bytes, and then no more. */
async function beginReading(server: TestApp, command: string, scope: object): Promise<Reading> {
  const { port } = server.app.server.server.address() as AddressInfo;
  const sent = request({
    port,
    host: '127.0.0.1',
    path: `/rest/call/${command}`,
    method: 'POST',
    headers: { authorization: `Bearer ${LOCAL_KEY}` },
    agent: false,
  });
  sent.on('error', () => undefined);
  sent.end(JSON.stringify({ type: 'cdr', scope }));
  const [answer] = (await once(sent, 'response')) as [IncomingMessage];
  await once(answer, 'readable');
  return {
    answer,
    finish: async () => {
      const chunks: Buffer[] = [];
      for await (const chunk of answer) chunks.push(chunk as Buffer);
      return Buffer.concat(chunks).toString('utf8');
    },
    leave: () => sent.destroy(),
  };
}

/** Asks until the answer is not `retry`: the server learns a little later than the client that an answer has ended. */
async function askUntilFree(server: TestApp, command: string, scope: Readonly<Record<string, unknown>>) {
  for (;;) {
    const answer = await ask(server, command, scope);
    if (answer.json['result'] !== 'retry') return answer;
    await turn();
  }
}

let stores: Awaited<ReturnType<typeof startStores>>;
/** Servers that answer one report at a time, in either home, and one that answers three, over the same stores. */
const single = {} as Record<(typeof APP_HOMES)[number], TestApp>;
let wide: TestApp;

async function load(server: TestApp, calls: string): Promise<void> {
  await take(server, 'directory', readFixture('directory.json'));
  await take(server, 'rates?deck=uk&from=2026-01-01&currency=GBP', DECK);
  const landed = await take(server, 'imports/asterisk-cdr?zone=UTC', calls);
  expect(landed).toMatchObject({ accepted: CALLS + 2 * FEW, rejected: 0 });
}

beforeAll(async () => {
  stores = await startStores();
  const one = { RINGLEDGER_REPORT_CONCURRENCY: '1' };
  single.servers = await startApp({ ...stores.environment, ...one });
  wide = await startApp({ ...stores.environment, RINGLEDGER_REPORT_CONCURRENCY: '3' });
  single.embedded = await startApp(one);
  const calls = writeCalls();
  await load(single.servers, calls);
  await load(single.embedded, calls);
  for (const { app } of [single.servers, single.embedded, wide]) {
    await app.server.listen({ port: 0, host: '127.0.0.1' });
  }
});
afterAll(async () => {
  await single.servers?.end();
  await single.embedded?.end();
  await wide?.end();
  await stores?.stop();
});

describe.each(APP_HOMES)('one report at a time, stores %s', (home) => {
  it('answers whoever comes meanwhile with the retry of the contract, word for word', async () => {
    const first = await beginReading(single[home], 'outcalls', BIG);
    for (const [command, scope] of [
      ['outcalls', BIG],
      ['incalls', { ...NOVEMBER, company: 'test' }],
      ['outsummary', NOVEMBER],
      ['allcalls', NOVEMBER],
      ['outsummary', { ...NOVEMBER, recalc: true }],
    ] as const) {
      const other = await ask(single[home], command, scope);
      expect(other.text).toBe(RETRY);
      expect(other.headers['retry-after']).toBe('1');
      expect(other.status).toBe(200);
    }
    const values = JSON.parse(await first.finish()) as { values: Record<string, { calls: unknown[] }> };
    expect(values.values['0500000004000']?.calls).toHaveLength(CALLS);
    expect((await askUntilFree(single[home], 'outsummary', NOVEMBER)).json['result']).toBe('success');
  });

  it('refuses what is wrong rather than have it tried again', async () => {
    const first = await beginReading(single[home], 'outcalls', BIG);
    const wrong = await ask(single[home], 'outsummary', { month: 13, year: 2026 });
    expect(wrong.json['result']).toBe('fail');
    first.leave();
    await askUntilFree(single[home], 'outsummary', NOVEMBER);
  });

  it.each(['outcalls', 'allcalls'])('is free again when the client of %s goes away', async (command) => {
    for (let round = 0; round < 3; round += 1) {
      const first = await beginReading(single[home], command, command === 'allcalls' ? NOVEMBER : BIG);
      expect((await ask(single[home], 'outsummary', NOVEMBER)).text).toBe(RETRY);
      first.leave();
      expect((await askUntilFree(single[home], 'outsummary', NOVEMBER)).json['result']).toBe('success');
    }
  });

  it('is free again after a request that was refused', async () => {
    for (const scope of [
      { month: 0, year: 2026 },
      { ...NOVEMBER, company: 'nobody' },
    ]) {
      expect((await ask(single[home], 'outcalls', scope)).json['result']).toBe('fail');
      expect((await ask(single[home], 'outsummary', NOVEMBER)).json['result']).toBe('success');
    }
  });
});

describe('several reports at once', () => {
  it('holds nobody up on the other server', async () => {
    const first = await beginReading(single.servers, 'outcalls', BIG);
    expect((await ask(wide, 'outsummary', NOVEMBER)).json['result']).toBe('success');
    first.leave();
    await askUntilFree(single.servers, 'outsummary', NOVEMBER);
  });

  it('answers them side by side, and one beyond that with retry', async () => {
    const first = await beginReading(wide, 'outcalls', BIG);
    const second = await beginReading(wide, 'allcalls', NOVEMBER);
    expect((await ask(wide, 'outsummary', NOVEMBER)).json['result']).toBe('success');
    const third = await beginReading(wide, 'outcalls', BIG);
    expect((await ask(wide, 'outsummary', NOVEMBER)).text).toBe(RETRY);
    const [one, , other] = await Promise.all([first.finish(), second.finish(), third.finish()]);
    expect(other).toBe(one);
    expect((await askUntilFree(wide, 'outsummary', NOVEMBER)).json['result']).toBe('success');
  });

  const recalculate = (scope: Readonly<Record<string, unknown>>) =>
    ask(wide, 'outsummary', { ...DECEMBER, ...scope, recalc: true });

  it.each([
    [{ company: 'default' }, { company: 'default' }],
    [{ company: 'default' }, {}],
    [{ company: ['default', 'test'] }, { company: 'default' }],
  ])('prices one of %j and %j, and has the other tried again', async (one, other) => {
    const listLate = (...answers: readonly Awaited<ReturnType<typeof recalculate>>[]) =>
      answers.filter(({ json }) => json['result'] === 'retry');
    const answers = await askUntilMet(
      () => recalculate(one),
      () => recalculate(other),
      (...both) => listLate(...both).length > 0,
    );
    const late = listLate(...answers);
    expect(late.map(({ text, headers }) => [text, headers['retry-after']])).toEqual([[RETRY, '1']]);
    expect((await recalculate(other)).json['result']).toBe('success');
  });

  it('prices companies or months that do not overlap at once, and changes no sum by it', async () => {
    const before = (await ask(wide, 'outsummary', { ...DECEMBER, detail: true })).text;
    for (const other of [{ company: 'test' }, { company: 'default', month: 10 }]) {
      const answers = await Promise.all([recalculate({ company: 'default' }), recalculate(other)]);
      expect(answers.map(({ json }) => json['result'])).toEqual(['success', 'success']);
    }
    expect((await ask(wide, 'outsummary', { ...DECEMBER, detail: true })).text).toBe(before);
  });
});
