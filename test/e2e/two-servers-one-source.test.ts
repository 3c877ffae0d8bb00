import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { ShownSource } from '../../src/ingest/feeds/show-source.ts';
import { readRows } from '../../src/store/calls/call-store.ts';
import { connectCalls } from '../../src/store/calls/connect.ts';
import { startStores } from '../support/app.ts';
import { PbxFolder } from '../support/pbx-folder.ts';
import { endProcesses, makeFolder, type RunningServer, startServer } from '../support/server-process.ts';

vi.setConfig({ testTimeout: 400_000, hookTimeout: 240_000 });

let stores: Awaited<ReturnType<typeof startStores>>;
let environment: Readonly<Record<string, string>>;
let catalog: pg.Client;

beforeAll(async () => {
  stores = await startStores();
  environment = { ...stores.environment, RINGLEDGER_SOURCE_SILENCE: '4' };
  catalog = new pg.Client({ connectionString: stores.environment['RINGLEDGER_POSTGRES_URL'] });
  await catalog.connect();
});
afterAll(async () => {
  await endProcesses();
  await catalog?.end();
  await stores?.stop();
});

const start = () => startServer(makeFolder('two-servers'), { environment });

async function show(server: RunningServer): Promise<ShownSource> {
  return JSON.parse((await server.ask('/api/v1/sources/pbx')).text) as ShownSource;
}

/** Waits until a server shows that all records have landed, wherever they were read. */
async function untilLanded(server: RunningServer, { written }: PbxFolder): Promise<ShownSource> {
  return vi.waitFor(
    async () => {
      const shown = await show(server);
      // Whoever lost the source amid landing has kept records, and not counted them.
      expect(shown.landed + shown.duplicates, JSON.stringify(shown)).toBeGreaterThanOrEqual(written.length);
      expect(shown.state).toBe('reading');
      return shown;
    },
    { timeout: 120_000, interval: 100 },
  );
}

/** Which process reads the source, by the catalog itself. */
async function readHolder(): Promise<string | null> {
  const { rows } = await catalog.query<{ holder: string | null }>('select holder from source');
  return rows[0]?.holder ?? null;
}

async function send(server: RunningServer, path: string, body: object = {}): Promise<void> {
  const headers = { 'content-type': 'application/json' };
  const { status, text } = await server.ask(path, { method: 'POST', headers, body: JSON.stringify(body) });
  expect([200, 201], text).toContain(status);
}

describe('a source of two servers on one Postgres and one ClickHouse', () => {
  it('is read by one, shown and paused by either, and taken over from one that stops or falls silent', async () => {
    const folder = join(makeFolder('pbx'), 'cdr-csv');
    mkdirSync(folder);
    const pbx = new PbxFolder(folder);
    await pbx.append(5, null);
    const first = await start();
    const settings = { path: folder, pollMilliseconds: 50 };
    await send(first, '/api/v1/sources', { name: 'pbx', kind: 'folder', settings });
    await untilLanded(first, pbx);
    const readByFirst = await readHolder();

    const second = await start();
    await pbx.append(4, 0.5);
    await pbx.finishLine();
    expect(await untilLanded(second, pbx)).toMatchObject({ duplicates: 0, rejects: 0, error: null });
    expect(await readHolder()).toBe(readByFirst);

    // It is paused by one that does not read it: what comes then waits.
    await send(second, '/api/v1/sources/pbx/pause');
    expect(await readHolder()).toBeNull();
    await pbx.append(3, null);
    await pbx.rename();
    expect((await show(first)).landed).toBe(pbx.written.length - 3);
    await send(second, '/api/v1/sources/pbx/resume');
    await untilLanded(first, pbx);

    // The one that reads it stops.
    const isFirst = (await readHolder()) === readByFirst;
    const [reading, other] = isFirst ? [first, second] : [second, first];
    const readBefore = await readHolder();
    expect((await reading.stop()).code).toBe(0);
    await pbx.append(6, null);
    expect(await untilLanded(other, pbx)).toMatchObject({ duplicates: 0, rejects: 0 });
    const readByOther = await readHolder();
    expect(readByOther).not.toBe(readBefore);

    // The other one falls silent, and a third takes over; it comes to itself again, and reads no more.
    const third = await start();
    other.kill('SIGSTOP');
    await pbx.append(2, null);
    await vi.waitFor(async () => expect(await readHolder()).not.toBe(readByOther), {
      timeout: 120_000,
      interval: 100,
    });
    other.kill('SIGCONT');
    await pbx.append(7, null);
    const last = await untilLanded(third, pbx);
    expect(last).toMatchObject({ rejects: 0 });
    expect(await readHolder()).not.toBe(readByOther);
    expect(await show(other)).toMatchObject({ landed: last.landed, state: 'reading' });

    for (const server of [other, third]) expect((await server.stop()).code).toBe(0);
    const calls = await connectCalls({ url: stores.environment['RINGLEDGER_CLICKHOUSE_URL'] ?? '' });
    const kept = await readRows<[string]>(calls, 'SELECT uniqueid FROM cdr FINAL');
    await calls.close();
    expect(kept.flat().sort()).toEqual([...pbx.written].sort());
  });
});
