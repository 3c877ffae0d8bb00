import type { CallStore } from './call-store.ts';
import { connectChdb } from './connect-chdb.ts';
import { connectClickhouse } from './connect-clickhouse.ts';

/** Where calls are kept: a folder of this process's own, or a ClickHouse server's database. */
export type CallHome = { readonly folder: string } | { readonly url: string };

/** Opens the call store. Only this differs between the two homes; every statement after it is the same text. */
export function connectCalls(home: CallHome): Promise<CallStore> {
  return 'folder' in home ? connectChdb(home.folder) : connectClickhouse(home.url);
}
