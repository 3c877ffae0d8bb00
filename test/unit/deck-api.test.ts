import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LOCAL_KEY, startApp, type TestApp } from '../support/app.ts';
import { runCli } from './cli-stage.ts';

const SAMPLE = new URL('../../samples/uk-deck.csv', import.meta.url).pathname;
const BANDED = `prefix,numberType,band,afterSeconds,perMinute
44,National,peak,0,0.03
44,National,peak,60,0.02
44,National,,0,0.01
`;
const BANDS = 'band,days,from,to\npeak,mon-fri,08:00,18:00\n';
const HOLIDAYS = 'date,name\n2026-12-25,Christmas Day\n';

describe('decks and tariffs over HTTP and from the command line', () => {
  let app: TestApp;
  let folder: string;
  const write = (name: string, text: string) => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  const run = (...args: readonly string[]) => runCli([...args, '--data', folder]);
  const get = async (path: string) => {
    const answer = await app.app.server.inject({
      url: `/api/v1/${path}`,
      headers: { authorization: `Bearer ${LOCAL_KEY}` },
    });
    return { status: answer.statusCode, text: answer.payload };
  };

  beforeAll(async () => {
    app = await startApp();
    folder = mkdtempSync(join(tmpdir(), 'ringledger-decks-'));
    const url = await app.app.server.listen({ port: 0, host: '127.0.0.1' });
    write('server.json', JSON.stringify({ url, key: LOCAL_KEY, pid: process.pid }));
  });
  afterAll(async () => {
    await app.end();
    rmSync(folder, { recursive: true, force: true });
  });

  it('imports a deck with its companions as one revision', async () => {
    const flags = ['--deck', 'uk', '--from', '2026-01-01', '--currency', 'GBP', '--crossing', 'by-part'];
    const files = ['--bands', write('bands.csv', BANDS), '--holidays', write('holidays.csv', HOLIDAYS)];
    const deck = write('deck.csv', BANDED);
    const dry = await run('rates', 'import', deck, ...flags, ...files, '--dry-run');
    expect(dry).toMatchObject({ code: 0, stderr: '' });
    expect(dry.stdout).toBe(
      `${deck}: deck uk from 2026-01-01 would have 2 rates: added 2, changed 0, removed 0, unchanged 0
Nothing was changed: leave --dry-run out to import it.
`,
    );
    expect((await run('rates', 'list')).stdout).toBe('There are no decks: rates import reads one.\n');
    const { stdout } = await run('rates', 'import', deck, ...flags, ...files);
    expect(stdout).toBe(
      `${deck}: deck uk from 2026-01-01 has 2 rates: added 2, changed 0, removed 0, unchanged 0\n`,
    );
    expect((await run('rates', 'list')).stdout.split('\n').map((line) => line.trim().split(/ {2,}/))).toEqual(
      [
        ['deck', 'from', 'currency', 'direction', 'crossing', 'bands', 'rates'],
        ['uk', '2026-01-01', 'GBP', 'outbound', 'by-part', 'peak', '2'],
        [''],
        ['Revision 1.'],
        [''],
      ],
    );
  });

  it('gives back files that change nothing', async () => {
    const part = async (name: string) =>
      write(name, (await run('rates', 'export', '--deck', 'uk', '--part', name)).stdout);
    const deck = await part('rates');
    const files = ['--bands', await part('bands'), '--holidays', await part('holidays')];
    const flags = ['--deck', 'uk', '--from', '2026-01-01', '--currency', 'GBP'];
    expect((await run('rates', 'import', deck, ...flags, ...files)).stdout).toBe(
      `${deck}: deck uk from 2026-01-01 has 2 rates: added 0, changed 0, removed 0, unchanged 2
  against the version from 2026-01-01: dearer 0, cheaper 0, otherwise changed 0
`,
    );
    expect(readFileSync(join(folder, 'holidays'), 'utf8')).toBe(HOLIDAYS);
  });

  it('tells what a new version changes, and keeps the old one by revision', async () => {
    const csv = BANDED.replace('0,0.03', '0,0.12').replace('44,National,,0,0.01\n', '');
    const deck = write('next.csv', csv);
    const flags = ['--deck', 'uk', '--from', '2026-07-01', '--currency', 'GBP'];
    const { stdout } = await run('rates', 'import', deck, ...flags);
    expect(stdout).toContain('added 0, changed 1, removed 1, unchanged 0');
    expect(stdout).toContain('against the version from 2026-01-01: dearer 1, cheaper 0, otherwise changed 0');
    expect(stdout).toMatch(/44 +peak +perMinute +0\.03 +0\.12/);
    expect(stdout).toMatch(/Gone:\nprefix .*perMinute\n44 +0\.01\n/);
    expect(stdout).toContain('Prefix 44 has no price at mon 00:00-08:00');
    expect(stdout).toContain('Prefix 44 in band "peak" costs 0.12 a minute, against 0.03 before.');
    expect((await get('rates/export?deck=uk&from=2026-01-01&revision=1')).text).toContain('0.03');
    expect((await run('rates', 'list', '--revisions')).stdout).toMatch(/2 .*deck "uk" from 2026-07-01/);
  });

  it('compares two versions, either way round', async () => {
    const compare = async (query: string) =>
      JSON.parse((await get(`rates/compare?deck=uk&${query}`)).text) as Record<string, unknown>;
    expect(await compare('withFrom=2026-01-01')).toMatchObject({
      ...{ deck: 'uk', from: '2026-07-01', withDeck: 'uk', against: '2026-01-01' },
      ...{ rates: 1, added: 0, removed: 1, changed: 1, dearer: 1, cheaper: 0 },
      largest: [{ prefix: '44', band: 'peak', price: 'perMinute', before: '0.03', after: '0.12' }],
      ...{ firstAdded: [], firstRemoved: [{ prefix: '44', band: '', perMinute: '0.01' }] },
    });
    expect(await compare('from=2026-01-01')).toMatchObject({
      ...{ from: '2026-01-01', against: '2026-07-01', rates: 2, added: 1, removed: 0, cheaper: 1 },
      ...{ firstAdded: [{ prefix: '44', band: '', perMinute: '0.01' }], firstRemoved: [] },
    });
  });

  it.each([
    ['rates/export?deck=ku', 404, 'There is no deck "ku": did you mean "uk"?'],
    ['rates/export?deck=uk&from=2020-01-01', 404, 'it has those from 2026-01-01, 2026-07-01.'],
    ['rates/export?deck=uk&revision=99', 400, 'write a whole number from 0 to 2'],
    ['rates/export?deck=uk&part=rate', 400, 'Name the deck and what of it'],
    ['rates/export', 400, 'Name the deck and what of it'],
    ['rates/compare?deck=uk&withDeck=ku', 404, 'did you mean "uk"?'],
    ['rates/compare', 400, 'Name the versions'],
    ['rates?revison=1', 400, 'did you mean "revision"?'],
  ])('refuses GET %s', async (path, status, sentence) => {
    const answer = await get(path);
    expect(answer.status).toBe(status);
    expect((JSON.parse(answer.text) as { detail: string }).detail).toContain(sentence);
  });

  it.each([
    ['deck=x&from=2026-01-01', '', 'Name the deck'],
    [
      'deck=x&from=2026-01-01&currency=GBP&dryrun=true',
      BANDED,
      'There is no parameter "dryrun": did you mean "dryRun"?',
    ],
    ['deck=x&from=2026-01-01&currency=GBP&dryRun=yes', BANDED, 'dryRun is "yes": write "true" or "false".'],
    ['deck=x&deck=y&from=2026-01-01&currency=GBP', BANDED, '"deck" stands twice: write it once.'],
    ['deck=x&from=2026-01-01&currency=GBP', BANDED, 'line 2: There is no band "peak", as the deck has none'],
    [
      'deck=x&from=2026-01-01&currency=GBP&to=2026-01-01',
      'prefix,perMinute\n44,1',
      'to: "2026-01-01" is not after "from"',
    ],
    [
      'deck=x&from=2026-01-01&currency=GBP&crossing=by',
      'prefix,perMinute\n44,1',
      'crossing: "by" is no crossing: write "by-start" or "by-part".',
    ],
    [
      'deck=x&from=2026-01-01&currency=GBP&zone=Mars',
      'prefix,perMinute\n44,1',
      'zone: "Mars" is not a time zone',
    ],
    [
      'deck=uk&from=2026-01-01&currency=GBP&direction=inbound-ddi',
      'prefix,perMinute\n44,1',
      'The deck "uk" is outbound, and a deck keeps its direction',
    ],
    ['deck=uk&from=2026-01-01&currency=EUR', BANDED, 'The deck is in "EUR", and the deck "uk"'],
  ])('refuses POST rates?%s', async (query, body, sentence) => {
    const { status, json } = await app.api(`rates?${query}`, body);
    expect([400, 409]).toContain(status);
    expect((json as { detail: string }).detail).toContain(sentence);
  });

  it('names faults of all files of an import at once', async () => {
    const body = JSON.stringify({
      csv: 'prefix,perMinute\n+44,1\n44,x',
      bands: 'band,days,from,to\np,mo,1,2',
      holidays: 'date\n1',
    });
    const { json } = await app.api('rates?deck=x&from=2026-01-01&currency=GBP', body, 'application/json');
    const { faults } = json as { faults: readonly { where: string }[] };
    expect(faults.map(({ where }) => where)).toEqual([
      ...['bands line 2', 'bands line 2', 'bands line 2', 'holidays line 2', 'line 2', 'line 3'],
    ]);
    const wrong = await app.api(
      'rates?deck=x&from=2026-01-01&currency=GBP',
      '{"cvs":""}',
      'application/json',
    );
    expect((wrong.json as { detail: string }).detail).toContain('did you mean "csv"?');
  });

  it('takes tariffs, lists and gives them back', async () => {
    const file = {
      tariffs: [{ name: 'Standard', currency: 'GBP', decks: ['uk'] }],
      companies: [{ company: 'default', tariff: 'Standard' }],
    };
    const path = write('tariffs.json', JSON.stringify(file));
    expect((await run('tariffs', 'list')).stdout).toContain('There are no tariffs');
    expect((await run('tariffs', 'import', path, '--dry-run')).stdout).toBe(
      `${path}: added 1 (Standard), changed 0, removed 0, unchanged 0
  now: company default pays by "Standard"
Nothing was changed: leave --dry-run out to import it.
`,
    );
    await run('tariffs', 'import', path);
    const list = (await run('tariffs', 'list')).stdout;
    expect(list).toMatch(/Standard +GBP +uk/);
    expect(list).toMatch(/company default +Standard/);
    const back = write('back.json', (await run('tariffs', 'export')).stdout);
    expect((await run('tariffs', 'import', back)).stdout).toBe(
      `${back}: added 0, changed 0, removed 0, unchanged 1\n`,
    );
    const refused = await run('tariffs', 'import', write('bad.json', '{"tariffs":[{"name":"A"}]}'));
    expect(refused.code).toBe(1);
    expect(refused.stderr).toContain('tariffs[0]: "currency" is missing');
  });

  it('reads the bundled deck as it always did', async () => {
    const csv = readFileSync(SAMPLE, 'utf8');
    const { json } = await app.api('rates?deck=bundled&from=2026-01-01&currency=GBP&dryRun', csv);
    expect(json).toMatchObject({ dryRun: true, gaps: [], warnings: [] });
  });
});
