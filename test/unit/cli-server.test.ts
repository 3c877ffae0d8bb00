import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { announce, listen, makeFolder, runCli, sendJson, sendLines, startStage } from './cli-stage.ts';

const NONE = (_got: unknown, response: Parameters<typeof sendLines>[0]) => sendLines(response, []);

describe('the running server is found', () => {
  it('by --data', async () => {
    const stage = await startStage(NONE);
    const { code } = await runCli(['rejects', 'list', '--kind', 'unreadable', '--data', stage.data]);
    expect(code).toBe(0);
    expect(stage.got[0]).toMatchObject({
      method: 'GET',
      path: '/api/v1/rejects',
      authorization: 'Bearer local-key',
    });
  });

  it('by RINGLEDGER_DATA, with another key when RINGLEDGER_KEY is set', async () => {
    const stage = await startStage(NONE);
    await runCli(['rejects', 'list', '--kind', 'unreadable'], {
      environment: { RINGLEDGER_DATA: stage.data, RINGLEDGER_KEY: 'mine' },
    });
    expect(stage.got[0]?.authorization).toBe('Bearer mine');
  });

  it('by RINGLEDGER_URL and RINGLEDGER_KEY, below a path too', async () => {
    const stage = await startStage(NONE);
    const environment = { RINGLEDGER_URL: `${stage.url}/pbx`, RINGLEDGER_KEY: 'far' };
    const { code } = await runCli(['rejects', 'list', '--kind', 'unreadable'], { environment });
    expect(code).toBe(0);
    expect(stage.got[0]).toMatchObject({ path: '/pbx/api/v1/rejects', authorization: 'Bearer far' });
  });

  it('by --data although RINGLEDGER_URL names the same server', async () => {
    const stage = await startStage(NONE);
    const environment = { RINGLEDGER_URL: stage.url, RINGLEDGER_KEY: 'mine' };
    await runCli(['rejects', 'list', '--kind', 'unreadable', '--data', stage.data], { environment });
    expect(stage.got[0]?.authorization).toBe('Bearer mine');
  });
});

describe('no server', () => {
  it('where none runs, what to start is said', async () => {
    const data = join(makeFolder(), 'none');
    const { code, stdout, stderr } = await runCli([
      'rejects',
      'list',
      '--kind',
      'unreadable',
      '--data',
      data,
    ]);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain(`No server is running on the data folder ${data}`);
    expect(stderr).toContain(`bin/ringledger serve --data ${data}`);
  });

  it('where one was killed, likewise', async () => {
    const data = makeFolder();
    announce(data, 'http://127.0.0.1:1');
    const { code, stderr } = await runCli(['rejects', 'list', '--kind', 'unreadable', '--data', data]);
    expect(code).toBe(1);
    expect(stderr).toBe(
      `No server answers at http://127.0.0.1:1 (ECONNREFUSED). Start it with: bin/ringledger serve --data ${data}\n`,
    );
  });

  it('where a file waits to be sent, likewise', async () => {
    const data = makeFolder();
    announce(data, 'http://127.0.0.1:1');
    const file = join(data, 'Master.csv');
    writeFileSync(file, '"a"\n'.repeat(1000));
    const { code, stderr } = await runCli(['import', 'asterisk-cdr', file, '--data', data]);
    expect(code).toBe(1);
    expect(stderr).toContain('No server answers at http://127.0.0.1:1 (ECONNREFUSED).');
  });

  it('a torn server.json is told apart', async () => {
    const data = makeFolder();
    writeFileSync(join(data, 'server.json'), '{"url": "http://127');
    const { code, stderr } = await runCli(['rejects', 'list', '--kind', 'unreadable', '--data', data]);
    expect(code).toBe(1);
    expect(stderr).toContain('does not say where the server answers');
  });

  it('an address without a key is refused', async () => {
    const environment = { RINGLEDGER_URL: 'http://127.0.0.1:1' };
    const { code, stderr } = await runCli(['rejects', 'list', '--kind', 'unreadable'], { environment });
    expect(code).toBe(1);
    expect(stderr).toContain('RINGLEDGER_KEY is not');
    expect(stderr).toContain('key create --user NAME');
  });

  it.each(['127.0.0.1:8080', 'ftp://pbx', 'pbx'])('%s is no address', async (url) => {
    const environment = { RINGLEDGER_URL: url, RINGLEDGER_KEY: 'k' };
    const { code, stderr } = await runCli(['rejects', 'list', '--kind', 'unreadable'], { environment });
    expect(code).toBe(1);
    expect(stderr).toContain(`"${url}", which is no address of a server`);
  });

  it('two that disagree are refused, and neither is asked', async () => {
    const stage = await startStage(NONE);
    const other = await startStage(NONE);
    const environment = { RINGLEDGER_URL: other.url, RINGLEDGER_KEY: 'k' };
    const { code, stderr } = await runCli(['rejects', 'list', '--kind', 'unreadable', '--data', stage.data], {
      environment,
    });
    expect(code).toBe(1);
    expect(stderr).toContain('Leave one of them out');
    expect([stage.got, other.got]).toEqual([[], []]);
  });
});

describe('an answer that is not a report of success', () => {
  it('shows the detail of a problem, lines and all, and no stack', async () => {
    const stage = await startStage((_got, response) =>
      sendJson(
        response,
        { title: 'not-allowed', status: 403, detail: 'ann may not do this.\nAsk admin.' },
        403,
      ),
    );
    const { code, stdout, stderr } = await runCli([
      'rejects',
      'list',
      '--kind',
      'unreadable',
      '--data',
      stage.data,
    ]);
    expect({ code, stdout, stderr }).toEqual({
      code: 1,
      stdout: '',
      stderr: 'ann may not do this.\nAsk admin.\n',
    });
  });

  it('says so when something else answers', async () => {
    const stage = await startStage((_got, response) => response.writeHead(502).end('<h1>Bad\nGateway</h1>'));
    const { code, stderr } = await runCli(['rejects', 'list', '--kind', 'unreadable', '--data', stage.data]);
    expect(code).toBe(1);
    expect(stderr).toContain('answered 502: "<h1>Bad Gateway</h1>", which Ringledger never does');
  });

  it('says so when it breaks off', async () => {
    const { url } = await listen((_request, response) => {
      response.writeHead(200, { 'Content-Type': 'application/x-ndjson' });
      response.write('{"source":"a","line":1}\n{"sou', () => response.destroy());
    });
    const data = makeFolder();
    announce(data, url);
    const { code, stdout, stderr } = await runCli([
      'rejects',
      'list',
      '--kind',
      'unreadable',
      '--data',
      data,
    ]);
    expect(code).toBe(1);
    expect(stdout).toContain('a line 1');
    expect(stderr).toContain(`The answer of ${url} broke off`);
  });
});
