import { type CallStore, readRows } from './call-store.ts';

/** Whether any call has ever landed. */
export async function hasLegs(store: CallStore): Promise<boolean> {
  const sides = ['outbound_leg', 'inbound_leg'].map((table) => `(SELECT 1 FROM ${table} LIMIT 1)`);
  return (await readRows(store, sides.join(' UNION ALL '))).length > 0;
}
