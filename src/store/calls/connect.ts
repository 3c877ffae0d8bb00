import type { CallStore } from './call-store.ts';

/** Where calls are kept: a folder of this process's own, or a ClickHouse server's database. */
export type CallHome = { readonly folder: string } | { readonly url: string };

/**
 * Opens the call store. Only this differs between the two homes; every statement after it is the same text. An engine's
 * driver is loaded when it is needed.
 */
export async function connectCalls(home: CallHome): Promise<CallStore> {
  if ('folder' in home) return (await import('./connect-chdb.ts')).connectChdb(home.folder);
  return (await import('./connect-clickhouse.ts')).connectClickhouse(home.url);
}
