import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CallStore } from '../../src/store/calls/call-store.ts';
import { insertRejects } from '../../src/store/calls/reject-rows.ts';
import { countGroups, readGroups } from '../../src/store/calls/work-groups.ts';
import { readOpenRejects, unreadable } from '../../src/store/calls/work-records.ts';
import { CALL_HOMES, openCallHome } from '../support/call-homes.ts';

/** More than a server takes in one parameter. */
const ASIDE = Array.from({ length: 8_000 }, (_, at) => at.toString(16).padStart(16, '0'));
const EVER = unreadable({ fromAt: 0, toAt: 0xffff_ffff });

describe.each(CALL_HOMES)('work of which thousands of items were put aside, %s', (home) => {
  let store: CallStore;
  let end: () => Promise<void>;
  let hashes: readonly string[];

  beforeAll(async () => {
    ({ store, end } = await openCallHome(home));
    const row = { identity: 7, kind: 'asterisk-cdr', reason: 'empty-start', message: 'none', raw: 'x' };
    await insertRejects(
      store,
      [1, 2, 3].map((line) => ({
        ...row,
        line,
        source: 'Master.csv',
        rejectedAt: 1_800_000_000,
        format: '',
      })),
    );
    const groups = await readGroups(store, EVER, { limit: 9, aside: [], wanted: 'open' });
    hashes = groups.map(({ hash }) => hash);
  });
  afterAll(() => end?.());

  it('lists and counts the others', async () => {
    const aside = [...ASIDE, ...hashes.slice(0, 1)];
    const lines = async (wanted: 'aside' | 'open') =>
      (await readGroups(store, EVER, { limit: 9, aside, wanted })).map(({ line }) => line);
    expect(await lines('open')).toEqual([2, 3]);
    expect(await lines('aside')).toEqual([1]);
    expect(await countGroups(store, EVER, aside)).toEqual({ items: 2, units: 2 });
  });

  it('reads those again that are named, or all but them', async () => {
    const read = async (filter: Parameters<typeof readOpenRejects>[1]) =>
      (await readOpenRejects(store, filter, undefined, 9)).map(({ line }) => line);
    expect(await read({ aside: [...ASIDE, ...hashes.slice(2)] })).toEqual([1, 2]);
    expect(await read({ aside: [], hashes: [...ASIDE, ...hashes.slice(2)] })).toEqual([3]);
  });
});
