import { existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { PGlite } from '@electric-sql/pglite';
import { drizzle } from 'drizzle-orm/pglite';
import type { CatalogDriver } from './connect.ts';

/** The catalog is a few megabytes; the defaults are those of a server with nothing else to do. */
const SMALL_MEMORY = ['shared_buffers = 16MB', 'wal_buffers = 1MB'] as const;

/**
 * How much of Postgres's compiled code a function runs, roughly in bytes, before it is compiled once more and better. By
 * V8's own measure a start alone reaches that for a few huge functions, of which each takes some 0.3 s of processor.
 */
setFlagsFromString('--wasm-tiering-budget=500000000');

/**
 * Opens Postgres inside this process, in `folder`, which is created where it is missing. Making a database takes half a
 * gigabyte that its instance never gives back, so another one is opened then.
 */
export async function connectEmbedded(folder: string): Promise<CatalogDriver> {
  if (!existsSync(join(folder, 'PG_VERSION'))) await makeDatabase(folder);
  const client = await PGlite.create({ dataDir: folder, postgresqlconf: [...SMALL_MEMORY] });
  return {
    db: drizzle({ client }),
    transact: (run) =>
      client.transaction((tx) =>
        run({
          runScript: async (script) => void (await tx.exec(script)),
          query: async (text, values = []) => (await tx.query(text, [...values])).rows,
        }),
      ),
    lockOthersOut: (_name, run) => run(async () => false),
    close: () => client.close(),
  };
}

/** A database is made beside its place and moved there whole: a process killed meanwhile leaves none that is half made. */
async function makeDatabase(folder: string): Promise<void> {
  const making = `${folder}.making`;
  await rm(making, { recursive: true, force: true });
  await mkdir(making, { recursive: true, mode: 0o700 });
  await (await PGlite.create({ dataDir: making })).close();
  await rename(making, folder);
}
