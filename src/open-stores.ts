import { join } from 'node:path';
import { catchUpRuns } from './billing/rating-runs.ts';
import type { Config } from './config.ts';
import { catchUpCounters, type LandingParts } from './ingest/landing.ts';
import type { CallStore } from './store/calls/call-store.ts';
import { connectCalls } from './store/calls/connect.ts';
import { migrateCalls } from './store/calls/migrate.ts';
import { connectCatalog } from './store/catalog/catalog.ts';

/** Both stores, in the shape this version wants. One that was opened is closed when the other refuses. */
export async function openStores(config: Config): Promise<Pick<LandingParts, 'calls' | 'catalog'>> {
  const catalog = await connectCatalog(
    config.postgresUrl === undefined ? { folder: join(config.data, 'catalog') } : { url: config.postgresUrl },
  );
  let calls: CallStore | undefined;
  try {
    calls = await connectCalls(
      config.clickhouseUrl === undefined
        ? { folder: join(config.data, 'calls') }
        : { url: config.clickhouseUrl },
    );
    const stores = { calls, catalog };
    await catalog.withLock('migrate', () => migrateCalls(stores.calls));
    await catchUpCounters(stores);
    await catchUpRuns(stores);
    return stores;
  } catch (error) {
    await calls?.close();
    await catalog.close();
    throw error;
  }
}
