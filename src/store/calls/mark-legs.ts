import type { CallStore } from './call-store.ts';
import type { Window } from './cdr-rows.ts';

/** A call that was passed on: the key of its legs, and the accounting ids of its records. */
export interface TransferredCall {
  readonly callKey: number;
  readonly acctids: readonly number[];
}

/**
 * Marks the legs of these calls, which start within the window, as of calls that were passed on. Rows are changed where they
 * stand, under the version that they have: nothing else of them is made again. Resolves when it is durable; to do so again
 * changes nothing.
 */
export async function markTransferred(
  store: CallStore,
  calls: readonly TransferredCall[],
  { fromAt, toAt }: Window,
): Promise<void> {
  const legs = calls.flatMap(({ callKey, acctids }) => acctids.map((acctid) => `(${callKey},${acctid})`));
  if (legs.length === 0) return;
  for (const table of ['outbound_leg', 'inbound_leg']) {
    await store.command(
      `ALTER TABLE ${table} UPDATE transferred = 1
       WHERE started_at >= ${fromAt} AND started_at <= ${toAt} AND (call_key, acctid) IN (${legs.join(',')})
       SETTINGS mutations_sync = 2`,
    );
  }
}
