import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { findFreePort } from '../support/free-port.ts';
import {
  endProcesses,
  makeFolder,
  type RunningProgram,
  readServerFile,
  runCommand,
  startCommand,
  waitUntilSaid,
} from '../support/server-process.ts';

vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const README = readFileSync(join(ROOT, 'README.md'), 'utf8');
/** What a clone does not have. */
const NOT_IN_A_CLONE = ['.git', 'node_modules', 'dist', 'data', 'demo-data', 'coverage', 'bench/.data'];

/** Lines of each fenced block of shell commands. */
const blocks = [...README.matchAll(/^```sh\n(.*?)^```$/gms)].map((match) =>
  (match[1] ?? '').trimEnd().split('\n'),
);

let clone: string;
let environment: Readonly<Record<string, string>>;

beforeAll(async () => {
  clone = makeFolder('clone');
  cpSync(ROOT, clone, {
    recursive: true,
    filter: (path) => !NOT_IN_A_CLONE.includes(relative(ROOT, path)),
  });
  symlinkSync(join(ROOT, 'node_modules'), join(clone, 'node_modules'));
  environment = { npm_config_update_notifier: 'false', npm_config_fund: 'false' };
});
afterAll(async () => {
  killServer(join(clone, 'demo-data'));
  await endProcesses();
});

/** The demo's server has a process group of its own; a demo that did not stop it leaves it to us. */
function killServer(data: string): void {
  if (!existsSync(join(data, 'server.json'))) return;
  const { pid } = readServerFile(data);
  const commandLine = `/proc/${pid}/cmdline`;
  if (existsSync(commandLine) && readFileSync(commandLine, 'utf8').includes(data))
    process.kill(pid, 'SIGKILL');
}

describe('the README', () => {
  it('prints two commands to begin with', () => {
    expect(blocks.slice(0, 2)).toEqual([['npm ci && npm run demo'], ['npm ci && npm test']]);
  });

  it('needs nothing but npm ci before bin/ringledger works', async () => {
    const early = await runCommand(join(clone, 'bin', 'ringledger'), ['--version'], { cwd: clone });
    expect(early).toMatchObject({ code: 1, stdout: '' });
    expect(early.stderr).toContain('"npm ci"');
    // npm ci runs this script of the package itself once the packages are there.
    const prepared = await runCommand('npm', ['run', 'prepare'], { cwd: clone, environment });
    expect(prepared).toMatchObject({ code: 0 });
    const done = await runCommand(join(clone, 'bin', 'ringledger'), ['--version'], { cwd: clone });
    expect(done).toMatchObject({ code: 0, stderr: '' });
    expect(done.stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });

  it('names scripts that there are', () => {
    const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
      readonly scripts: Readonly<Record<string, string>>;
    };
    const named = [...README.matchAll(/npm (?:run (\S+?)|(test))(?=[\s`])/g)].map(
      (match) => match[1] ?? match[2] ?? '',
    );
    expect(named).toContain('demo');
    expect(named.filter((name) => scripts[name] === undefined)).toEqual([]);
  });
});

/** Starts `npm run demo` in the clone and waits until it serves. */
async function startDemo(port: number): Promise<RunningProgram> {
  const program = startCommand('npm', ['run', 'demo'], {
    cwd: clone,
    environment: { ...environment, RINGLEDGER_PORT: String(port) },
  });
  await waitUntilSaid(program, 'Serving until Ctrl-C.');
  return program;
}

async function post(url: string, body: string) {
  const answer = await fetch(url, { method: 'POST', body });
  return (await answer.json()) as {
    readonly result: string;
    readonly values?: Readonly<Record<string, unknown>>;
  };
}

/** The table of companies: what stands between its title and the empty line after it. */
function readTable(said: string): string {
  return /^outsummary, November 2026\n\n(.*?)\n\n/ms.exec(said)?.[1] ?? '';
}

describe('npm run demo', () => {
  it('loads the sample PBX, says how to get in, shows its month, serves, and finds it all again', async () => {
    const port = await findFreePort();
    const url = `http://127.0.0.1:${port}`;
    const first = await startDemo(port);
    const said = first.stdout();
    expect(said).toContain(`Ringledger answers at ${url}\n`);
    const [, username, password] = /Log in as user "([^"]+)", password "([^"]+)"/.exec(said) ?? [];
    const auth = { type: 'auth', username, password };
    expect(await post(`${url}/rest/auth`, JSON.stringify({ auth }))).toMatchObject({ result: 'success' });
    const [, askedUrl = '', asked = ''] = /^ {2}curl (\S+) -d '(.*)'$/m.exec(said) ?? [];
    const answer = await post(askedUrl, asked);
    expect(askedUrl).toBe(`${url}/rest/call/outsummary`);
    expect(answer).toMatchObject({ result: 'success' });
    expect(Object.keys(answer.values ?? {})).toEqual(['default', 'test']);
    const table = readTable(said);
    expect(table).toMatch(/^default +Default Company +\d+:\d\d +\d+\.\d{2,} +0$/m);
    expect(table).toMatch(/^test +Test Company +/m);
    // The command it prints is one that works where it is printed.
    const [, words = ''] = /^ {2}bin\/ringledger (.*)$/m.exec(said) ?? [];
    const detailed = await runCommand(join(clone, 'bin', 'ringledger'), words.split(' '), { cwd: clone });
    expect(detailed.stdout).toContain('Ann Reader');

    const demoData = join(clone, 'demo-data');
    const server = readServerFile(demoData);
    first.kill('SIGTERM');
    await first.ended;
    expect(() => process.kill(server.pid, 0)).toThrow('ESRCH');
    await expect(fetch(url)).rejects.toThrow();

    const second = await startDemo(port);
    expect(second.stdout()).toContain('of an earlier start');
    expect(second.stdout()).not.toContain('Loading');
    expect(readTable(second.stdout())).toBe(table);
    expect(await post(askedUrl, asked)).toEqual(answer);
    // Ctrl-C: the terminal signals the demo and all it has started.
    process.kill(-second.pid, 'SIGINT');
    await second.ended;
    expect(readdirSync(demoData).sort()).toEqual(['calls', 'catalog', 'demo-loaded']);
  });
});

describe("the README's commands for a PBX of one's own", () => {
  it('work as they are printed', async () => {
    mkdirSync(join(clone, 'log', 'cdr-csv'), { recursive: true });
    const place = (sample: string, ...path: string[]) =>
      cpSync(join(clone, 'samples', sample), join(clone, ...path));
    place('directory.json', 'directory.json');
    place('uk-deck.csv', 'deck.csv');
    place('Master.csv', 'log', 'cdr-csv', 'Master.csv');
    place('queue_log', 'log', 'queue_log');
    writeFileSync(join(clone, 'password.txt'), 'a long password\n');

    const [serve = '', ...lines] = findBlock('bin/ringledger serve');
    const options = { cwd: clone, environment: { ...environment, RINGLEDGER_PORT: '0' } };
    const server = startCommand('sh', ['-c', `exec ${serve}`], options);
    await waitUntilSaid(server, 'Ringledger answers at');
    const said: string[] = [];
    for (const line of [...lines, ...findBlock('bin/ringledger user add')]) {
      const words = ['-c', line.replaceAll('/var/log/asterisk', join(clone, 'log'))];
      const { code, stdout, stderr } = await runCommand('sh', words, options);
      expect({ line, code, stderr: code === 0 ? '' : stderr }).toEqual({ line, code: 0, stderr: '' });
      said.push(stdout);
    }
    expect(said.join('')).toContain('accepted 111, duplicate 0, rejected 0');
    expect(said.join('')).toContain('Test Company');
    expect(said.at(-1)).toMatch(/^rl_\S+\n$/);

    const { url } = readServerFile(join(clone, 'data'));
    const password = /user admin, password (\S+)\n/.exec(server.stdout())?.[1] ?? '';
    const asked = /-d '(.*)'/s.exec(findBlock('curl').join('\n'))?.[1]?.replace('…', password) ?? '';
    const answer = await post(`${url}/rest/call/outsummary`, asked);
    expect(answer).toMatchObject({ result: 'success', values: { default: {}, test: {} } });
    server.kill('SIGTERM');
    expect(await server.ended).toMatchObject({ code: 0 });
  });
});

function findBlock(start: string): readonly string[] {
  const block = blocks.find(([line = '']) => line.startsWith(start));
  if (block === undefined) throw new Error(`the README has no commands that begin with ${start}`);
  return block;
}
