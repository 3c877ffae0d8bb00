import { join } from 'node:path';
import { readRows } from '../../src/store/calls/call-store.ts';
import { connectCalls } from '../../src/store/calls/connect.ts';

/** Uniqueids of the records that a data folder holds, as often as it holds them, sorted. No server may have it open. */
export async function readUniqueids(data: string): Promise<readonly string[]> {
  const calls = await connectCalls({ folder: join(data, 'calls') });
  try {
    const rows = await readRows<[string]>(calls, 'SELECT uniqueid FROM cdr FINAL');
    return rows.map(([uniqueid]) => uniqueid).sort();
  } finally {
    await calls.close();
  }
}
