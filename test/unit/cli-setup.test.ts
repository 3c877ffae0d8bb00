import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { makeFolder, runCli, sendJson, sendLines, startStage } from './cli-stage.ts';

function writeFile(name: string, text: string): string {
  const file = join(makeFolder(), name);
  writeFileSync(file, text);
  return file;
}

describe('directory import', () => {
  const changes = { added: 3, changed: 1, unchanged: 20, kept: 2, records: 111 };

  it('sends the text as it is and tells the changes', async () => {
    const stage = await startStage((_got, response) =>
      sendLines(response, [{ progress: { done: 50, total: 111 } }, { result: changes }]),
    );
    const file = writeFile('directory.json', '{ "zone": "Europe/London" }\n');
    const { code, stdout, stderr } = await runCli(['directory', 'import', file, '--data', stage.data]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toBe(
      `${file}: added 3, changed 1, unchanged 20, kept 2 that the file does not name; the calls of 111 records were attributed again\n`,
    );
    expect(stage.got[0]).toMatchObject({
      method: 'POST',
      path: '/api/v1/directory',
      contentType: 'application/json',
      body: '{ "zone": "Europe/London" }\n',
    });
  });

  it('draws the progress in place on a terminal', async () => {
    const stage = await startStage((_got, response) =>
      sendLines(response, [{ progress: { done: 50, total: 200 } }, { result: changes }]),
    );
    const file = writeFile('directory.json', '{}');
    const { stderr } = await runCli(['directory', 'import', file, '--data', stage.data], {
      isTerminal: true,
    });
    expect(stderr).toBe('\rdirectory.json: 50 of 200 calls attributed again, 25 %\u001b[K\r\u001b[K');
  });

  it.each([
    [
      'at once',
      (response: Parameters<typeof sendJson>[0]) => sendJson(response, { detail: 'Two faults.' }, 400),
    ],
    [
      'at the end',
      (response: Parameters<typeof sendJson>[0]) =>
        sendLines(response, [{ problem: { detail: 'Two faults.' } }]),
    ],
  ])('shows a refusal that comes %s', async (_when, answer) => {
    const stage = await startStage((_got, response) => answer(response));
    const file = writeFile('directory.json', '{}');
    const run = await runCli(['directory', 'import', file, '--data', stage.data]);
    expect(run).toMatchObject({ code: 1, stdout: '', stderr: 'Two faults.\n' });
  });

  it('does not take half an answer for success', async () => {
    const stage = await startStage((_got, response) =>
      sendLines(response, [{ progress: { done: 1, total: 2 } }]),
    );
    const file = writeFile('directory.json', '{}');
    const { code, stderr } = await runCli(['directory', 'import', file, '--data', stage.data]);
    expect(code).toBe(1);
    expect(stderr).toContain('ended before the work was done');
  });
});

describe('rates import', () => {
  const result = { rates: 12, added: 12, changed: 0, removed: 0, unchanged: 0 };
  const flags = ['--deck', 'uk', '--from', '2026-01-01', '--currency', 'GBP'];

  it.each([
    ['JSON lines', (response: Parameters<typeof sendJson>[0]) => sendLines(response, [{ result }])],
    ['one object', (response: Parameters<typeof sendJson>[0]) => sendJson(response, result)],
  ])('sends the deck and tells the changes, answered with %s', async (_form, answer) => {
    const stage = await startStage((_got, response) => answer(response));
    const file = writeFile('uk-deck.csv', 'prefix,perMinute\n44,0.01\n');
    const { code, stdout } = await runCli(['rates', 'import', file, ...flags, '--data', stage.data]);
    expect(code).toBe(0);
    expect(stdout).toBe(
      `${file}: deck uk from 2026-01-01 has 12 rates: added 12, changed 0, removed 0, unchanged 0\n`,
    );
    expect(stage.got[0]).toMatchObject({
      path: '/api/v1/rates',
      parameters: { deck: 'uk', from: '2026-01-01', currency: 'GBP' },
      contentType: 'text/csv',
      body: 'prefix,perMinute\n44,0.01\n',
    });
  });
});

describe('user add', () => {
  const args = ['user', 'add', 'ann', '--password-stdin'];
  const perms = ['--perm', 'billing-call-reporting:default,test', '--perm', 'billing-call-summary'];

  it('sends name, password and permissions as typed', async () => {
    const stage = await startStage((_got, response) => sendJson(response, { id: '1', name: 'ann' }, 201));
    const { code, stdout } = await runCli([...args, ...perms, '--data', stage.data], { stdin: 'pa ss\r\n' });
    expect({ code, stdout }).toEqual({ code: 0, stdout: 'User ann can sign in now.\n' });
    expect(stage.got[0]?.path).toBe('/api/v1/users');
    expect(JSON.parse(stage.got[0]?.body ?? '')).toEqual({
      name: 'ann',
      password: 'pa ss',
      permissions: ['billing-call-reporting:default,test', 'billing-call-summary'],
    });
  });

  it.each([
    ['', 'holds no password'],
    ['\n', 'holds no password'],
    ['one\ntwo\n', 'holds several lines'],
  ])('refuses %j as a password', async (stdin, sentence) => {
    const stage = await startStage((_got, response) => sendJson(response, {}));
    const { code, stderr } = await runCli([...args, ...perms, '--data', stage.data], { stdin });
    expect(code).toBe(1);
    expect(stderr).toContain(sentence);
    expect(stage.got).toEqual([]);
  });
});

describe('user two-factor-off', () => {
  it('turns off the second factor of the user that is named', async () => {
    const stage = await startStage((_got, response) => response.writeHead(204).end());
    const { code, stdout } = await runCli(['user', 'two-factor-off', 'j/o', '--data', stage.data]);
    expect({ code, stdout }).toEqual({
      code: 0,
      stdout: 'User j/o signs in with the password alone now.\n',
    });
    expect(stage.got[0]).toMatchObject({ method: 'DELETE', path: '/api/v1/users/j%2Fo/two-factor' });
  });

  it('says that there is none', async () => {
    const detail = 'ann has no second factor: there is nothing to turn off.';
    const problem = { title: 'not-found', status: 404, detail };
    const stage = await startStage((_got, response) => sendJson(response, problem, 404));
    const { code, stderr } = await runCli(['user', 'two-factor-off', 'ann', '--data', stage.data]);
    expect(code).toBe(1);
    expect(stderr).toContain(detail);
  });
});

describe('key create', () => {
  it('leaves nothing but the key on stdout', async () => {
    const stage = await startStage((_got, response) => sendJson(response, { key: 'rl_secret' }, 201));
    const { code, stdout, stderr } = await runCli(['key', 'create', '--user', 'ann', '--data', stage.data]);
    expect({ code, stdout }).toEqual({ code: 0, stdout: 'rl_secret\n' });
    expect(stderr).toContain('A key of ann');
    expect(stage.got[0]).toMatchObject({ path: '/api/v1/keys', body: '{"user":"ann"}' });
  });
});

describe('rejects list --kind unreadable', () => {
  const reject = {
    source: 'Master.csv',
    line: 17,
    kind: 'asterisk-cdr',
    reason: 'bad-time',
    message: 'start "x" is not a time.',
    raw: '"a","\u001b[2Jé\ttab"',
    rejectedAt: '2026-11-24T12:23:49Z',
  };

  it('lists place, reason and text, with nothing that moves the cursor', async () => {
    const stage = await startStage((_got, response) =>
      sendLines(response, [reject, { ...reject, line: 18 }]),
    );
    const { code, stdout } = await runCli(['rejects', 'list', '--kind', 'unreadable', '--data', stage.data]);
    expect(code).toBe(0);
    expect(stdout).toContain(
      'Master.csv line 17 (asterisk-cdr, 2026-11-24T12:23:49Z)\n  bad-time: start "x" is not a time.\n  "a","\uFFFD[2Jé tab"\n\n',
    );
    expect(stdout).toContain('Master.csv line 18');
    expect(stdout.endsWith('2 records were rejected.\n')).toBe(true);
  });

  it('hands JSON lines on byte for byte', async () => {
    const stage = await startStage((_got, response) => sendLines(response, [reject]));
    const { stdout } = await runCli([
      'rejects',
      'list',
      '--kind',
      'unreadable',
      '--json',
      '--data',
      stage.data,
    ]);
    expect(stdout).toBe(`${JSON.stringify(reject)}\n`);
  });

  it('says so when there is none', async () => {
    const stage = await startStage((_got, response) => sendLines(response, []));
    const { stdout } = await runCli(['rejects', 'list', '--kind', 'unreadable', '--data', stage.data]);
    expect(stdout).toBe('No record was rejected.\n');
  });
});
