import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { renderCsvLine } from '../../src/core/csv-line.ts';
import { scopeOfGrant } from '../../src/core/scope.ts';
import { EXPORT_COLUMNS, toCell } from '../../src/insight/export-columns.ts';
import type { CallStore } from '../../src/store/calls/call-store.ts';
import { type PricedCall, streamSeenCalls } from '../../src/store/calls/seen-calls.ts';
import { CALL_HOMES, openCallHome } from '../support/call-homes.ts';

vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });

const ROWS = 100_000;
const ORDER = { sort: 'startedAt', descending: true } as const;

describe.each(CALL_HOMES)('an export of many calls from %s', (home) => {
  let store: CallStore;
  let end: () => Promise<void>;
  beforeAll(async () => {
    ({ store, end } = await openCallHome(home));
    await store.command(
      `INSERT INTO outbound_leg (company, device, owner, started_at, call_key, called, trunk, cost, version)
       SELECT 'default', '0500000004000', '=HYPERLINK("http://x")', toDateTime(1795500000 + number, 'UTC'), number,
         '01614960049', 'trunk-a', number / 1000, 1 FROM numbers(${ROWS})`,
    );
  });
  afterAll(() => end());

  const seen = {
    ...{ scope: scopeOfGrant({ everyCompany: true, companies: [] }), filter: {}, maskNumbers: false },
    period: { fromAt: 0, toAt: 0xffff_ffff, zone: 'UTC' },
  };

  it('comes in batches, in order, of which none is held', async () => {
    let [count, largest, previous] = [0, 0, Number.POSITIVE_INFINITY];
    for await (const batch of streamSeenCalls(store, seen, ORDER)) {
      largest = Math.max(largest, batch.length);
      for (const { startAt } of batch) {
        if (startAt >= previous) throw new Error(`${startAt} stands behind ${previous}`);
        previous = startAt;
      }
      count += batch.length;
    }
    expect(count).toBe(ROWS);
    expect(largest).toBeLessThanOrEqual(2048);
  });

  it('stops where its reader leaves, and writes no formula, no whole number of a phone', async () => {
    let call: PricedCall | undefined;
    for await (const batch of streamSeenCalls(store, { ...seen, maskNumbers: true }, ORDER)) {
      [call] = batch;
      break;
    }
    if (call === undefined) throw new Error('there is no call');
    const facts = { zone: 'Europe/London', currency: 'GBP' };
    const cells = EXPORT_COLUMNS.map((column) => toCell({ ...call, explanation: '' }, column, facts));
    expect(cells).toContainEqual({ decimal: '99.999' });
    expect(cells).toContain('0161496xxxx');
    expect(renderCsvLine([String(toCell({ ...call, explanation: '' }, 'name', facts))])).toBe(
      `"'=HYPERLINK(""http://x"")"\r\n`,
    );
  });
});
