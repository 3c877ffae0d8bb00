import { strFromU8, unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readCsv } from '../../src/core/csv.ts';
import { ask, COMPANIES, exactValues } from './four-tenants.ts';
import { type Params, type SeeingServer, startSeeingServer, type Who } from './seeing-users.ts';

let server: SeeingServer;
beforeAll(async () => {
  server = await startSeeingServer();
}, 400_000);
afterAll(() => server?.end());

const NOVEMBER = { from: '2026-11-01', to: '2026-12-01' };
const figures = (params: Params, who?: Who) => server.get('figures', { ...NOVEMBER, ...params }, who);

describe('GET /api/v1/figures', () => {
  it('says of a month what outsummary says of it, each company with its name', async () => {
    const summary = exactValues((await ask(server, 'outsummary', { year: 2026, month: 11 })).text);
    const { json } = await figures({
      ...{ side: 'out', dimensions: 'company' },
      measures: ['cost', 'talkSeconds', 'unknownCosts'],
    });
    expect(json).toMatchObject({ zone: 'Europe/London', currency: 'GBP', total: COMPANIES.length });
    expect(json.from).toBe('2026-11-01T00:00:00+00:00');
    expect(
      Object.fromEntries(
        // biome-ignore lint/suspicious/noExplicitAny: rows as they came
        json.rows.map(({ key, label, value }: any) => [
          key.company,
          { name: label.company, cost: value.cost, seconds: value.talkSeconds, unknown: value.unknownCosts },
        ]),
      ),
    ).toEqual(summary);
  });

  it('shows everyone their own companies alone', async () => {
    const of = async (who: Who) => {
      const { json } = await figures({ measures: 'calls', dimensions: 'company' }, who);
      // biome-ignore lint/suspicious/noExplicitAny: rows as they came
      return json.rows.map(({ key }: any) => key.company);
    };
    expect(await of('summary')).toEqual([...COMPANIES].sort());
    expect(await of('ann')).toEqual(['default', 'test']);
    const refused = await figures({ measures: 'calls', company: 'north' }, 'ann');
    const unknown = await figures({ measures: 'calls', company: 'nowhere' }, 'ann');
    expect([refused.status, unknown.status]).toEqual([403, 403]);
    expect(refused.json.detail.replace('north', 'nowhere')).toBe(unknown.json.detail);
    expect((await figures({ measures: 'calls' }, 'feeder')).status).toBe(403);
  });

  it('takes the same words to find the legs behind a figure', async () => {
    const params = { measures: ['calls', 'answeredShare'], dimensions: ['weekday', 'hour'] };
    const { json } = await figures(params);
    for (const { key, value } of json.rows) {
      const one = await figures({ measures: ['calls', 'answeredShare'], ...key });
      expect(one.json.rows[0].value).toEqual(value);
    }
  });

  it('refuses what is no word of the catalogue, and dates that are none, with every fault', async () => {
    const words = await figures({ measures: 'sum(cost)', dimensions: 'company; DROP', side: 'up', sauce: 1 });
    expect(words.status).toBe(400);
    expect(words.json.faults.map(({ where }: { where: string }) => where).sort()).toEqual([
      ...['dimensions.0', 'measures.0', 'sauce', 'side'],
    ]);
    const dates = await figures({ measures: 'calls', from: '2026-02-30', to: 'soon', zone: 'Mars/North' });
    expect(dates.json.faults.map(({ where }: { where: string }) => where)).toEqual(['zone', 'from', 'to']);
    const sort = await figures({ measures: 'calls', sort: 'company' });
    expect(sort.json.faults).toMatchObject([{ where: 'sort' }]);
    const backwards = await figures({ measures: 'calls', from: '2026-12-01', to: '2026-11-01' });
    expect(backwards.json.faults).toMatchObject([{ where: 'to' }]);
  });

  it('takes instants with their offsets', async () => {
    const [day, instant] = await Promise.all([
      server.get('figures', { measures: 'calls', from: '2026-11-24', to: '2026-11-25' }),
      server.get('figures', {
        ...{ measures: 'calls', from: '2026-11-24T01:00:00+01:00', to: '2026-11-24T19:00:00.5-05:00' },
      }),
    ]);
    expect(instant.json).toEqual(day.json);
    expect(day.json.rows[0].value.calls).toBeGreaterThan(0);
  });
});

describe('GET /api/v1/calls', () => {
  const calls = (params: Params = {}, who?: Who) => server.get('calls', { ...NOVEMBER, ...params }, who);

  it('lists as many legs as figures count, each with an id of its own', async () => {
    const { json } = await calls({ limit: 500 });
    const { rows } = (await figures({ measures: 'calls' })).json;
    const ids = json.calls.map(({ id }: { id: string }) => id);
    expect(json.next).toBeNull();
    expect(new Set(ids).size).toBe(rows[0].value.calls);
    expect(ids).toHaveLength(rows[0].value.calls);
    expect(json.calls[0]).toMatchObject({ currency: 'GBP', startedAt: expect.stringMatching(/\+00:00$/) });
  });

  it('turns pages forward and back by their cursors, which hold for their order alone', async () => {
    const whole = (await calls({ limit: 500, sort: 'name', order: 'asc' })).json.calls;
    const first = (await calls({ limit: 20, sort: 'name', order: 'asc' })).json;
    const second = (await calls({ limit: 20, sort: 'name', order: 'asc', cursor: first.next })).json;
    expect([first.previous, ...first.calls, ...second.calls]).toEqual([null, ...whole.slice(0, 40)]);
    const back = (await calls({ limit: 20, sort: 'name', order: 'asc', cursor: second.previous })).json;
    expect(back.calls).toEqual(first.calls);
    expect(back.previous).toBeNull();
    const other = await calls({ sort: 'cost', cursor: first.next });
    expect(other.json.faults).toMatchObject([{ where: 'cursor' }]);
    expect((await calls({ cursor: 'bm9uZQ' })).status).toBe(400);
    expect((await calls({ cursor: first.next, skip: 3 })).status).toBe(400);
  });

  it('jumps to an instant and to a position', async () => {
    const whole = (await calls({ limit: 500 })).json.calls;
    const skipped = (await calls({ limit: 5, skip: 30 })).json;
    expect(skipped.calls).toEqual(whole.slice(30, 35));
    const at = whole[30].startedAt;
    const jumped = (await calls({ limit: 5, at })).json;
    expect(jumped.calls[0].startedAt).toBe(at);
    expect((await calls({ limit: 500, cursor: jumped.previous })).json.calls).toEqual(
      whole.filter(({ startedAt }: { startedAt: string }) => startedAt > at),
    );
    expect((await calls({ at, sort: 'name' })).json.faults).toMatchObject([{ where: 'at' }]);
  });

  it('finds numbers in whatever form they are typed, and names in any case', async () => {
    const ids = async (q: string, who?: Who) =>
      (await calls({ q, limit: 500 }, who)).json.calls.map(({ id }: { id: string }) => id);
    const typed = await ids('01614960049');
    expect(typed.length).toBeGreaterThan(0);
    expect(await ids('+44 161 496 0049')).toEqual(typed);
    expect(await ids('(0161) 496-0049')).toEqual(typed);
    const ann = await ids('ANN reader');
    expect(ann.length).toBeGreaterThan(0);
    expect(await ids('ann%')).toEqual([]);
    expect(await ids("' OR 1=1 --")).toEqual([]);
  });

  it('shows whoever may not see them no last digits, and finds nothing by them', async () => {
    const { json } = await calls({ limit: 500 }, 'masked');
    const { payload } = await calls({ limit: 500 }, 'masked');
    const whole = await calls({ limit: 500, company: 'default' });
    expect(json.calls).toHaveLength(whole.json.calls.length);
    const outside = whole.json.calls
      .filter(({ internal }: { internal: boolean }) => !internal)
      .map(({ side, called, caller }: Record<string, string>) => (side === 'out' ? called : caller))
      .filter((number: string) => number.length > 4);
    expect(outside.length).toBeGreaterThan(0);
    for (const number of outside) expect(payload.toString()).not.toContain(number);
    const cursor = (await calls({ limit: 5, sort: 'number', order: 'desc' }, 'masked')).json.next;
    for (const number of outside) expect(Buffer.from(cursor, 'base64url').toString()).not.toContain(number);
    expect((await calls({ q: outside[0].slice(-4) }, 'masked')).json.calls).toEqual([]);
  });

  it('keeps to the companies of the asker', async () => {
    const { json } = await calls({ limit: 500 }, 'ann');
    expect(new Set(json.calls.map(({ company }: { company: string }) => company))).toEqual(
      new Set(['default', 'test']),
    );
    expect((await calls({ company: 'south' }, 'ann')).status).toBe(403);
    const cursor = (await calls({ limit: 1, company: 'south' })).json.next;
    const other = (await calls({ limit: 500, cursor }, 'ann')).json.calls;
    expect(other.every(({ company }: { company: string }) => ['default', 'test'].includes(company))).toBe(
      true,
    );
  });
});

describe('GET /api/v1/calls/export', () => {
  const file = (params: Params, who?: Who) => server.get('calls/export', { ...NOVEMBER, ...params }, who);

  it('holds what is listed, in its order, as CSV and as a workbook', async () => {
    const { json } = await server.get('calls', { ...NOVEMBER, limit: 500, sort: 'cost' });
    const columns = ['acctid', 'startedAt', 'called', 'cost'];
    const csv = await file({ format: 'csv', sort: 'cost', columns });
    expect(csv.headers['content-disposition']).toContain('calls.csv');
    expect(csv.payload.toString().trimEnd().split('\r\n')).toEqual([
      columns.join(','),
      ...json.calls.map((call: Record<string, string | number | null>) =>
        columns.map((column) => call[column] ?? '').join(','),
      ),
    ]);
    const xlsx = await file({ format: 'xlsx', sort: 'cost' });
    const sheet = strFromU8(unzipSync(xlsx.payload)['xl/worksheets/sheet1.xml'] ?? new Uint8Array());
    expect(sheet.match(/<row>/g)).toHaveLength(json.calls.length + 1);
    expect(sheet).toContain('>acctid<');
  });

  it('has why each call costs what it does, and nothing where nothing is charged', async () => {
    const columns = ['side', 'acctid', 'cost', 'explanation'];
    const csv = (await file({ format: 'csv', columns })).payload.toString();
    const [, ...rows] = [...readCsv(csv)].map(({ fields }) => fields);
    expect(rows.filter(([, , cost]) => Number(cost) > 0).length).toBeGreaterThan(5);
    for (const [side, acctid, , sentence = ''] of rows) {
      const { json } = await server.get(`calls/${acctid}/explanation`, {});
      const legs = json.legs as readonly { readonly sentence: string }[];
      const told = legs.map((leg) => leg.sentence);
      expect(side === 'out' ? told : ['']).toContain(sentence.replace(/^'/, ''));
    }
    const masked = (await file({ format: 'csv', columns }, 'masked')).payload.toString();
    const hidden = [...readCsv(masked)].slice(1).map(({ fields }) => fields.at(-1));
    expect(new Set(hidden)).toEqual(new Set(['']));
  });

  it('hides what listings hide, and refuses columns there are not', async () => {
    const masked = (await file({ format: 'csv' }, 'masked')).payload.toString();
    expect(masked).toContain('xxxx');
    expect(masked).not.toContain('01614960049');
    expect(masked).not.toContain('north');
    expect((await file({ format: 'csv', columns: ['secret'] })).status).toBe(400);
    expect((await file({ format: 'pdf' })).status).toBe(400);
  });
});

describe('queues, missed callers and trunks', () => {
  it('tell of the queues of the asker', async () => {
    const { json } = await server.get('queues', { ...NOVEMBER, target: 5 });
    const own = await server.get('queues', { ...NOVEMBER, target: 5 }, 'ann');
    const companies = (rows: readonly { company: string }[]) => new Set(rows.map(({ company }) => company));
    expect(companies(json.rows).size).toBeGreaterThan(companies(own.json.rows).size);
    expect(json.rows[0].waits).toHaveLength(7);
    for (const { offered, answered, unanswered, serviceLevel } of json.rows) {
      expect(answered + unanswered).toBe(offered);
      expect(serviceLevel.part).toBeLessThanOrEqual(answered);
    }
    for (const by of ['agent', 'hour', 'weekday', 'hourOfWeek', 'day'])
      expect((await server.get('queues', { ...NOVEMBER, by })).json.rows.length).toBeGreaterThan(0);
    const [first] = json.rows;
    const one = await server.get('queues', {
      ...NOVEMBER,
      target: 5,
      extension: first.key,
      company: first.company,
    });
    expect(one.json.rows).toEqual([first]);
    expect((await server.get('queues', { ...NOVEMBER, direction: 'out' })).json.rows).toEqual([]);
  });

  it('list missed callers page by page', async () => {
    const whole = (await server.get('missed-callers', NOVEMBER)).json;
    expect(whole.callers.length).toBeGreaterThan(1);
    const first = (await server.get('missed-callers', { ...NOVEMBER, limit: 1 })).json;
    const second = (await server.get('missed-callers', { ...NOVEMBER, limit: 1, cursor: first.next })).json;
    expect([...first.callers, ...second.callers]).toEqual(whole.callers.slice(0, 2));
    const masked = (await server.get('missed-callers', NOVEMBER, 'masked')).json;
    for (const { caller } of masked.callers) expect(caller).toMatch(/xxxx$/);
    const extension = whole.callers[0].rang[0].number;
    const rang = (await server.get('missed-callers', { ...NOVEMBER, extension })).json;
    type Caller = { rang: readonly { number: string; name: string }[] };
    expect(
      rang.callers.every((caller: Caller) => caller.rang.some(({ number }) => number === extension)),
    ).toBe(true);
    const names = whole.callers.flatMap((caller: Caller) => caller.rang.map(({ name }) => name));
    expect(names).toContain('repairs');
    expect((await server.get('missed-callers', { cursor: 'bm9uZQ' })).status).toBe(400);
  });

  it('count calls at once on trunks', async () => {
    const day = { from: '2026-11-24', to: '2026-11-25', bucketSeconds: 3600 };
    const { json } = await server.get('trunks/load', day);
    expect(json.trunks.length).toBeGreaterThan(1);
    for (const { peak, peaks } of json.trunks) {
      expect(peaks).toHaveLength(24);
      expect(peak).toBe(Math.max(...peaks));
    }
    const all = (await server.get('trunks/load', { ...day, by: 'all' })).json;
    expect(all.trunks).toMatchObject([{ trunk: '' }]);
    const long = await server.get('trunks/load', { bucketSeconds: 60 });
    expect(long.json.faults).toMatchObject([{ where: 'bucketSeconds' }]);
  });
});
