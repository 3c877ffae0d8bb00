import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { FeedContext, FeedKind } from '../../src/ingest/feeds/feed.ts';
import { createFeedState } from '../../src/ingest/feeds/feed-state.ts';
import { createKeeper } from '../../src/ingest/feeds/keep-landed.ts';
import { setUpFeeds } from '../../src/ingest/feeds/set-up-feeds.ts';
import { type ShownSource, showSource } from '../../src/ingest/feeds/show-source.ts';
import { rowFormat } from '../../src/ingest/sources/row-records.ts';
import { deleteSource, findSource, insertSource, takeSource } from '../../src/store/catalog/sources.ts';
import { emptyDirectory } from '../support/empty-directory.ts';
import { type FaultKind, makeFaulty } from '../support/faulty-stores.ts';
import { type LiveHouse, openLiveHouse, until } from '../support/live-house.ts';

const AT = 1_795_525_200;
const COLUMNS = ['start', 'src', 'dst', 'channel', 'duration', 'billsec', 'disposition', 'uniqueid'];
const FORMAT = rowFormat('row', COLUMNS, 'UTC');
const BATCHES = 6;
const RECORDS_A_BATCH = 3;

/** Records 0 to 2, 3 to 5 and so on, and with each three one that cannot be read. */
function batchOf(index: number): Parameters<FeedContext['landCdrs']>[0] {
  const numbers = Array.from({ length: RECORDS_A_BATCH }, (_, place) => index * RECORDS_A_BATCH + place);
  const reads = numbers.map((n) =>
    FORMAT.readRow(
      [
        `${AT + n}`,
        '200',
        '201',
        `SIP/a-${String(n).padStart(8, '0')}`,
        '9',
        '5',
        'ANSWERED',
        `${AT + n}.${n}`,
      ],
      n + 1,
    ),
  );
  const bad = FORMAT.readRow(
    ['never', '200', '201', 'SIP/a', '9', '5', 'ANSWERED', `bad-${index}`],
    1000 + index,
  );
  return {
    format: FORMAT,
    records: reads.flatMap((read) => ('cdr' in read ? [read] : [])),
    rejects: 'cdr' in bad ? [] : [bad],
  };
}
const uniqueidsOf = (batches: number) =>
  Array.from({ length: batches * RECORDS_A_BATCH }, (_, n) => `${AT + n}.${n}`).sort();

let house: LiveHouse;
let folder: string;

beforeAll(async () => {
  house = await openLiveHouse(emptyDirectory());
  folder = await mkdtemp(join(tmpdir(), 'ringledger-keeper-'));
});
afterAll(async () => {
  await house?.end();
  await rm(folder, { recursive: true, force: true });
});
beforeEach(() => startAnew());

async function startAnew(): Promise<void> {
  await house.clear();
  await deleteSource(house.parts.catalog.db, 'pbx', 0);
  await insertSource(house.parts.catalog.db, {
    ...{ name: 'pbx', kind: 'counted', settings: {}, secrets: null, secretNames: [] },
    ...{ state: 'running', madeBy: 'tester' },
  });
}

/** All there is to a source but what goes wrong, which is up to the stores. */
function partsOver(landing: LiveHouse['parts'], kinds: readonly FeedKind[] = []) {
  return setUpFeeds({
    ...{ landing, kinds, now: () => AT, silentSeconds: 0, spools: folder },
    logger: pino({ level: 'silent' }),
    afterLanding: async () => {},
    readKey: async () => Buffer.alloc(32),
  });
}

/** Gives all batches from the cursor on without waiting for one of them; resolves to what became of each. */
async function giveFrom(cursor: unknown, landing: LiveHouse['parts']) {
  const { parts } = partsOver(landing);
  const state = createFeedState();
  let kept = cursor;
  const keeper = createKeeper(parts, 'pbx', state, new AbortController(), {
    kept: (one) => {
      kept = one;
    },
    words: String,
  });
  await takeSource(house.parts.catalog.db, 'pbx', parts.holder, 0);
  const first = Number(cursor ?? 0);
  const given = Array.from({ length: BATCHES - first }, (_, at) =>
    keeper.landCdrs(batchOf(first + at), first + at + 1),
  );
  const ends = await Promise.allSettled(given);
  return { kept, ends: ends.map(({ status }) => status) };
}

/** From the beginning, with the n-th operation going wrong; where batches land together there are fewer, and it is the last but one. */
async function giveFaulty(kind: FaultKind, n: number): ReturnType<typeof giveFrom> {
  await startAnew();
  const faulty = makeFaulty(house.parts, kind, n);
  const given = await giveFrom(null, { ...house.parts, ...faulty });
  return faulty.kinds.length < n ? giveFaulty(kind, faulty.kinds.length - 1) : given;
}

describe('the keeper', () => {
  it.each<[FaultKind]>([['fails'], ['dies'], ['unheard']])(
    'keeps no cursor beyond records that failed to land (an operation %s), and lands all of them the next time',
    async (kind) => {
      const whole = makeFaulty(house.parts, kind, 0);
      await giveFrom(null, { ...house.parts, ...whole });
      const most = whole.kinds.length;
      // One of what comes before, one amid, one of the last.
      for (const n of [2, Math.ceil(most / 2), most - 1]) {
        const { kept, ends } = await giveFaulty(kind, n);
        const failed = ends.indexOf('rejected');
        if (kind !== 'unheard') expect(failed).not.toBe(-1);
        // After the first that failed none lands: a cursor of one behind it would lose it.
        expect(failed === -1 ? [] : ends.slice(failed).filter((end) => end !== 'rejected')).toEqual([]);
        const durable = await house.column('cdr', 'uniqueid');
        expect(durable).toEqual(expect.arrayContaining([...uniqueidsOf(Number(kept ?? 0))]));
        const row = await findSource(house.parts.catalog.db, 'pbx');
        if (kind !== 'unheard') expect(row?.cursor).toEqual(kept);
        const again = await giveFrom(row?.cursor ?? null, house.parts);
        expect(again.ends).not.toContain('rejected');
        expect(await house.column('cdr', 'uniqueid')).toEqual(uniqueidsOf(BATCHES));
        expect(await house.column('reject', 'reason')).toEqual(Array(BATCHES).fill('bad-time'));
      }
    },
    60_000,
  );

  it('tells in the state of the source what failed, in words, and goes on by itself', async () => {
    let isFull = true;
    const calls: typeof house.parts.calls = {
      ...house.parts.calls,
      insert: async (table, ...rest) => {
        if (isFull && table === 'cdr') throw new Error('no space left on the disk');
        return house.parts.calls.insert(table, ...rest);
      },
    };
    const counted: FeedKind = {
      kind: 'counted',
      description: 'a source of six batches',
      settings: { type: 'object', properties: {}, required: [], additionalProperties: false },
      secrets: [],
      test: async () => [],
      run: async ({ cursor, landCdrs, signal }) => {
        const first = Number(cursor ?? 0);
        await Promise.all(
          Array.from({ length: BATCHES - first }, (_, at) => landCdrs(batchOf(first + at), first + at + 1)),
        );
        await new Promise((resolve) => signal.addEventListener('abort', resolve));
      },
    };
    const { feeds } = partsOver({ ...house.parts, calls }, [counted]);
    const show = async (): Promise<ShownSource | undefined> => {
      await feeds.attend();
      const row = await findSource(house.parts.catalog.db, 'pbx');
      return row === undefined ? undefined : showSource(row, AT);
    };
    feeds.start();
    await until(async () => (await show())?.state === 'failing', 'the failure told');
    expect(await show()).toMatchObject({
      ...{ state: 'failing', landed: 0, error: 'The server could not read it: no space left on the disk.' },
    });
    isFull = false;
    await until(async () => (await show())?.landed === BATCHES * RECORDS_A_BATCH, 'all landed');
    expect(await show()).toMatchObject({
      ...{ state: 'reading', rejects: BATCHES, error: null },
      lastError: { message: 'The server could not read it: no space left on the disk.' },
    });
    await feeds.stop();
    expect(await house.column('cdr', 'uniqueid')).toEqual(uniqueidsOf(BATCHES));
  });
});
