import { type CallStore, readRows } from './call-store.ts';

/** The call keys under which legs of an accounting id stand, and when the first of them starts. */
export async function findCallsOfAcctid(
  store: CallStore,
  acctid: number,
): Promise<readonly { readonly callKey: number; readonly startAt: number }[]> {
  const rows = await readRows<[number, number]>(
    store,
    `SELECT call_key, min(at) FROM (
       SELECT call_key, toUnixTimestamp(started_at) AS at FROM outbound_leg FINAL WHERE acctid = {acctid:Int64}
       UNION ALL
       SELECT call_key, toUnixTimestamp(started_at) AS at FROM inbound_leg FINAL WHERE acctid = {acctid:Int64})
     GROUP BY call_key ORDER BY call_key SETTINGS output_format_json_quote_64bit_integers = 0`,
    { acctid },
  );
  return rows.map(([callKey, startAt]) => ({ callKey, startAt }));
}
