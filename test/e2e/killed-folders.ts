import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'vitest';
import type { ShownSource } from '../../src/ingest/feeds/show-source.ts';
import type { ProofCheck } from '../../src/proof/proof.ts';
import { putFreshStores } from '../support/fresh-stores.ts';
import { readUniqueids } from '../support/kept-uniqueids.ts';
import { PbxFolder } from '../support/pbx-folder.ts';
import { makeFolder, type RunningServer, startServer } from '../support/server-process.ts';

/** What was done and seen over all rounds. */
export interface FolderTally {
  schedules: number;
  kills: number;
  records: number;
  /** Records that a kill had landed before their place was kept. */
  again: number;
  lines: number;
  renamed: number;
  copied: number;
  packed: number;
}

const FOLDERS_A_ROUND = 4;
const LONGEST_STEP_MS = 500;
const MOST_STEPS = 40;
/** Whoever is killed is killed within so long after it answers. */
const LONGEST_LIFE_MS = 1500;
const MOST_MORE = 10;

/**
 * One server over folders of its own that PBXs write, put away and pack all the while, each by its own random schedule;
 * killed at random moments and started again.
 */
export class KilledFolders {
  readonly tally: FolderTally = {
    ...{ schedules: 0, kills: 0, records: 0, again: 0 },
    ...{ lines: 0, renamed: 0, copied: 0, packed: 0 },
  };
  readonly #data = join(makeFolder('kill-folders'), 'data');
  readonly #random: () => number;
  readonly #written: string[] = [];

  constructor(random: () => number) {
    this.#random = random;
  }

  /**
   * Writes so many folders while the server is killed `kills` times; then all records that were written must be kept,
   * each once, and no other, and nothing may be a reject.
   */
  async round(folders: number, kills: number): Promise<void> {
    await putFreshStores(this.#data);
    let server = await startServer(this.#data);
    const pbxs = await this.#addSources(server, folders);
    const over = new AbortController();
    const writers = pbxs.map((pbx) => this.#write(pbx, over.signal));
    try {
      for (let kill = 0; kill < kills; kill += 1) {
        await sleep(this.#random() * LONGEST_LIFE_MS);
        await server.crash();
        this.tally.kills += 1;
        server = await startServer(this.#data);
      }
    } finally {
      over.abort();
      await Promise.all(writers);
    }
    await this.#untilRead(server, pbxs);
    for (const { written } of pbxs) this.#written.push(...written);
    this.tally.records = this.#written.length;
    expect((await server.ask('/api/v1/rejects')).text).toBe('');
    expect((await server.stop()).code).toBe(0);
    const written = [...this.#written].sort();
    let kept = await readUniqueids(this.#data);
    // What was landed twice was counted twice: there may be some left to read.
    for (let more = 0; kept.length < written.length && more < MOST_MORE; more += 1) {
      server = await startServer(this.#data);
      await sleep(1000);
      await server.stop();
      kept = await readUniqueids(this.#data);
    }
    expect(kept).toEqual(written);
    server = await startServer(this.#data);
    expect((await server.ask('/api/v1/rejects')).text).toBe('');
    await expectProof(server, written.length);
    for (const pbx of pbxs) await server.ask(`/api/v1/sources/${nameOf(pbx)}`, { method: 'DELETE' });
    await server.stop();
  }

  async #addSources(server: RunningServer, folders: number): Promise<readonly PbxFolder[]> {
    const pbxs: PbxFolder[] = [];
    const base = makeFolder('pbxs');
    for (let n = 0; n < folders; n += 1) {
      this.tally.schedules += 1;
      const folder = join(base, `pbx-${this.tally.schedules}`);
      mkdirSync(folder);
      const pbx = new PbxFolder(folder, this.tally.schedules);
      const settings = { path: folder, files: ['Master.csv=asterisk-cdr'], pollMilliseconds: 30 };
      const { status, text } = await server.ask('/api/v1/sources', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ name: nameOf(pbx), kind: 'folder', settings }),
      });
      expect(status, text).toBe(201);
      pbxs.push(pbx);
    }
    return pbxs;
  }

  /** Goes on as PBXs and logrotate do, as long as the server is killed, and not without end; ends what was begun. */
  async #write(pbx: PbxFolder, over: AbortSignal): Promise<void> {
    for (let step = 0; step < MOST_STEPS && !over.aborted; step += 1) {
      await this.#step(pbx);
      await sleep(this.#random() * LONGEST_STEP_MS, undefined, { signal: over }).catch(() => undefined);
    }
    await pbx.finishLine();
    await pbx.finishPacking();
  }

  async #step(pbx: PbxFolder): Promise<void> {
    const chance = this.#random();
    if (chance < 0.7) {
      const lines = Math.floor(this.#random() * 8);
      this.tally.lines += lines;
      return pbx.append(lines, this.#random() < 0.4 ? this.#random() : null);
    }
    if (chance < 0.8) {
      this.tally.renamed += 1;
      return pbx.rename();
    }
    if (chance < 0.9) {
      this.tally.copied += 1;
      return pbx.copy();
    }
    this.tally.packed += 1;
    return pbx.pack(this.#random() < 0.5);
  }

  /** Each record is counted by the landing that kept the place behind it, whether a kill had landed it before or not. */
  async #untilRead(server: RunningServer, pbxs: readonly PbxFolder[]): Promise<void> {
    for (const pbx of pbxs) {
      for (;;) {
        const { status, text } = await server.ask(`/api/v1/sources/${nameOf(pbx)}`);
        expect(status, text).toBe(200);
        const { landed, duplicates, rejects } = JSON.parse(text) as ShownSource;
        expect(rejects, text).toBe(0);
        if (landed + duplicates >= pbx.written.length) {
          this.tally.again += duplicates;
          break;
        }
        await sleep(50);
      }
    }
  }
}

/** Random schedules, some at a time under one server; three kills for each four of them. */
export async function killFolders(
  killed: KilledFolders,
  schedules: number,
  tell: (words: string) => void,
): Promise<void> {
  for (let left = schedules; left > 0; left -= FOLDERS_A_ROUND) {
    await killed.round(Math.min(left, FOLDERS_A_ROUND), 3);
    const { tally } = killed;
    tell(`${tally.schedules} of ${schedules} schedules, ${tally.kills} kills, ${tally.records} records`);
  }
}

/** All records are of calls with the legs and journeys that they come to. */
async function expectProof(server: RunningServer, records: number): Promise<void> {
  const { text } = await server.ask('/api/v1/proof?month=2026-11&legs=true');
  const { checks } = JSON.parse(text.trim().split('\n').at(-1) ?? '').result as { checks: ProofCheck[] };
  expect(checks.filter(({ equal }) => !equal)).toEqual([]);
  expect(checks.map(({ name }) => name)).toContain('legs');
  expect(checks.find(({ name }) => name === 'records')?.sides[0]?.figures['records']).toBe(records);
}

function nameOf({ folder }: PbxFolder): string {
  return folder.slice(folder.lastIndexOf('/') + 1);
}
