import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { startClickhouse } from '../support/clickhouse.ts';
import { putFreshStores } from '../support/fresh-stores.ts';
import { startPostgres } from '../support/postgres.ts';
import {
  endProcesses,
  makeFolder,
  type RunningServer,
  runProgram,
  SAMPLES,
  startServer,
} from '../support/server-process.ts';
import { generateRows, joinRows } from './generated-calls.ts';
import { command, describePbx, readCounts, readRejects, readReports } from './loaded-server.ts';

vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });

const NOVEMBER = { year: 2026, month: 11 };

let clickhouse: Awaited<ReturnType<typeof startClickhouse>>;
let postgres: Awaited<ReturnType<typeof startPostgres>>;
/** A database of its own in each store server for each test. */
let environment: Readonly<Record<string, string>>;
let count = 0;

beforeAll(async () => {
  [clickhouse, postgres] = await Promise.all([startClickhouse(), startPostgres()]);
});
afterAll(() => Promise.all([clickhouse?.stop(), postgres?.stop()]));
beforeEach(async () => {
  count += 1;
  environment = {
    RINGLEDGER_CLICKHOUSE_URL: `${clickhouse.url}/calls_${count}`,
    RINGLEDGER_POSTGRES_URL: await makeDatabase(`catalog_${count}`),
  };
});
afterEach(endProcesses);

async function makeDatabase(name: string): Promise<string> {
  const client = new pg.Client({ connectionString: postgres.url });
  await client.connect();
  await client.query(`create database ${name}`);
  await client.end();
  const url = new URL(postgres.url);
  url.pathname = name;
  return url.href;
}

/** Two that start at once, each with a data folder of its own, on the same stores. */
function startTwo(): Promise<[RunningServer, RunningServer]> {
  const start = () => startServer(makeFolder('two'), { environment });
  return Promise.all([start(), start()]);
}

const importSample = (server: RunningServer) =>
  command(server, 'import', 'asterisk-cdr', join(SAMPLES, 'Custom.csv'), '--zone', 'UTC');

describe('two servers on one Postgres and one ClickHouse', () => {
  it("start at once on empty stores, make one administrator, and know each other's sessions", async () => {
    const [one, other] = await startTwo();
    for (const server of [one, other]) {
      expect(await server.ask('/healthz')).toEqual({ status: 200, text: '{"status":"ok","failing":[]}' });
    }
    const shown = [one, other].flatMap(
      (server) => /user admin, password (\S+)\n/.exec(server.stdout())?.[1] ?? [],
    );
    expect(shown).toHaveLength(1);
    const signIn = await fetch(`${one.url}/rest/auth`, {
      method: 'POST',
      body: JSON.stringify({ auth: { type: 'auth', username: 'admin', password: shown[0] } }),
    });
    const cookie = signIn.headers.get('set-cookie')?.split(';')[0] ?? '';
    const scope = JSON.stringify({ type: 'cdr', scope: NOVEMBER });
    const ask = async () => {
      const request = { method: 'POST', body: scope, headers: { cookie } };
      return (await fetch(`${other.url}/rest/call/outsummary`, request)).json();
    };
    expect(await ask()).toEqual({ result: 'success', values: {} });
    await fetch(`${one.url}/rest/auth/logout`, { method: 'POST', headers: { cookie } });
    expect(await ask()).toMatchObject({ result: 'fail' });
    // A local key is its own process's.
    const environmentOfStranger = { RINGLEDGER_URL: other.url, RINGLEDGER_KEY: one.key };
    const words = ['report', 'outsummary', '--month', '11', '--year', '2026'];
    expect((await runProgram(words, { environment: environmentOfStranger })).code).toBe(1);
  });

  it('see the same calls, and use a directory and rates that came through the other', async () => {
    const [one, other] = await startTwo();
    // Both have answered before: what they hold in memory is of an empty directory and no rates.
    expect(await other.report('incalls', NOVEMBER)).toBe(await one.report('incalls', NOVEMBER));
    await describePbx(one);
    expect(readCounts(await importSample(other))).toEqual({ accepted: 111, duplicate: 0, rejected: 0 });
    expect(readCounts(await importSample(one))).toEqual({ accepted: 0, duplicate: 111, rejected: 0 });
    await command(one, 'import', 'asterisk-queue-log', join(SAMPLES, 'queue_log'));
    const before = await readReports(one);
    expect(await readReports(other)).toBe(before);
    expect(before).toContain('"name":"Ann Reader"');
    expect(before).not.toContain('"cost":null');

    const directory = readFileSync(join(SAMPLES, 'directory.json'), 'utf8');
    const renamed = join(makeFolder('two'), 'directory.json');
    writeFileSync(renamed, directory.replaceAll('Ann Reader', 'Anna Lector'));
    await command(other, 'directory', 'import', renamed);
    const after = await readReports(one);
    expect(after).toBe(before.replaceAll('Ann Reader', 'Anna Lector'));
    expect(await readReports(other)).toBe(after);
  });

  it('land a file once that comes through both at the same time', async () => {
    const [one, other] = await startTwo();
    await describePbx(one);
    const file = join(makeFolder('two'), 'Master.csv');
    const rows = generateRows(24_000, 5);
    writeFileSync(file, joinRows(rows));
    const records = rows.filter((row) => row.isReadable).length;
    const both = await Promise.all(
      [one, other].map((server) => command(server, 'import', 'asterisk-cdr', file, '--zone', 'UTC')),
    );
    const counts = both.map(readCounts);
    expect(counts.reduce((sum, { accepted }) => sum + accepted, 0)).toBe(records);
    expect(counts.reduce((sum, { duplicate }) => sum + duplicate, 0)).toBe(records);
    const reports = await readReports(one);
    expect(await readReports(other)).toBe(reports);
    expect((await readRejects(one)).trimEnd().split('\n')).toHaveLength(rows.length - records);

    // The same file through one server alone, on stores of its own.
    const data = makeFolder('two');
    await putFreshStores(data);
    const alone = await startServer(data);
    await describePbx(alone);
    await command(alone, 'import', 'asterisk-cdr', file, '--zone', 'UTC');
    expect((await readReports(alone)) === reports).toBe(true);
  });

  it('leave nothing undone when one is killed while both import', async () => {
    const [one, other] = await startTwo();
    await describePbx(one);
    const file = join(makeFolder('two'), 'Master.csv');
    const rows = generateRows(24_000, 6);
    writeFileSync(file, joinRows(rows));
    const records = rows.filter((row) => row.isReadable).length;
    const words = ['import', 'asterisk-cdr', file, '--zone', 'UTC', '--data'];
    const lost = runProgram([...words, one.data]);
    const empty = await other.report('outsummary', NOVEMBER);
    while ((await other.report('outsummary', NOVEMBER)) === empty);
    const going = runProgram([...words, other.data]);
    await one.crash();
    expect((await lost).code).toBe(1);
    const done = await going;
    expect(done.code).toBe(0);
    const { accepted, duplicate } = readCounts(done);
    expect(accepted + duplicate).toBe(records);
    expect(readCounts(await command(other, ...words.slice(0, 5))).duplicate).toBe(records);
  });
});
