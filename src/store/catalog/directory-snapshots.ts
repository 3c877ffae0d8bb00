import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import { eq } from 'drizzle-orm';
import type { DirectoryEntries } from '../../core/directory.ts';
import type { CatalogDb } from './connect.ts';
import { directorySnapshot } from './schema-figures.ts';

const [compress, expand] = [promisify(gzip), promisify(gunzip)];

/** A directory as text: made once for each that is held, as it is the same for the many batches of an import. */
const snapshots = new WeakMap<DirectoryEntries, Promise<{ readonly hash: string; readonly body: string }>>();

/** Keeps a directory as it is, whole, and gives the name by which it is found again. */
export async function keepDirectory(db: CatalogDb, entries: DirectoryEntries): Promise<string> {
  const snapshot = snapshots.get(entries) ?? toSnapshot(entries);
  snapshots.set(entries, snapshot);
  const { hash, body } = await snapshot;
  const [known] = await db
    .select({ hash: directorySnapshot.hash })
    .from(directorySnapshot)
    .where(eq(directorySnapshot.hash, hash));
  if (known === undefined) await db.insert(directorySnapshot).values({ hash, body }).onConflictDoNothing();
  return hash;
}

/** A directory that was kept, by its name. */
export async function readKeptDirectory(db: CatalogDb, hash: string): Promise<DirectoryEntries> {
  const [row] = await db
    .select({ body: directorySnapshot.body })
    .from(directorySnapshot)
    .where(eq(directorySnapshot.hash, hash));
  if (row === undefined) throw new Error(`there is no directory ${hash}`);
  return JSON.parse((await expand(Buffer.from(row.body, 'base64'))).toString('utf8')) as DirectoryEntries;
}

async function toSnapshot(entries: DirectoryEntries) {
  const text = JSON.stringify(entries);
  const hash = createHash('sha256').update(text).digest('hex');
  return { hash, body: (await compress(text)).toString('base64') };
}
