import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { makeFolder, runCli, sendJson, startStage } from './cli-stage.ts';

const SECTION = {
  tariff: 'Standard',
  spans: [{ from: '2026-11-01', to: '2026-11-30' }],
  lines: [{ numberType: 'National', destination: 'United Kingdom', calls: 3, seconds: 121, cost: '0.0605' }],
  unknown: [{ numberType: 'International', destination: '', calls: 2, seconds: 601 }],
  inbound: [{ numberType: 'Freephone', destination: 'Order line', calls: 2, seconds: 90, cost: '0' }],
  inboundUnknown: [],
  rentals: [
    ...[
      { name: 'Line rental', per: 'device', units: 2, days: 60, daysInMonth: 30, monthly: '5', amount: '10' },
    ],
  ],
  allowances: [{ name: 'Minutes', unit: 'seconds', quantity: 6000, used: 100 }],
  ...{ callsTotal: '0.0605', rentalsTotal: '10', rounding: '-0.0005', subtotal: '10.06' },
  ...{ taxPercent: '20', tax: '2.01', total: '12.07' },
};
const STATEMENT = {
  company: { id: 'acme', name: 'Acme\u001b[31m, Ltd' },
  ...{ period: '2026-11', from: '2026-11-01', to: '2026-11-30', zone: 'Europe/London' },
  ...{ currency: 'GBP', revision: 3, calls: 5, seconds: 722, unknownCalls: 2, sections: [SECTION] },
  ...{ subtotal: '10.06', tax: '2.01', total: '12.07' },
};
const ITEM = {
  ...{ acctid: 1, startedAt: '2026-11-02T09:00:00+00:00', owner: 'Ann Reader', called: '02079460000' },
  ...{ numberType: 'National', destination: 'United Kingdom', seconds: 60, cost: null },
};
const ARGS = ['statement', '--company', 'acme', '--month', '11', '--year', '2026'];

describe('statement', () => {
  it('teaches what a statement says, with examples', async () => {
    const { code, stdout } = await runCli(['statement', '--help']);
    expect(code).toBe(0);
    for (const word of [
      '--itemised',
      '--format',
      '--out',
      'unknown',
      'allowances',
      'Examples:',
      'docs/statements.md',
    ])
      expect(stdout).toContain(word);
  });

  it('lays a statement out', async () => {
    const stage = await startStage((_got, response) => sendJson(response, STATEMENT));
    const { code, stdout } = await runCli([...ARGS, '--data', stage.data]);
    expect(code).toBe(0);
    expect(stage.got).toMatchObject([
      {
        ...{ method: 'GET', path: '/api/v1/statements/acme' },
        parameters: { period: '2026-11', format: 'json' },
      },
    ]);
    expect(stdout.split('\n').map((line) => line.replace(/ {2,}/g, ' | ').trim())).toEqual([
      'Acme\uFFFD[31m, Ltd (acme)',
      '2026-11-01 to 2026-11-30, Europe/London; GBP; revision 3 of the rate card',
      '',
      'Standard: 2026-11-01 to 2026-11-30',
      'number type | destination | calls | talk | cost',
      'National | United Kingdom | 3 | 2:01 | 0.0605',
      'International | 2 | 10:01 | unknown',
      '',
      'came in | destination | calls | talk | cost',
      'Freephone | Order line | 2 | 1:30 | 0.00',
      '',
      'monthly charge | units | days | of | a month | cost',
      'Line rental | 2 | 60 | 30 | 5.00 | 10.00',
      '',
      'included | quantity | used',
      'Minutes | 1:40:00 | 1:40',
      '',
      'calls | 0.0605',
      'monthly charges | 10.00',
      'rounding | -0.0005',
      'subtotal | 10.06',
      'tax 20 % | 2.01',
      'total | 12.07',
      '',
      'all subtotals | 10.06',
      'all tax | 2.01',
      'total GBP | 12.07',
      '',
    ]);
  });

  it('lists calls when asked', async () => {
    const stage = await startStage((_got, response) => sendJson(response, { ...STATEMENT, items: [ITEM] }));
    const { stdout } = await runCli([...ARGS, '--itemised', '--revision', '3', '--data', stage.data]);
    expect(stage.got[0]?.parameters).toEqual({
      ...{ period: '2026-11', format: 'json', itemised: 'true', revision: '3' },
    });
    expect(stdout).toMatch(
      /2026-11-02 09:00:00 +Ann Reader +02079460000 +National +United Kingdom +1:00 +unknown/,
    );
  });

  it('tells whom a call came in from', async () => {
    const items = [{ ...ITEM, caller: '07700900123' }];
    const stage = await startStage((_got, response) => sendJson(response, { ...STATEMENT, items }));
    const { stdout } = await runCli([...ARGS, '--itemised', '--data', stage.data]);
    expect(stdout).toMatch(/Ann Reader +from 07700900123 +National/);
  });

  it('passes a form on byte for byte, into a file that appears when it is whole', async () => {
    const pdf = Buffer.from([0x25, 0x50, 0x44, 0x46, 0xff, 0x00]);
    const stage = await startStage((_got, response) => void response.writeHead(200).end(pdf));
    const out = join(makeFolder(), 'acme.pdf');
    const { code, stdout } = await runCli([...ARGS, '--format', 'pdf', '--out', out, '--data', stage.data]);
    expect([code, stdout]).toEqual([0, '']);
    expect(readFileSync(out).equals(pdf)).toBe(true);
    expect(existsSync(`${out}.unfinished`)).toBe(false);
  });

  it('leaves no half of a statement where the answer breaks off', async () => {
    const stage = await startStage((_got, response) => {
      response.writeHead(200, { 'Content-Length': '1000' });
      response.write('record,');
      setTimeout(() => response.destroy(), 20);
    });
    const out = join(makeFolder(), 'acme.csv');
    const { code, stderr } = await runCli([...ARGS, '--format', 'csv', '--out', out, '--data', stage.data]);
    expect(code).toBe(1);
    expect(stderr).toContain('Ask again.');
    expect([existsSync(out), existsSync(`${out}.unfinished`)]).toEqual([false, false]);
  });

  it('says when a file cannot be written, and that a PDF is nothing for a terminal', async () => {
    const stage = await startStage((_got, response) => void response.writeHead(200).end('record\n'));
    const out = join(makeFolder(), 'no such folder', 'acme.csv');
    const refused = await runCli([...ARGS, '--format', 'csv', '--out', out, '--data', stage.data]);
    expect([refused.code, refused.stderr]).toEqual([
      1,
      expect.stringContaining(`${out} cannot be written (ENOENT).`),
    ]);
    const shown = await runCli([...ARGS, '--format', 'pdf', '--data', stage.data], { columns: 80 });
    expect([shown.code, shown.stderr]).toEqual([2, expect.stringContaining('add --out FILE')]);
  });

  it("passes the server's refusal on", async () => {
    const detail = 'There is no company "acme". There are: default.';
    const stage = await startStage((_got, response) => sendJson(response, { detail }, 404));
    const { code, stderr } = await runCli([...ARGS, '--data', stage.data]);
    expect(code).toBe(1);
    expect(stderr).toContain(detail);
  });
});
