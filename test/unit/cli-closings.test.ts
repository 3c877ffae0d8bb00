import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { runCli, sendJson, startStage } from './cli-stage.ts';

const ADJUSTMENT = {
  month: '2026-10',
  lines: [
    { incoming: false, numberType: 'Mobile', destination: 'UK', calls: -1, seconds: -61, cost: '-0.5' },
    { incoming: true, numberType: 'Freephone', destination: 'Orders', calls: 1, seconds: 60, cost: '0.125' },
  ],
  ...{ unknownCalls: 1, callsTotal: '-0.375', rounding: '-0.005', subtotal: '-0.38', tax: '-0.08' },
  total: '-0.46',
};
const CALL = {
  ...{ month: '2026-10', acctid: 7, incoming: false, startedAt: '2026-10-02T09:00:00+01:00' },
  ...{ owner: 'Ann\u001b[31m', called: '07700900000', caller: '', difference: '-0.5' },
  ...{ was: { cost: '0.5' }, now: { cost: null }, why: 'repriced by run 4' },
};
const CLOSE = ['periods', 'close', '--month', '10', '--year', '2026', '--reason', 'invoices sent'];
const squeeze = (text: string) => text.split('\n').map((line) => line.replace(/ {2,}/g, ' | ').trim());

describe('closing on the command line', () => {
  it('teaches what closing does', async () => {
    for (const args of [['periods'], ['periods', 'close'], ['adjustments']]) {
      const { stdout } = await runCli([...args, '--help']);
      expect(stdout).toMatch(/closed|Closing/);
      expect(stdout).toContain('Example');
    }
  });

  it('closes a month and says for whom', async () => {
    const stage = await startStage((_got, response) => {
      response.writeHead(200, { 'content-type': 'application/x-ndjson' });
      response.end('{"result":{"month":"2026-10","companies":["acme","blue"]}}\n');
    });
    const { code, stdout } = await runCli([...CLOSE, '--company', 'acme,blue', '--data', stage.data]);
    expect([code, stdout]).toEqual([0, 'Closed 2026-10 for 2 companies: acme, blue.\n']);
    expect(stage.got[0]).toMatchObject({ method: 'POST', path: '/api/v1/periods/close' });
    expect(JSON.parse(stage.got[0]?.body ?? '')).toEqual({
      ...{ month: '2026-10', companies: ['acme', 'blue'], reason: 'invoices sent' },
    });
  });

  it('lists what was closed', async () => {
    const period = { month: '2026-10', companies: ['acme'], rates: 3, closedAt: '2026-11-02T09:00:00.000Z' };
    const stage = await startStage((_got, response) =>
      sendJson(response, { periods: [{ ...period, closedBy: 'admin', reason: 'invoices sent' }] }),
    );
    const { stdout } = await runCli(['periods', 'list', '--data', stage.data]);
    expect(squeeze(stdout)).toContain(
      '2026-10 | acme |  3 | 2026-11-02 09:00:00 | admin | invoices sent'.replace('|  3', '| 3'),
    );
  });

  it('lists what differs from closed months, call by call', async () => {
    const told = { company: 'acme', currency: 'GBP', closedUpTo: '2026-10', total: '-0.46' };
    const stage = await startStage((_got, response) =>
      sendJson(response, { ...told, adjustments: [ADJUSTMENT], calls: [CALL] }),
    );
    const args = [
      'adjustments',
      '--company',
      'acme',
      '--month',
      '10',
      '--year',
      '2026',
      '--data',
      stage.data,
    ];
    const { code, stdout } = await runCli(args);
    expect(code).toBe(0);
    expect(stage.got[0]?.parameters).toEqual({ company: 'acme', month: '2026-10' });
    const lines = squeeze(stdout);
    expect(lines[0]).toBe('Adjustments of 2026-10:');
    for (const line of [
      'Freephone | Orders | came in | 1 | 1:00 | 0.125',
      'calls without a known cost, more or fewer: 1',
      'rounding | -0.005',
      'total | -0.46',
      'total GBP -0.46',
    ])
      expect(lines).toContain(line);
    expect(stdout).toMatch(/Mobile +UK +-1 +-1:01 +-0\.50/);
    expect(stdout).toMatch(
      /2026-10 +2026-10-02 09:00:00 +7 +Ann\uFFFD\[31m +07700900000 +0\.50 +unknown +-0\.50 +repriced by run 4/,
    );
  });

  it('says so where nothing is closed, or differs, and refuses half a month', async () => {
    const told = { company: 'acme', currency: 'GBP', total: '0', adjustments: [], calls: [] };
    const answers = [null, '2026-10'];
    const stage = await startStage((_got, response) =>
      sendJson(response, { ...told, closedUpTo: answers.shift() ?? null }),
    );
    const args = ['adjustments', '--company', 'acme', '--data', stage.data];
    expect((await runCli(args)).stdout).toContain('No month of acme is closed');
    expect((await runCli(args)).stdout).toContain('Nothing differs from closed months (up to 2026-10)');
    expect((await runCli([...args, '--month', '10'])).code).toBe(2);
  });
});

describe('a statement that can be asked for again', () => {
  const ARGS = ['statement', '--company', 'acme', '--month', '10', '--year', '2026', '--format', 'csv'];
  const body = 'record,company\n';
  const hash = createHash('sha256').update(body).digest('hex');

  it('tells its hash and what repeats it on stderr', async () => {
    const stage = await startStage((_got, response) => {
      response.writeHead(200, {
        'ringledger-sha256': hash,
        'ringledger-repeat-as-of': '2026-11-02T09:00:00.125Z',
      });
      response.end(body);
    });
    const { code, stdout, stderr } = await runCli([...ARGS, '--as-of', 'run:3', '--data', stage.data]);
    expect([code, stdout]).toEqual([0, body]);
    expect(stage.got[0]?.parameters).toMatchObject({ as_of: 'run:3' });
    expect(stderr).toBe(
      `SHA-256 of the csv: ${hash}\nThe same again, whatever comes later: --as-of 2026-11-02T09:00:00.125Z\n`,
    );
  });

  it('reads the hash of a long answer behind it', async () => {
    const stage = await startStage((_got, response) => {
      response.writeHead(200, { trailer: 'ringledger-sha256' });
      response.write(body);
      response.addTrailers({ 'ringledger-sha256': hash });
      response.end();
    });
    const { stderr } = await runCli([...ARGS, '--data', stage.data]);
    expect(stderr).toBe(`SHA-256 of the csv: ${hash}\n`);
  });

  it('is refused where its bytes are others', async () => {
    const stage = await startStage((_got, response) => {
      response.writeHead(200, { 'ringledger-sha256': hash });
      response.end('record,company,more\n');
    });
    const { code, stderr } = await runCli([...ARGS, '--data', stage.data]);
    expect(code).toBe(1);
    expect(stderr).toContain('The answer is not what the server sent');
  });
});
