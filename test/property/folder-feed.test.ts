import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FeedContext } from '../../src/ingest/feeds/feed.ts';
import { FolderReading } from '../../src/ingest/feeds/folder-reading.ts';
import { closeFolder, readFolder } from '../../src/ingest/feeds/read-folder.ts';
import { identifyCdr } from '../../src/ingest/identify.ts';
import { createLiveBoard } from '../../src/ingest/live/live-board.ts';
import '../support/fixed-seed.ts';
import { PbxFolder } from '../support/pbx-folder.ts';

/** What may happen to the files of a PBX, and to whoever reads them. */
type Step =
  | { readonly what: 'append'; readonly lines: number; readonly cut: number | null }
  | { readonly what: 'rename' | 'copy' | 'pack' | 'poll' | 'kill' }
  | { readonly what: 'packHalf' }
  | { readonly what: 'fail'; readonly durable: boolean };

const steps = fc.array(
  fc.oneof(
    {
      weight: 5,
      arbitrary: fc.record({
        what: fc.constant('append' as const),
        lines: fc.integer({ min: 0, max: 12 }),
        cut: fc.option(fc.double({ min: 0, max: 1, noNaN: true })),
      }),
    },
    { weight: 5, arbitrary: fc.constant({ what: 'poll' as const }) },
    {
      weight: 1,
      arbitrary: fc.constantFrom<Step>(
        { what: 'rename' },
        { what: 'copy' },
        { what: 'pack' },
        { what: 'packHalf' },
        { what: 'kill' },
        { what: 'fail', durable: true },
        { what: 'fail', durable: false },
      ),
    },
  ),
  { maxLength: 40 },
);

/** Whoever reads the folder: what has landed stays, and so does the cursor; the rest dies with a kill. */
class Reader {
  readonly landed = new Map<number, string>();
  readonly rejects: string[] = [];
  readonly end = new AbortController();
  readonly folder: string;
  #cursor: unknown = null;
  #fault: { readonly durable: boolean } | undefined;
  #reading: FolderReading | undefined;
  again = 0;

  constructor(folder: string) {
    this.folder = folder;
  }

  fail(durable: boolean): void {
    this.#fault = { durable };
  }

  async kill(): Promise<void> {
    if (this.#reading !== undefined) await closeFolder(this.#reading);
    this.#reading = undefined;
  }

  async poll(): Promise<void> {
    this.#reading ??= new FolderReading(this.#context(), {
      path: this.folder,
      files: [{ name: 'Master.csv', kind: 'asterisk-cdr' }],
      zone: undefined,
      columns: undefined,
      pollMilliseconds: 10,
    });
    try {
      await readFolder(this.#reading);
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      await this.kill();
    }
  }

  #context(): FeedContext {
    return {
      name: 'test',
      settings: {},
      zone: 'Europe/London',
      signal: this.end.signal,
      now: () => 0,
      live: createLiveBoard(() => 0).teller('test'),
      cursor: JSON.parse(JSON.stringify(this.#cursor)),
      spool: this.folder,
      landCdrs: async ({ records, rejects }, cursor) => {
        const fault = this.#fault;
        this.#fault = undefined;
        if (fault?.durable === false) throw new Fault();
        for (const { cdr } of records) {
          const identity = identifyCdr(cdr);
          if (this.landed.has(identity)) this.again += 1;
          this.landed.set(identity, cdr.uniqueid);
        }
        this.rejects.push(...rejects.map(({ line, raw }) => `${line}: ${raw}`));
        if (fault !== undefined) throw new Fault();
        if (cursor !== undefined) this.#cursor = cursor;
        return { accepted: records.length, duplicate: 0, rejected: rejects.length };
      },
      landQueueEvents: async () => {
        throw new Error('there is no queue log');
      },
      landCelEvents: async () => {
        throw new Error('there are no channel events');
      },
      keepCursor: async (cursor) => {
        this.#cursor = cursor;
      },
      tell: () => {},
    };
  }
}

/** As a server's connection breaks: what went wrong is no file's trouble. */
class Fault extends Error {
  readonly syscall = 'connect';
}

async function act(step: Step, pbx: PbxFolder, reader: Reader): Promise<void> {
  switch (step.what) {
    case 'append':
      return pbx.append(step.lines, step.cut);
    case 'rename':
      return pbx.rename();
    case 'copy':
      return pbx.copy();
    case 'pack':
      return pbx.pack(false);
    case 'packHalf':
      return pbx.pack(true);
    case 'kill':
      return reader.kill();
    case 'fail':
      return reader.fail(step.durable);
    case 'poll':
      return reader.poll();
  }
}

async function run(schedule: readonly Step[]): Promise<{ pbx: PbxFolder; reader: Reader }> {
  const folder = await mkdtemp(join(tmpdir(), 'ringledger-folder-'));
  const pbx = new PbxFolder(folder);
  const reader = new Reader(folder);
  try {
    for (const step of schedule) await act(step, pbx, reader);
    await pbx.finishLine();
    await pbx.finishPacking();
    // A fault that waits, and a file that changed amid being read, each take one more.
    for (let time = 0; time < 3; time += 1) await reader.poll();
    return { pbx, reader };
  } finally {
    await reader.kill();
    await rm(folder, { recursive: true, force: true });
  }
}

describe('a folder that is followed', () => {
  it('gives every record once, whatever happens to its files and its reader', async () => {
    await fc.assert(
      fc.asyncProperty(steps, async (schedule) => {
        const { pbx, reader } = await run(schedule);
        expect([...reader.landed.values()].sort()).toEqual([...pbx.written].sort());
        expect(reader.rejects).toEqual([]);
      }),
      { numRuns: 150 },
    );
  }, 300_000);

  it('reads nothing again where nothing was cut off', async () => {
    await fc.assert(
      fc.asyncProperty(steps, async (schedule) => {
        const { pbx, reader } = await run(schedule.filter(({ what }) => what !== 'fail'));
        expect(reader.landed.size).toBe(pbx.written.length);
        expect(reader.again).toBe(0);
      }),
      { numRuns: 100 },
    );
  }, 300_000);
});
