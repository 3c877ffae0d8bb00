import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { inject } from 'vitest';

const run = promisify(execFile);

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
  if (existsSync(folder)) return;
  await mkdir(dirname(folder), { recursive: true });
  // Of a thousand files it is far quicker than Node's own.
  await run('cp', ['-R', join(inject('freshStores'), name), folder]);
}
