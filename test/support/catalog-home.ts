import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CatalogHome } from '../../src/store/catalog/connect.ts';
import { putFreshCatalog } from './fresh-stores.ts';
import { openPostgresDatabase } from './shared-servers.ts';

/** For `describe.each`: what is kept in the one is kept in the other. */
export const CATALOG_HOMES = ['embedded', 'server'] as const;

export interface OpenHome {
  readonly home: CatalogHome;
  remove(): Promise<void>;
}

/** A home of its own for a catalog without rows: a temporary folder, where it is migrated already, or a Postgres database. */
export async function openCatalogHome(kind: (typeof CATALOG_HOMES)[number]): Promise<OpenHome> {
  const opened = await openEmptyHome(kind);
  if ('folder' in opened.home) await putFreshCatalog(opened.home.folder);
  return opened;
}

/** A home of its own in which there is no catalog yet. */
export async function openEmptyHome(kind: (typeof CATALOG_HOMES)[number]): Promise<OpenHome> {
  if (kind === 'server') {
    const { url, drop } = await openPostgresDatabase();
    return { home: { url }, remove: drop };
  }
  const folder = await mkdtemp(join(tmpdir(), 'ringledger-catalog-'));
  return {
    home: { folder: join(folder, 'catalog') },
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}
