import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { APP_HOMES, startAppIn, type TestApp } from '../support/app.ts';
import { ask, loadFourTenants } from './four-tenants.ts';

/** More than any one statement takes as values of its own, be it about calls or about permissions. */
const OTHERS = Array.from({ length: 17_000 }, (_, at) => String(at).padStart(20, '0'));
const OWN = ['default', 'north', 'test'];
const NOW = Date.parse('2026-11-25T12:00:00Z') / 1000;
const NOVEMBER = { year: 2026, month: 11 };
const DAYS = 'from=2026-11-01&to=2026-12-01';

const asked = [
  ['/rest/call/outsummary', { type: 'cdr', scope: { ...NOVEMBER, detail: true } }],
  ['/rest/call/allcalls', { type: 'cdr', scope: NOVEMBER }],
  ['/rest/call/incalls', { type: 'cdr', scope: { ...NOVEMBER, company: ['test', 'north'] } }],
  ['/rest/call/outcalls', { type: 'cdr', scope: { ...NOVEMBER, company: 'default', recalc: true } }],
  ['/api/v1/reports/allcalls', { scope: NOVEMBER }],
  ['/api/v1/exports/outcalls', { scope: { ...NOVEMBER, company: 'north' } }],
  [`/api/v1/reports/outsummary/export?format=csv&year=2026&month=11`],
  [`/api/v1/figures?measures=calls&measures=cost&dimensions=company&dimensions=hour&${DAYS}`],
  [`/api/v1/calls?limit=50&${DAYS}`],
  [`/api/v1/calls?limit=50&sort=cost&skip=30&${DAYS}`],
  [`/api/v1/queues?by=agent&${DAYS}`],
  [`/api/v1/missed-callers?${DAYS}`],
  [`/api/v1/trunks/load?${DAYS}`],
  ['/api/v1/calls/1/explanation'],
  ['/api/v1/calls/1/journey'],
] as const;

/** What each home answered whoever reaches thousands of companies. */
const said: Record<(typeof APP_HOMES)[number], string[]> = { embedded: [], servers: [] };

describe.each(APP_HOMES)('whoever reaches thousands of companies, stores %s', (home) => {
  let server: TestApp;
  const keys: Record<string, Record<string, string>> = {};

  beforeAll(async () => {
    server = await startAppIn(home, {}, () => NOW);
    await loadFourTenants(server);
    const companies = OTHERS.map((id) => ({ id, name: `Company ${id}` }));
    const directory = await server.api('directory', JSON.stringify({ companies }), 'application/json');
    expect(directory.json).toMatchObject({ result: { added: OTHERS.length } });
    for (const [name, reached] of Object.entries({ few: OWN, reseller: [...OWN, ...OTHERS] })) {
      const permissions = [`billing-call-reporting:${reached.join(',')}`];
      const user = JSON.stringify({ name, password: `password of ${name}`, permissions });
      expect((await server.api('users', user, 'application/json')).status).toBe(201);
      const made = await server.api('keys', JSON.stringify({ user: name }), 'application/json');
      keys[name] = { authorization: `Bearer ${(made.json as { key: string }).key}` };
    }
  }, 400_000);
  afterAll(() => server?.end());

  const tell = async (url: string, payload: object | undefined, headers = {}) => {
    const answer = await server.app.server.inject({
      ...{ url, headers, method: payload === undefined ? 'GET' : 'POST' },
      ...(payload === undefined ? {} : { payload }),
    });
    return `${answer.statusCode} ${answer.payload}`;
  };

  it.each(asked)(
    'is told by %s what somebody with their busy ones is told',
    async (url, payload?: object) => {
      const answer = await tell(url, payload, keys['reseller']);
      expect(answer).toMatch(/^200 (?!.*"result": ?"fail")/s);
      expect(answer).toBe(await tell(url, payload, keys['few']));
      said[home].push(answer);
    },
  );

  it('may name them all', async () => {
    const every = await ask(
      server,
      'outsummary',
      { ...NOVEMBER, company: [...OWN, ...OTHERS] },
      keys['reseller'],
    );
    const few = await ask(server, 'outsummary', NOVEMBER, keys['few']);
    expect(every.text).toBe(few.text);
  });

  it('is refused another company, and hears of some that they reach', async () => {
    const refused = await ask(server, 'outsummary', { ...NOVEMBER, company: 'south' }, keys['reseller']);
    expect(refused.json['message']).toMatch(
      /^You may not read the calls of company "south"\. Your permissions reach: default, .{350,400} and 16983 more\.$/,
    );
  });
});

it('is told the same by both homes', () => {
  expect(said.embedded).toHaveLength(asked.length);
  expect(said.servers).toEqual(said.embedded);
});
