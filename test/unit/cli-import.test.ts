import { appendFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { announce, listen, makeFolder, runCli, sendJson, startStage } from './cli-stage.ts';

const COUNTS = { accepted: 2, duplicate: 1, rejected: 0, unfinished: 0, ignored: 0, warnings: [] };

function writeFile(name: string, text: string): string {
  const file = join(makeFolder(), name);
  writeFileSync(file, text);
  return file;
}

describe('import', () => {
  it('streams a file with its zone and columns, and tells what became of it', async () => {
    const stage = await startStage((_got, response) => sendJson(response, COUNTS));
    const file = writeFile('Custom.csv', '"a"\r\n"b"\n"c"');
    const args = [
      'import',
      'asterisk-cdr',
      file,
      '--zone',
      'Europe/London',
      '--columns',
      'src,dst',
      '--data',
      stage.data,
    ];
    const { code, stdout, stderr } = await runCli(args);
    expect(code).toBe(0);
    expect(stdout).toBe(`${file}: accepted 2, duplicate 1, rejected 0\n`);
    expect(stderr).toMatch(/^Custom\.csv: sent 2 records in 0:0\d, \d+ records a second\n$/);
    expect(stage.got).toEqual([
      {
        method: 'POST',
        path: '/api/v1/imports/asterisk-cdr',
        parameters: { source: 'Custom.csv', zone: 'Europe/London', columns: 'src,dst' },
        authorization: 'Bearer local-key',
        contentType: 'text/csv',
        body: '"a"\r\n"b"\n"c"',
      },
    ]);
  });

  it('sends queue logs to their own place, several files one after another, and ends with the total', async () => {
    const stage = await startStage((got, response) =>
      sendJson(response, { ...COUNTS, rejected: got.body === 'x' ? 1 : 0 }),
    );
    const files = [writeFile('queue_log.1', ''), writeFile('queue_log', 'x')];
    const { code, stdout } = await runCli(['import', 'asterisk-queue-log', ...files, '--data', stage.data]);
    expect(code).toBe(0);
    expect(stage.got.map(({ path, parameters, body }) => [path, parameters, body])).toEqual([
      ['/api/v1/imports/asterisk-queue-log', { source: 'queue_log.1' }, ''],
      ['/api/v1/imports/asterisk-queue-log', { source: 'queue_log' }, 'x'],
    ]);
    expect(stdout.split('\n')).toEqual([
      `${files[0]}: accepted 2, duplicate 1, rejected 0`,
      `${files[1]}: 1 record could not be read: bin/ringledger rejects lists each with its reason.`,
      `${files[1]}: accepted 2, duplicate 1, rejected 1`,
      'total: accepted 4, duplicate 2, rejected 1',
      '',
    ]);
  });

  it('insists on a zone', async () => {
    const stage = await startStage((_got, response) => sendJson(response, COUNTS));
    const file = writeFile('Master.csv', '');
    const args = ['import', 'asterisk-cdr', file, '--zone', 'UTC', '--zone-anyway', '--data', stage.data];
    expect((await runCli(args)).code).toBe(0);
    expect(stage.got[0]?.parameters).toEqual({ source: 'Master.csv', zone: 'UTC', zoneAnyway: 'true' });
  });

  it('says what else there is to know, the counts last', async () => {
    const answer = {
      ...COUNTS,
      rejected: 3,
      unfinished: 17,
      ignored: 4,
      notes: ['times were read as UTC.'],
      warnings: ['No zone was given.'],
    };
    const stage = await startStage((_got, response) => sendJson(response, answer));
    const { stdout } = await runCli(['import', 'asterisk-cdr', '-', '--data', stage.data], { stdin: 'a\nb' });
    const lines = stdout.trimEnd().split('\n');
    expect(lines[0]).toBe('standard input: times were read as UTC.');
    expect(lines[1]).toBe('standard input: No zone was given.');
    expect(lines[2]).toContain('its last 17 bytes are an unfinished record');
    expect(lines[3]).toContain('4 lines');
    expect(lines[4]).toContain('3 records could not be read: bin/ringledger rejects');
    expect(lines[5]).toBe('standard input: accepted 2, duplicate 1, rejected 3');
    expect(stage.got[0]).toMatchObject({ parameters: { source: 'stdin' }, body: 'a\nb' });
  });

  it('names every file that cannot be sent, and sends none', async () => {
    const stage = await startStage((_got, response) => sendJson(response, COUNTS));
    const folder = makeFolder();
    const files = [writeFile('good.csv', 'a\n'), join(folder, 'missing.csv'), folder];
    const { code, stdout, stderr } = await runCli(['import', 'asterisk-cdr', ...files, '--data', stage.data]);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain(`There is no file "${files[1]}"`);
    expect(stderr).toContain(`"${folder}" is a folder`);
    expect(stderr).toContain('Nothing was sent.');
    expect(stage.got).toEqual([]);
  });

  it('sends a growing file to where it ended at the beginning', async () => {
    const line = `${'x'.repeat(999)}\n`;
    const file = writeFile('Master.csv', line.repeat(2000));
    const { size } = statSync(file);
    let received = 0;
    const { url } = await listen(async (request, response) => {
      for await (const chunk of request) {
        if (received === 0) appendFileSync(file, line.repeat(2000));
        received += (chunk as Buffer).length;
      }
      sendJson(response, COUNTS);
    });
    const data = makeFolder();
    announce(data, url);
    const { stderr } = await runCli(['import', 'asterisk-cdr', file, '--data', data]);
    expect(received).toBe(size);
    expect(stderr).toContain('sent 2000 records');
  });

  it('follows what the server takes, not what could be read', async () => {
    const megabytes = 96;
    const file = writeFile('Master.csv', `${'x'.repeat(1023)}\n`.repeat(1024 * megabytes));
    let release = () => {};
    const released = new Promise<void>((resolve) => {
      release = resolve;
    });
    const { url } = await listen(async (request, response) => {
      await released;
      for await (const _chunk of request);
      sendJson(response, COUNTS);
    });
    const data = makeFolder();
    announce(data, url);
    const shown: string[] = [];
    const run = runCli(['import', 'asterisk-cdr', file, '--data', data], {
      isTerminal: true,
      onStderr: (text) => shown.push(text),
    });
    while (shown.length === 0) await wait(10);
    await wait(500);
    const stalled = shown.flatMap((text) => [...text.matchAll(/ (\d+) %/g)].map((match) => Number(match[1])));
    expect(Math.max(...stalled)).toBeLessThan(50);
    release();
    const { code, stderr } = await run;
    expect(code).toBe(0);
    expect(stderr).toContain('\r');
    expect(stderr).toContain(`sent ${1024 * megabytes} records`);
  });

  it('shows the refusal that comes amid the file', async () => {
    const file = writeFile('Master.csv', `${'x'.repeat(1023)}\n`.repeat(1024 * 32));
    const { url } = await listen((request, response) => {
      request.once('data', () => {
        sendJson(response, { title: 'invalid-request', status: 400, detail: 'zone "Mars" is unknown.' }, 400);
      });
    });
    const data = makeFolder();
    announce(data, url);
    const { code, stdout, stderr } = await runCli(['import', 'asterisk-cdr', file, '--data', data]);
    expect({ code, stdout, stderr }).toEqual({
      code: 1,
      stdout: '',
      stderr: `${file}: zone "Mars" is unknown.\n`,
    });
  });

  it('says how far it came when the connection breaks, and that it can be run again', async () => {
    const file = writeFile('Master.csv', `${'x'.repeat(1023)}\n`.repeat(1024 * 32));
    const { url } = await listen((request) => {
      let received = 0;
      request.on('data', (chunk: Buffer) => {
        received += chunk.length;
        if (received > 4_000_000) request.socket.destroy();
      });
      request.on('error', () => {});
    });
    const data = makeFolder();
    announce(data, url);
    const { code, stdout, stderr } = await runCli(['import', 'asterisk-cdr', file, '--data', data]);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    const match = /broke \(\w+\) after about (\d+) records \(\d+ of 33554432 bytes\)/.exec(stderr);
    expect(Number(match?.[1])).toBeGreaterThan(3000);
    expect(stderr).toContain('run the same command again: nothing will be doubled.');
  });

  it('says so too when it breaks before the answer', async () => {
    const file = writeFile('Master.csv', 'a\nb\n');
    const { url } = await listen((request) => {
      request.on('end', () => request.socket.destroy()).resume();
    });
    const data = makeFolder();
    announce(data, url);
    const { code, stderr } = await runCli(['import', 'asterisk-cdr', file, '--data', data]);
    expect(code).toBe(1);
    expect(stderr).toContain('after about 2 records (4 of 4 bytes)');
  });
});

describe('import of other files', () => {
  it('lists every kind, and takes the options of each', async () => {
    const { stdout } = await runCli(['import', '--help']);
    for (const kind of [
      'freeswitch-csv',
      'freeswitch-json',
      'freepbx-csv',
      'cucm',
      '3cx',
      'mapping',
      'cdr-json',
    ]) {
      expect(stdout).toContain(kind);
    }
    expect((await runCli(['import', 'cucm', 'x', '--zone', 'UTC'])).code).toBe(2);
  });

  it('sends a mapping beside the file', async () => {
    const stage = await startStage((_got, response) => sendJson(response, COUNTS));
    const mapping = writeFile('mapping.json', '{ "columns": { "start": "When" } }');
    const file = writeFile('calls.csv', 'When\n1\n');
    const { code } = await runCli(['import', 'mapping', file, '--mapping', mapping, '--data', stage.data]);
    expect(code).toBe(0);
    expect(stage.got[0]).toMatchObject({
      path: '/api/v1/imports/mapping',
      parameters: { source: 'calls.csv', mapping: '{"columns":{"start":"When"}}' },
    });
  });

  it('shows with --try how a file would land', async () => {
    const tried = {
      records: [
        {
          line: 2,
          call: 1,
          start: '2026-11-24T12:00:00+00:00',
          src: '201',
          dst: '202',
          disposition: 'ANSWERED',
        },
      ],
      legs: [{ call: 1, direction: 'in', company: 'default', party: '202', name: 'Bob', detail: 'Answered' }],
      rejects: [{ line: 3, reason: 'empty-start', message: 'The record has no start time.', raw: ',,' }],
      notes: ['The first 20 records were read; nothing was kept.'],
    };
    const stage = await startStage((_got, response) => sendJson(response, tried));
    const file = writeFile('cdr.log', 'x\n');
    const { code, stdout } = await runCli([
      'import',
      '3cx',
      file,
      '--try',
      '--zone',
      'UTC',
      '--data',
      stage.data,
    ]);
    expect(code).toBe(0);
    expect(stage.got.map(({ path, parameters }) => [path, parameters])).toEqual([
      ['/api/v1/imports/3cx/try', { zone: 'UTC' }],
    ]);
    const lines = stdout.split('\n');
    expect(lines[0]).toBe(`${file}: as it would land; nothing was kept.`);
    expect(stdout).toMatch(/2 +1 +2026-11-24T12:00:00\+00:00 +201 +202/);
    expect(stdout).toMatch(/1 +in +default +202 +Bob/);
    expect(stdout).toContain('line 3 would be rejected: The record has no start time.');
    expect(lines.at(-2)).toBe('The first 20 records were read; nothing was kept.');
  });
});
