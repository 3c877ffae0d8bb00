import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { inject } from 'vitest';
import { copyFolder } from './copy-folder.ts';

/**
 * Puts both embedded stores into a data folder as a first start leaves them: made and migrated, without a row. To make
 * them takes seconds, to copy them a fraction of one; first starts and migrations have tests of their own.
 */
export async function putFreshStores(folder: string): Promise<void> {
  await Promise.all([putFreshCatalog(join(folder, 'catalog')), putFreshCalls(join(folder, 'calls'))]);
}

/** Makes `folder` an embedded catalog that is migrated and empty. */
export const putFreshCatalog = (folder: string) => putCopy('catalog', folder);

/** Makes `folder` an embedded call store that is migrated and empty. */
export const putFreshCalls = (folder: string) => putCopy('calls', folder);

/** What is there already stays. */
async function putCopy(name: 'catalog' | 'calls', folder: string): Promise<void> {
  if (!existsSync(folder)) await copyFolder(join(inject('freshStores'), name), folder);
}
