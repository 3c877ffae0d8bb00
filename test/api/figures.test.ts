import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask, COMPANIES, exactValues } from './four-tenants.ts';
import { type Params, type SeeingServer, startSeeingServer, type Who } from './seeing-users.ts';

let server: SeeingServer;
beforeAll(async () => {
  server = await startSeeingServer();
});
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
