import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CallExplanation } from '../../src/billing/explain-call.ts';
import { publishRun } from '../../src/billing/publish-run.ts';
import { recalculate } from '../../src/billing/rating-runs.ts';
import { readCsv } from '../../src/core/csv.ts';
import { moveRun } from '../../src/store/catalog/rating-runs.ts';
import { raiseVersionWithin } from '../../src/store/catalog/versions.ts';
import { LOCAL_KEY } from '../support/app.ts';
import { type ExplainingServer, startExplaining } from '../support/explaining-server.ts';
import { announce, makeFolder, runCli } from '../unit/cli-stage.ts';
import { exactValues } from './four-tenants.ts';

const sample = (name: string) => readFileSync(new URL(`../../samples/${name}`, import.meta.url), 'utf8');
const LOCAL = `Bearer ${LOCAL_KEY}`;
const NOVEMBER = { month: 11, year: 2026 };
const ALL = { fromAt: Date.UTC(2026, 10, 1) / 1000, toAt: Date.UTC(2026, 11, 1) / 1000 };
/** Dev Patel's call to a premium number, Ann Reader's to a mobile, and the record of somebody who called in. */
const [PREMIUM, MOBILE] = [47, 37];

let house: ExplainingServer;
let url: string;

beforeAll(async () => {
  house = await startExplaining(2);
  await house.describePbx(sample('directory.json'));
  await house.takeDeck(sample('uk-deck.csv'));
  await house.takeRecords(sample('Custom.csv'));
  url = await house.server.listen({ port: 0, host: '127.0.0.1' });
}, 60_000);

afterAll(async () => {
  await house.end();
});

async function explain(acctid: number | string) {
  const answer = await house.server.inject({
    url: `/api/v1/calls/${acctid}/explanation`,
    headers: { authorization: LOCAL },
  });
  return { status: answer.statusCode, json: JSON.parse(answer.payload) as CallExplanation };
}

async function explainOne(acctid: number) {
  const { legs } = (await explain(acctid)).json;
  const [leg] = legs;
  if (leg === undefined) throw new Error(`call ${acctid} has no leg`);
  return leg;
}

function askExport(scope: object, authorization = LOCAL, query = '') {
  return house.server.inject({
    method: 'POST',
    url: `/api/v1/exports/outcalls${query}`,
    payload: { scope: { ...NOVEMBER, ...scope } },
    headers: { authorization },
  });
}

async function exportRows(scope: object, query = ''): Promise<readonly (readonly string[])[]> {
  const answer = await askExport(scope, LOCAL, query);
  expect(answer.statusCode).toBe(200);
  return [...readCsv(answer.payload)].map(({ fields }) => fields);
}

interface Reported {
  readonly name: string;
  readonly device: string;
  readonly calls: readonly Readonly<Record<string, string | number>>[];
}

async function reportOutcalls(scope: object): Promise<Readonly<Record<string, Reported>>> {
  const answer = await house.server.inject({
    method: 'POST',
    url: '/rest/call/outcalls',
    payload: { type: 'cdr', scope: { ...NOVEMBER, ...scope } },
    headers: { authorization: LOCAL },
  });
  return exactValues(answer.payload) as Readonly<Record<string, Reported>>;
}

describe('an explanation', () => {
  it('tells the dial string, the rule, the rate, the parts and the price', async () => {
    const leg = await explainOne(PREMIUM);
    expect(leg).toMatchObject({
      company: 'default',
      owner: 'Dev Patel',
      startedAt: '2026-11-24T12:24:08Z',
      startedAtLocal: '2026-11-24T12:24:08+00:00',
      dialled: {
        dialString: '909098790029',
        outside: '09098790029',
        number: '+449098790029',
        because: 'the national prefix 0 was dialled',
      },
      cost: '1.7',
      currency: 'GBP',
      charge: { tariff: 'default', deck: 'uk', version: '2026-01-01', connectCharge: '0.2', cost: '1.7' },
      rates: 1,
      run: null,
      agrees: true,
      sentence: '+449098790029 Premium rate: 60 s at 1.5 a minute, connection 0.2 = 1.7 GBP',
    });
    expect(leg.charge.parts).toEqual([
      {
        startsAt: '2026-11-24T12:24:10Z',
        startsAtLocal: '2026-11-24T12:24:10+00:00',
        version: '2026-01-01',
        band: '',
        seconds: 60,
        chargedSeconds: 60,
        increments: '60 s',
        perMinute: '1.5',
        talkCharge: '1.5',
      },
    ]);
  });

  it('comes to what the report says, of every call', async () => {
    let explained = 0;
    for (const company of ['default', 'test']) {
      for (const { calls } of Object.values(await reportOutcalls({ company }))) {
        for (const { acctid, cost, dialled } of calls) {
          const leg = (await explain(Number(acctid))).json.legs.find(
            (one) => one.dialled.dialString === dialled,
          );
          expect(leg).toMatchObject({ agrees: true, discrepancy: '', cost, charge: { cost } });
          explained += 1;
        }
      }
    }
    expect(explained).toBeGreaterThan(40);
  });

  it('says of a call that only came in that nothing was dialled, and of none that there is none', async () => {
    const answer = await house.server.inject({
      method: 'POST',
      url: '/rest/call/incalls',
      payload: { type: 'cdr', scope: { ...NOVEMBER, company: 'default' } },
      headers: { authorization: LOCAL },
    });
    const inbound = Object.entries(exactValues(answer.payload) as Readonly<Record<string, Reported>>);
    const [extension, call] = inbound
      .flatMap(([key, { calls }]) => calls.map((one) => [key, one] as const))
      .find(([, one]) => one['type'] === 'External') ?? ['', {}];
    const { status, json } = await explain(Number(call['acctid']));
    expect({ status, legs: json.legs }).toEqual({ status: 200, legs: [] });
    expect(json.message).toContain(`${extension}: nothing was dialled`);
    expect(await explain(999_999)).toMatchObject({
      status: 404,
      json: { detail: expect.stringContaining('no call with the accounting id 999999') },
    });
    expect(await explain('9x')).toMatchObject({
      status: 400,
      json: { detail: expect.stringContaining('"9x"') },
    });
  });
});

describe('an export', () => {
  it('has the rows of the report, and behind each the sentence of its explanation', async () => {
    for (const scope of [
      { company: 'default' },
      { company: 'test' },
      { company: 'default', keeviomerge: true },
    ]) {
      const [header, ...rows] = await exportRows(scope);
      expect(header?.join(',')).toBe(
        'device_id,name,device,acctid,calldate,type,called_info,called,dialled,billsecs,ringtime,cost,trunk,cid,explanation',
      );
      const expected = Object.entries(await reportOutcalls(scope)).flatMap(([key, { name, device, calls }]) =>
        calls.map((call) => [key, name, device, ...ofReport(call)]),
      );
      expect(rows.map(([...cells]) => cells.slice(0, -1))).toEqual(expected);
      for (const cells of rows) {
        const sentences = (await explain(Number(cells[3]))).json.legs.map(({ sentence }) => sentence);
        expect(sentences).toContain(cells.at(-1)?.replace(/^'/, ''));
      }
    }
  });

  /** A report's call as cells; calls are of one day in winter, so that London's clock is UTC. */
  function ofReport(call: Readonly<Record<string, string | number>>): readonly string[] {
    const when = new Date(Number(call['calldate']) * 1000).toISOString().slice(0, 19).replace('T', ' ');
    const fields = [
      'type',
      'called_info',
      'called',
      'dialled',
      'billsecs',
      'ringtime',
      'cost',
      'trunk',
      'cid',
    ];
    return [String(call['acctid']), when, ...fields.map((field) => String(call[field]))];
  }

  it('tells times in the zone asked for, and narrows to devices', async () => {
    const [, ...rows] = await exportRows({ deviceids: ['0500000004004'] }, '?zone=America/New_York');
    expect(new Set(rows.map(([device]) => device))).toEqual(new Set(['0500000004004']));
    expect(rows[0]?.[4]).toBe('2026-11-24 07:23:49');
    const refused = await askExport({}, LOCAL, '?zone=Mars');
    expect(refused.statusCode).toBe(400);
    expect(refused.payload).toContain('zone \\"Mars\\" is no time zone');
  });

  it('shows a reporting user their companies, and nobody else anything', async () => {
    const ann = await house.keyFor('ann', 'billing-call-reporting:test');
    const seen = await askExport({ company: 'test' }, ann);
    expect(seen.payload).toBe((await askExport({ company: 'test' })).payload);
    expect(seen.payload.split('\r\n').length).toBeGreaterThan(5);
    for (const scope of [{ company: 'default' }, {}, { company: ['test', 'default'] }]) {
      const denied = await askExport(scope, ann);
      expect(denied.statusCode).toBe(403);
      expect(denied.payload).not.toContain('0500000004');
    }
    expect((await askExport({}, '')).statusCode).toBe(401);
    expect((await askExport({}, 'Bearer wrong')).statusCode).toBe(401);
  });

  it('refuses what a report refuses, all faults at once', async () => {
    const refused = await askExport({ month: 13, day: 0, company: 'nobody', extensions: ['1'] });
    expect(refused.statusCode).toBe(400);
    const { faults } = JSON.parse(refused.payload) as { faults: { where: string }[] };
    expect(faults.map(({ where }) => where).sort()).toEqual([
      'scope.company',
      'scope.day',
      'scope.extensions',
      'scope.month',
    ]);
  });

  it('gives its place back, read or refused', async () => {
    for (let asked = 0; asked < 5; asked += 1) {
      expect((await askExport({ month: 13 })).statusCode).toBe(400);
      expect((await askExport({})).statusCode).toBe(200);
    }
  });
});

describe('a long export', () => {
  const CALLS = 9000;

  it('comes in pieces that lack no call and tell each in the order of the report', async () => {
    const [header = '', ...lines] = sample('Custom.csv').split('\n');
    const one = lines.find((line) => line.includes('909098790029') && line.includes('ANSWERED')) ?? '';
    const [at = ''] = /2026-11-24 \d\d:\d\d:\d\d/.exec(one) ?? [];
    const many = Array.from({ length: CALLS }, (_, index) => {
      const startAt = Date.UTC(2026, 11, 2) / 1000 + index * 60;
      const moved = (text: string) =>
        (Date.parse(`${text.replace(' ', 'T')}Z`) - Date.parse(`${at.replace(' ', 'T')}Z`)) / 1000;
      return one
        .replace(/2026-11-24 \d\d:\d\d:\d\d/g, (text) =>
          new Date((startAt + moved(text)) * 1000).toISOString().slice(0, 19).replace('T', ' '),
        )
        .replace(/\b17955\d{5}\.\d+/g, `${startAt}.1`);
    });
    await house.takeRecords([header, ...many, ''].join('\n'));
    const [, ...rows] = await exportRows({ month: 12 });
    expect(rows).toHaveLength(CALLS);
    const reported = Object.values(await reportOutcalls({ month: 12 })).flatMap(({ calls }) => calls);
    expect(rows.map(([, , , acctid]) => acctid)).toEqual(reported.map(({ acctid }) => String(acctid)));
    expect(new Set(rows.map((cells) => cells.at(-1)))).toEqual(
      new Set(["'+449098790029 Premium rate: 60 s at 1.5 a minute, connection 0.2 = 1.7 GBP"]),
    );
  });
});

describe('the command line', () => {
  async function run(...args: readonly string[]) {
    const data = makeFolder();
    announce(data, url);
    const environment = { RINGLEDGER_URL: url, RINGLEDGER_KEY: LOCAL_KEY };
    return runCli([...args, '--data', data], { environment });
  }

  it('explains in plain words, and as JSON', async () => {
    const plain = await run('explain', String(PREMIUM));
    expect(plain.code).toBe(0);
    expect(plain.stdout.trimEnd().split('\n')).toEqual([
      'Call 47 at 2026-11-24 12:24:08 in Europe/London (2026-11-24T12:24:08Z) by Dev Patel (device 0500000004003, company default) over trunk-a: rang 2 s, talked 9 s.',
      'Dialled 909098790029, which without the outside line is 09098790029. It was read as +449098790029: the national prefix 0 was dialled.',
      'Tariff default, deck uk of 2026-01-01: prefix 449 is Premium rate, Premium.',
      'From 2026-11-24T12:24:10Z: 60 s at 1.5 a minute come to 1.5.',
      'Talk 1.5, connection 0.2: 1.7.',
      'Cost: 1.7 GBP.',
      'Priced when it arrived, by revision 1 of the rates.',
    ]);
    const json = await run('explain', String(PREMIUM), '--json');
    expect(JSON.parse(json.stdout)).toEqual((await explain(PREMIUM)).json);
  });

  it('fails on a call there is not, and on what is no number', async () => {
    const none = await run('explain', '999999');
    expect({ code: none.code, stdout: none.stdout }).toEqual({ code: 1, stdout: '' });
    expect(none.stderr).toContain('no call with the accounting id 999999');
    expect(await run('explain', 'x')).toMatchObject({ code: 2 });
    expect(await run('explain')).toMatchObject({ code: 2 });
  });

  it('writes outcalls as CSV with the sentence behind', async () => {
    const { code, stdout } = await run('report', 'outcalls', '--month', '11', '--year', '2026', '--csv');
    expect(code).toBe(0);
    const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();
    expect(stdout).toBe((await askExport({}, LOCAL, `?zone=${timeZone}`)).payload);
  });
});

describe('after prices changed', () => {
  it('a call keeps its explanation, until a run that is published sets another; settled or not, it is the same', async () => {
    const before = await explainOne(MOBILE);
    await house.takeDeck(sample('uk-deck.csv').replaceAll('0.095', '0.19'));
    expect(await explainOne(MOBILE)).toEqual(before);
    const request = {
      ...{ ...ALL, companies: null, devices: null, reason: 'dearer mobiles', askedBy: 'ann', review: true },
    };
    const run = await recalculate(house.runs, request);
    expect(await explainOne(MOBILE)).toEqual(before);
    const { catalog } = house.parts;
    await moveRun(catalog.db, run.id, ['review'], 'published', { publishedAt: new Date() });
    await raiseVersionWithin(catalog.db, 'runs');
    const unsettled = await explainOne(MOBILE);
    expect(unsettled).toMatchObject({
      cost: '0.19',
      rates: 2,
      agrees: true,
      run: { id: run.id, reason: 'dearer mobiles', askedBy: 'ann' },
    });
    // What the run left as it was, is still as it was when it arrived.
    expect(await explainOne(PREMIUM)).toMatchObject({ rates: 1, run: null, agrees: true });
    const exported = await exportRows({});
    expect(exported.find(([, , , acctid]) => acctid === String(MOBILE))?.at(-1)).toContain('= 0.19 GBP');
    await moveRun(catalog.db, run.id, ['published'], 'review', {});
    await raiseVersionWithin(catalog.db, 'runs');
    expect(await explainOne(MOBILE)).toEqual(before);
    await publishRun(house.runs, run.id, 'ann');
    const settled = await explainOne(MOBILE);
    expect(settled).toMatchObject({ cost: '0.19', rates: 2, run: { id: run.id } });
    expect(settled.lines).toEqual(unsettled.lines);
    expect(await exportRows({})).toEqual(exported);
  });

  it('recalculates first where it is asked to', async () => {
    await house.takeDeck(sample('uk-deck.csv').replaceAll('0.095', '0.38'));
    const rows = await exportRows({ recalc: true });
    expect(rows.find(([, , , acctid]) => acctid === String(MOBILE))?.at(-1)).toContain('= 0.38 GBP');
  });

  it('says where the directory reads the dial string otherwise now', async () => {
    const other = JSON.parse(sample('directory.json')) as { dialling: object };
    Object.assign(other.dialling, { outsideLine: '' });
    await house.describePbx(JSON.stringify(other));
    const mobile = await explainOne(MOBILE);
    expect(mobile).toMatchObject({ agrees: true, cost: '0.38', dialled: { number: '+447700900884' } });
    expect(mobile.dialled.because).toContain("today's dialling rules read it as");
  });
});
