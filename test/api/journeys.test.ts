import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LOCAL_KEY, startApp, type TestApp } from '../support/app.ts';
import { CEL_CSV_COLUMNS } from '../support/sample-journeys.ts';
import { runCli } from '../unit/cli-stage.ts';
import {
  ask as askReport,
  exactValues,
  readFixture,
  take,
  takeCustom,
  takeQueueLog,
} from './four-tenants.ts';

let server: TestApp;
let url: string;
const CEL = `imports/asterisk-cel?columns=${CEL_CSV_COLUMNS['second/']}`;

beforeAll(async () => {
  server = await startApp();
  await take(server, 'directory', readFixture('second/directory.json'));
  await takeCustom(server, readFixture('second/Custom.csv'));
  await takeQueueLog(server, readFixture('second/queue_log'));
  url = await server.app.server.listen({ port: 0, host: '127.0.0.1' });
}, 600_000);
afterAll(() => server?.end());

interface Journey {
  readonly zone: string;
  readonly steps: readonly { readonly kind: string; readonly sentence: string; readonly acctid: number }[];
}

async function ask(acctid: number | string, authorization = `Bearer ${LOCAL_KEY}`) {
  const path = `/api/v1/calls/${acctid}/journey`;
  const answer = await server.app.server.inject({ url: path, headers: { authorization } });
  return { status: answer.statusCode, text: answer.payload, json: JSON.parse(answer.payload) as Journey };
}

/** The accounting id of the first leg in which a number of the company `default` was rung. */
async function findAcctid(number: string): Promise<number> {
  const scope = { company: 'default', year: 2026, month: 11, day: 24 };
  const { text } = await askReport(server, 'incalls', scope);
  const rung = exactValues(text)[number] as { readonly calls: readonly { readonly acctid: number }[] };
  return rung.calls[0]?.acctid ?? Number.NaN;
}

describe('the journey of a call', () => {
  it('is told by the id of any of its legs, better once channel events are there', async () => {
    const acctid = await findAcctid('261');
    const before = (await ask(acctid)).json.steps.map(({ sentence }) => sentence);
    expect(before.at(-1)).toBe('The call ended after 12 s.');
    const csv = readFileSync(new URL('../fixtures/asterisk/second/cel.csv', import.meta.url), 'utf8');
    expect(await take(server, CEL, csv)).toMatchObject({ accepted: 580, duplicate: 0, rejected: 0 });
    expect(await take(server, CEL, csv)).toMatchObject({ accepted: 0, duplicate: 580, rejected: 0 });
    const { json } = await ask(acctid);
    expect(json.steps.map(({ sentence }) => sentence)).toEqual([
      '02079460738 by trunk-a dialled 02079460008 (sales).',
      '02079460738 by trunk-a entered queue 261 sales and waited 2 s.',
      'Ann Reader (200) rang for 2 s.',
      'Ann Reader (200) answered and talked 10 s with 02079460738 by trunk-a.',
      'The call ended after 12 s; Ann Reader (200) hung up.',
    ]);
    for (const step of json.steps) expect((await ask(step.acctid)).json.steps).toEqual(json.steps);
  });

  it('has the names that the directory gives now', async () => {
    const acctid = await findAcctid('261');
    const directory = readFixture('second/directory.json');
    await take(server, 'directory', directory.replaceAll('Ann Reader', 'Ann Writer'));
    const renamed = (await ask(acctid)).json.steps.map(({ sentence }) => sentence);
    expect(renamed).toContain('Ann Writer (200) rang for 2 s.');
    await take(server, 'directory', directory);
    expect((await ask(acctid)).json.steps.map(({ sentence }) => sentence)).toContain(
      'Ann Reader (200) rang for 2 s.',
    );
  });

  it('reads as sentences on the command line', async () => {
    const environment = { RINGLEDGER_URL: url, RINGLEDGER_KEY: LOCAL_KEY };
    const { stdout } = await runCli(['journey', String(await findAcctid('261'))], { environment });
    expect(stdout).toContain('13:08:33 Ann Reader (200) answered and talked 10 s');
  });

  it('is refused for what is no id, for an id that nobody has, and to whom is not signed in', async () => {
    expect(await ask('12a')).toMatchObject({ status: 400, text: expect.stringContaining('\\"12a\\"') });
    expect(await ask(987_654_321)).toMatchObject({ status: 404, text: expect.stringContaining('987654321') });
    expect((await ask(1, 'Bearer no')).status).toBe(401);
  });
});
