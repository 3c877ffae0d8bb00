import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { CdrBatch } from '../../src/ingest/cdr-batch.ts';
import { createTogether } from '../../src/ingest/land-together.ts';
import { cdrJsonFormat } from '../../src/ingest/sources/posted-record.ts';
import { emptyDirectory } from '../support/empty-directory.ts';
import { type LiveHouse, openLiveHouse } from '../support/live-house.ts';

let house: LiveHouse;
beforeAll(async () => {
  house = await openLiveHouse(emptyDirectory());
});
afterAll(() => house?.end());
beforeEach(() => house.clear());

const FORMAT = cdrJsonFormat();

/** One call for each number, and a text that is none for each that is negative. */
function post(numbers: readonly number[], source = 'api'): CdrBatch {
  const read = numbers.map((n) => {
    const cdr = { uniqueid: `u-${n}`, channel: `SIP/1001-${String(n).padStart(8, '0')}`, dst: '1002' };
    const times = { startAt: 1_795_521_600 + n, duration: 10, billsec: 5, disposition: 'ANSWERED' };
    return FORMAT.read(n < 0 ? `{"n":${n}}` : JSON.stringify({ ...cdr, ...times }), 1);
  });
  return {
    ...{ source, format: FORMAT },
    records: read.flatMap((one) => ('cdr' in one ? [one] : [])),
    rejects: read.flatMap((one) => ('cdr' in one ? [] : [one])),
  };
}

const once = (batch: CdrBatch) => {
  let held: CdrBatch | undefined = batch;
  return () => {
    const given = held;
    held = undefined;
    return given;
  };
};

/** Numbers that were taken for versions of legs: each landing takes as many. */
const countTaken = () => house.parts.catalog.readCounter('leg-version');

it('lands what comes meanwhile as one, and tells each sender of its own', async () => {
  const together = createTogether(house.parts);
  const before = await countTaken();
  await together(once(post([1_000])));
  const oneTurn = (await countTaken()) - before;
  const posts = [
    ...Array.from({ length: 40 }, (_, n) => [n]),
    ...[[39], [1_000], [50, 51, -1, 50], [], [-2], [51, 52]],
  ];
  const landed = await Promise.all(posts.map((numbers) => together(once(post(numbers)))));
  expect(landed.map(({ accepted, duplicate, rejected }) => [accepted, duplicate, rejected])).toEqual([
    ...Array.from({ length: 40 }, () => [1, 0, 0]),
    ...[
      [0, 1, 0],
      [0, 1, 0],
      [2, 1, 1],
      [0, 0, 0],
      [0, 0, 1],
      [1, 1, 0],
    ],
  ]);
  expect(landed.at(-1)?.firstDuplicate?.raw).toContain('"u-51"');
  expect(await house.column('cdr', 'identity')).toHaveLength(44);
  expect(await house.column('reject', 'raw')).toHaveLength(2);
  // The first by itself, and all others in the turn after it.
  expect((await countTaken()) - before).toBe(3 * oneTurn);
});

it('keeps the records of each source and of a large post by themselves', async () => {
  const together = createTogether(house.parts);
  const many = Array.from({ length: 1_200 }, (_, n) => 100 + n);
  const landed = await Promise.all([
    together(once(post([1], 'one'))),
    together(once(post([2], 'two'))),
    together(once(post([3], 'one'))),
    together(once(post(many, 'many'))),
  ]);
  expect(landed.map(({ accepted }) => accepted)).toEqual([1, 1, 1, 1_200]);
  const sources = await house.column('cdr', 'source');
  expect(sources.filter((source) => source !== 'many')).toEqual(['one', 'one', 'two']);
});

it('tells whoever sent what failed, and goes on with the next', async () => {
  let hasFailed = false;
  const together = createTogether({
    ...house.parts,
    directory: async () => {
      if (hasFailed) return house.parts.directory();
      hasFailed = true;
      throw new Error('the catalog is away');
    },
  });
  const [first, second, third] = await Promise.allSettled(
    [[1], [2], [3]].map((n) => together(once(post(n)))),
  );
  expect(first).toMatchObject({ status: 'rejected' });
  expect([second, third]).toMatchObject([{ value: { accepted: 1 } }, { value: { accepted: 1 } }]);
});
