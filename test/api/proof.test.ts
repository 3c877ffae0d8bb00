import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type CallStore, readRows } from '../../src/store/calls/call-store.ts';
import { connectCalls } from '../../src/store/calls/connect.ts';
import { APP_HOMES, LOCAL_KEY, startApp, startStores, type TestApp } from '../support/app.ts';
import { ask, DECK, exactValues, loadFourTenants, take } from './four-tenants.ts';

vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });

interface Check {
  readonly name: string;
  readonly rule: string;
  readonly sides: readonly { readonly figures: Readonly<Record<string, number | string>> }[];
  readonly equal: boolean;
  readonly differences: readonly { readonly key: string; readonly what: string }[];
  readonly leftOff: number;
  readonly note: string;
}
interface Proof {
  readonly equal: boolean;
  readonly version: number | null;
  readonly checks: readonly Check[];
}

/** Requests that cannot be read, and what is said of each: every fault at once. */
const MALFORMED: readonly (readonly [query: string, sentences: readonly string[]])[] = [
  ['', ['from is missing: write month as YYYY-MM', 'to is missing']],
  ['month=2026-13', ['month is "2026-13", which is no month: write YYYY-MM, such as 2026-10.']],
  ['month=1969-12', ['of which no calls are kept: write a year from 1970 to 2105']],
  ['month=2026-11&from=2026-11-01', ['Give either month, or from and to.']],
  ['month=2026-11&month=2026-12', ['"month" stands twice']],
  ['from=2026-11-31&to=2026-12-01', ['from is "2026-11-31", which is no day']],
  ['from=2026-11-02&to=2026-11-02', ['to is "2026-11-02", which is not after from']],
  ['moth=2026-11&company=nobody,test', ['did you mean "month"?', 'no company "nobody"', 'from is missing']],
  ['month=2026-11&as_of=yesterday', ['as_of is "yesterday": give an instant with its zone']],
  ['month=2026-11&legs=maybe', ['legs is "maybe": write true or false.']],
  ['month=2026-11&as_of=run:99', ['There is no rating run 99']],
];

describe.each(APP_HOMES)('a proof, stores %s', (home) => {
  let server: TestApp;
  let store: CallStore;
  let stop = async () => {};
  beforeAll(async () => {
    const stores = home === 'embedded' ? undefined : await startStores();
    stop = async () => stores?.stop();
    server = await startApp(stores?.environment);
    const url = stores?.environment['RINGLEDGER_CLICKHOUSE_URL'];
    store = await connectCalls(url === undefined ? { folder: join(server.folder, 'calls') } : { url });
    await loadFourTenants(server);
  });
  afterAll(async () => {
    await store?.close();
    await server?.end();
    await stop();
  });

  const get = async (query: string, headers = { authorization: `Bearer ${LOCAL_KEY}` }) => {
    const { statusCode, payload } = await server.app.server.inject({
      url: `/api/v1/proof?${query}`,
      headers,
    });
    const lines = payload.trim().split('\n');
    return { status: statusCode, lines: lines.map((line) => JSON.parse(line) as Record<string, unknown>) };
  };
  const prove = async (query = 'month=2026-11'): Promise<Proof> => {
    const { lines } = await get(query);
    expect(lines.at(-1)).toHaveProperty('result');
    return lines.at(-1)?.['result'] as unknown as Proof;
  };
  const failing = ({ checks }: Proof) => checks.filter(({ equal }) => !equal).map(({ name }) => name);
  const figuresOf = ({ checks }: Proof, name: string) =>
    checks.find((check) => check.name === name)?.sides.map(({ figures }) => figures) ?? [];
  const recalculate = async (deck: string) => {
    await take(server, 'rates?deck=uk&from=2026-01-01&currency=GBP', deck);
    const body = JSON.stringify({ period: '2026-11', reason: 'x' });
    const { json } = await server.api('runs', body, 'application/json');
    return (json as { result: { id: number } }).result.id;
  };
  /** The leg, or record, that a test spoils. */
  const pick = async (sql: string) => {
    const [row] = await readRows<[number]>(
      store,
      `${sql} SETTINGS output_format_json_quote_64bit_integers = 0`,
    );
    expect(row).toBeDefined();
    return row?.[0] ?? 0;
  };
  const OUTBOUND_ONLY = `SELECT acctid FROM outbound_leg FINAL
    WHERE toYYYYMM(started_at) = 202611 AND cost > 0
      AND call_key NOT IN (SELECT call_key FROM inbound_leg FINAL) ORDER BY acctid LIMIT 1`;
  const PRICED_BY_RUN = OUTBOUND_ONLY.replace('WHERE', 'WHERE run > 0 AND');

  it('finds every check equal, each with its rule and both figures, as the reports have them', async () => {
    const { lines } = await get('month=2026-11');
    expect(lines.filter((line) => 'progress' in line).at(-1)).toEqual({ progress: { done: 5, total: 5 } });
    const proof = await prove();
    expect(proof).toMatchObject({ equal: true, companies: null, version: null });
    expect(proof.checks.map(({ name }) => name)).toEqual(['calls', 'sums', 'records', 'charges']);
    for (const { rule, differences, leftOff } of proof.checks)
      expect([rule.endsWith('.'), differences, leftOff]).toEqual([true, [], 0]);
    const calls = figuresOf(proof, 'calls')[0] as Record<string, number>;
    const { outboundCalls = 0, inboundCalls = 0, bothSides = 0 } = calls;
    expect(bothSides).toBeGreaterThan(0);
    expect(calls['calls']).toBe(outboundCalls + inboundCalls - bothSides);
    const summary = exactValues((await ask(server, 'outsummary', { month: 11, year: 2026 })).text);
    const totals = Object.values(summary) as { cost: string; seconds: number; unknown: number }[];
    const figures = figuresOf(proof, 'sums');
    expect(figures).toHaveLength(4);
    for (const side of figures) {
      expect(side['seconds']).toBe(totals.reduce((sum, { seconds }) => sum + seconds, 0));
      expect(side['unknownCosts']).toBe(totals.reduce((sum, { unknown }) => sum + unknown, 0));
      expect(side['cost']).toBe(figures[0]?.['cost']);
    }
    expect(figuresOf(proof, 'records')[0]?.['records']).toBe(
      await pick('SELECT count() FROM cdr FINAL WHERE toYYYYMM(started_at) = 202611'),
    );
  });

  it('of some companies, of days, of several months, and of none', async () => {
    const some = await prove('month=2026-11&company=north,test');
    expect([some.equal, figuresOf(some, 'sums')[0]?.['companies']]).toEqual([true, 2]);
    const quarter = await prove('from=2026-10-01&to=2027-01-01');
    expect(quarter.equal).toBe(true);
    const days = await prove('from=2026-11-24&to=2026-11-25');
    expect([days.equal, figuresOf(days, 'records')]).toEqual([true, figuresOf(await prove(), 'records')]);
    const none = await prove('month=2020-01');
    expect([none.equal, figuresOf(none, 'calls')[0]?.['calls']]).toEqual([true, 0]);
  });

  it.each(MALFORMED)('refuses %s', async (query, sentences) => {
    const { status, lines } = await get(query);
    expect(status).toBe(400);
    for (const sentence of sentences) expect(lines[0]?.['detail']).toContain(sentence);
  });

  it('is for administrators', async () => {
    expect((await get('month=2026-11', { authorization: 'Bearer nobody' })).status).toBe(401);
  });

  it('stays equal when costs are recalculated, and says the same as before of the instant before', async () => {
    const before = await prove();
    const at = new Date().toISOString();
    await new Promise((resolve) => setTimeout(resolve, 5));
    const run = await recalculate(DECK.replaceAll(',0.0', ',0.7'));
    const after = await prove();
    expect(after.equal).toBe(true);
    expect(figuresOf(after, 'sums')[0]?.['cost']).not.toBe(figuresOf(before, 'sums')[0]?.['cost']);
    const then = await prove(`month=2026-11&as_of=${at}`);
    expect([then.equal, figuresOf(then, 'sums'), figuresOf(then, 'calls')]).toEqual([
      true,
      figuresOf(before, 'sums'),
      figuresOf(before, 'calls'),
    ]);
    expect(figuresOf(await prove(`month=2026-11&as_of=run:${run}`), 'sums')).toEqual(
      figuresOf(after, 'sums'),
    );
  });

  it('names a record whose legs are gone, and is equal once they are back', async () => {
    const acctid = await pick(OUTBOUND_ONLY);
    await store.command(
      'CREATE TABLE kept ENGINE = MergeTree ORDER BY tuple() AS SELECT * FROM outbound_leg',
    );
    await store.command(
      `ALTER TABLE outbound_leg DELETE WHERE acctid = ${acctid} SETTINGS mutations_sync = 2`,
    );
    const proof = await prove();
    expect([proof.equal, failing(proof)]).toEqual([false, ['records']]);
    const [difference, ...more] = proof.checks[2]?.differences ?? [];
    expect([difference?.key, more]).toEqual([`acctid ${acctid}`, []]);
    expect(difference?.what).toMatch(/^has a record \(line \d+ of Custom\.csv\), and its call has no leg$/);
    await store.command(`INSERT INTO outbound_leg SELECT * FROM kept WHERE acctid = ${acctid}`);
    expect((await prove()).equal).toBe(true);
  });

  it('names a leg that is gone beside others of its call, one that is too many, and what mends both', async () => {
    const whole = await prove('month=2026-11&legs=true');
    expect([whole.equal, whole.checks.at(-1)?.name]).toEqual([true, 'legs']);
    const both = `SELECT acctid FROM outbound_leg FINAL WHERE toYYYYMM(started_at) = 202611
      AND call_key IN (SELECT call_key FROM inbound_leg FINAL) ORDER BY acctid LIMIT 1`;
    const acctid = await pick(both);
    await store.command(
      `INSERT INTO outbound_leg SELECT * REPLACE ('05000000ffff0' AS device) FROM outbound_leg FINAL WHERE acctid = ${acctid}`,
    );
    await store.command(
      `ALTER TABLE outbound_leg DELETE WHERE acctid = ${acctid} AND device != '05000000ffff0' SETTINGS mutations_sync = 2`,
    );
    const checks = (await prove('month=2026-11&legs=true')).checks.at(-1);
    expect(checks?.differences.map(({ key }) => key)).toEqual([`acctid ${acctid}`, `acctid ${acctid}`]);
    expect(checks?.differences[0]?.what).toMatch(/^should have an outbound leg of device .*, and has none$/);
    expect(checks?.differences[1]?.what).toMatch(
      /^has an outbound leg of device 05000000ffff0 of company .*, which no record of it comes to$/,
    );
    expect(checks?.note).toContain('rejects replay --kind no-owner');
    const replay = JSON.stringify({ kind: 'no-owner', from: '2026-11-01', to: '2026-12-01' });
    await server.api('work-queue/replay', replay, 'application/json');
    const mended = await prove('month=2026-11&legs=true');
    expect([failing(mended), mended.equal]).toEqual([[], true]);
  });

  it('names a journey that is gone, one that tells otherwise, and one too many, and what mends them', async () => {
    const [gone, altered] = await Promise.all(
      [0, 1].map((at) =>
        pick(
          `SELECT toString(call_key) FROM journey FINAL
             WHERE toYYYYMM(started_at) = 202611 ORDER BY started_at, call_key LIMIT 1 OFFSET ${at}`,
        ),
      ),
    );
    await store.command(
      `INSERT INTO journey SELECT * REPLACE (replace(steps, '"ended"', '"parked"') AS steps, version + 1 AS version)
       FROM journey FINAL WHERE call_key = ${altered}`,
    );
    await store.command(
      `INSERT INTO journey SELECT * REPLACE (call_key + 1 AS call_key)
       FROM (SELECT * FROM journey FINAL WHERE call_key = ${gone})`,
    );
    await store.command(`ALTER TABLE journey DELETE WHERE call_key = ${gone} SETTINGS mutations_sync = 2`);
    const proof = await prove('month=2026-11&legs=true');
    expect(failing(proof)).toEqual(['legs']);
    expect(proof.checks.at(-1)?.differences.map(({ what }) => what)).toEqual([
      'has no journey',
      'has a journey other than its records tell',
      'has a journey of which no record tells',
    ]);
    await store.command(
      `ALTER TABLE journey DELETE WHERE call_key NOT IN (SELECT call_key FROM cdr) SETTINGS mutations_sync = 2`,
    );
    const replay = JSON.stringify({ kind: 'no-owner', from: '2026-11-01', to: '2026-12-01' });
    await server.api('work-queue/replay', replay, 'application/json');
    const mended = await prove('month=2026-11&legs=true');
    expect([failing(mended), mended.equal]).toEqual([[], true]);
  });

  it('names a record that was added without legs', async () => {
    await store.command(
      `INSERT INTO cdr SELECT * REPLACE (900001 AS acctid, 77 AS identity, 78 AS call_key) FROM (
         SELECT * FROM cdr FINAL WHERE toYYYYMM(started_at) = 202611 ORDER BY acctid LIMIT 1)`,
    );
    const proof = await prove();
    expect(failing(proof)).toEqual(['records']);
    expect(proof.checks[2]?.differences).toMatchObject([{ key: 'acctid 900001' }]);
    await store.command('ALTER TABLE cdr DELETE WHERE acctid = 900001 SETTINGS mutations_sync = 2');
    expect((await prove()).equal).toBe(true);
  });

  it('names a leg whose record is gone, which allcalls still lists', async () => {
    const acctid = await pick(OUTBOUND_ONLY);
    await store.command('CREATE TABLE kept_cdr ENGINE = MergeTree ORDER BY tuple() AS SELECT * FROM cdr');
    await store.command(`ALTER TABLE cdr DELETE WHERE acctid = ${acctid} SETTINGS mutations_sync = 2`);
    const proof = await prove();
    expect(failing(proof)).toEqual(['calls', 'records']);
    for (const name of ['calls', 'records']) {
      const check = proof.checks.find((one) => one.name === name);
      expect(check?.differences.map(({ key }) => key)).toEqual([`acctid ${acctid}`]);
    }
    await store.command(`INSERT INTO cdr SELECT * FROM kept_cdr WHERE acctid = ${acctid}`);
    expect((await prove()).equal).toBe(true);
  });

  it('names a leg whose cost is another by the last unit: what its charge says, and what it comes to', async () => {
    const acctid = await pick(PRICED_BY_RUN);
    const spoil = async (cost: string, version: string, more = '') =>
      store.command(
        `INSERT INTO outbound_leg SELECT * REPLACE (${cost} AS cost, version + ${version} AS version ${more})
         FROM outbound_leg FINAL WHERE acctid = ${acctid}`,
      );
    await spoil('cost + toDecimal64(0.000001, 6)', '1');
    const proof = await prove();
    // A run priced it, whose charge is kept: the leg says another cost than that, and than it comes to.
    expect(failing(proof)).toEqual(['sums', 'charges']);
    const [company, leg] = proof.checks[1]?.differences ?? [];
    expect(company?.key).toMatch(/^company /);
    expect(leg).toMatchObject({ key: `acctid ${acctid}`, what: expect.stringContaining('by its charge') });
    expect(proof.checks[3]?.differences).toMatchObject([
      { key: `acctid ${acctid}`, what: expect.stringContaining('the cost was') },
    ]);
    // As if it had come so: only pricing it again tells.
    await spoil('cost', '1', ', 0 AS run');
    expect(failing(await prove())).toEqual(['charges']);
    const version = await pick(`SELECT max(version) + 1 FROM outbound_leg WHERE acctid = ${acctid}`);
    await store.command(
      `INSERT INTO outbound_leg SELECT * REPLACE (${version} AS version) FROM (
         SELECT * FROM kept WHERE acctid = ${acctid} ORDER BY version DESC LIMIT 1)`,
    );
    expect((await prove()).equal).toBe(true);
  });

  it('names a leg of whose run the charge is another, or gone', async () => {
    const acctid = await pick(PRICED_BY_RUN);
    const placed = `call_key IN (SELECT call_key FROM outbound_leg WHERE acctid = ${acctid})`;
    await store.command(
      `INSERT INTO charge SELECT * REPLACE (cost + toDecimal64(0.000001, 6) AS cost, attempt + 1 AS attempt)
       FROM charge FINAL WHERE ${placed}`,
    );
    const proof = await prove();
    expect(failing(proof)).toEqual(['sums']);
    expect(proof.checks[1]?.differences.map(({ key }) => key)).toEqual([
      expect.stringMatching(/^company /),
      `acctid ${acctid}`,
    ]);
    await store.command(`ALTER TABLE charge DELETE WHERE ${placed} SETTINGS mutations_sync = 2`);
    const gone = await prove();
    expect(failing(gone)).toEqual(['sums']);
    expect(gone.checks[1]?.differences.at(-1)?.what).toContain('by a run that wrote no charge of it');
    await recalculate(DECK);
    expect((await prove()).equal).toBe(true);
  });

  it('shows twenty of what differs, and counts the rest', async () => {
    await store.command(
      'ALTER TABLE inbound_leg UPDATE acctid = acctid + 500000 WHERE toYYYYMM(started_at) = 202611 SETTINGS mutations_sync = 2',
    );
    const proof = await prove();
    expect(failing(proof)).toEqual(['calls', 'records']);
    const legs = figuresOf(proof, 'calls')[0]?.['inboundLegs'];
    const records = proof.checks[2];
    expect([records?.differences.length, (records?.leftOff ?? 0) + 20]).toEqual([20, legs]);
  });
});
