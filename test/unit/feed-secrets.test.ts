import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Fastify from 'fastify';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { RingledgerError } from '../../src/core/errors.ts';
import { createSecretBox } from '../../src/core/seal.ts';
import { toProblem } from '../../src/http/problem.ts';
import type { FeedKind } from '../../src/ingest/feeds/feed.ts';
import { setUpFeeds } from '../../src/ingest/feeds/set-up-feeds.ts';
import { registerSources } from '../../src/ingest/feeds/source-routes.ts';
import { tellError } from '../../src/ingest/feeds/tell-error.ts';
import { readSecretKey } from '../../src/secret-key.ts';
import { connectCatalog } from '../../src/store/catalog/catalog.ts';
import { findSource } from '../../src/store/catalog/sources.ts';
import { openCallHome } from '../support/call-homes.ts';
import { emptyDirectory } from '../support/empty-directory.ts';
import { putFreshCatalog } from '../support/fresh-stores.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 180_000 });

const SECRET = 'pass word/€"1';
const text = { type: 'string', title: 'a text', description: 'a text', pattern: '^[^!]+$' } as const;

/** Fails with its secret in its mouth, in every form it knows. */
const LEAKY: FeedKind = {
  kind: 'leaky',
  description: 'a source that fails',
  settings: {
    type: 'object',
    properties: { host: text, password: text },
    required: ['host'],
    additionalProperties: false,
  },
  secrets: ['password'],
  test: async ({ settings }) => {
    if (settings['host'] === 'ok') return ['It answers.'];
    throw new RingledgerError('invalid-request', `${String(settings['password'])} is refused.`);
  },
  run: async ({ settings }) => {
    const secret = String(settings['password']);
    throw new Error(`connect db://u:${encodeURIComponent(secret)}@${settings['host']} with ${secret}`);
  },
};

let folder: string;
let end: () => Promise<void>;
let catalog: Awaited<ReturnType<typeof connectCatalog>>;
let calls: Awaited<ReturnType<typeof openCallHome>>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ringledger-secrets-'));
  await putFreshCatalog(join(folder, 'catalog'));
  catalog = await connectCatalog({ folder: join(folder, 'catalog') });
  calls = await openCallHome('chDB in a folder');
  end = async () => {
    await calls.end();
    await catalog.close();
    await rm(folder, { recursive: true, force: true });
  };
});
afterAll(() => end?.());

function start(key: string | undefined, folderOfKey: string | undefined) {
  const said: string[] = [];
  const logger = pino({ level: 'trace' }, { write: (line: string) => void said.push(line) });
  const { parts, feeds } = setUpFeeds({
    landing: {
      ...{ calls: calls.store, catalog, now: () => 0 },
      directory: async () => emptyDirectory(),
      prices: async () => {
        throw new Error('nothing lands here');
      },
    },
    ...{ kinds: [LEAKY], logger, now: () => 0, silentSeconds: 0, spools: folder },
    afterLanding: async () => {},
    readKey: (toSeal) => readSecretKey({ text: key, file: undefined, folder: folderOfKey }, toSeal),
  });
  const server = Fastify();
  server.setErrorHandler((error, _request, reply) => {
    const problem = toProblem(error);
    return reply.code(problem.status).send(problem);
  });
  server.decorateRequest('login', 'tester');
  registerSources(server, parts, feeds);
  feeds.start();
  const ask = async (method: 'GET' | 'POST' | 'PATCH' | 'DELETE', url: string, body?: object) => {
    const answer = await server.inject({ method, url, ...(body === undefined ? {} : { payload: body }) });
    said.push(answer.payload);
    return { status: answer.statusCode, json: answer.json() as Record<string, unknown> };
  };
  return { ask, said, stop: () => feeds.stop() };
}

function expectNoSecret(said: readonly string[]): void {
  const all = said.join('\n');
  const forms = [SECRET, encodeURIComponent(SECRET), JSON.stringify(SECRET).slice(1, -1), 'pass word'];
  for (const form of forms) expect(all).not.toContain(form);
}

describe('secrets of sources', () => {
  it('are kept encrypted, with a key that only its owner may read, and are never shown', async () => {
    const { ask, said, stop } = start(undefined, folder);
    const secrets = { password: SECRET };
    const refused = await ask('POST', '/sources', {
      ...{ name: 'a', kind: 'leaky', settings: { host: 'no' }, secrets },
    });
    expect(refused.status).toBe(400);
    expect(refused.json['detail']).toBe('••• is refused.');
    const bad = await ask('POST', '/sources', {
      ...{ name: 'a', kind: 'leaky', settings: { host: 'ok', password: SECRET } },
      secrets: { password: `${SECRET}!` },
    });
    expect(bad.json['faults']).toMatchObject([
      { where: 'settings.password' },
      { where: 'secrets.password', message: 'what was given (not shown) is not a text: write a text.' },
    ]);
    const added = await ask('POST', '/sources', {
      ...{ name: 'a', kind: 'leaky', settings: { host: 'ok' }, secrets },
    });
    expect(added).toMatchObject({ status: 201, json: { secrets: ['password'], found: ['It answers.'] } });
    await vi.waitFor(
      async () => {
        const { json } = await ask('GET', '/sources/a');
        expect(json['error']).toBe('The server could not read it: connect db://u:•••@ok with •••.');
      },
      { timeout: 30_000, interval: 100 },
    );
    expect((await stat(join(folder, 'secret.key'))).mode & 0o777).toBe(0o600);
    const row = await findSource(catalog.db, 'a');
    expect(Buffer.from(row?.secrets ?? []).toString('latin1')).not.toContain('pass');
    expect(JSON.stringify(row)).not.toContain('pass word');
    await stop();
    expectNoSecret(said);
  });

  it('cannot be read with another key, which is told in words and keeps nobody else from going on', async () => {
    const { ask, said, stop } = start('f'.repeat(64), undefined);
    await vi.waitFor(
      async () => {
        const { json } = await ask('GET', '/sources/a');
        expect(json['error']).toContain('were kept with another key than this server has');
      },
      { timeout: 30_000, interval: 100 },
    );
    const again = await ask('PATCH', '/sources/a', { secrets: { password: 'new one' } });
    expect(again.status).toBe(200);
    expect((await ask('POST', '/sources/a/test')).json).toEqual({ found: ['It answers.'] });
    expect((await ask('DELETE', '/sources/a')).json).toEqual({ removed: 'a' });
    await stop();
    expectNoSecret(said);
  });

  it('need a key that is given where the catalog is on a server', async () => {
    const { ask, said, stop } = start(undefined, undefined);
    const wish = { name: 'b', kind: 'leaky', settings: { host: 'ok' } };
    const refused = await ask('POST', '/sources', { ...wish, secrets: { password: SECRET } });
    expect(refused.json['detail']).toContain('RINGLEDGER_SECRET_KEY');
    expect((await ask('POST', '/sources', wish)).status).toBe(201);
    await ask('DELETE', '/sources/b');
    await stop();
    expectNoSecret(said);
  });
});

describe('a sealed secret', () => {
  const box = (key: string) =>
    createSecretBox(
      async () => Buffer.from(key.repeat(32)),
      (name) => `"${name}" was kept with another key.`,
    );

  it('opens for its source and its key alone, and never looks the same twice', async () => {
    const sealed = await box('k').seal('a', { password: SECRET });
    expect(await box('k').open('a', sealed)).toEqual({ password: SECRET });
    expect(await box('k').seal('a', { password: SECRET })).not.toEqual(sealed);
    await expect(box('k').open('b', sealed)).rejects.toThrow('"b" was kept with another key');
    await expect(box('q').open('a', sealed)).rejects.toThrow('"a" was kept with another key');
    const broken = Buffer.from(sealed);
    broken[broken.length - 1] = (broken.at(-1) ?? 0) ^ 1;
    await expect(box('k').open('a', broken)).rejects.toThrow('another key');
  });

  it('takes a key in hex or base64, from a variable or a file, and quotes none', async () => {
    const key = Buffer.alloc(32, 7);
    const file = join(folder, 'key');
    await writeFile(file, `${key.toString('base64')}\n`);
    const places = { text: undefined, file: undefined, folder: undefined };
    expect(await readSecretKey({ ...places, file }, false)).toEqual(key);
    expect(await readSecretKey({ ...places, text: key.toString('hex') }, false)).toEqual(key);
    await writeFile(file, 'hush');
    await expect(readSecretKey({ ...places, file }, false)).rejects.toThrow(
      /holds no key: write 64 hex digits/,
    );
    await expect(readSecretKey({ ...places, file: `${file}.gone` }, false)).rejects.toThrow('ENOENT');
    expect(await readFile(file, 'utf8')).toBe('hush');
  });

  it('stands in no sentence, in whatever form it comes', () => {
    const basic = Buffer.from(SECRET).toString('base64');
    expect(tellError(new Error(`Basic ${basic}\nmore`), { password: SECRET })).toBe(
      'The server could not read it: Basic •••.',
    );
  });
});
