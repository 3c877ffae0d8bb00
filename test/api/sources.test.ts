import { appendFile, copyFile, mkdtemp, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { ShownSource } from '../../src/ingest/feeds/show-source.ts';
import { LOCAL_KEY, startApp, type TestApp } from '../support/app.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 240_000 });

const MASTER = new URL('../fixtures/asterisk/Master.csv', import.meta.url);
const QUEUE_LOG = new URL('../fixtures/asterisk/queue_log', import.meta.url);

let app: TestApp;
let folder: string;

beforeAll(async () => {
  app = await startApp();
  folder = await mkdtemp(join(tmpdir(), 'ringledger-pbx-'));
});
afterAll(async () => {
  await app?.end();
  await rm(folder, { recursive: true, force: true });
});

async function ask(method: 'GET' | 'POST' | 'PATCH' | 'DELETE', path: string, body?: unknown) {
  const answer = await app.app.server.inject({
    method,
    url: `/api/v1/${path}`,
    headers: { authorization: `Bearer ${LOCAL_KEY}` },
    ...(body === undefined ? {} : { payload: body as object }),
  });
  return { status: answer.statusCode, text: answer.payload, json: answer.json() as Record<string, unknown> };
}

const show = async (name: string) => (await ask('GET', `sources/${name}`)).json as unknown as ShownSource;

async function until(name: string, holds: (source: ShownSource) => boolean): Promise<ShownSource> {
  return vi.waitFor(
    async () => {
      const source = await show(name);
      expect(holds(source), JSON.stringify(source)).toBe(true);
      return source;
    },
    { timeout: 60_000, interval: 50 },
  );
}

const source = (name: string, settings: object) => ({
  ...{ name, kind: 'folder' },
  settings: { pollMilliseconds: 20, ...settings },
});

describe('sources', () => {
  it('are refused with all that is wrong with them', async () => {
    const { status, json } = await ask('POST', 'sources', {
      ...{ name: 'a b', kind: 'folder', untestd: true },
      settings: { path: 'here', pollMilliseconds: 0, fils: [] },
    });
    expect(status).toBe(400);
    expect(json['faults']).toMatchObject([
      { where: 'untestd' },
      { where: 'name', message: expect.stringContaining('"a b" is no name of a source') },
      { where: 'settings', message: expect.stringContaining('did you mean "files"?') },
      { where: 'settings.path' },
      { where: 'settings.pollMilliseconds' },
    ]);
    const other = await ask('POST', 'sources', { name: 'a', kind: 'foldr' });
    expect(other.json['detail']).toContain('"foldr" is no kind of source; did you mean "folder"?');
    const kinds = await ask('GET', 'source-kinds');
    expect(kinds.json['kinds']).toContainEqual(
      expect.objectContaining({ kind: 'folder', secrets: [], settings: expect.anything() }),
    );
  });

  it('are tried before they are added', async () => {
    const gone = source('gone', { path: join(folder, 'nowhere') });
    const { status, json } = await ask('POST', 'sources', gone);
    expect(status).toBe(404);
    expect(json['detail']).toContain(`There is no folder or file ${join(folder, 'nowhere')}`);
    expect((await ask('GET', 'sources/gone')).status).toBe(404);
    expect((await ask('POST', 'sources', { ...gone, untested: true })).status).toBe(201);
    const failing = await until('gone', ({ state }) => state === 'failing');
    expect(failing.error).toContain('There is no folder or file');
    const metrics = await app.app.server.inject({ url: '/metrics' });
    expect(metrics.payload).toMatch(
      /^ringledger_source_state\{source="gone",kind="folder",state="failing",error="There is no folder or file /m,
    );
    expect(metrics.payload).toMatch(/^ringledger_source_up\{source="gone",kind="folder"\} 0$/m);
    expect((await ask('DELETE', 'sources/gone')).json).toEqual({ removed: 'gone' });
    expect((await ask('GET', 'sources')).json).toEqual({ sources: [] });
  });

  it('land what comes, through rotation, pause, and a line that is still being written', async () => {
    const lines = (await readFile(MASTER, 'utf8')).split(/(?<=\n)/);
    const first = lines.slice(0, 10).join('');
    const file = join(folder, 'Master.csv');
    await writeFile(file, first + (lines[10]?.slice(0, 40) ?? ''));
    const added = await ask('POST', 'sources', source('pbx', { path: folder }));
    expect(added.status).toBe(201);
    expect(added.json['found']).toEqual([expect.stringMatching(/^Master\.csv is read as asterisk-cdr: /)]);
    await until('pbx', ({ landed }) => landed === 10);
    await appendFile(file, lines[10]?.slice(40) ?? '');
    await until('pbx', ({ landed }) => landed === 11);

    expect((await ask('POST', 'sources/pbx/pause')).json).toMatchObject({ state: 'paused' });
    await rename(file, `${file}.1`);
    await appendFile(`${file}.1`, lines.slice(11, 15).join(''));
    await writeFile(file, lines.slice(15).join(''));
    await copyFile(QUEUE_LOG, join(folder, 'queue_log'));
    await ask('POST', 'sources/pbx/resume');
    const whole = await until('pbx', ({ landed }) => landed >= lines.length + 1);
    const read = await until('pbx', ({ waiting, state }) => waiting === 0 && state === 'reading');
    expect(read).toMatchObject({ duplicates: 0, rejects: 0, error: null });
    expect(whole.lastRecord).toMatch(/^2026-11-2\dT/);

    // The same files read from their beginning change nothing.
    const again = await ask('PATCH', 'sources/pbx', { settings: { pollMilliseconds: 30 } });
    expect(again.status).toBe(200);
    const twice = await until(
      'pbx',
      ({ duplicates, waiting }) => duplicates >= lines.length && waiting === 0,
    );
    expect(twice.landed).toBe(read.landed);
    const report = await app.rest('/rest/call/allcalls', { year: 2026, month: 11, company: 'default' });
    expect(report.status).toBe(200);
  });

  it('stand in the metrics', async () => {
    const answer = await app.app.server.inject({ url: '/metrics' });
    expect(answer.statusCode).toBe(200);
    expect(answer.headers['content-type']).toContain('text/plain');
    expect(answer.payload).toMatch(/^ringledger_source_up\{source="pbx",kind="folder"\} 1$/m);
    expect(answer.payload).toMatch(/^ringledger_source_records_total\{source="pbx",kind="folder"\} \d+$/m);
    expect(answer.payload).toMatch(/^ringledger_source_waiting\{source="pbx",kind="folder"\} 0$/m);
    expect(answer.payload).toMatch(
      /^ringledger_source_records_per_minute\{source="pbx",kind="folder"\} \d+$/m,
    );
    expect(answer.payload).toMatch(/^ringledger_source_rejects_total\{source="pbx",kind="folder"\} 0$/m);
    expect(answer.payload).toMatch(
      /^ringledger_source_state\{source="pbx",kind="folder",state="reading",error=""\} 1$/m,
    );
    expect(answer.payload).toMatch(/^ringledger_source_last_record_timestamp_seconds\{.*\} 179\d+$/m);
    expect(answer.payload).toMatch(/^ringledger_http_request_duration_seconds_count\{/m);
    expect(answer.payload).toMatch(/^ringledger_reports_in_flight 0$/m);
    expect(answer.payload).toMatch(/^process_cpu_seconds_total /m);
    const through = { 'x-forwarded-for': '203.0.113.9' };
    const stranger = await app.app.server.inject({ url: '/metrics', headers: through });
    expect(stranger.statusCode).toBe(401);
    expect(stranger.payload).not.toContain('pbx');
    const far = await app.app.server.inject({ url: '/metrics', remoteAddress: '203.0.113.9' });
    expect(far.statusCode).toBe(401);
    const known = await app.app.server.inject({
      ...{ url: '/metrics', remoteAddress: '203.0.113.9' },
      headers: { authorization: `Bearer ${LOCAL_KEY}` },
    });
    expect(known.statusCode).toBe(200);
  });

  it('are for administrators', async () => {
    const answer = await app.app.server.inject({ url: '/api/v1/sources' });
    expect(answer.statusCode).toBe(401);
  });

  it('need no key while none has a secret', async () => {
    await expect(stat(join(app.folder, 'secret.key'))).rejects.toThrow('ENOENT');
  });
});
