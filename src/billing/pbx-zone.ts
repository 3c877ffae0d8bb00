import type { CatalogDb } from '../store/catalog/connect.ts';
import { readDirectorySettings } from '../store/catalog/directory.ts';

/** The PBX's zone as the directory says it, else the server's. */
export async function readPbxZone(db: CatalogDb): Promise<string> {
  const settings = await readDirectorySettings(db);
  return settings?.zone ?? new Intl.DateTimeFormat().resolvedOptions().timeZone;
}
