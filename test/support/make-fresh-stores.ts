import { createHash, type Hash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rename, rm, stat, utimes } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { TestProject } from 'vitest/node';
import { connectCalls } from '../../src/store/calls/connect.ts';
import { migrateCalls } from '../../src/store/calls/migrate.ts';
import { connectCatalog } from '../../src/store/catalog/catalog.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Folder with the stores that `fresh-stores` copies. */
    freshStores: string;
  }
}

const NAME = 'ringledger-fresh-';
const KEPT_MS = 86_400_000;
/** What the folders are made by: our code, and the engines. */
const STORES = fileURLToPath(new URL('../../src/store/', import.meta.url));
const ENGINES = ['@electric-sql/pglite', 'chdb'] as const;

/** Before all tests: makes the stores that are copied, unless those of the same code and engines are there already. */
export default async function makeFreshStores(project: TestProject): Promise<void> {
  const place = join(tmpdir(), `${NAME}${await hashMakers()}`);
  if (!existsSync(place)) {
    await removeOld();
    await makeAt(place);
  }
  await utimes(place, new Date(), new Date());
  project.provide('freshStores', place);
}

/** Of two runs that begin at once, the later one finds the stores of the other, which are the same. */
async function makeAt(place: string): Promise<void> {
  const making = await mkdtemp(`${place}.`);
  try {
    await Promise.all([makeCatalog(join(making, 'catalog')), makeCalls(join(making, 'calls'))]);
    await rename(making, place).catch((error: unknown) => {
      if (!existsSync(place)) throw error;
    });
  } finally {
    await rm(making, { recursive: true, force: true });
  }
}

async function makeCatalog(folder: string): Promise<void> {
  await (await connectCatalog({ folder })).close();
}

async function makeCalls(folder: string): Promise<void> {
  const calls = await connectCalls({ folder });
  await migrateCalls(calls);
  await calls.close();
}

async function hashMakers(): Promise<string> {
  const hash = createHash('sha256');
  const require = createRequire(import.meta.url);
  for (const engine of ENGINES) await addFile(hash, findPackage(require, engine));
  for (const name of (await readdir(STORES, { recursive: true })).sort()) {
    if (/\.(ts|sql)$/.test(name)) await addFile(hash, join(STORES, name));
  }
  return hash.digest('hex').slice(0, 16);
}

async function addFile(hash: Hash, path: string): Promise<void> {
  hash.update(`${path}\n`).update(await readFile(path));
}

/** Its package.json, which need not be among what it exports. */
function findPackage(require: NodeJS.Require, name: string): string {
  const folder = require.resolve.paths(name)?.find((one) => existsSync(join(one, name)));
  if (folder === undefined) throw new Error(`${name} is not installed: run npm ci.`);
  return join(folder, name, 'package.json');
}

/** Those that no run has used for a day. */
async function removeOld(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    if (!name.startsWith(NAME)) continue;
    const path = join(tmpdir(), name);
    const used = await stat(path).then(
      ({ mtimeMs }) => mtimeMs,
      () => Date.now(),
    );
    if (Date.now() - used > KEPT_MS) await rm(path, { recursive: true, force: true });
  }
}
