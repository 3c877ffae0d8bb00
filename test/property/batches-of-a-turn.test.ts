import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { CdrBatch } from '../../src/ingest/cdr-batch.ts';
import { landCdrs } from '../../src/ingest/land-cdrs.ts';
import { asteriskFormat } from '../../src/ingest/sources/asterisk-cdr.ts';
import { namedColumns } from '../../src/ingest/sources/cdr-columns.ts';
import { readRows } from '../../src/store/calls/call-store.ts';
import { CALL_HOMES } from '../support/call-homes.ts';
import '../support/fixed-seed.ts';
import {
  CUSTOM_COLUMNS,
  type LandingHouse,
  openLandingHouse,
  SAMPLE_LINES,
} from '../support/landing-house.ts';

vi.setConfig({ testTimeout: 600_000, hookTimeout: 120_000 });

const FORMAT = asteriskFormat({ columns: namedColumns(CUSTOM_COLUMNS), zone: 'UTC' });

function batchOf(lines: readonly string[]): CdrBatch {
  const reads = lines.map((line, at) => FORMAT.read(line, at + 1));
  return {
    source: 'Custom.csv',
    format: FORMAT,
    records: reads.flatMap((read) => ('cdr' in read ? [read] : [])),
    rejects: reads.flatMap((read) => ('cdr' in read ? [] : [read])),
  };
}

/** All lines in any order and some of them twice, a few in each batch: most calls have records in several. */
const arbitraryBatches = fc
  .tuple(
    fc.shuffledSubarray([...SAMPLE_LINES.cdr], { minLength: SAMPLE_LINES.cdr.length }),
    fc.subarray([...SAMPLE_LINES.cdr], { maxLength: 40 }),
    fc.integer({ min: 1, max: 20 }),
  )
  .map(([once, again, size]) => {
    const lines = [...once, ...again];
    return Array.from({ length: Math.ceil(lines.length / size) }, (_, at) =>
      lines.slice(at * size, at * size + size),
    );
  });

/** Legs as they are kept, without what tells only when they were made. */
async function readLegs({ parts }: LandingHouse): Promise<readonly unknown[]> {
  const both = await Promise.all(
    ['outbound_leg', 'inbound_leg'].map((table) =>
      readRows(parts.calls, `SELECT * EXCEPT (acctid, version) FROM ${table} FINAL ORDER BY ALL`),
    ),
  );
  return both.flat();
}

describe.each(CALL_HOMES)(
  'batches that land in one turn, each while those before are written, %s',
  (home) => {
    let house: LandingHouse;

    beforeAll(async () => {
      house = await openLandingHouse(home);
    });
    afterAll(() => house?.close());

    it('are two where somebody else waits to land, and else all there are', async () => {
      await house.clear();
      const lines = SAMPLE_LINES.cdr;
      const waiting = Array.from({ length: 6 }, (_, at) => batchOf(lines.slice(at * 5, at * 5 + 5)));
      const others = [batchOf(lines.slice(40, 45))];
      await Promise.all([
        landCdrs(house.parts, () => waiting.shift()),
        landCdrs(house.parts, () => others.shift()),
      ]);
      expect(waiting.length).toBe(4);
      await landCdrs(house.parts, () => waiting.shift());
      expect(waiting.length).toBe(0);
    });

    it('make the calls that all their records make at once, each record kept once', async () => {
      await house.clear();
      const whole = [batchOf(SAMPLE_LINES.cdr)];
      const { accepted } = await landCdrs(house.parts, () => whole.shift());
      const [legs, journeys] = [await readLegs(house), await house.readJourneys()];
      expect(legs.length).toBeGreaterThan(50);
      await fc.assert(
        fc.asyncProperty(arbitraryBatches, async (batches) => {
          await house.clear();
          const waiting = batches.map(batchOf);
          let [kept, again] = [0, 0];
          while (waiting.length > 0) {
            const landed = await landCdrs(house.parts, () => waiting.shift());
            kept += landed.accepted;
            again += landed.duplicate;
          }
          expect(kept).toBe(accepted);
          expect(kept + again).toBe(batches.flat().length);
          const [counted] = await readRows(house.parts.calls, 'SELECT toUInt32(count()) FROM cdr');
          expect(counted).toEqual([accepted]);
          expect(await readLegs(house)).toEqual(legs);
          expect(await house.readJourneys()).toEqual(journeys);
        }),
        { numRuns: home === 'ClickHouse server' ? 2 : 5 },
      );
    });
  },
);
