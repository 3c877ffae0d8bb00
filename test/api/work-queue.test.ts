import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { APP_HOMES, LOCAL_KEY, startAppIn, type TestApp } from '../support/app.ts';

const ANN = {
  ...{ id: '0500000000010', sipName: 'ann', owner: 'Ann', company: 'acme', kind: 'handset' },
  extensions: ['201'],
};
const BOB = { ...ANN, id: '0500000000020', sipName: 'bob', owner: 'Bob', extensions: [] };
const DIRECTORY = {
  zone: 'UTC',
  dialling: { country: 'GB', outsideLine: '9' },
  companies: [{ id: 'acme', name: 'Acme' }],
  extensions: [{ number: '201', name: 'Ann', company: 'acme' }],
  devices: [ANN],
  ddis: [],
  trunks: [{ id: 'carrier', channels: ['SIP/carrier'] }],
  queues: [],
  groups: [],
};

const NOW = Math.floor(Date.now() / 1000);

/** A row of Master.csv: a call of a minute that began `ago` seconds before now, its channel when it began or at `epoch`. */
function row(
  id: number,
  from: string,
  dst: string,
  { to = 'SIP/carrier-1', ago = 600, epoch = 0 } = {},
): string {
  const clock = (at: number) => new Date(at * 1000).toISOString().slice(0, 19).replace('T', ' ');
  const start = NOW - ago;
  const uniqueid = `${epoch === 0 ? start : epoch}.${id}`;
  return [
    ...['"acme"', '"201"', `"${dst}"`, '"from-internal"', '"Ann <201>"', `"${from}-${id}"`, `"${to}"`],
    ...['"Dial"', '"x"', `"${clock(start)}"`, `"${clock(start + 10)}"`, `"${clock(start + 60)}"`],
    ...['60', '50', '"ANSWERED"', '"DOCUMENTATION"', `"${uniqueid}"`, '""'],
  ].join(',');
}

interface Item {
  readonly id: string;
  readonly kind: string;
  readonly state: string;
  readonly place: string;
  readonly count: number;
  readonly raw: string | null;
  readonly reason: string;
  readonly fix: { readonly kind: string; readonly what: string; readonly command: string };
  readonly acctids: readonly number[];
  readonly dismissal: { readonly why: string; readonly by: string } | null;
}

const BAD = 'not,a,record';
const SEMICOLONS = `02079460001;201;${new Date((NOW - 900) * 1000).toISOString().slice(0, 19)};30;out`;

/** All that was asked of each home, and what it answered. */
const said = { embedded: [] as unknown[], servers: [] as unknown[] };

describe.each(APP_HOMES)('stores %s', (home) => {
  let server: TestApp;

  async function get(path: string): Promise<{ readonly status: number; readonly json: unknown }> {
    const answer = await server.app.server.inject({
      url: `/api/v1/${path}`,
      headers: { authorization: `Bearer ${LOCAL_KEY}` },
    });
    const told = { status: answer.statusCode, json: answer.json() as unknown };
    said[home].push({ path, ...told });
    return told;
  }

  async function list(query = ''): Promise<readonly Item[]> {
    const { json } = await get(`work-queue?${query}`);
    return (json as { items: readonly Item[] }).items;
  }

  async function post(
    path: string,
    body: unknown,
  ): Promise<{ readonly status: number; readonly json: unknown }> {
    const told = await server.api(path, JSON.stringify(body), 'application/json');
    said[home].push({ path, ...told });
    return told;
  }

  async function importDirectory(devices: readonly unknown[]): Promise<void> {
    expect(await post('directory', { ...DIRECTORY, devices })).toMatchObject({
      status: 200,
      json: { result: {} },
    });
  }

  async function replay(body: unknown): Promise<Readonly<Record<string, unknown>>> {
    const { json } = await post('work-queue/replay', body);
    expect(json).toMatchObject({ result: {} });
    return (json as { result: Readonly<Record<string, unknown>> }).result;
  }

  beforeAll(async () => {
    server = await startAppIn(home, {}, () => NOW);
    await importDirectory([ANN]);
    const master = [
      row(1, 'SIP/ann', '902079460000'),
      row(2, 'SIP/bob', '902079460000'),
      row(3, 'SIP/bob', '902079460000'),
      row(4, 'SIP/ann', '902079460001', { ago: 4 * 86_400 }),
      row(5, 'SIP/ann', '902079460002', { ago: -7200 }),
      row(6, 'SIP/ann', '902079460003', { ago: 900, epoch: NOW - 300 }),
      BAD,
      SEMICOLONS,
    ];
    await server.api(
      'imports/asterisk-cdr?source=Master.csv&zone=UTC&zoneAnyway=true',
      `${master.join('\n')}\n`,
    );
  }, 400_000);

  afterAll(() => server?.end());

  describe('the work queue', () => {
    it('groups calls that nobody is known to have made, with what would name them', async () => {
      const [item, ...others] = await list('kind=no-owner');
      expect(others).toEqual([]);
      expect(item).toMatchObject({ place: 'channel bob', count: 2, state: 'open' });
      expect(item?.fix).toMatchObject({ kind: 'owner' });
      expect(item?.fix.what).toContain('sipName is "bob"');
      expect(item?.raw).toContain('SIP/bob');
      expect(item?.acctids).toHaveLength(2);
    });

    it('groups calls without a price by company and number', async () => {
      const items = await list('kind=unknown-cost');
      const count = items.reduce((sum, one) => sum + one.count, 0);
      expect(count).toBe(6);
      expect(items[0]).toMatchObject({ kind: 'unknown-cost' });
      expect(items[0]?.place).toContain('acme: 4420');
      expect(items[0]?.fix.command).toContain('--company acme --reason');
    });

    it('tells what came late, and what cannot have started when it says', async () => {
      const [late] = await list('kind=late');
      expect(late).toMatchObject({ count: 1 });
      expect(late?.raw).toContain('902079460001');
      expect(await list('kind=late&lateHours=240')).toEqual([]);
      const [skewed] = await list('kind=clock-skew');
      expect(skewed).toMatchObject({ count: 2 });
      expect(skewed?.reason).toContain(
        '1 in the future of when they came, 1 before their own channels began',
      );
    });

    it('lists rejects with text, reason and fix', async () => {
      const items = await list('kind=unreadable');
      expect(items.map(({ place, raw, reason }) => [place, raw, reason.split(':')[0]])).toEqual([
        ['Master.csv:7', BAD, 'wrong-column-count'],
        ['Master.csv:8', SEMICOLONS, 'wrong-column-count'],
      ]);
      expect(items[0]?.fix.command).toContain(`rejects replay ${items[0]?.id}`);
    });

    it('counts records of a file that is sent again, and not of the first time', async () => {
      expect(await list('kind=duplicate')).toEqual([]);
      await server.api(
        'imports/asterisk-cdr?source=again.csv&zone=UTC&zoneAnyway=true',
        `${row(1, 'SIP/ann', '902079460000')}\n`,
      );
      expect(await list('kind=duplicate')).toMatchObject([
        { count: 1, raw: row(1, 'SIP/ann', '902079460000') },
      ]);
    });

    it('counts what it lists', async () => {
      const { json } = await get('work-queue/counts');
      for (const { kind, items, count } of (json as { counts: readonly Record<string, unknown>[] }).counts) {
        const listed = await list(`kind=${String(kind)}`);
        expect([kind, items, count]).toEqual([
          kind,
          listed.length,
          listed.reduce((sum, one) => sum + one.count, 0),
        ]);
        expect(listed.length).toBeGreaterThan(0);
      }
    });

    it('gives all of it page by page, each once', async () => {
      const whole = (await list('limit=500')).map(({ id }) => id);
      const paged: string[] = [];
      let cursor: string | null = '';
      while (cursor !== null) {
        const { json } = await get(`work-queue?limit=2&cursor=${cursor}`);
        const page = json as { items: readonly Item[]; cursor: string | null };
        paged.push(...page.items.map(({ id }) => id));
        cursor = page.cursor;
      }
      expect(paged).toEqual(whole);
      expect(new Set(paged).size).toBe(paged.length);
    });

    it('puts an item aside with who and why, and takes it up again', async () => {
      const [late] = await list('kind=late');
      const refused = await post('work-queue/dismiss', { ids: [late?.id] });
      expect(refused).toMatchObject({ status: 400 });
      await post('work-queue/dismiss', { ids: [late?.id], why: 'the archive' });
      expect(await list('kind=late')).toEqual([]);
      expect(await list('state=dismissed')).toMatchObject([
        { id: late?.id, state: 'dismissed', dismissal: { why: 'the archive' } },
      ]);
      expect((await get(`work-queue/items/${late?.id}`)).json).toMatchObject({ state: 'dismissed' });
      await post('work-queue/reopen', { ids: [late?.id] });
      expect(await list('kind=late')).toMatchObject([{ id: late?.id, state: 'open', dismissal: null }]);
    });

    it('refuses what cannot be asked, with all faults at once', async () => {
      const { status, json } = await get('work-queue?kind=unreadble&limit=0&sauce=x&from=2026-02-30');
      expect(status).toBe(400);
      const { detail } = json as { detail: string };
      for (const sentence of [
        'did you mean "unreadable"',
        'limit is "0"',
        '"source"',
        'from is "2026-02-30"',
      ])
        expect(detail).toContain(sentence);
      expect((await get('work-queue?cursor=nonsense')).status).toBe(400);
      expect((await get('work-queue/items/late:0000000000000000')).status).toBe(404);
      expect((await post('work-queue/replay', {})).status).toBe(400);
    });
  });

  describe('work done over', () => {
    const mapping = {
      heading: 'none',
      separator: 'semicolon',
      columns: { dst: '1', src: '2', start: '3', billsec: '4', direction: '5' },
      directions: [{ text: 'out', means: 'out' }],
    };

    it('reads texts as they were without end or harm', async () => {
      expect(await replay({ kind: 'unreadable' })).toMatchObject({
        accepted: 0,
        duplicate: 0,
        stillRejected: 2,
      });
    });

    it('reads a rejected text by another format, lands it, and lists it no more', async () => {
      const before = (await list('kind=unreadable')).map(({ id }) => id);
      const done = await replay({ source: 'Master.csv', format: 'mapping', mapping });
      expect(done).toMatchObject({
        accepted: 1,
        duplicate: 0,
        stillRejected: 1,
        rejects: [{ id: before[0] }],
      });
      expect((await list('kind=unreadable')).map(({ id }) => id)).toEqual([before[0]]);
      const rejects = await server.app.server.inject({
        url: '/api/v1/rejects',
        headers: { authorization: `Bearer ${LOCAL_KEY}` },
      });
      expect(rejects.payload.trim().split('\n')).toHaveLength(1);
      const unpriced = await list('kind=no-owner');
      expect(unpriced.map(({ place }) => place)).toContain('channel 201');
    });

    it('finds a text that became a record to be there, whoever reads it again', async () => {
      await server.api('imports/asterisk-cdr?source=other.csv&zone=UTC&zoneAnyway=true', `${SEMICOLONS}\n`);
      const done = await replay({ source: 'other.csv', mapping });
      expect(done).toMatchObject({ accepted: 0, duplicate: 1, stillRejected: 0 });
      expect(await list('kind=unreadable&source=other.csv')).toEqual([]);
      await server.api('imports/asterisk-cdr?source=other.csv&zone=UTC&zoneAnyway=true', `${SEMICOLONS}\n`);
      expect(await list('kind=unreadable&source=other.csv')).toEqual([]);
    });

    it('refuses a mapping of named columns without their names, before anything is read', async () => {
      const named = { columns: { dst: 'To', src: 'From', start: 'Start', billsec: 'Talk' } };
      const { status, json } = await post('work-queue/replay', { kind: 'unreadable', mapping: named });
      expect(status).toBe(200);
      expect(JSON.stringify(json)).toContain('give columns, the names in the heading');
      expect(await list('kind=unreadable')).toHaveLength(1);
    });

    it('shows owners that the directory got meanwhile', async () => {
      await importDirectory([ANN, BOB]);
      expect((await list('kind=no-owner')).map(({ place }) => place)).not.toContain('channel bob');
      const done = await replay({ kind: 'no-owner' });
      expect(done).toMatchObject({ remade: { records: 7 } });
    });

    it('prices calls by rates that came meanwhile', async () => {
      const before = await list('kind=unknown-cost');
      const deck =
        'prefix,destination,numberType,perMinute,firstIncrement,nextIncrement\n4420,London,Local,0.01,1,1\n';
      expect(await server.api('rates?deck=uk&from=2020-01-01&currency=GBP', deck)).toMatchObject({
        status: 200,
      });
      const tariff = { name: 'default', currency: 'GBP', decks: ['uk'] };
      const tariffs = await post('tariffs', { tariffs: [tariff], companies: [], trunks: [] });
      expect(tariffs).toMatchObject({ status: 200 });
      expect(await list('kind=unknown-cost')).toEqual(before);
      const done = await replay({ kind: 'unknown-cost' });
      expect(done).toMatchObject({ recalculated: { calls: expect.any(Number) } });
      expect(await list('kind=unknown-cost')).toEqual([]);
    });
  });

  describe('work of a source with an odd name', () => {
    const source = "it's 100% \\t\\ {aside:Array(String)} \u00e9\t.csv";
    const query = `kind=unreadable&source=${encodeURIComponent(source)}`;
    const texts = ["it's,\\N,bad", 'a "quoted, line', '{only:String} \\\\ \u00e9', 'plain,bad'];

    it('is listed, paged and shown as any', async () => {
      const wanted = `imports/asterisk-cdr?source=${encodeURIComponent(source)}&zone=UTC&zoneAnyway=true`;
      await server.api(wanted, `${texts.join('\n')}\n`);
      const items = await list(query);
      expect(items.map(({ raw }) => raw)).toEqual(texts);
      const { json } = await get(`work-queue?${query}&limit=2`);
      const { cursor } = json as { readonly cursor: string };
      expect(await list(`${query}&limit=2&cursor=${cursor}`)).toEqual(items.slice(2));
      expect((await get(`work-queue/items/${items[0]?.id}`)).json).toEqual(items[0]);
    });

    it('is read again one by one, some at once, or all that is not put aside', async () => {
      const [one, two, three] = (await list(query)).map(({ id }) => id);
      expect(await replay({ ids: [one] })).toMatchObject({ stillRejected: 1, rejects: [{ id: one }] });
      expect(await replay({ ids: [one, three] })).toMatchObject({ stillRejected: 2 });
      await post('work-queue/dismiss', { ids: [two], why: 'no call' });
      expect(await replay({ source })).toMatchObject({ stillRejected: 3 });
      expect(await replay({ ids: [two] })).toMatchObject({ stillRejected: 1 });
      expect(await replay({ all: true })).toMatchObject({ stillRejected: 4 });
    });
  });
});

it('says the same of both homes', () => {
  // When somebody put an item aside is the catalog's own clock.
  const sayWithoutClock = (answers: readonly unknown[]) =>
    JSON.stringify(answers, (key, value: unknown) => (key === 'at' ? null : value), 1);
  expect(said.embedded.length).toBeGreaterThan(50);
  expect(sayWithoutClock(said.servers)).toBe(sayWithoutClock(said.embedded));
});
