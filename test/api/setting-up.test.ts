import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LOCAL_KEY, startApp, type TestApp } from '../support/app.ts';
import { take } from './four-tenants.ts';

let server: TestApp;
beforeAll(async () => {
  server = await startApp();
});
afterAll(() => server?.end());

const AUTHORIZATION = { authorization: `Bearer ${LOCAL_KEY}` };

async function read(path: string) {
  const answer = await server.app.server.inject({ url: `/api/v1/${path}`, headers: AUTHORIZATION });
  return { status: answer.statusCode, text: answer.payload, json: answer.json };
}
const readJson = async <Answer>(path: string) => (await read(path)).json<Answer>();

interface Page {
  readonly items: readonly { readonly id: string; readonly history: readonly Record<string, unknown>[] }[];
  readonly cursor: string | null;
}

/** A phone that passes from hand to hand, and one that stays. */
const PHONES = {
  zone: 'Europe/London',
  dialling: { country: 'GB' },
  companies: [{ id: 'acme', name: 'Acme Ltd' }],
  extensions: [{ number: '200', name: 'Ann Reader', company: 'acme' }],
  devices: [
    { ...phone('0500000004000', 'Ann Reader'), to: '2026-03-10' },
    { ...phone('0500000004000', 'Bob Marsh'), from: '2026-03-10', to: '2026-09-01' },
    { ...phone('0500000004000', 'Cleo Hart'), from: '2026-09-01' },
    phone('0500000004001', 'Dev Patel'),
  ],
};

function phone(id: string, owner: string) {
  return { id, owner, company: 'acme', kind: 'handset', extensions: ['200'] };
}

describe('an installation', () => {
  it('is empty at first, and tells what it has', async () => {
    expect(await readJson('first-run')).toEqual({
      ...{ directory: false, sources: 0, rates: false, calls: false },
      samples: ['directory.json', 'uk-deck.csv', 'Custom.csv', 'queue_log'],
    });
  });

  it('comes to a first report by the sample PBX that it hands out', async () => {
    const sample = async (name: string) => (await read(`samples/${name}`)).text;
    expect((await read('samples/..%2Fpackage.json')).status).toBe(400);
    await take(server, 'directory', await sample('directory.json'));
    await take(server, 'rates?deck=uk&from=2026-01-01&currency=GBP', await sample('uk-deck.csv'));
    await take(server, 'imports/asterisk-cdr?source=Custom.csv&zone=UTC', await sample('Custom.csv'));
    await take(server, 'imports/asterisk-queue-log?source=queue_log', await sample('queue_log'));
    expect(await readJson('first-run')).toMatchObject({ directory: true, rates: true, calls: true });
  });
});

describe('the directory with its history', () => {
  beforeAll(async () => {
    await take(server, 'directory', JSON.stringify(PHONES));
  });

  it('says who had a phone, and when', async () => {
    const { items } = await readJson<Page>('directory/entries?kind=devices&q=0500000004000');
    expect(items).toHaveLength(1);
    expect(items[0]?.history).toMatchObject([
      { owner: 'Cleo Hart', from: '2026-09-01', to: null },
      { owner: 'Bob Marsh', from: '2026-03-10', to: '2026-09-01' },
      { owner: 'Ann Reader', from: null, to: '2026-03-10', extensions: ['200'], source: null },
    ]);
  });

  it('is asked for a day: what matches is what held then', async () => {
    const on = (at: string, q: string) => readJson<Page>(`directory/entries?kind=devices&at=${at}&q=${q}`);
    const march = await on('2026-03-10', 'bob');
    // The keevio device of the sample's Bob is there as well.
    expect(march.items.map(({ id }) => id)).toEqual(['0500000004000', '05000000ee010']);
    expect(march.items[0]?.history.map(({ holds }) => holds)).toEqual([false, true, false]);
    expect((await on('2026-03-09', 'ann')).items).toHaveLength(1);
    expect((await on('2026-03-10', 'ann')).items).toHaveLength(0);
    const wrong = await read('directory/entries?kind=devices&at=2026-02-30');
    expect(wrong.json()).toMatchObject({ status: 400, faults: [{ where: 'at' }] });
  });

  it('comes page by page, each entry once', async () => {
    const ids: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const more: string = cursor === '' ? '' : `&cursor=${cursor}`;
      const page: Page = await readJson<Page>(`directory/entries?kind=extensions&limit=3${more}`);
      ids.push(...page.items.map(({ id }) => id));
      cursor = page.cursor;
    }
    expect(ids).toEqual(['200', '200', '201', '202', '203', '204', '205', '300', '301', '302', '303']);
  });

  it.each(['companies', 'ddis', 'trunks', 'queues', 'groups'])('lists %s', async (kind) => {
    const { items } = await readJson<Page>(`directory/entries?kind=${kind}`);
    expect(items.length).toBeGreaterThan(0);
  });
});

describe('what the routes of setting up answer', () => {
  it('is whole: decks with their revisions, tariffs, runs, closings, kinds of sources', async () => {
    expect(await readJson('rates')).toMatchObject({
      revision: 1,
      versions: [{ deck: 'uk', from: '2026-01-01', to: null, currency: 'GBP', rates: expect.any(Number) }],
      revisions: [
        { revision: 1, madeAt: expect.stringMatching(/Z$/), change: expect.stringContaining('uk') },
      ],
    });
    const tariffs = {
      tariffs: [{ name: 'Office', currency: 'GBP', decks: ['uk'], adjustments: [{ percent: '5' }] }],
      companies: [{ company: 'test', tariff: 'Office', from: '2026-01-01' }],
    };
    await take(server, 'tariffs', JSON.stringify(tariffs));
    expect(await readJson('tariffs')).toMatchObject({
      tariffs: [{ ...tariffs.tariffs[0], rounding: { mode: 'half-up', decimals: 6, per: 'call' } }],
      companies: [{ company: 'test', tariff: 'Office', from: '2026-01-01', to: null }],
    });
    const wish = '{"period":"2026-11","reason":"a dearer office","review":true}';
    expect(await server.api('runs', wish, 'application/json')).toMatchObject({ status: 200 });
    const { runs } = await readJson<{ runs: readonly Record<string, unknown>[] }>('runs');
    expect(runs[0]).toMatchObject({
      state: 'review',
      comparison: {
        byCompany: expect.arrayContaining([
          {
            name: 'test',
            changed: expect.any(Number),
            before: expect.any(String),
            after: expect.any(String),
          },
        ]),
      },
      publishedAt: null,
    });
    expect(await readJson('periods')).toEqual({ periods: [] });
    const { kinds } = await readJson<{ kinds: readonly Record<string, unknown>[] }>('source-kinds');
    expect(kinds[0]).toMatchObject({ kind: 'folder', settings: { required: ['path'] } });
  });

  it('stands in the audit log where it changed something', async () => {
    const { items } = await readJson<{ items: readonly Record<string, unknown>[] }>('audit');
    expect(items.map(({ action, subject }) => `${action} ${subject}`)).toEqual([
      'tariffs-imported tariffs',
      'directory-imported directory',
      'rates-imported uk',
      'directory-imported directory',
    ]);
  });
});
