import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { Agent, type IncomingMessage, request } from 'node:http';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { copyFolder } from '../support/copy-folder.ts';
import { putFreshStores } from '../support/fresh-stores.ts';
import {
  type Ended,
  endProcesses,
  makeFolder,
  type RunningServer,
  readServerFile,
  runProgram,
  SAMPLES,
  startProgram,
  startServer,
} from '../support/server-process.ts';
import { generateRows, joinRows } from './generated-calls.ts';
import { command, describePbx } from './loaded-server.ts';

vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });

const LOGIN = 'result":"success"';

/** A folder that was started before, its stores made by nobody's start: most tests are about what comes after. */
const started = mkdtempSync(join(tmpdir(), 'ringledger-started-'));
const PASSWORD = 'a password of mine';
let firstEnded: Ended;
beforeAll(async () => {
  await putFreshStores(started);
  const server = await startServer(started, { environment: { RINGLEDGER_ADMIN_PASSWORD: PASSWORD } });
  firstEnded = await server.stop();
});
afterEach(endProcesses);
afterAll(() => rmSync(started, { recursive: true, force: true }));

const makeStartedFolder = () => copyOf(started);

async function copyOf(folder: string): Promise<string> {
  const data = join(makeFolder('serve'), 'data');
  await copyFolder(folder, data);
  return data;
}

/** Where else a program might write: a folder that it runs in, a home and a place for temporary files. */
function makePlaces() {
  const folder = makeFolder('places');
  const [cwd = '', HOME = '', TMPDIR = ''] = ['cwd', 'home', 'tmp'].map((name) => join(folder, name));
  for (const place of [cwd, HOME, TMPDIR]) mkdirSync(place);
  /** All that there is. */
  const list = () => readdirSync(folder, { recursive: true }).sort();
  return { cwd, environment: { HOME, TMPDIR }, list };
}

/** What `list` says as long as nobody wrote there. */
const NOTHING = ['cwd', 'home', 'tmp'];

async function signIn(server: { readonly url: string }, password: string): Promise<string> {
  const body = JSON.stringify({ auth: { type: 'auth', username: 'admin', password } });
  return (await fetch(`${server.url}/rest/auth`, { method: 'POST', body })).text();
}

describe('the first start', () => {
  it('makes a password for admin and shows it once, and writes nothing elsewhere', async () => {
    const base = makeFolder('serve');
    const data = join(base, 'new', 'data');
    const { list, ...places } = makePlaces();
    const first = await startServer(data, places);
    const password = /user admin, password (\S+)\n/.exec(first.stdout())?.[1] ?? '';
    expect(password.length).toBeGreaterThanOrEqual(20);
    expect(await signIn(first, password)).toContain(LOGIN);
    const { stderr } = await first.stop();
    expect(stderr).not.toContain(password);
    expect(list()).toEqual(NOTHING);
    expect([readdirSync(base), readdirSync(join(base, 'new'))]).toEqual([['new'], ['data']]);

    const second = await startServer(data);
    expect(second.stdout()).not.toContain('password');
    expect(await signIn(second, password)).toContain(LOGIN);
  });

  it('takes the password it is given, and never says it', async () => {
    expect(firstEnded).toMatchObject({ code: 0, signal: null });
    expect(firstEnded.stdout + firstEnded.stderr).not.toContain(PASSWORD);
    const server = await startServer(await makeStartedFolder());
    expect(await signIn(server, PASSWORD)).toContain(LOGIN);
    expect(await signIn(server, 'another')).not.toContain(LOGIN);
  });

  it('does not lose the password to a port that is in use', async () => {
    const data = makeFolder('serve');
    await putFreshStores(data);
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const address = other.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const refused = await runProgram(['serve', '--data', data, '--port', String(port)]);
    await new Promise((resolve) => other.close(resolve));
    expect(refused.stderr).toBe(
      `Port ${port} of 127.0.0.1 is in use by another program. Choose a free one with --port or RINGLEDGER_PORT.\n`,
    );
    expect(refused.code).toBe(1);
    const server = await startServer(data);
    const shown = /user admin, password (\S+)\n/.exec(refused.stdout + server.stdout())?.[1] ?? '';
    expect(await signIn(server, shown)).toContain(LOGIN);
  });
});

describe('a data folder', () => {
  it('tells its owner alone where the server answers, and nothing once it has stopped', async () => {
    const data = await makeStartedFolder();
    // One that a killed server left, readable by all since somebody copied it.
    writeFileSync(join(data, 'server.json'), '{}', { mode: 0o644 });
    const server = await startServer(data);
    expect(statSync(join(data, 'server.json')).mode & 0o777).toBe(0o600);
    expect(readServerFile(data)).toMatchObject({ url: server.url, pid: server.pid });
    expect(await server.ask('/healthz')).toEqual({ status: 200, text: '{"status":"ok","failing":[]}' });
    expect((await server.stop()).code).toBe(0);
    expect(readdirSync(data).sort()).toEqual(['calls', 'catalog']);
    const asked = await runProgram([
      'report',
      'outsummary',
      '--month',
      '11',
      '--year',
      '2026',
      '--data',
      data,
    ]);
    expect(asked.stderr).toContain(`No server is running on the data folder ${data}`);
    expect(asked.code).toBe(1);
  });

  it('is one process at a time, and is taken over from a killed one', async () => {
    const data = await makeStartedFolder();
    const first = await startServer(data);
    const second = await runProgram(['serve', '--data', data, '--port', '0']);
    expect(second).toMatchObject({
      code: 1,
      stdout: '',
      stderr: `The data folder ${data} is in use by process ${first.pid}. Stop that one, or start this one with another --data folder and --port.\n`,
    });
    expect((await first.ask('/healthz')).status).toBe(200);
    expect((await first.crash()).signal).toBe('SIGKILL');
    expect(readdirSync(data)).toContain('owner.json');
    const third = await startServer(data);
    expect((await third.ask('/healthz')).status).toBe(200);
    expect(readServerFile(data).pid).toBe(third.pid);
    expect((await third.stop()).code).toBe(0);
    expect(readdirSync(data)).not.toContain('owner.json');
  });

  it('is not held by a stranger who got the pid of its killed owner', async () => {
    const data = await makeStartedFolder();
    writeFileSync(join(data, 'owner.json'), JSON.stringify({ pid: process.pid, startedAt: '1' }));
    const server = await startServer(data);
    expect((await server.ask('/healthz')).status).toBe(200);
  });

  it('that is no folder is refused with a sentence', async () => {
    const file = join(makeFolder('serve'), 'data');
    writeFileSync(file, '');
    const refused = await runProgram(['serve', '--data', file, '--port', '0']);
    expect(refused).toMatchObject({ code: 1, stdout: '' });
    expect(refused.stderr).toBe(
      `The data folder ${file} cannot be used (EEXIST). Choose with --data a folder that this user may write to.\n`,
    );
  });
});

describe('configuration that cannot be used', () => {
  it('is refused with every fault at once, before anything is made', async () => {
    const data = join(makeFolder('serve'), 'data');
    const environment = {
      RINGLEDGER_REPORT_CONCURRENCY: '0',
      RINGLEDGER_POSTGRES_URL: 'mysql://localhost/calls',
      RINGLEDGER_CLICKHOUSE_URL: 'localhost',
      RINGLEDGER_DAY_WINDOW: 'sideways',
      RINGLEDGER_LOG_LEVEL: 'loud',
    };
    const refused = await runProgram(['serve', '--data', data, '--port', '99999'], { environment });
    expect(refused).toMatchObject({ code: 1, stdout: '' });
    const fault = 'cannot be used';
    for (const said of [fault, '--port', '"99999"', ...Object.keys(environment), '"sideways"', '"loud"']) {
      expect(refused.stderr).toContain(said);
    }
    expect(refused.stderr).not.toContain('    at ');
    expect(readdirSync(join(data, '..'))).toEqual([]);
  });

  it.each([
    ['RINGLEDGER_POSTGRES_URL', 'postgres://someone:secret-word@127.0.0.1:1/x'],
    ['RINGLEDGER_CLICKHOUSE_URL', 'http://someone:secret-word@127.0.0.1:1/x'],
  ])('names %s when nothing answers there, and gives the folder up', async (name, url) => {
    const data = await makeStartedFolder();
    const refused = await runProgram(['serve', '--data', data, '--port', '0'], {
      environment: { [name]: url },
    });
    expect(refused).toMatchObject({ code: 1, stdout: '' });
    expect(refused.stderr.trimEnd().split('\n').at(-1)).toContain(name);
    expect(refused.stderr).not.toContain('secret-word');
    expect(readdirSync(data)).not.toContain('owner.json');
  });
});

describe('a start that fails late', () => {
  it('ends by itself, though both stores were open', async () => {
    const data = await makeStartedFolder();
    const environment = { RINGLEDGER_ADMIN_PASSWORD: 'x'.repeat(2000) };
    const refused = await runProgram(['serve', '--data', data, '--port', '0'], { environment });
    expect(refused).toMatchObject({ code: 1, stdout: '' });
    expect(refused.stderr).toContain('password of admin cannot be used');
    expect(readdirSync(data).sort()).toEqual(['calls', 'catalog']);
    const server = await startServer(data);
    expect((await server.ask('/healthz')).status).toBe(200);
  });
});

describe('a server told to stop', () => {
  /** `allcalls` of them is longer than what the buffers of a connection hold. */
  const loaded = mkdtempSync(join(tmpdir(), 'ringledger-loaded-'));
  beforeAll(async () => {
    await putFreshStores(loaded);
    const server = await startServer(loaded);
    const file = join(makeFolder('calls'), 'Master.csv');
    writeFileSync(file, joinRows(generateRows(60_000, 7)));
    await command(server, 'import', 'asterisk-cdr', file, '--zone', 'UTC');
    await server.stop();
  });
  afterAll(() => rmSync(loaded, { recursive: true, force: true }));
  const startWithManyCalls = async () => startServer(await copyOf(loaded));

  it('finishes the report under way, then ends by itself', async () => {
    const server = await startWithManyCalls();
    const answer = await askSlowly(server);
    server.kill('SIGTERM');
    await waitForLog(server, '"msg":"stopping"');
    await expect(fetch(`${server.url}/healthz`)).rejects.toThrow();
    expect(hasEnded(server)).toBe(false);
    const whole = JSON.parse(await readWhole(answer)) as { readonly result: string };
    expect(whole.result).toBe('success');
    // The connection is kept alive by this side: the server must not wait for it.
    expect(await server.ended).toMatchObject({ code: 0, signal: null });
    expect(readdirSync(server.data).sort()).toEqual(['calls', 'catalog']);
  });

  it('ends at once when told again', async () => {
    const server = await startWithManyCalls();
    const answer = await askSlowly(server);
    server.kill('SIGINT');
    await waitForLog(server, '"msg":"stopping"');
    expect(hasEnded(server)).toBe(false);
    server.kill('SIGTERM');
    expect(await server.ended).toMatchObject({ code: null, signal: 'SIGTERM' });
    await expect(readWhole(answer)).rejects.toThrow();
    const next = await startServer(server.data);
    expect((await next.ask('/healthz')).status).toBe(200);
  });

  it('while it starts ends as well', async () => {
    const data = await makeStartedFolder();
    const program = startProgram(['serve', '--data', data, '--port', '0']);
    while (!readdirSync(data).includes('owner.json')) await sleep(10);
    program.kill('SIGINT');
    expect(await program.ended).toMatchObject({ code: 0, signal: null });
    expect(readdirSync(data)).not.toContain('server.json');
  });
});

describe('a server that was filled and asked', () => {
  let ended: Ended;
  let written: { readonly beside: readonly string[]; readonly elsewhere: readonly unknown[] };
  beforeAll(async () => {
    const { list, ...places } = makePlaces();
    const data = await makeStartedFolder();
    const server = await startServer(data, places);
    await loadSample(server);
    for (const name of ['incalls', 'outcalls', 'outsummary', 'allcalls']) {
      expect(await server.report(name, { month: 11, year: 2026 })).toContain(LOGIN);
    }
    await server.report('outcalls', { month: 11, year: 2026, recalc: true });
    await server.report('incalls', {
      month: 11,
      year: 2026,
      extensions: ['01632960577'],
      nonsense: '01632960577',
    });
    await server.ask('/rest/call/01632960577?number=01632960577', { method: 'POST', body: '{}' });
    await server.ask('/rest/call/incalls', { method: 'POST', body: '{"01632960577"' });
    await server.ask('/api/v1/imports/asterisk-cdr?zone=01632960577', { method: 'POST', body: '' });
    await server.ask('/01632960577');
    await server.ask('/%E0%A4%A01632960577');
    ended = await server.stop();
    written = { beside: readdirSync(join(data, '..')), elsewhere: list() };
  });

  it('has written nothing outside its folder', () => {
    expect(ended.code).toBe(0);
    expect(written).toEqual({ beside: ['data'], elsewhere: NOTHING });
  });

  it('has named in its log, at level info, routes and no phone number', () => {
    const lines = ended.stderr.trimEnd().split('\n');
    expect(lines.length).toBeGreaterThan(12);
    const logged = lines.map((line) => {
      const { time, ...rest } = JSON.parse(line) as Record<string, unknown>;
      expect(typeof time).toBe('number');
      return JSON.stringify(rest);
    });
    expect(logged.join('\n')).toContain('/rest/call/');
    const found = listPhoneNumbers().filter((number) => logged.some((line) => line.includes(number)));
    expect(found).toEqual([]);
  });
});

async function loadSample(server: RunningServer): Promise<void> {
  await describePbx(server);
  await command(server, 'import', 'asterisk-cdr', join(SAMPLES, 'Custom.csv'), '--zone', 'UTC');
  await command(server, 'import', 'asterisk-queue-log', join(SAMPLES, 'queue_log'));
}

/** Digits that somebody dialled or called from, as long as an outside number. */
function listPhoneNumbers(): readonly string[] {
  const found = new Set<string>();
  for (const line of readFileSync(join(SAMPLES, 'Custom.csv'), 'utf8').trimEnd().split('\n')) {
    const [, src = '', dst = ''] = line.split(',').map((field) => field.replaceAll('"', ''));
    for (const number of [src, dst, dst.replace(/^9/, '')]) if (/^\d{7,}$/.test(number)) found.add(number);
  }
  expect(found.size).toBeGreaterThan(30);
  return [...found];
}

/** An answer of which the head has come, and nothing is read yet. */
function askSlowly(server: RunningServer): Promise<IncomingMessage> {
  const agent = new Agent({ keepAlive: true });
  return new Promise((resolve, reject) => {
    const asking = request(
      new URL('/rest/call/allcalls', server.url),
      { method: 'POST', agent, headers: { authorization: `Bearer ${server.key}` } },
      resolve,
    );
    asking.once('error', reject);
    asking.end(JSON.stringify({ type: 'cdr', scope: { day: 10, month: 12, year: 2026, days: 21 } }));
  });
}

async function readWhole(answer: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of answer) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

async function waitForLog(server: RunningServer, words: string): Promise<void> {
  while (!server.stderr().includes(words)) await sleep(10);
}

function hasEnded(server: RunningServer): boolean {
  try {
    process.kill(server.pid, 0);
    return false;
  } catch {
    return true;
  }
}
