import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { APP_HOMES, LOCAL_KEY, startAppIn, type TestApp } from '../support/app.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const SAMPLE = new URL('../fixtures/asterisk/second/', import.meta.url);
const COLUMNS =
  'accountcode,src,dst,dcontext,clid,channel,dstchannel,lastapp,lastdata,start,answer,end,duration,billsec,disposition,amaflags,userfield,uniqueid,linkedid,peeraccount,sequence,did,outcid';
const MONTH = { month: 11, year: 2026 };

const FRENCH = { country: 'FR', outsideLine: '0', international: '00', national: '0', areaCode: '' };

const hashOf = (bytes: string | Buffer) => createHash('sha256').update(bytes).digest('hex');

/** Every report, so that no company's name, no owner and no price goes unseen. */
const QUESTIONS = [
  ['incalls', MONTH],
  ['outcalls', { ...MONTH, keeviomerge: true }],
  ['outcalls', { ...MONTH, deviceids: ['0500000004000', '0500000004001', '0500000004002'] }],
  ['outsummary', { ...MONTH, detail: true }],
  ['allcalls', { ...MONTH, day: 25, days: 10 }],
] as const;

describe.each(APP_HOMES)('figures as they were, stores %s', (home) => {
  let house: TestApp;
  let directory: string;
  const rows: string[] = [];

  const ask = async (asOf?: string) => {
    const answers = [];
    for (const [report, scope] of QUESTIONS) {
      const body = { type: 'cdr', scope: asOf === undefined ? scope : { ...scope, as_of: asOf } };
      answers.push(await house.rest(`/rest/call/${report}`, body));
    }
    return answers;
  };
  const read = async (asOf?: string) => (await ask(asOf)).map(({ text }) => text).join('\n');
  const refuse = async (asOf: unknown, more: object = {}) => {
    const scope = { ...MONTH, as_of: asOf, ...more };
    return (await house.rest('/rest/call/outsummary', { type: 'cdr', scope })).json;
  };
  const land = (records: readonly string[]) =>
    house.api(`imports/asterisk-cdr?zone=UTC&columns=${COLUMNS}`, `${records.join('\n')}\n`);
  const importDeck = (perMinute: string) =>
    house.api(
      'rates?deck=uk&from=2020-01-01&currency=GBP',
      `prefix,destination,numberType,perMinute\n4,Europe,National,${perMinute}\n1,America,International,1\n`,
    );
  const run = async () => {
    const answer = await house.api(
      'runs',
      JSON.stringify({ period: '2026-11', reason: 'x' }),
      'application/json',
    );
    expect(answer.status).toBe(200);
    return (answer.json as { result?: { id: number }; id?: number }) ?? {};
  };

  /** Clocks within zips go by two seconds. */
  const later = async (url: string, headers: { authorization: string }) => {
    await new Promise((resolve) => setTimeout(resolve, 2100));
    return house.app.server.inject({ url, headers });
  };

  beforeAll(async () => {
    house = await startAppIn(home);
    directory = await readFile(new URL('directory.json', SAMPLE), 'utf8');
    rows.push(...(await readFile(new URL('Custom.csv', SAMPLE), 'utf8')).trim().split('\n'));
    await house.api('directory', directory, 'application/json');
    await importDeck('0.60');
  });
  afterAll(() => house?.end());

  it('are the same bytes whatever comes later, and others without as_of', async () => {
    const said = new Map<string, string>();
    const steps = [
      () => land(rows.filter((_, at) => at % 2 === 0)),
      () => land(rows),
      async () =>
        house.api('imports/asterisk-queue-log?zone=UTC', await readFile(new URL('queue_log', SAMPLE))),
      () =>
        house.api(
          'directory',
          JSON.stringify(JSON.parse(directory), (key, value: unknown) =>
            key === 'name' || key === 'owner' ? `${String(value)} II` : value,
          ),
          'application/json',
        ),
      async () => {
        await importDeck('0.75');
        await run();
      },
    ];
    for (const step of steps) {
      await step();
      const text = await read();
      expect(text).not.toContain('"result":"error"');
      said.set(new Date().toISOString(), text);
      await new Promise((resolve) => setTimeout(resolve, 5));
      for (const [asOf, before] of said) expect(await read(asOf)).toBe(before);
    }
    expect(new Set(said.values()).size).toBe(steps.length);
    expect(await read('run:1')).toBe([...said.values()].at(-1));
    for (const { headers, text } of await ask('run:1')) {
      expect(Number(headers['ringledger-as-of'])).toBeGreaterThan(0);
      expect(headers['ringledger-sha256']).toBe(hashOf(text));
    }
    for (const { headers } of await ask()) expect(headers).not.toHaveProperty('ringledger-sha256');
  });

  it('are the same files too', async () => {
    const asOf = new Date().toISOString();
    for (const format of ['csv', 'xlsx']) {
      const url = `/api/v1/reports/outcalls/export?format=${format}&year=2026&month=11&as_of=${asOf}`;
      const headers = { authorization: `Bearer ${LOCAL_KEY}` };
      const [one, other] = [await house.app.server.inject({ url, headers }), await later(url, headers)];
      expect(one.statusCode).toBe(200);
      expect(one.headers['ringledger-sha256']).toBe(hashOf(one.rawPayload));
      expect(other.headers['ringledger-sha256']).toBe(one.headers['ringledger-sha256']);
    }
  });

  it('are explained as they were, whatever is dialled otherwise since', async () => {
    const url = '/api/v1/exports/outcalls';
    const headers = { authorization: `Bearer ${LOCAL_KEY}` };
    const explain = async (asOf: string) => {
      const statement = `/api/v1/statements/default?period=2026-11&itemised=true&format=csv&as_of=${asOf}`;
      const payload = { scope: { ...MONTH, as_of: asOf } };
      const answers = await Promise.all([
        house.app.server.inject({ method: 'POST', url, headers, payload }),
        house.app.server.inject({ url: statement, headers }),
      ]);
      for (const answer of answers) expect(answer.headers['ringledger-sha256']).toBe(hashOf(answer.payload));
      return answers.map((answer) => answer.payload).join('');
    };
    const asOf = new Date().toISOString();
    await new Promise((resolve) => setTimeout(resolve, 5));
    const before = await explain(asOf);
    expect(before).toContain('*600: ');
    const other = { ...(JSON.parse(directory) as object), zone: 'America/New_York', dialling: FRENCH };
    await house.api('directory', JSON.stringify(other), 'application/json');
    const now = new Date().toISOString();
    await new Promise((resolve) => setTimeout(resolve, 5));
    const between = await explain(now);
    expect(between).not.toBe(before);
    await house.api('directory', directory, 'application/json');
    expect(await explain(asOf)).toBe(before);
    expect(await explain(now)).toBe(between);
  });

  it('are explained call by call, each as it is charged', async () => {
    const headers = { authorization: `Bearer ${LOCAL_KEY}` };
    const { text } = await house.rest('/rest/call/outcalls', { type: 'cdr', scope: MONTH });
    const ids = [...new Set([...text.matchAll(/"acctid":(\d+)/g)].map(([, acctid]) => Number(acctid)))];
    expect(ids.length).toBeGreaterThan(10);
    let explained = 0;
    for (const acctid of ids) {
      const answer = await house.app.server.inject({ url: `/api/v1/calls/${acctid}/explanation`, headers });
      const { legs } = answer.json() as {
        legs: { cost: string | null; agrees: boolean; sentence: string }[];
      };
      expect(legs.length).toBeGreaterThan(0);
      for (const { cost, agrees, sentence } of legs) {
        expect([acctid, agrees, sentence]).toEqual([acctid, true, expect.stringMatching(/./)]);
        explained += Number(cost ?? 0);
      }
    }
    const told = [...text.matchAll(/"cost":([\d.]+)/g)].reduce((sum, [, cost]) => sum + Number(cost), 0);
    expect(explained).toBeCloseTo(told, 6);
    expect(told).toBeGreaterThan(0);
  });

  it('are told in a sentence where there are none', async () => {
    const cases: readonly (readonly [unknown, string])[] = [
      ['2100-01-01T00:00:00Z', 'is not past'],
      ['2020-01-01T00:00:00Z', 'they are kept as they were from 20'],
      ['run:99', 'There is no rating run 99'],
      ['yesterday', 'scope.as_of is \\"yesterday\\": give an instant with its zone'],
      ['2026-11-31', 'give an instant'],
      [12, 'scope.as_of is 12: give an instant'],
    ];
    for (const [asOf, sentence] of cases) {
      const answer = await refuse(asOf);
      expect(JSON.stringify(answer)).toContain(sentence);
      expect(answer['result']).not.toBe('success');
    }
    expect(JSON.stringify(await refuse(new Date().toISOString(), { recalc: true }))).toContain(
      'leave one of them out',
    );
  });
});
