import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { APP_HOMES, LOCAL_KEY, startAppIn, type TestApp } from '../support/app.ts';
import { askUntilMet } from '../support/ask-until-met.ts';
import { ask, COMPANIES, DECK, loadFourTenants, take } from './four-tenants.ts';

const RETRY = '{"result":"retry","message":"Another user has billing locked. Please try again in a moment."}';
const NOVEMBER = { month: 11, year: 2026 };
/** Three months, which are settled one after another. */
const QUARTER = { year: 2026, month: 12, day: 31, days: 92 };
const MONTHS = { from: '2026-10-01', to: '2027-01-01' };
const REASON = { reason: 'a new price list' };

/** Bodies that cannot be a run, and what is said of each: every fault at once. */
const MALFORMED: readonly (readonly [body: string, sentences: readonly string[]])[] = [
  ['', ['Send a JSON object, such as {"period":"2026-11","reason":"new deck"}.']],
  ['[]', ['Send a JSON object, such as {"period":"2026-11","reason":"new deck"}.']],
  ['{}', ['from is missing: write period as YYYY-MM', 'to is missing', 'Say in a line']],
  ['{"period":"2026-13","reason":"x"}', ['"2026-13" is not a month: write YYYY-MM, such as 2026-11.']],
  ['{"period":"November","reason":"x"}', ['"November" is not a month']],
  ['{"period":11,"reason":"x"}', ['"11" is not a month']],
  ['{"period":"1969-12","reason":"x"}', ['"1969-12" is of no year that calls are kept of']],
  ['{"period":"9999-12","reason":"x"}', ['"9999-12" is of no year', 'write one from 1970 to 2105']],
  ['{"period":"2026-11","from":"2026-11-01","reason":"x"}', ['Give either period, or from and to.']],
  ['{"from":"2026-11-31","to":"2026-12-01","reason":"x"}', ['"2026-11-31" is not a day: write YYYY-MM-DD']],
  [
    '{"from":"0000-01-01","to":"2200-01-01","reason":"x"}',
    ['"0000-01-01" is of no year', '"2200-01-01" is of'],
  ],
  ['{"from":"2026-11-02","to":"2026-11-02","reason":"x"}', ['"2026-11-02" is not after from, "2026-11-02"']],
  ['{"from":"2026-11-02","reason":"x"}', ['to is missing']],
  ['{"period":"2026-11","companies":"test","reason":"x"}', ['companies is "test": write a list of names']],
  ['{"period":"2026-11","companies":[],"reason":"x"}', ['companies is []: write a list of names']],
  ['{"period":"2026-11","companies":["test",7],"reason":"x"}', ['companies is ["test",7]: write a list']],
  [
    '{"period":"2026-11","companies":["tset","test"],"reason":"x"}',
    ['There is no company "tset" in the directory.'],
  ],
  ['{"period":"2026-11","devices":{"id":1},"reason":"x"}', ['devices is {"id":1}: write a list of names']],
  ['{"period":"2026-11","devices":[""],"reason":"x"}', ['devices is [""]: write a list of names']],
  ['{"period":"2026-11"}', ['Say in a line, of at most 200 characters, why']],
  ['{"period":"2026-11","reason":"  "}', ['Say in a line']],
  ['{"period":"2026-11","reason":"one\\nline too many"}', ['Say in a line']],
  [`{"period":"2026-11","reason":"${'x'.repeat(201)}"}`, ['of at most 200 characters']],
  ['{"period":"2026-11","reason":"x","review":"yes"}', ['"yes" is neither true nor false.']],
  [
    '{"period":"2026-11","reason":"x","company":["test"]}',
    ['There is no "company" here: a run takes period, from'],
  ],
  [
    '{"month":11,"companies":["nobody"],"review":2}',
    ['There is no "month"', 'from is missing', '"nobody"', 'Say in a line', '"2" is neither'],
  ],
];

describe.each(APP_HOMES)('runs over HTTP, stores %s', (home) => {
  let server: TestApp;
  beforeAll(async () => {
    server = await startAppIn(home);
    await loadFourTenants(server);
  });
  afterAll(() => server?.end());

  /** The answer's lines, read as JSON. */
  async function send(method: 'GET' | 'POST', path: string, body = '') {
    const answer = await server.app.server.inject({
      method,
      url: `/api/v1/runs${path}`,
      headers: {
        authorization: `Bearer ${LOCAL_KEY}`,
        ...(body === '' ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === '' ? {} : { payload: body }),
    });
    const lines = answer.payload.trim().split('\n');
    return {
      status: answer.statusCode,
      lines: lines.map((line) => JSON.parse(line) as Record<string, never>),
    };
  }
  const run = async (wish: object) => {
    const { lines } = await send('POST', '', JSON.stringify({ ...REASON, ...wish }));
    return { lines, last: lines.at(-1) as Readonly<Record<string, Record<string, unknown>>> };
  };
  const summary = async () => (await ask(server, 'outsummary', { ...NOVEMBER, detail: true })).text;
  const dear = DECK.replaceAll(',0.0', ',0.9');
  const importDeck = (csv: string) => take(server, 'rates?deck=uk&from=2026-01-01&currency=GBP', csv);

  it.each(MALFORMED)('refuses %s', async (body, sentences) => {
    const { status, lines } = await send('POST', '', body);
    expect(status).toBe(400);
    for (const sentence of sentences) expect(String(lines[0]?.['detail'])).toContain(sentence);
    expect(String(lines[0]?.['detail'])).not.toMatch(/scope\.|undefined|\[object/);
  });

  it('refuses what is no JSON, and numbers of no run', async () => {
    expect((await send('POST', '', '{"period":')).status).toBe(400);
    for (const [method, path] of [
      ['GET', '/7000'],
      ['POST', '/7000/publish'],
      ['POST', '/7000/cancel'],
    ] as const) {
      expect(await send(method, path)).toMatchObject({
        status: 404,
        lines: [{ detail: 'There is no rating run 7000.' }],
      });
    }
    for (const path of ['/last', '/-1', '/1.5', '/12345678901']) {
      const { status, lines } = await send('GET', path);
      expect(status).toBe(400);
      expect(lines[0]?.['detail']).toContain('is not the number of a rating run: GET /runs lists them.');
    }
  });

  it('refuses whoever is no administrator', async () => {
    const answer = await server.app.server.inject({ method: 'POST', url: '/api/v1/runs', payload: '{}' });
    expect(answer.statusCode).toBe(401);
  });

  it('says the number first, how far it is, and in the end what has changed; and keeps that', async () => {
    const before = await summary();
    await importDeck(dear);
    expect(await summary()).toBe(before);
    const { lines, last } = await run({ period: '2026-11' });
    const id = lines[0]?.['run'] as number | undefined;
    expect(lines.some((line) => 'progress' in line)).toBe(true);
    expect(last).toMatchObject({
      result: {
        ...{ id, state: 'settled', from: '2026-11-01T00:00:00Z', to: '2026-12-01T00:00:00Z' },
        ...{ reason: REASON.reason, companies: null, devices: null },
        comparison: { byCompany: expect.anything() },
      },
    });
    expect(await summary()).not.toBe(before);
    expect((await send('GET', `/${id}`)).lines[0]).toEqual(last['result']);
    const { lines: listed } = await send('GET', '');
    expect((listed[0]?.['runs'] as { id: number }[] | undefined)?.[0]).toEqual(last['result']);
    await importDeck(DECK);
    await run({ period: '2026-11' });
    expect(await summary()).toBe(before);
  });

  it('waits for a yes where that is asked for, and takes a no', async () => {
    const before = await summary();
    await importDeck(dear);
    const first = (await run({ period: '2026-11', review: true })).last['result'];
    const second = (await run({ period: '2026-11', review: true, companies: ['test'] })).last['result'];
    expect([first?.['state'], second?.['state'], second?.['companies']]).toEqual([
      'review',
      'review',
      ['test'],
    ]);
    expect(await summary()).toBe(before);
    const no = await send('POST', `/${second?.['id']}/cancel`);
    expect(no).toMatchObject({ status: 200, lines: [{ state: 'discarded' }] });
    expect(await summary()).toBe(before);
    const yes = await send('POST', `/${first?.['id']}/publish`);
    expect(yes).toMatchObject({ status: 200, lines: [{ state: 'settled' }] });
    expect(await summary()).not.toBe(before);
    expect(await send('POST', `/${first?.['id']}/publish`)).toMatchObject({
      status: 409,
      lines: [{ detail: `Run ${first?.['id']} is settled: only one that is priced can be published.` }],
    });
    await importDeck(DECK);
    await run({ period: '2026-11' });
  });

  it.each([
    [{ period: '2026-11' }, { period: '2026-11', companies: ['test'] }],
    [
      { period: '2026-11', companies: ['test'] },
      { from: '2026-11-20', to: '2026-11-25' },
    ],
    [{ period: '2026-11', devices: ['0500000004000'] }, { period: '2026-11' }],
  ])('prices one of %j and %j, and has the other tried again', async (one, other) => {
    const listLate = (...answers: readonly Awaited<ReturnType<typeof run>>[]) =>
      answers.filter(({ last }) => 'problem' in last);
    const answers = await askUntilMet(
      () => run(one),
      () => run(other),
      (...both) => listLate(...both).length > 0,
    );
    const late = listLate(...answers);
    expect(late).toHaveLength(1);
    expect(late[0]?.last['problem']).toMatchObject({
      title: 'retry',
      status: 503,
      detail: expect.stringMatching(
        /^Run \d+ is pricing calls of this scope: wait until it is done, or cancel it\.$/,
      ),
    });
    expect((await run(other)).last['result']).toMatchObject({ state: 'settled' });
  });

  it('and the recalc of a report keep each other out, and no others', async () => {
    const recalc = (scope: object) => ask(server, 'outsummary', { ...NOVEMBER, ...scope, recalc: true });
    const [answer, { last }] = await askUntilMet(
      () => recalc({ company: 'test' }),
      () => run({ period: '2026-11' }),
      ({ text }, { last }) => text === RETRY || 'problem' in last,
    );
    const isReportLate = answer.text === RETRY;
    expect([answer.json['result'], 'result' in last]).toEqual(
      isReportLate ? ['retry', true] : ['success', false],
    );
    const apart = await Promise.all([
      recalc({ company: 'test' }),
      run({ period: '2026-11', companies: ['north'] }),
    ]);
    expect([apart[0].json['result'], 'result' in apart[1].last]).toEqual(['success', true]);
  });

  it('lets readers see all of the old or all of the new, at any time', async () => {
    const reports = [
      ['outsummary', { ...NOVEMBER, detail: true }],
      ['outcalls', { ...QUARTER, company: 'default', keeviomerge: true }],
      ...COMPANIES.map((company) => ['outcalls', { ...QUARTER, company }] as const),
    ] as const;
    const readAll = () =>
      Promise.all(reports.map(async ([name, scope]) => (await ask(server, name, scope)).text));
    await run(MONTHS);
    const old = await readAll();
    await importDeck(dear);
    await run(MONTHS);
    const fresh = await readAll();
    for (const [n, text] of old.entries()) expect(fresh[n]).not.toBe(text);

    let isOver = false;
    const read = async () => {
      const seen = reports.map(() => new Set<boolean>());
      while (!isOver) {
        for (const [n, [name, scope]] of reports.entries()) {
          const { text } = await ask(server, name, scope);
          expect([old[n], fresh[n]]).toContain(text);
          seen[n]?.add(text === fresh[n]);
        }
      }
      return seen;
    };
    const publish = async () => {
      try {
        for (let round = 0; round < 8; round += 1) {
          await importDeck(round % 2 === 0 ? DECK : dear);
          expect((await run(MONTHS)).last['result']).toMatchObject({ state: 'settled' });
        }
      } finally {
        isOver = true;
      }
    };
    const [seen] = await Promise.all([read(), read(), publish()]);
    for (const kinds of seen) expect(kinds.size).toBe(2);
    expect(await readAll()).toEqual(fresh);
  });
});
