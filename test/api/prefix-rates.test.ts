import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LOCAL_KEY, startApp, type TestApp } from '../support/app.ts';

const DECK = `prefix,destination,numberType,band,afterSeconds,perMinute,connectCharge
44,United Kingdom,National,,,0.01,
4420,London,National,peak,,0.03,0.05
4420,London,National,peak,600,0.02,
4420,London,National,,,0.012,
4477,100% Mobile_,Mobile,,,0.1,
33,France,International,,,0.2,
`;
const BANDS = 'band,days,from,to\npeak,mon-fri,08:00,18:00\n';

describe('the rates of a version, prefix by prefix', () => {
  let app: TestApp;
  const get = async (query: string) => {
    const answer = await app.app.server.inject({
      url: `/api/v1/rates/prefixes?deck=uk${query}`,
      headers: { authorization: `Bearer ${LOCAL_KEY}` },
    });
    return { status: answer.statusCode, json: answer.json() };
  };
  const prefixesOf = async (query: string) =>
    ((await get(query)).json.items as { prefix: string }[]).map(({ prefix }) => prefix);
  const edit = (prefixes: readonly object[], revision: number, query = '') =>
    app.api(
      `rates/prefixes${query}`,
      JSON.stringify({ deck: 'uk', from: '2026-01-01', revision, prefixes }),
      'application/json',
    );
  const exported = async () =>
    (
      await app.app.server.inject({
        url: '/api/v1/rates/export?deck=uk&from=2026-01-01',
        headers: { authorization: `Bearer ${LOCAL_KEY}` },
      })
    ).payload;

  beforeAll(async () => {
    app = await startApp();
    const files = JSON.stringify({ csv: DECK, bands: BANDS });
    await app.api('rates?deck=uk&from=2026-01-01&currency=GBP', files, 'application/json');
  });
  afterAll(() => app.end());

  it('are listed by prefix, page by page, each with its bands and steps', async () => {
    const { json } = await get('&limit=2');
    expect(json).toMatchObject({
      deck: 'uk',
      from: '2026-01-01',
      currency: 'GBP',
      revision: 1,
      bands: ['peak'],
    });
    expect(json.items.map(({ prefix }: { prefix: string }) => prefix)).toEqual(['33', '44']);
    expect(json.cursor).toBe('44');
    const next = await get(`&limit=2&cursor=${json.cursor}`);
    expect(next.json.cursor).toBeNull();
    expect(next.json.items[0]).toMatchObject({
      prefix: '4420',
      destination: 'London',
      rows: [
        { band: '', afterSeconds: '0', perMinute: '0.012', connectCharge: '0' },
        { band: 'peak', afterSeconds: '0', perMinute: '0.03', connectCharge: '0.05' },
        { band: 'peak', afterSeconds: '600', perMinute: '0.02', connectCharge: '' },
      ],
    });
  });

  it('are found by what a prefix begins with and by what a destination has in its name', async () => {
    expect(await prefixesOf('&search=442')).toEqual(['4420']);
    expect(await prefixesOf('&search=LOND')).toEqual(['4420']);
    expect(await prefixesOf(`&search=${encodeURIComponent('0% m')}`)).toEqual(['4477']);
    expect(await prefixesOf('&search=_')).toEqual(['4477']);
    expect(await prefixesOf('&search=nowhere')).toEqual([]);
  });

  it('are seen otherwise before they are changed, and only by those of the prefix', async () => {
    const before = await exported();
    const rows = [{ perMinute: '0.05' }, { band: 'peak', perMinute: '0.03', connectCharge: '0.05' }];
    const prefix = { prefix: '4420', destination: 'London', numberType: 'National', rows };
    const dry = await edit([prefix], 1, '?dryRun=true');
    expect(dry).toMatchObject({
      status: 200,
      json: { dryRun: true, revision: 1, rates: 5, dearer: 2, removed: 0, unchanged: 3, jumps: 1 },
    });
    expect(await exported()).toBe(before);

    expect((await edit([prefix], 1)).json).toMatchObject({ dryRun: false, revision: 2 });
    const after = await exported();
    expect(after.split('\n').filter((line) => !before.includes(line))).toEqual([
      '4420,London,National,,0,0,0.05,60,1,0,0',
    ]);
    expect(before.split('\n').filter((line) => !after.includes(line))).toEqual([
      '4420,London,National,,0,0,0.012,60,1,0,0',
      '4420,London,National,peak,600,,0.02,,1,,',
    ]);
    const audit = await app.app.server.inject({
      url: '/api/v1/audit?action=rates-imported&limit=1',
      headers: { authorization: `Bearer ${LOCAL_KEY}` },
    });
    expect(audit.json().items[0]).toMatchObject({
      subject: 'uk',
      detail: expect.stringContaining('2 changed'),
    });
  });

  it('can be new and can go; what a new one costs is measured by the prefix that priced it before', async () => {
    const fresh = { prefix: '44203', destination: 'Croydon', rows: [{ perMinute: '0.5' }] };
    const answer = await edit([fresh, { prefix: '33', rows: [] }], 2);
    expect(answer.json).toMatchObject({ revision: 3, added: 1, removed: 1, rates: 5, jumps: 1 });
    expect(answer.json).toMatchObject({
      largestJumps: ['Prefix 44203 costs 0.5 a minute, against 0.05 before, at prefix 4420.'],
    });
    expect(await prefixesOf('')).toEqual(['44', '4420', '44203', '4477']);
    expect(await prefixesOf('&revision=1')).toEqual(['33', '44', '4420', '4477']);
    expect((await edit([fresh], 3)).json).toMatchObject({ revision: 3, added: 0, changed: 0 });
  });

  it('are not overwritten where somebody changed them since they were seen', async () => {
    const stale = await edit([{ prefix: '4420', rows: [{ perMinute: '0.09' }] }], 1);
    expect(stale).toMatchObject({
      status: 409,
      json: {
        title: 'conflict',
        detail: 'Somebody has changed prefix 4420 since revision 1: look at it again, then change it.',
      },
    });
    const other = await edit([{ prefix: '4477', destination: 'Mobile', rows: [{ perMinute: '0.09' }] }], 1);
    expect(other).toMatchObject({ status: 200, json: { revision: 4 } });
  });

  it('are refused whole with every fault, each at its row', async () => {
    const before = await exported();
    const refused = await edit(
      [
        { prefix: '44', rows: [{ perMinute: '0,01' }, { band: 'peek', perMinute: '1' }, { perMinute: '' }] },
        { prefix: '4477', rows: [{ perMinute: '1' }, { perMinute: '2' }] },
        { prefix: '0044', rows: [{ perMinute: '1' }] },
        { prefix: '99', rows: [] },
        { prefix: '99', rows: [] },
      ],
      4,
    );
    expect(refused.status).toBe(400);
    const { faults } = refused.json as { faults: { where: string; message: string }[] };
    expect(faults.map(({ where }) => where)).toEqual([
      'prefixes[0].rows[0]',
      'prefixes[0].rows[1]',
      'prefixes[0].rows[2]',
      'prefixes[1].rows[1]',
      'prefixes[2].rows[0]',
      'prefixes[3].prefix',
      'prefixes[4].prefix',
      'prefixes[4].prefix',
    ]);
    expect(faults[1]?.message).toBe('There is no band "peek": did you mean "peak"?');
    expect(await exported()).toBe(before);
    expect(await edit([{ prefix: '44', rows: [{ perMinutes: '1' }] }], 4)).toMatchObject({
      status: 400,
      json: { faults: [{ where: 'prefixes[0].rows[0]' }] },
    });
    expect(await edit([{ prefix: '44', rows: [] }], 9)).toMatchObject({ status: 400 });
  });

  it('are those of no other version, nor of a deck that is not there', async () => {
    expect((await get('&from=2027-01-01')).status).toBe(404);
    expect((await get('&limit=0')).json.detail).toContain(
      'limit is "0": write a whole number from 1 to 200.',
    );
    expect(await app.api('rates/prefixes', JSON.stringify({ deck: 'fr' }), 'application/json')).toMatchObject(
      {
        status: 400,
      },
    );
  });
});
