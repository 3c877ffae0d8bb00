import type { Directory } from '../core/directory.ts';
import { indexDirectory } from '../core/index-directory.ts';
import { keepLatest } from '../core/keep-latest.ts';
import type { Catalog } from '../store/catalog/catalog.ts';
import { readKeptDirectory } from '../store/catalog/directory-snapshots.ts';

/** Directories of a PBX take some megabytes each. */
const MOST = 4;

/** Directories as they were, by the names under which they are kept; those last asked for are at hand. */
export function keepDirectories({ db }: Pick<Catalog, 'db'>): (name: string) => Promise<Directory> {
  return keepLatest(MOST, async (name: string) => indexDirectory(await readKeptDirectory(db, name)));
}
