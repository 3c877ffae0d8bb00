import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readCsv } from '../../src/core/csv.ts';
import { LOCAL_KEY, startApp, type TestApp } from '../support/app.ts';

const DIRECTORY = JSON.stringify({
  zone: 'Europe/London',
  dialling: { country: 'GB', outsideLine: '9', international: '00', national: '0', areaCode: '20' },
  companies: [{ id: 'acme', name: 'Acme' }],
  extensions: [
    { number: '200', name: 'Reception', company: 'acme' },
    { number: '201', name: 'Sales desk', company: 'acme' },
  ],
  devices: [
    { id: '0500000004000', owner: 'Ann Reader', company: 'acme', kind: 'handset', extensions: ['200'] },
    { id: '0500000004001', owner: 'Bob Marsh', company: 'acme', kind: 'handset', extensions: ['201'] },
  ],
  ddis: [
    { number: '08001232323', company: 'acme', destination: '250' },
    { number: '02079460001', company: 'acme', destination: '201' },
  ],
  trunks: [{ id: 'trunk-a', channels: ['SIP/trunk-a'] }],
  queues: [],
  groups: [{ number: '250', name: 'Everyone', company: 'acme', members: ['200', '201'] }],
});

const TARIFF = {
  name: 'default',
  currency: 'GBP',
  decks: [],
  inboundDecks: ['freephone', 'callers'],
  adjustments: [{ percent: '10', numberTypes: ['From mobile'] }],
};

/** A row of Master.csv: a call that a trunk brought, which a phone took or did not take after five seconds. */
function makeRow(call: {
  readonly id: number;
  readonly src: string;
  readonly dst: string;
  readonly phone: string;
  readonly seconds: number;
}): string {
  const { id, src, dst, phone, seconds } = call;
  const startAt = Date.parse('2026-03-02T10:00:00Z') / 1000 + id * 600;
  const tell = (at: number) => new Date(at * 1000).toISOString().slice(0, 19).replace('T', ' ');
  const answer = seconds > 0 ? tell(startAt + 5) : '';
  const times = `"${tell(startAt)}","${answer}","${tell(startAt + 5 + seconds)}",${5 + seconds},${seconds}`;
  const disposition = seconds > 0 ? 'ANSWERED' : 'NO ANSWER';
  return `"","${src}","${dst}","from-trunk","${src}","SIP/trunk-a-${id}","SIP/${phone}-${id}${phone.at(-1)}","Dial","",${times},"${disposition}","DOCUMENTATION","${startAt}.1",""\n`;
}

const ANN = '0500000004000';
const BOB = '0500000004001';
const ROWS = [
  // A group call rings two phones: one is not answered, and one takes it.
  makeRow({ id: 1, src: '01614960049', dst: '08001232323', phone: ANN, seconds: 0 }),
  makeRow({ id: 1, src: '01614960049', dst: '08001232323', phone: BOB, seconds: 90 }),
  makeRow({ id: 2, src: '+447700900123', dst: '02079460001', phone: BOB, seconds: 60 }),
  makeRow({ id: 3, src: '01614960049', dst: '02079460001', phone: BOB, seconds: 60 }),
  makeRow({ id: 4, src: '01614960049', dst: '08001232323', phone: ANN, seconds: 0 }),
  // Between extensions.
  `"","200","201","from-acme","200","SIP/${ANN}-9","SIP/${BOB}-9","Dial","","2026-03-02 12:00:00","2026-03-02 12:00:05","2026-03-02 12:01:05",65,60,"ANSWERED","DOCUMENTATION","9.1",""\n`,
];

let house: TestApp;

async function importDeck(name: string, direction: string, rates: readonly string[]): Promise<void> {
  const deck = `prefix,destination,numberType,perMinute,firstIncrement,nextIncrement\n${rates.join('\n')}\n`;
  const path = `rates?deck=${name}&from=2020-01-01&currency=GBP&direction=${direction}`;
  expect(await house.api(path, deck)).toMatchObject({ status: 200 });
}

async function get(path: string) {
  const headers = { authorization: `Bearer ${LOCAL_KEY}` };
  const answer = await house.app.server.inject({ method: 'GET', url: `/api/v1/${path}`, headers });
  expect(answer.statusCode).toBe(200);
  return JSON.parse(answer.payload) as Readonly<Record<string, unknown>>;
}

interface Item {
  readonly acctid: number;
  readonly device: string;
  readonly owner: string;
  readonly caller?: string;
  readonly called: string;
  readonly numberType: string;
  readonly destination: string;
  readonly seconds: number;
  readonly cost: string | null;
  readonly explanation: string;
}
interface StatementJson {
  readonly items: readonly Item[];
  readonly sections: readonly {
    readonly inbound: unknown;
    readonly inboundUnknown: unknown;
    readonly callsTotal: string;
  }[];
}

async function readStatement(): Promise<StatementJson> {
  return (await get('statements/acme?period=2026-03&itemised=true')) as unknown as StatementJson;
}

const reports = () =>
  Promise.all(
    ['incalls', 'outcalls', 'allcalls'].map(async (name) => {
      const scope = { month: 3, year: 2026, ...(name === 'allcalls' ? {} : { company: 'acme' }) };
      return (await house.rest(`/rest/call/${name}`, { type: 'cdr', scope })).text;
    }),
  );

beforeEach(async () => {
  house = await startApp();
  await house.api('directory', DIRECTORY, 'application/json');
});
afterEach(() => house.end());

async function importPrices(perMinute = '0.06'): Promise<void> {
  await importDeck('freephone', 'inbound-ddi', [`448001232323,Order line,Freephone,${perMinute},1,1`]);
  await importDeck('callers', 'inbound-caller', ['447,From mobiles,From mobile,0.12,60,60']);
  const body = JSON.stringify({ tariffs: [TARIFF], companies: [], trunks: [] });
  expect(await house.api('tariffs', body, 'application/json')).toMatchObject({ status: 200 });
}

async function importRows(rows: readonly string[] = ROWS): Promise<void> {
  const answer = await house.api('imports/asterisk-cdr?zone=UTC', rows.join(''));
  expect(answer).toMatchObject({ json: { accepted: rows.length, rejected: 0 } });
}

/** A directory that changes makes all legs again. */
async function importChangedDirectory(): Promise<void> {
  const changed = DIRECTORY.replace('["SIP/trunk-a"]', '["SIP/trunk-a","SIP/trunk-z"]');
  expect(await house.api('directory', changed, 'application/json')).toMatchObject({ status: 200 });
}

describe('calls that come in', () => {
  it('are charged once, by their DDI or their caller, and stand on the statement', async () => {
    await importPrices();
    await importRows();
    const { sections, items } = await readStatement();
    expect(sections[0]).toMatchObject({
      inbound: [
        { numberType: 'Freephone', destination: 'Order line', calls: 1, seconds: 90, cost: '0.09' },
        { numberType: 'From mobile', destination: 'From mobiles', calls: 1, seconds: 60, cost: '0.132' },
      ],
      inboundUnknown: [{ numberType: 'Unknown', destination: '', calls: 1, seconds: 60 }],
      callsTotal: '0.222',
    });
    expect(
      items.map(({ device, owner, caller, called, cost }) => [device, owner, caller, called, cost]),
    ).toEqual([
      ['201', 'Sales desk', '01614960049', '08001232323', '0.09'],
      ['201', 'Sales desk', '+447700900123', '02079460001', '0.132'],
      ['201', 'Sales desk', '01614960049', '02079460001', null],
      [ANN, 'Ann Reader', undefined, '201', '0'],
    ]);
  });

  it('have on the statement, as those that went out, why they cost what they do', async () => {
    await importPrices();
    await importRows();
    const sentences = [
      '+448001232323 Order line: 90 × 1 s at 0.06 a minute = 0.09 GBP',
      '+447700900123 From mobiles: 60 s at 0.12 a minute, +10 % on From mobile = 0.132 GBP',
      '+442079460001: no deck of tariff default has a prefix for it, unknown',
      '201 Sales desk: inside the PBX, free',
    ];
    expect((await readStatement()).items.map(({ explanation }) => explanation)).toEqual(sentences);
    const url = '/api/v1/statements/acme?period=2026-03&itemised=true&format=csv';
    const headers = { authorization: `Bearer ${LOCAL_KEY}` };
    const { payload } = await house.app.server.inject({ url, headers });
    const [header = [], ...lines] = [...readCsv(payload)].map(({ fields }) => fields);
    expect(header.at(-1)).toBe('explanation');
    const told = lines.filter(([record = '']) => record.endsWith('call')).map((cells) => cells.at(-1) ?? '');
    expect(told.map((sentence) => sentence.replace(/^'/, ''))).toEqual(sentences);
    const query = 'from=2026-03-01&to=2026-04-01&format=csv&columns=cost&columns=explanation&order=asc';
    const listed = await house.app.server.inject({ url: `/api/v1/calls/export?${query}`, headers });
    const [, ...rows] = [...readCsv(listed.payload)].map(({ fields }) => fields);
    const explained = rows.map(([, sentence = '']) => sentence.replace(/^'/, '')).filter((one) => one !== '');
    expect(explained).toEqual(sentences);
  });

  it('leave the published reports as they are, charged or not', async () => {
    await importRows();
    const before = await reports();
    expect((await readStatement()).items.map(({ caller }) => caller)).toEqual([undefined]);
    await importPrices();
    // Those that nothing had priced are priced now.
    await importChangedDirectory();
    expect((await readStatement()).items.map(({ cost }) => cost)).toEqual(['0.09', '0.132', null, '0']);
    expect(await reports()).toEqual(before);
  });

  it('keep the revision that priced them when the directory changes, and are explained by it', async () => {
    await importPrices();
    await importRows();
    await importPrices('0.60');
    await importChangedDirectory();
    const { items } = await readStatement();
    expect(items.map(({ cost }) => cost)).toEqual(['0.09', '0.132', null, '0']);
    const [freephone, mobile, unknown] = items;
    expect(await get(`calls/${freephone?.acctid}/explanation`)).toMatchObject({
      message: '',
      legs: [],
      inbound: [
        {
          ...{ company: 'acme', extension: '201', name: 'Sales desk', trunk: 'trunk-a', talkSeconds: 90 },
          priced: { by: 'ddi', number: '+448001232323', kind: 'e164', rule: 'national-prefix' },
          ...{ cost: '0.09', agrees: true, run: null },
          charge: { deck: 'freephone', prefix: '448001232323', cost: '0.09', billedSeconds: 90 },
          sentence: '+448001232323 Order line: 90 × 1 s at 0.06 a minute = 0.09 GBP',
        },
      ],
    });
    expect(await get(`calls/${mobile?.acctid}/explanation`)).toMatchObject({
      inbound: [
        {
          priced: { by: 'caller', number: '+447700900123', rule: 'plus' },
          charge: { price: '0.12', adjustment: { percent: '10', of: 'From mobile' }, cost: '0.132' },
        },
      ],
    });
    const { inbound } = (await get(`calls/${unknown?.acctid}/explanation`)) as unknown as {
      inbound: readonly {
        readonly cost: null;
        readonly agrees: boolean;
        readonly lines: readonly string[];
      }[];
    };
    expect(inbound).toMatchObject([{ cost: null, agrees: true }]);
    expect(inbound[0]?.lines).toContain(
      'Called 02079460001 from 01614960049. It is priced by the number that was called, read as +442079460001 (national-prefix).',
    );
  });

  it('are told apart from those that were not charged', async () => {
    await importPrices();
    await importRows();
    // The first record is of the phone that rang and was not answered.
    const told = await get('calls/1/explanation');
    expect(told).toMatchObject({ legs: [], inbound: [], message: expect.stringContaining('not charged') });
  });

  it('are priced again by a recalculation, compared, and seen by all at once', async () => {
    await importPrices();
    await importRows();
    await importPrices('0.60');
    const run = await recalculate({ review: true });
    expect(run.comparison).toMatchObject({
      ...{ calls: 3, changed: 1, becameKnown: 0, becameUnknown: 0 },
      ...{ before: { cost: '0.222', unknown: 1 }, after: { cost: '1.032', unknown: 1 } },
      byNumberType: [{ name: 'Freephone', changed: 1, before: '0.09', after: '0.9' }],
      mostChanged: [
        { company: 'acme', device: '201', destination: 'Order line', before: '0.09', after: '0.9' },
      ],
    });
    expect((await readStatement()).items.map(({ cost }) => cost)).toEqual(['0.09', '0.132', null, '0']);
    expect(await house.api(`runs/${run.id}/publish`, '{}', 'application/json')).toMatchObject({
      status: 200,
    });
    const { items } = await readStatement();
    expect(items.map(({ cost }) => cost)).toEqual(['0.9', '0.132', null, '0']);
    expect(await get(`calls/${items[0]?.acctid}/explanation`)).toMatchObject({
      inbound: [{ cost: '0.9', agrees: true, run: { id: run.id } }],
    });
  });

  it('begin to be charged, and cease to be, with the tariff by which they are recalculated', async () => {
    await importRows();
    const before = await reports();
    await importPrices();
    expect((await recalculate()).comparison).toMatchObject({
      ...{ calls: 3, changed: 3, before: { cost: '0', unknown: 0 }, after: { cost: '0.222', unknown: 1 } },
      ...{ becameKnown: 0, becameUnknown: 1 },
    });
    expect((await readStatement()).items.map(({ cost }) => cost)).toEqual(['0.09', '0.132', null, '0']);
    // Made again, they are as the run left them.
    await importChangedDirectory();
    expect((await readStatement()).items.map(({ cost }) => cost)).toEqual(['0.09', '0.132', null, '0']);
    const bare = JSON.stringify({
      tariffs: [{ name: 'default', currency: 'GBP', decks: [], inboundDecks: [] }],
      ...{ companies: [], trunks: [] },
    });
    expect(await house.api('tariffs', bare, 'application/json')).toMatchObject({ status: 200 });
    await recalculate();
    expect((await readStatement()).items.map(({ caller }) => caller)).toEqual([undefined]);
    expect(await reports()).toEqual(before);
  });

  it('are in what-ifs, which change nothing', async () => {
    await importPrices();
    await importRows();
    const body = {
      ...{ from: '2026-03-01', to: '2026-04-01' },
      tariffs: JSON.stringify({ tariffs: [{ ...TARIFF, adjustments: [] }], companies: [], trunks: [] }),
    };
    const { json } = await house.api('whatif', JSON.stringify(body), 'application/json');
    expect(json).toMatchObject({
      result: { calls: 3, total: { before: '0.222', after: '0.21' }, unknown: { before: 1, after: 1 } },
    });
    expect((await readStatement()).items.map(({ cost }) => cost)).toEqual(['0.09', '0.132', null, '0']);
  });
});

interface RunJson {
  readonly id: number;
  readonly comparison: unknown;
}

async function recalculate(wish: Readonly<Record<string, unknown>> = {}): Promise<RunJson> {
  const body = { from: '2026-03-01', to: '2026-04-01', reason: 'test', ...wish };
  const { json } = await house.api('runs', JSON.stringify(body), 'application/json');
  return (json as { readonly result: RunJson }).result;
}
