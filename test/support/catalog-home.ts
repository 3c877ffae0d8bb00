import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CatalogHome } from '../../src/store/catalog/connect.ts';
import { startPostgres } from './postgres.ts';

/** For `describe.each`: what is kept in the one is kept in the other. */
export const CATALOG_HOMES = ['embedded', 'server'] as const;

export interface OpenHome {
  readonly home: CatalogHome;
  remove(): Promise<void>;
}

/** An empty catalog's home of its own: a temporary folder, or a Postgres started for it. */
export async function openCatalogHome(kind: (typeof CATALOG_HOMES)[number]): Promise<OpenHome> {
  if (kind === 'server') {
    const server = await startPostgres();
    return { home: { url: server.url }, remove: server.stop };
  }
  const folder = await mkdtemp(join(tmpdir(), 'ringledger-catalog-'));
  return { home: { folder }, remove: () => rm(folder, { recursive: true, force: true }) };
}
