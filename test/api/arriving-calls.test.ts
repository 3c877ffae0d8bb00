import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LOCAL_KEY, startApp, type TestApp } from '../support/app.ts';

const DIRECTORY = JSON.stringify({
  zone: 'Europe/London',
  dialling: { country: 'GB', outsideLine: '9', international: '00', national: '0', areaCode: '20' },
  companies: [{ id: 'default', name: 'Default Company' }],
  extensions: [{ number: '200', name: 'Reception', company: 'default' }],
  devices: [
    { id: '0500000004000', owner: 'Ann Reader', company: 'default', kind: 'handset', extensions: ['200'] },
  ],
  ddis: [],
  trunks: [{ id: 'trunk-a', channels: ['SIP/trunk-a'] }],
  queues: [],
  groups: [],
});

const MONTH = { company: 'default', month: 3, year: 2026 };

/** A row of Master.csv: a call to a British number that was answered at once. */
function makeRow(startAt: string, seconds: number): string {
  const start = Date.parse(`${startAt}Z`) / 1000;
  const end = new Date((start + seconds) * 1000).toISOString().slice(0, 19).replace('T', ' ');
  const begin = startAt.replace('T', ' ');
  return `"","200","902079460123","from-inside","""Ann"" <200>","SIP/0500000004000-${start.toString(16)}","SIP/trunk-a-${start.toString(16)}","Dial","SIP/trunk-a/902079460123","${begin}","${begin}","${end}",${seconds},${seconds},"ANSWERED","DOCUMENTATION","${start}.1",""\n`;
}

let house: TestApp;

async function importRows(...rows: readonly string[]): Promise<void> {
  const answer = await house.api('imports/asterisk-cdr?zone=UTC', rows.join(''), 'text/csv');
  expect(answer).toMatchObject({ status: 200, json: { accepted: rows.length, rejected: 0 } });
}

async function importDeck(perMinute: string): Promise<void> {
  const deck = `prefix,destination,numberType,perMinute,firstIncrement,nextIncrement\n44,Britain,National,${perMinute},1,1\n`;
  const answer = await house.api('rates?deck=uk&from=2020-01-01&currency=GBP', deck, 'text/csv');
  expect(answer.status).toBe(200);
}

async function importTariff(minutes: number): Promise<void> {
  const tariff = {
    name: 'default',
    currency: 'GBP',
    decks: ['uk'],
    allowances: [{ name: 'Included', numberTypes: ['National'], minutes, per: 'month' }],
  };
  const body = JSON.stringify({ tariffs: [tariff], companies: [], trunks: [] });
  expect((await house.api('tariffs', body, 'application/json')).status).toBe(200);
}

/** Costs of the month's calls in the order of their start. */
async function readCosts(scope: object = {}): Promise<readonly (number | null)[]> {
  const { json } = await house.rest('/rest/call/outcalls', { type: 'cdr', scope: { ...MONTH, ...scope } });
  const values = json['values'] as Record<string, { calls: { calldate: number; cost: number | null }[] }>;
  return (values['0500000004000']?.calls ?? []).map(({ cost }) => cost);
}

beforeEach(async () => {
  house = await startApp();
  await house.api('directory', DIRECTORY, 'application/json');
});
afterEach(() => house.end());

describe('calls that arrive', () => {
  it('come late and are priced as a published run priced their neighbours, until the next one', async () => {
    await importDeck('0.60');
    await importRows(makeRow('2026-03-02T10:00:00', 60));
    expect(await readCosts({ recalc: true })).toEqual([0.6]);
    await importDeck('1.20');
    await importRows(makeRow('2026-03-02T11:00:00', 60), makeRow('2026-04-02T11:00:00', 60));
    expect(await readCosts()).toEqual([0.6, 0.6]);
    expect(await readCosts({ month: 4 })).toEqual([1.2]);
    expect(await readCosts({ recalc: true })).toEqual([1.2, 1.2]);
  });

  it('keep the revision that priced them when the directory changes', async () => {
    await importDeck('0.60');
    await importRows(makeRow('2026-03-02T10:00:00', 60));
    await importDeck('1.20');
    const renamed = DIRECTORY.replace('Ann Reader', 'Ben Writer');
    const answer = await house.api('directory', renamed, 'application/json');
    expect(answer.json).toMatchObject({ result: { records: 1 } });
    expect(await readCosts()).toEqual([0.6]);
  });

  it('are made again by the revision of a run that priced them, though it changed nothing', async () => {
    await importDeck('0.60');
    await importRows(makeRow('2026-03-02T10:00:00', 60));
    const france = 'prefix,destination,numberType,perMinute\n33,France,International,0.10\n';
    await house.api('rates?deck=fr&from=2020-01-01&currency=GBP', france, 'text/csv');
    expect(await readCosts({ recalc: true })).toEqual([0.6]);
    const revisions = async () => {
      const answer = await house.app.server.inject({
        url: '/api/v1/calls/1/explanation',
        headers: { authorization: `Bearer ${LOCAL_KEY}` },
      });
      return (answer.json() as { legs: { rates: number }[] }).legs.map(({ rates }) => rates);
    };
    const before = await revisions();
    await house.api('directory', DIRECTORY.replace('Ann Reader', 'Ben Writer'), 'application/json');
    expect(await readCosts()).toEqual([0.6]);
    expect((await revisions())[0]).toBeGreaterThan(before[0] ?? 0);
  });

  it('take from what is included in the order of their start, whenever they come', async () => {
    await importDeck('0.60');
    await importTariff(2);
    await importRows(makeRow('2026-03-03T10:00:00', 60), makeRow('2026-03-04T10:00:00', 90));
    // Two minutes: the first call is covered, of the second the first minute, and half a minute is paid.
    expect(await readCosts()).toEqual([0, 0.3]);
    await importRows(makeRow('2026-03-02T10:00:00', 60));
    expect(await readCosts()).toEqual([0, 0, 0.9]);
    await importRows(makeRow('2026-04-01T10:00:00', 60));
    expect(await readCosts()).toEqual([0, 0, 0.9]);
    expect(await readCosts({ month: 4 })).toEqual([0]);
  });

  it('take from what is included by the prices that priced them', async () => {
    await importDeck('0.60');
    await importTariff(1);
    await importRows(makeRow('2026-03-03T10:00:00', 60), makeRow('2026-03-04T10:00:00', 60));
    expect(await readCosts()).toEqual([0, 0.6]);
    await importDeck('1.20');
    await importRows(makeRow('2026-03-05T10:00:00', 60));
    // What the first call took is not there again for a call of a later revision.
    expect(await readCosts()).toEqual([0, 0.6, 1.2]);
    expect(await readCosts({ recalc: true })).toEqual([0, 1.2, 1.2]);
  });
});
