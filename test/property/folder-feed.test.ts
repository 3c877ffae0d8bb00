import {
  appendFile,
  copyFile,
  mkdtemp,
  readdir,
  readFile,
  rename,
  rm,
  truncate,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FeedContext } from '../../src/ingest/feeds/feed.ts';
import { FolderReading } from '../../src/ingest/feeds/folder-reading.ts';
import { closeFolder, readFolder } from '../../src/ingest/feeds/read-folder.ts';
import { identifyCdr } from '../../src/ingest/identify.ts';
import '../support/fixed-seed.ts';

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

/** A folder with the files of a PBX that writes Master.csv, as logrotate and gzip leave it. */
class PbxFolder {
  readonly folder: string;
  readonly written: string[] = [];
  #pending = '';
  #pendingIn = '';
  /** A packed file that is still being written, and what it lacks. */
  #packing: { readonly plain: string; readonly gz: string; readonly rest: Buffer } | undefined;

  constructor(folder: string) {
    this.folder = folder;
  }

  async append(lines: number, cut: number | null): Promise<void> {
    await this.finishLine();
    const text = Array.from({ length: lines }, () => this.#line()).join('');
    await appendFile(this.#path('Master.csv'), text);
    if (cut === null) return;
    const line = this.#line();
    const at = Math.floor(cut * line.length);
    await appendFile(this.#path('Master.csv'), line.slice(0, at));
    [this.#pending, this.#pendingIn] = [line.slice(at), 'Master.csv'];
  }

  /** Whoever writes a line has the file open: it goes on in it whatever its name is now. */
  async finishLine(): Promise<void> {
    if (this.#pending === '') return;
    await appendFile(this.#path(this.#pendingIn), this.#pending);
    this.#pending = '';
  }

  async rename(): Promise<void> {
    if (!(await this.#moveUp())) return;
    await rename(this.#path('Master.csv'), this.#path('Master.csv.1'));
    if (this.#pendingIn === 'Master.csv') this.#pendingIn = 'Master.csv.1';
  }

  async copy(): Promise<void> {
    await this.finishLine();
    if (!(await this.#moveUp())) return;
    await copyFile(this.#path('Master.csv'), this.#path('Master.csv.1'));
    await truncate(this.#path('Master.csv'), 0);
  }

  async pack(half: boolean): Promise<void> {
    await this.finishPacking();
    await this.finishLine();
    const name = (await this.names()).findLast((one) => /\.\d+$/.test(one));
    if (name === undefined) return;
    const bytes = gzipSync(await readFile(this.#path(name)));
    const cut = half ? Math.floor(bytes.length / 2) : bytes.length;
    await writeFile(this.#path(`${name}.gz`), bytes.subarray(0, cut));
    this.#packing = { plain: name, gz: `${name}.gz`, rest: bytes.subarray(cut) };
    if (!half) await this.finishPacking();
  }

  async finishPacking(): Promise<void> {
    if (this.#packing === undefined) return;
    const { plain, gz, rest } = this.#packing;
    this.#packing = undefined;
    await appendFile(this.#path(gz), rest);
    await rm(this.#path(plain));
  }

  async names(): Promise<readonly string[]> {
    return (await readdir(this.folder)).sort((one, other) => numberOf(one) - numberOf(other));
  }

  /** Master.csv.1 becomes Master.csv.2 and so on; false where there is nothing to put away. */
  async #moveUp(): Promise<boolean> {
    await this.finishPacking();
    const names = await this.names();
    if (!names.includes('Master.csv')) return false;
    for (const name of [...names].reverse()) {
      const to = name.replace(/\.(\d+)/, (_, number: string) => `.${Number(number) + 1}`);
      if (to === name) continue;
      await rename(this.#path(name), this.#path(to));
      if (this.#pendingIn === name) this.#pendingIn = to;
    }
    return true;
  }

  #line(): string {
    const number = this.written.length;
    const uniqueid = `${1_795_521_600 + number}.${number}`;
    this.written.push(uniqueid);
    const start = new Date((1_795_521_600 + number) * 1000).toISOString().slice(0, 19).replace('T', ' ');
    const userfield = number % 7 === 0 ? 'two\nlines, ""quoted""' : number % 5 === 0 ? 'é' : '';
    return `"","204","${number}","ctx","""Bob"" <204>","SIP/0500000005000-${number}","","Dial","x","${start}","","${start}",${number % 60},0,"NO ANSWER","DOCUMENTATION","${uniqueid}","${userfield}"\n`;
  }

  #path(name: string): string {
    return join(this.folder, name);
  }
}

function numberOf(name: string): number {
  return Number(/\.(\d+)/.exec(name)?.[1] ?? 0);
}

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
      cursor: JSON.parse(JSON.stringify(this.#cursor)),
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
        this.#cursor = cursor;
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

class Fault extends Error {}

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
