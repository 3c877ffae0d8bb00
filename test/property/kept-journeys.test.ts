import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { remakeAll } from '../../src/ingest/remake-all.ts';
import { CALL_HOMES } from '../support/call-homes.ts';
import '../support/fixed-seed.ts';
import {
  type LandingHouse,
  type LineKind,
  openLandingHouse,
  SAMPLE_LINES,
  sampleDirectory,
} from '../support/landing-house.ts';

vi.setConfig({ testTimeout: 600_000, hookTimeout: 120_000 });

const ALL: readonly (readonly [LineKind, string])[] = (
  Object.entries(SAMPLE_LINES) as [LineKind, readonly string[]][]
).flatMap(([kind, lines]) => lines.map((line) => [kind, line] as const));

/** A piece of what the PBX wrote arrives, and the write of a table may fail once. */
interface Arrival {
  readonly kind: LineKind;
  readonly lines: readonly string[];
  readonly failing: string | undefined;
}

const arbitraryFailure = fc.option(
  fc.constantFrom('cdr', 'queue_event', 'cel', 'call_tie', 'outbound_leg', 'inbound_leg', 'journey'),
  { nil: undefined, freq: 3 },
);

/** All lines in any order, in pieces of one kind each; some of them come a second time. */
const arbitraryArrivals = fc
  .tuple(fc.shuffledSubarray([...ALL], { minLength: ALL.length }), fc.subarray([...ALL], { maxLength: 60 }))
  .chain(([once, again]) => {
    const pieces = cut([...once, ...again]);
    return fc
      .array(arbitraryFailure, { minLength: pieces.length, maxLength: pieces.length })
      .map((failures) => pieces.map((piece, at): Arrival => ({ ...piece, failing: failures[at] })));
  });

const PIECE = 150;

function cut(lines: readonly (readonly [LineKind, string])[]): readonly Omit<Arrival, 'failing'>[] {
  const pieces: Omit<Arrival, 'failing'>[] = [];
  for (let at = 0; at < lines.length; at += PIECE) {
    const some = lines.slice(at, at + PIECE);
    for (const kind of ['cel', 'cdr', 'queueLog'] as const) {
      const own = some.filter(([one]) => one === kind).map(([, line]) => line);
      if (own.length > 0) pieces.push({ kind, lines: own });
    }
  }
  return pieces;
}

describe.each(CALL_HOMES)('journeys that are kept, %s', (home) => {
  let house: LandingHouse;
  let clean: readonly unknown[];

  beforeAll(async () => {
    house = await openLandingHouse(home);
    for (const kind of ['cdr', 'queueLog', 'cel'] as const) await house.land(kind, SAMPLE_LINES[kind]);
    clean = await house.readJourneys();
  });
  afterAll(() => house?.close());

  it('are those that everything that is kept tells, in whatever order and pieces it came, and failed', async () => {
    expect(clean.length).toBeGreaterThan(30);
    expect(JSON.stringify(clean)).toContain('"kind":"queued"');
    expect(await house.findDifferences()).toEqual([]);
    let failed = 0;
    await fc.assert(
      fc.asyncProperty(arbitraryArrivals, async (arrivals) => {
        await house.clear();
        for (const { kind, lines, failing } of arrivals) {
          house.failing = failing;
          try {
            await house.land(kind, lines);
          } catch {
            failed += 1;
            await house.land(kind, lines);
          }
          house.failing = undefined;
        }
        expect(await house.findDifferences()).toEqual([]);
        expect(await house.readJourneys()).toEqual(clean);
      }),
      { numRuns: home === 'ClickHouse server' ? 2 : 5 },
    );
    expect(failed).toBeGreaterThan(3);
  });

  it('are told anew where the directory changes, and stay where it does not', async () => {
    const before = await house.readJourneys();
    house.directory = sampleDirectory((name) => name.replace('Ann Reader', 'Ann Writer'));
    expect((await house.findDifferences()).length).toBeGreaterThan(5);
    await remakeAll(house.parts, () => {});
    expect(await house.findDifferences()).toEqual([]);
    const after = await house.readJourneys();
    expect(JSON.stringify(after)).toBe(JSON.stringify(before).replaceAll('Ann Reader', 'Ann Writer'));
    const rows = () => house.parts.calls.read('SELECT count() FROM journey', {}, 'TSVRaw');
    const count = (await rows()).toString();
    await remakeAll(house.parts, () => {});
    expect((await rows()).toString()).toBe(count);
    house.directory = sampleDirectory();
    await remakeAll(house.parts, () => {});
    expect(await house.readJourneys()).toEqual(before);
  });
});
