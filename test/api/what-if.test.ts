import { readFileSync } from 'node:fs';
import type { FastifyInstance } from 'fastify';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { registerRates } from '../../src/billing/routes.ts';
import { registerRuns } from '../../src/billing/run-routes.ts';
import { registerWhatIf } from '../../src/billing/what-if-routes.ts';
import { parseMoney } from '../../src/core/money.ts';
import { createServer } from '../../src/http/create-server.ts';
import { registerOwnApi } from '../../src/http/own-api.ts';
import { administrator } from '../support/sender.ts';
import { HOUSE_HOMES, openWhatIfHouse, type WhatIfHouse } from '../support/what-if-house.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 120_000 });

const SAMPLE = readFileSync(new URL('../fixtures/asterisk/Master.csv', import.meta.url), 'utf8');
const DEAR = {
  tariffs: [
    { name: 'Dear', currency: 'GBP', decks: ['uk'], adjustments: [{ percent: '50' }] },
    { name: 'Plain', currency: 'GBP', decks: ['uk'] },
  ],
  companies: [
    { company: 'default', tariff: 'Dear' },
    { company: 'test', tariff: 'Plain' },
  ],
};

interface Answer {
  readonly [key: string]: unknown;
  readonly run: number;
  readonly total: { readonly before: string; readonly after: string; readonly percent: string };
  readonly byCompany: readonly { readonly name: string; readonly percent: string }[];
}

let house: WhatIfHouse;
let server: FastifyInstance;
beforeAll(async () => {
  house = await openWhatIfHouse(HOUSE_HOMES[0], SAMPLE);
  server = createServer(pino({ level: 'silent' }));
  registerOwnApi(
    server,
    async () => administrator('tester'),
    (api) => {
      registerRates(api, house.runs.catalog);
      registerRuns(api, house.runs);
      registerWhatIf(api, house.runs);
    },
  );
});
afterAll(async () => {
  await server?.close();
  await house?.close();
});

async function post(path: string, body: unknown) {
  const answer = await server.inject({ method: 'POST', url: `/api/v1/${path}`, payload: body as object });
  const lines = answer.payload.trim().split('\n');
  return {
    status: answer.statusCode,
    lines: lines.map((line) => JSON.parse(line) as Record<string, unknown>),
  };
}

async function ask(body: unknown): Promise<Answer> {
  const { status, lines } = await post('whatif', body);
  expect(status).toBe(200);
  expect(lines.at(-1)).toHaveProperty('result');
  return lines.at(-1)?.['result'] as Answer;
}

describe('POST /whatif', () => {
  it('tells who would pay more under tariffs that are not imported, and then they do', async () => {
    const reports = await house.readReports();
    const answer = await ask({ period: '2026-11', tariffs: DEAR });
    expect(answer).toMatchObject({
      hypothesis: 'these tariffs were imported',
      reason: 'What if these tariffs were imported?',
      from: '2026-11-01T00:00:00Z',
      to: '2026-12-01T00:00:00Z',
      currency: 'GBP',
      becameUnknown: 0,
    });
    expect(answer.byCompany.map(({ name, percent }) => [name, percent])).toEqual([
      ['default', '50.0'],
      ['test', '0.0'],
    ]);
    expect(await house.readReports()).toBe(reports);
    expect((await post('tariffs', DEAR)).status).toBe(200);
    const { lines } = await post('runs', { period: '2026-11', reason: 'the new year' });
    const run = lines.at(-1)?.['result'] as { comparison: { before: unknown; after: unknown } };
    expect(run.comparison).toMatchObject({
      before: { cost: answer.total.before },
      after: { cost: answer.total.after },
    });
    expect(parseMoney(answer.total.after)).toBeGreaterThan(parseMoney(answer.total.before));
    expect(await house.readReports()).not.toBe(reports);
  });

  it('takes a name, a revision and a deck, companies, and a text', async () => {
    const november = { period: '2026-11' };
    expect((await ask({ ...november, revision: 1 })).byCompany[0]).toMatchObject({ name: 'test' });
    expect((await ask({ ...november, tariff: 'Dear', companies: ['test'] })).byCompany).toHaveLength(1);
    const csv = 'prefix,perMinute\n44,0\n447,0\n1,0\n';
    expect((await ask({ ...november, deck: { name: 'uk', csv } })).total).toMatchObject({ after: '0' });
    const byText = await ask({ from: '2026-11-01', to: '2026-12-01', tariffs: JSON.stringify(DEAR) });
    expect(byText.total).toMatchObject({ difference: '0', percent: '0.0' });
  });

  it('leaves the comparison where runs are shown, and nothing that could be published', async () => {
    const { run } = await ask({ period: '2026-11', tariff: 'Plain', reason: 'a look' });
    const shown = await server.inject({ method: 'GET', url: `/api/v1/runs/${run}` });
    expect(shown.json()).toMatchObject({
      state: 'whatif',
      reason: 'a look',
      comparison: { becameUnknown: 0 },
    });
    const { status, lines } = await post(`runs/${run}/publish`, {});
    expect(status).toBe(409);
    expect(lines[0]?.['detail']).toContain('import the prices, and recalculate');
  });

  it.each([
    [[], ['body: Send a JSON object, such as {"period":"2026-11","tariff":"Standard"}.']],
    [
      { period: '2026-11' },
      ['body: What is to be tried is missing: write one of tariff, tariffs, revision, deck'],
    ],
    [
      { period: '2026-13', tariff: 'A', revision: 1, reveiw: true },
      [
        'reveiw: There is no "reveiw" here: a what-if takes period,',
        'body: tariff and revision stand together',
        'period: "2026-13" is not a month',
      ],
    ],
    [{ tariff: 7 }, ['tariff: 7 is no name of a tariff', 'from: from is missing', 'to: to is missing']],
    [{ period: '2026-11', tariffs: 1 }, ['tariffs: 1 is no file of tariffs']],
    [{ period: '2026-11', revision: 'two' }, ['revision: "two" is no revision']],
    [{ period: '2026-11', deck: 'uk' }, ['deck: "uk" is not a deck']],
    [{ period: '2026-11', deck: { name: 'uk' } }, ['deck: "csv" is missing']],
    [{ period: '2026-11', deck: { name: 7, csv: '' } }, ['deck.name: 7 is not']],
  ])('refuses %j with every fault', async (body, sentences) => {
    const { status, lines } = await post('whatif', body);
    expect(status).toBe(400);
    expect(lines[0]?.['title']).toBe('invalid-request');
    for (const sentence of sentences) expect(lines[0]?.['detail']).toContain(sentence);
  });

  it('refuses what does not hold together at the end, with its sentences', async () => {
    const [names] = (await post('whatif', { period: '2026-11', tariff: 'Daer' })).lines;
    expect(names).toMatchObject({ problem: { status: 400 } });
    expect(JSON.stringify(names)).toContain('did you mean');
    const tariffs = { tariffs: [{ name: 'X', currency: 'GBP', decks: ['ku'] }] };
    const [decks] = (await post('whatif', { period: '2026-11', tariffs })).lines;
    expect(JSON.stringify(decks)).toContain('tariffs[0].decks[0]');
  });
});
