import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { makeFolder, runCli, sendJson, startStage } from './cli-stage.ts';

const KIND = {
  ...{ kind: 'table', description: 'a table', secrets: ['password'] },
  settings: {
    type: 'object',
    properties: {
      host: { type: 'string', title: 'the host', description: 'a name', examples: ['db.example'] },
      port: { type: 'integer', title: 'the port', description: 'a number', examples: [5432] },
      files: { type: 'array', title: 'files', description: 'names', items: { type: 'string' } },
      mapping: { type: 'object', title: 'a mapping', description: 'an object' },
      password: { type: 'string', title: 'the password', description: 'a text' },
    },
    required: ['host'],
  },
};
const SOURCE = {
  ...{ name: 'pbx', kind: 'table', state: 'failing', settings: { host: 'db' }, secrets: ['password'] },
  ...{ landed: 1200, duplicates: 3, rejects: 2, recordsPerMinute: 14, lastRecord: '2026-11-24T12:23:49Z' },
  ...{ lagSeconds: 300, waiting: 5, error: 'Nobody answers\u001b[2J.', madeAt: '2026-11-01T00:00:00Z' },
  ...{ madeBy: 'ann', lastError: { message: 'Nobody answers.', at: '2026-11-24T12:30:00Z' } },
};
const inUtc = { environment: { TZ: 'UTC' } };

function stage() {
  return startStage((got, response) => {
    if (got.path === '/api/v1/source-kinds') return sendJson(response, { kinds: [KIND] });
    if (got.path === '/api/v1/sources' && got.method === 'GET') {
      return sendJson(response, { sources: [SOURCE] });
    }
    if (got.method === 'DELETE') return sendJson(response, { removed: 'pbx' });
    return sendJson(response, { ...SOURCE, found: ['It answers.'] });
  });
}

describe('source', () => {
  it('adds a source with settings as its kind wants them, and secrets that were never typed', async () => {
    const { data, got } = await stage();
    const file = join(makeFolder(), 'secret');
    writeFileSync(file, 'hush\n');
    const settings = ['--set', 'host=db', '--set', 'port=5432', '--set', 'files=a=b', '--set', 'files=c=d'];
    const { code, stdout } = await runCli(
      ['source', 'add', 'table', 'pbx', ...settings, '--secret-file', `password=${file}`, '--data', data],
      inUtc,
    );
    expect(code).toBe(0);
    expect(stdout).toBe('pbx is added and read from now on.\nIt answers.\n');
    expect(JSON.parse(got.at(-1)?.body ?? '')).toEqual({
      ...{ name: 'pbx', kind: 'table', untested: false },
      settings: { host: 'db', port: 5432, files: ['a=b', 'c=d'] },
      secrets: { password: 'hush' },
    });
  });

  it('sends an object as its JSON says, and what is none as it was typed', async () => {
    const { data, got } = await stage();
    for (const [typed, sent] of [
      ['{"columns":{"src":"From"}}', { columns: { src: 'From' } }],
      ['{"columns"', '{"columns"'],
    ] as const) {
      await runCli(['source', 'set', 'pbx', '--set', `mapping=${typed}`, '--data', data], inUtc);
      expect(JSON.parse(got.at(-1)?.body ?? '')).toMatchObject({ settings: { mapping: sent } });
    }
  });

  it('takes secrets from standard input, and refuses those that others could see', async () => {
    const { data, got } = await stage();
    const piped = await runCli(
      ['source', 'set', 'pbx', '--set', 'host=', '--secret', 'password', '--keep-place', '--data', data],
      { ...inUtc, stdin: 'hush hush\n' },
    );
    expect(piped.stderr).toBe('');
    expect(piped.code).toBe(0);
    expect(got.at(-1)).toMatchObject({ method: 'PATCH', path: '/api/v1/sources/pbx' });
    expect(JSON.parse(got.at(-1)?.body ?? '')).toEqual({
      ...{ settings: { host: null }, secrets: { password: 'hush hush' } },
      ...{ untested: false, keepPlace: true },
    });
    const typed = await runCli(
      ['source', 'add', 'table', 'pbx', '--set', 'password=hush', '--data', data],
      inUtc,
    );
    expect(typed.code).toBe(1);
    expect(typed.stderr).toContain('"password" is secret');
    expect(typed.stderr).not.toContain('hush');
  });

  it('shows sources in a table, and one of them whole', async () => {
    const { data } = await stage();
    const list = await runCli(['source', 'list', '--data', data], inUtc);
    expect(list.stdout).toMatch(/^name +kind +state +last record +a minute +lag +waiting +rejects +error\n/);
    expect(list.stdout).toMatch(
      /\npbx +table +failing +2026-11-24 12:23:49 +14 +5 min +5 +2 +Nobody answers\uFFFD\[2J\.\n$/,
    );
    const show = await runCli(['source', 'show', 'pbx', '--data', data], inUtc);
    expect(show.stdout).toContain('  password     (secret)\n');
    expect(show.stdout).toContain('  records      1200 landed, 3 known before, 2 rejected\n');
    const kinds = await runCli(['source', 'kinds', '--data', data], inUtc);
    expect(kinds.stdout).toContain(
      'table: a table\n  --set host=db.example\n      needed; the host: a name\n',
    );
    expect(kinds.stdout).toContain('  --secret password\n');
  });

  it('tests, pauses, resumes and removes', async () => {
    const { data, got } = await stage();
    const said: string[] = [];
    for (const action of ['test', 'pause', 'resume', 'remove']) {
      said.push((await runCli(['source', action, 'pbx', '--data', data], inUtc)).stdout);
    }
    expect(said).toEqual([
      'It answers.\n',
      'pbx is paused.\n',
      'pbx is read again.\n',
      'pbx is removed. The records that came from it stay.\n',
    ]);
    expect(got.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'POST /api/v1/sources/pbx/test',
      'POST /api/v1/sources/pbx/pause',
      'POST /api/v1/sources/pbx/resume',
      'DELETE /api/v1/sources/pbx',
    ]);
  });
});
