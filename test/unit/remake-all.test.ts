import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { indexDirectory } from '../../src/core/index-directory.ts';
import { importDirectory, loadDirectory } from '../../src/directory/import-directory.ts';
import { importCdrs } from '../../src/ingest/import-files.ts';
import type { LandingParts } from '../../src/ingest/landing.ts';
import { remakeAll } from '../../src/ingest/remake-all.ts';
import { compilePriceBook } from '../../src/rating/price-book.ts';
import { type CallStore, readRows } from '../../src/store/calls/call-store.ts';
import { connectCalls } from '../../src/store/calls/connect.ts';
import { type Catalog, connectCatalog } from '../../src/store/catalog/catalog.ts';
import { isApplied } from '../../src/store/catalog/versions.ts';
import { putFreshStores } from '../support/fresh-stores.ts';
import { makeCard } from '../support/rate-cards.ts';

const FIXTURES = new URL('../fixtures/asterisk/', import.meta.url);
const OWNER = 'Ann Reader';
const silent = () => {};
/** For whoever has the lock already. */
const alreadyHeld: Catalog['withLock'] = (_name, run) => run({ isWanted: async () => false });

let folder: string;
let catalog: Catalog;
let calls: CallStore;
let parts: LandingParts;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ringledger-remake-'));
  await putFreshStores(folder);
  catalog = await connectCatalog({ folder: join(folder, 'catalog') });
  calls = await connectCalls({ folder: join(folder, 'calls') });
  parts = {
    calls,
    catalog,
    directory: async () => indexDirectory(await loadDirectory(catalog, 'Europe/London')),
    prices: async () => () => compilePriceBook(makeCard([])),
    now: () => 1_795_600_000,
  };
});

afterEach(async () => {
  await calls.close();
  await catalog.close();
  await rm(folder, { recursive: true, force: true });
});

async function describePbx(): Promise<void> {
  await importDirectory(catalog, await readFile(new URL('directory.json', FIXTURES), 'utf8'), 'UTC');
}

async function takeRecords(into: LandingParts): Promise<void> {
  const file = await readFile(new URL('Master.csv', FIXTURES));
  const stream = (async function* () {
    yield file;
  })();
  await importCdrs(into, stream, { source: 'Master.csv', zone: 'UTC', columns: undefined });
}

/** How many outbound legs are the known device's owner's. */
async function countOwned(): Promise<number> {
  const rows = await readRows<[string]>(
    calls,
    'SELECT toString(count()) FROM outbound_leg FINAL WHERE owner = {owner:String}',
    { owner: OWNER },
  );
  return Number(rows[0]?.[0]);
}

describe('making all legs again', () => {
  it('is wanted until it has been done to the end', async () => {
    expect(await isApplied(catalog, 'directory')).toBe(true);
    await takeRecords(parts);
    await describePbx();
    expect(await isApplied(catalog, 'directory')).toBe(false);
    expect(await countOwned()).toBe(0);

    const cutOff = { ...parts, prices: () => Promise.reject(new Error('the server is stopped')) };
    await expect(remakeAll(cutOff, silent)).rejects.toThrow('stopped');
    expect(await isApplied(catalog, 'directory')).toBe(false);

    await remakeAll(parts, silent);
    expect(await countOwned()).toBeGreaterThan(0);
    expect(await isApplied(catalog, 'directory')).toBe(true);
    await describePbx();
    expect(await isApplied(catalog, 'directory')).toBe(true);
  });

  it('counts the records that were landing by the old directory when the new one came', async () => {
    const before = await parts.directory();
    let remaking: Promise<unknown> = Promise.resolve();
    await catalog.withLock('legs', async () => {
      const holding = {
        ...parts,
        catalog: { ...catalog, withLock: alreadyHeld },
        directory: async () => before,
      };
      await describePbx();
      remaking = remakeAll(parts, silent);
      await new Promise((resolve) => setTimeout(resolve, 200));
      await takeRecords(holding);
    });
    await remaking;
    expect(await countOwned()).toBeGreaterThan(0);
  });
});
