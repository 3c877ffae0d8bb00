import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { indexDirectory } from '../../src/core/index-directory.ts';
import { findUnknownCompanies } from '../../src/reports/answer-report.ts';
import { startApp, type TestApp } from '../support/app.ts';
import { NO_ENTRIES } from '../support/empty-directory.ts';
import { ask, COMPANIES, exactValues, loadFourTenants, take } from './four-tenants.ts';

const REPORTS = ['incalls', 'outcalls', 'outsummary', 'allcalls'] as const;

/** Reporting users and the companies they may read. */
const REPORTING: Readonly<Record<string, readonly string[]>> = {
  ann: ['default', 'test'],
  bob: ['north'],
  cleo: ['south', 'test'],
  dev: ['north', 'default', 'south'],
  eve: ['elsewhere'],
};
const USERS: Readonly<Record<string, readonly string[]>> = {
  ...Object.fromEntries(
    Object.entries(REPORTING).map(([name, companies]) => [
      name,
      [`billing-call-reporting:${companies.join(',')}`],
    ]),
  ),
  summary: ['billing-call-summary'],
};

let server: TestApp;
/** Headers of a client that holds the user's key. */
const keys: Record<string, Record<string, string>> = {};

beforeAll(async () => {
  server = await startApp();
  await loadFourTenants(server);
  await take(server, 'directory', '{"companies": [{"id": "elsewhere", "name": "Nobody yet"}]}');
  for (const [name, permissions] of Object.entries(USERS)) {
    const user = JSON.stringify({ name, password: `password of ${name}`, permissions });
    expect((await server.api('users', user, 'application/json')).status).toBe(201);
    const made = await server.api('keys', JSON.stringify({ user: name }), 'application/json');
    keys[name] = { authorization: `Bearer ${(made.json as { key: string }).key}` };
  }
});
afterAll(() => server?.end());

const reach = (companies: readonly string[]) => `Your permissions reach: ${companies.join(', ')}.`;
const refusal = (denied: readonly string[], companies: readonly string[]) =>
  `You may not read the calls of company ${denied.map((one) => `"${one}"`).join(', ')}. ${reach(companies)}`;

const periods = fc.oneof(
  fc.record({ month: fc.constantFrom(10, 11, 12), year: fc.constant(2026) }),
  fc.record({
    month: fc.constantFrom(10, 11, 12),
    year: fc.constant(2026),
    day: fc.constantFrom(1, 24, 25),
    days: fc.integer({ min: 1, max: 60 }),
  }),
);
const months = fc.record({ month: fc.constantFrom(10, 11, 12), year: fc.constant(2026) });
const reporters = fc.constantFrom(...Object.entries(REPORTING));

describe.each(['outsummary', 'allcalls'] as const)(
  '%s, which shows all when it is asked for none',
  (report) => {
    const options = report === 'outsummary' ? { detail: true } : {};
    const scopes = report === 'outsummary' ? months : periods;

    it('shows a reporting user exactly what it shows an administrator of the same companies', async () => {
      await fc.assert(
        fc.asyncProperty(reporters, scopes, fc.boolean(), async ([name, companies], period, keeviomerge) => {
          const scope = { ...period, ...options, keeviomerge };
          const all = exactValues((await ask(server, report, scope)).text);
          const seen = await ask(server, report, scope, keys[name]);
          const reached = Object.entries(all).filter(([company]) => companies.includes(company));
          expect(exactValues(seen.text)).toEqual(Object.fromEntries(reached));
        }),
        { numRuns: 30 },
      );
    });
  },
);

describe.each(['incalls', 'outcalls', 'outsummary'] as const)('%s of named companies', (report) => {
  const scopes = report === 'outsummary' ? months : periods;

  it('is the same for whoever may read it, and for nobody else a byte of it', async () => {
    await fc.assert(
      fc.asyncProperty(
        reporters,
        scopes,
        fc.constantFrom(...COMPANIES),
        async ([name, companies], period, company) => {
          const scope = { ...period, company };
          const seen = await ask(server, report, scope, keys[name]);
          if (companies.includes(company)) {
            expect(seen.text).toBe((await ask(server, report, scope)).text);
          } else {
            expect(seen.text).toBe(
              JSON.stringify({ result: 'fail', message: refusal([company], companies) }),
            );
          }
        },
      ),
      { numRuns: 30 },
    );
  });

  it('is refused whole when one of several companies is out of reach', async () => {
    const scope = { month: 11, year: 2026, company: ['test', 'south', 'default', 'nowhere'] };
    const seen = await ask(server, report, scope, keys['ann']);
    expect(seen.json).toEqual({
      result: 'fail',
      message: refusal(['south', 'nowhere'], ['default', 'test']),
    });
  });
});

describe('nothing leads around the companies a user may read', () => {
  const november = { month: 11, year: 2026 };

  it.each(['incalls', 'outcalls'] as const)(
    '%s of no company is that of default, for those who may',
    async (report) => {
      expect((await ask(server, report, november, keys['ann'])).text).toBe(
        (await ask(server, report, { ...november, company: 'default' })).text,
      );
      expect((await ask(server, report, november, keys['bob'])).json['message']).toBe(
        refusal(['default'], ['north']),
      );
    },
  );

  it('finds no call of another company by device or extension', async () => {
    const device = {
      ...november,
      company: 'north',
      deviceids: ['0500000004000', '0500000005000', 'unknown-device'],
    };
    const out = exactValues((await ask(server, 'outcalls', device, keys['bob'])).text);
    expect(Object.keys(out)).toEqual(['unknown-device']);
    const extension = { ...november, company: 'test', extensions: ['200', '204', 'unknown-extension'] };
    expect(exactValues((await ask(server, 'incalls', extension, keys['ann'])).text)).toEqual({});
  });

  it('does not price again what a user may not read', async () => {
    const scope = { ...november, company: ['north', 'default'], recalc: true };
    expect((await ask(server, 'outcalls', scope, keys['bob'])).json['message']).toBe(
      refusal(['default'], ['north']),
    );
  });

  it('takes no company for allcalls, whoever asks', async () => {
    const answer = await ask(server, 'allcalls', { ...november, company: 'default' }, keys['bob']);
    expect(answer.json['message']).toMatch(/^scope\.company is not a key of allcalls: /);
  });

  it('shows nothing to one whose company has no calls, and no company beside it', async () => {
    for (const report of ['outsummary', 'allcalls']) {
      expect((await ask(server, report, november, keys['eve'])).json).toEqual({
        result: 'success',
        values: {},
      });
    }
    const answer = await ask(server, 'outsummary', { ...november, company: 'test' }, keys['eve']);
    expect(answer.json['message']).toBe(
      'You may not read the calls of company "test". Your permissions reach: elsewhere.',
    );
    // Older permissions may name a company that no directory has.
    const grant = { everyCompany: false, companies: ['nowhere'] };
    expect(findUnknownCompanies(['nowhere', 'test'], grant, indexDirectory(NO_ENTRIES))).toMatchObject([
      { message: 'scope.company: there is no company "nowhere". There are: none you may read.' },
    ]);
  });

  it('refuses each report to one who has not signed in', async () => {
    for (const report of REPORTS) {
      const answer = await ask(server, report, november, {});
      expect(answer.status).toBe(200);
      expect(answer.json).toEqual({
        result: 'fail',
        message: expect.stringMatching(/^You are not signed in\. Sign in at \/rest\/auth\/ /),
      });
    }
  });

  it('makes no user for a company there is not', async () => {
    const permissions = ['billing-call-reporting:test,tset'];
    const user = { name: 'nobody', password: 'password of nobody', permissions };
    expect(await server.api('users', JSON.stringify(user), 'application/json')).toMatchObject({
      status: 400,
      json: {
        faults: [{ where: 'permissions', message: expect.stringContaining('no company "tset": name') }],
      },
    });
  });

  it('makes no user who may do nothing', async () => {
    const user = { name: 'nobody', password: 'password of nobody', permissions: [] };
    const answer = await server.api('users', JSON.stringify(user), 'application/json');
    expect(answer).toMatchObject({ status: 400, json: { faults: [{ where: 'permissions' }] } });
  });

  it('shows everything to Billing Call-Summary', async () => {
    for (const report of REPORTS) {
      const scope = report === 'allcalls' ? november : { ...november, company: 'south' };
      expect((await ask(server, report, scope, keys['summary'])).text).toBe(
        (await ask(server, report, scope)).text,
      );
    }
    const all = exactValues((await ask(server, 'outsummary', november, keys['summary'])).text);
    expect(Object.keys(all)).toEqual([...COMPANIES].sort());
  });
});

describe('our own API is for administrators', () => {
  const paths = [
    'directory',
    'rates?deck=x&from=2026-01-01&currency=GBP',
    'imports/asterisk-cdr',
    'users',
    'keys',
  ];

  it.each(paths)('/api/v1/%s', async (path) => {
    const permission = path.startsWith('imports/') ? 'System-Admin, or cdr-feed' : 'System-Admin';
    const send = async (headers: Record<string, string>) =>
      server.app.server.inject({ method: 'POST', url: `/api/v1/${path}`, payload: '{}', headers });
    for (const name of ['ann', 'summary']) {
      const answer = await send({ ...keys[name], 'content-type': 'application/json' });
      expect({ status: answer.statusCode, ...answer.json() }).toMatchObject({
        status: 403,
        title: 'not-allowed',
        detail: `${name} may not do this: it takes the permission ${permission}.`,
      });
    }
    expect((await send({ 'content-type': 'application/json' })).statusCode).toBe(401);
  });

  it('lists no rejects to users', async () => {
    const answer = await server.app.server.inject({ url: '/api/v1/rejects', headers: keys['ann'] ?? {} });
    expect(answer.statusCode).toBe(403);
  });
});
