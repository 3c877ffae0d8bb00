import type { CatalogDb } from '../store/catalog/connect.ts';
import { readDirectorySettings } from '../store/catalog/directory.ts';

/** What decks need to know of the PBX they are for. */
export interface PbxPlace {
  /** IANA zone of its days. */
  readonly zone: string;
  /** ISO 3166 country from which its numbers are dialled. */
  readonly country: string;
}

/** As in a directory before its first import. */
const UNTOLD_COUNTRY = 'GB';

/** Where the PBX is as the directory says it; before that in the server's zone, and Britain. */
export async function readPbx(db: CatalogDb): Promise<PbxPlace> {
  const settings = await readDirectorySettings(db);
  return {
    zone: settings?.zone ?? new Intl.DateTimeFormat().resolvedOptions().timeZone,
    country: settings?.dialling.country ?? UNTOLD_COUNTRY,
  };
}
