import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CallStore } from '../../src/store/calls/call-store.ts';
import { connectCalls } from '../../src/store/calls/connect.ts';
import { migrateCalls } from '../../src/store/calls/migrate.ts';
import { putFreshCalls } from './fresh-stores.ts';
import { openClickhouseDatabase } from './shared-servers.ts';

/** Both homes of the call store: every suite about it runs over each. */
export const CALL_HOMES = ['chDB in a folder', 'ClickHouse server'] as const;

export type CallHomeName = (typeof CALL_HOMES)[number];

/** An empty, migrated call store and what ends it. */
export async function openCallHome(home: CallHomeName): Promise<{ store: CallStore; end(): Promise<void> }> {
  if (home === 'ClickHouse server') {
    const database = await openClickhouseDatabase();
    const store = await connectCalls({ url: database.url });
    await migrateCalls(store);
    return {
      store,
      end: async () => {
        await store.close();
        await database.drop();
      },
    };
  }
  const folder = await mkdtemp(join(tmpdir(), 'ringledger-calls-'));
  await putFreshCalls(join(folder, 'calls'));
  const store = await connectCalls({ folder: join(folder, 'calls') });
  return {
    store,
    end: async () => {
      await store.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
