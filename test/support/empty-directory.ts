import type { Directory, DirectoryEntries } from '../../src/core/directory.ts';
import { indexDirectory } from '../../src/core/index-directory.ts';

/** A PBX of which nothing is known but its zone. */
export const NO_ENTRIES: DirectoryEntries = {
  zone: 'UTC',
  dialling: { country: 'GB', outsideLine: '9', international: '00', national: '0', areaCode: '20' },
  companies: [],
  extensions: [],
  devices: [],
  ddis: [],
  trunks: [],
  queues: [],
  groups: [],
};

export function emptyDirectory(): Directory {
  return indexDirectory(NO_ENTRIES);
}
