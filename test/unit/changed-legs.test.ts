import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import {
  type ChangedCall,
  type ChangeFilter,
  findTouchedPeriods,
  streamChangedCalls,
} from '../../src/store/calls/changed-legs.ts';
import { settleCharges } from '../../src/store/calls/settle-charges.ts';
import { CALL_HOMES, openCallHome } from '../support/call-homes.ts';
import { storeCalls } from '../support/statement-case.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const CALL = { device: '0500000004000', owner: 'Ann', numberType: 'National', called: '02079460000' };
const FIRST = Date.parse('2026-10-01T00:00:00Z') / 1000;
const MIDDLE = Date.parse('2026-11-01T00:00:00Z') / 1000;
const LAST = Date.parse('2026-12-01T00:00:00Z') / 1000;
const OCTOBER: ChangeFilter = {
  ...{ company: 'acme', period: { fromAt: FIRST, toAt: MIDDLE }, since: 3, asOf: 9, overlayRun: undefined },
};

describe.each(CALL_HOMES)('calls that are others than they were, in %s', (name) => {
  let home: Awaited<ReturnType<typeof openCallHome>>;
  const read = async (filter: Partial<ChangeFilter> = {}) => {
    const calls: ChangedCall[] = [];
    for await (const call of streamChangedCalls(home.store, 'out', { ...OCTOBER, ...filter }))
      calls.push(call);
    return calls;
  };

  beforeAll(async () => {
    home = await openCallHome(name);
    await storeCalls(home.store, 'acme', [
      { ...CALL, started: '2026-10-02T10:00:00Z', destination: 'UK', seconds: 60, cost: '0.5' },
      { ...CALL, started: '2026-10-03T10:00:00Z', destination: 'UK', seconds: 60, cost: '' },
      { ...CALL, started: '2026-10-04T10:00:00Z', destination: 'UK', seconds: 60, cost: '0.25' },
      { ...CALL, started: '2026-11-02T10:00:00Z', destination: 'UK', seconds: 60, cost: '0.5' },
    ]);
  });
  afterAll(() => home?.end());

  it('are none where nothing was written since', async () => {
    expect(await read()).toEqual([]);
    expect(await findTouchedPeriods(home.store, OCTOBER, [MIDDLE])).toEqual([]);
  });

  it('are those that a run reprices, before its charges are in the legs and after', async () => {
    // One becomes known, and one is priced as it was.
    await home.store.command(`INSERT INTO charge (run, company, device, started_at, call_key, part, leg_version,
        cost, number_type, called_info, attempt)
      SELECT 7, company, device, started_at, call_key, part, version, toDecimal64('0.25', 6), number_type,
        called_info, 1 FROM outbound_leg FINAL WHERE acctid IN (2, 3)`);
    const overlaid = await read({ overlayRun: 7 });
    expect(
      overlaid.map(({ acctid, was, now, why, run }) => [acctid, was?.cost, now?.cost, why, run]),
    ).toEqual([['2', null, '0.25', 'repriced', 7]]);
    expect(await read()).toEqual([]);
    expect(await findTouchedPeriods(home.store, { ...OCTOBER, overlayRun: 7 }, [MIDDLE])).toEqual([0]);
    await settleCharges(home.store, {
      ...{ fromAt: FIRST, toAt: LAST, companies: null, devices: null, run: 7, version: 5 },
    });
    expect(await read()).toEqual(overlaid);
    expect(await read({ since: 5 })).toEqual([]);
    expect(await read({ asOf: 4 })).toEqual([]);
  });

  it('are those that are gone or came, and belong to the period in which they start', async () => {
    await home.store.command(
      'INSERT INTO outbound_leg_past SELECT * FROM outbound_leg WHERE acctid IN (1, 4)',
    );
    await home.store.command(`INSERT INTO outbound_leg (company, device, started_at, call_key, part, version, is_deleted)
      SELECT company, device, started_at, call_key, part, 8, 1 FROM outbound_leg FINAL WHERE acctid IN (1, 4)`);
    // The first is another device's now; a new one is of nobody's before.
    await home.store.command(`INSERT INTO outbound_leg (company, device, started_at, call_key, acctid, billsec, cost, version)
      VALUES ('acme', '0500000004001', ${FIRST + 122_400}, 1, 1, 60, 0.5, 8), ('acme', '0500000004001', ${FIRST + 600}, 99, 99, 5, NULL, 8)`);
    const changed = (await read({ since: 5 })).map(({ acctid, was, now, why }) => [
      acctid,
      was?.cost,
      now?.cost,
      why,
    ]);
    expect(changed).toEqual([
      ['99', undefined, null, 'came late'],
      ['1', '0.5', undefined, 'changed'],
      ['1', undefined, '0.5', 'changed'],
    ]);
    const both = { ...OCTOBER, since: 5, period: { fromAt: FIRST, toAt: LAST } };
    expect(await findTouchedPeriods(home.store, both, [MIDDLE, LAST])).toEqual([0, 1]);
  });
});
