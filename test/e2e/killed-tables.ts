import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { expect } from 'vitest';
import type { ProofCheck } from '../../src/proof/proof.ts';
import { putFreshStores } from '../support/fresh-stores.ts';
import { readUniqueids } from '../support/kept-uniqueids.ts';
import type { RunningMariadb } from '../support/mariadb-server.ts';
import { PbxTable } from '../support/pbx-table.ts';
import { makeFolder, type RunningServer, startServer } from '../support/server-process.ts';

/** What was done and seen over all rounds. */
export interface TableTally {
  schedules: number;
  /** Of our server. */
  kills: number;
  /** Of the database's. */
  sourceKills: number;
  records: number;
  cuts: number;
  /** Our server's clock, and a PBX's, was set. */
  clocks: number;
  /** Transactions that ended later than others that began after them. */
  held: number;
}

const TABLES_A_ROUND = 4;
const LONGEST_STEP_MS = 400;
const MOST_STEPS = 40;
/** Whoever is killed is killed within so long after it answers. */
const LONGEST_LIFE_MS = 2500;
const LONGEST_HOLD_MS = 1500;
const LOOK_MS = 300;
const MOST_LOOKS = 600;
const HOUR = 3600;
const DAY = 24 * HOUR;
/** Rows that come later than a day after their start are found by the audit of the day, for which nobody waits here. */
const LATEST = 20 * HOUR;
const SET_CLOCK = pathToFileURL(join(import.meta.dirname, '../support/set-clock.mjs')).href;

/**
 * One server that reads tables which PBXs fill all the while, each by its own random schedule of late rows, held
 * transactions, cut networks and clocks that are set; the server, and that of the tables, are killed at random moments and
 * started again.
 */
export class KilledTables {
  readonly tally: TableTally = {
    ...{ schedules: 0, kills: 0, sourceKills: 0, records: 0 },
    ...{ cuts: 0, clocks: 0, held: 0 },
  };
  readonly #data = join(makeFolder('kill-tables'), 'data');
  readonly #clock = join(makeFolder('clock'), 'seconds');
  readonly #random: () => number;
  readonly #source: RunningMariadb;
  readonly #written: string[] = [];
  #old: readonly PbxTable[] = [];

  constructor(random: () => number, source: RunningMariadb) {
    this.#random = random;
    this.#source = source;
  }

  /**
   * Fills so many tables while our server is killed `kills` times, and theirs once; then all records that were written
   * must be kept, each once, and no other, nothing may be a reject, and what was made of the records must be what the
   * records come to.
   */
  async round(tables: number, kills: number): Promise<void> {
    if (this.tally.schedules === 0) await putFreshStores(this.#data);
    this.#setClock(0);
    let server = await this.#start();
    await this.#removeOld(server);
    const pbxs = await this.#addSources(server, tables);
    const over = new AbortController();
    const filling = pbxs.map((pbx) => this.#fill(pbx, over.signal));
    const sourceKill = Math.floor(this.#random() * kills);
    try {
      for (let kill = 0; kill < kills; kill += 1) {
        await sleep(this.#random() * LONGEST_LIFE_MS);
        if (kill === sourceKill) await this.#killSource();
        await server.crash();
        this.tally.kills += 1;
        server = await this.#start();
      }
    } finally {
      over.abort();
      await Promise.all(filling);
    }
    for (const { written } of pbxs) this.#written.push(...written);
    this.tally.records = this.#written.length;
    await this.#untilRead(server);
    expect((await server.ask('/api/v1/rejects')).text).toBe('');
    expect((await server.stop()).code).toBe(0);
    expect(await readUniqueids(this.#data)).toEqual([...this.#written].sort());
    this.#old = pbxs;
  }

  /** Takes away what the last round left. */
  async finish(): Promise<void> {
    for (const pbx of this.#old) await pbx.close();
  }

  #start(): Promise<RunningServer> {
    const environment = { NODE_OPTIONS: `--import=${SET_CLOCK}`, RINGLEDGER_TEST_CLOCK: this.#clock };
    return startServer(this.#data, { environment });
  }

  #setClock(seconds: number): void {
    writeFileSync(this.#clock, String(seconds));
  }

  async #killSource(): Promise<void> {
    await this.#source.killAndStart();
    this.tally.sourceKills += 1;
    await sleep(this.#random() * LONGEST_LIFE_MS);
  }

  async #removeOld(server: RunningServer): Promise<void> {
    for (const pbx of this.#old) {
      await server.ask(`/api/v1/sources/${pbx.name}`, { method: 'DELETE' });
      await pbx.close();
    }
    this.#old = [];
  }

  async #addSources(server: RunningServer, tables: number): Promise<readonly PbxTable[]> {
    const pbxs: PbxTable[] = [];
    for (let n = 0; n < tables; n += 1) {
      const number = ++this.tally.schedules;
      const pbx = await PbxTable.open(number, number % 2 === 0 ? 'by-time' : 'by-number', this.#source);
      const { status, text } = await server.ask('/api/v1/sources', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(pbx.source),
      });
      expect(status, text).toBe(201);
      pbxs.push(pbx);
    }
    return pbxs;
  }

  /** Goes on as PBXs and networks do, as long as the server is killed, and not without end; ends what was begun. */
  async #fill(pbx: PbxTable, over: AbortSignal): Promise<void> {
    let clock = 0;
    for (let step = 0; step < MOST_STEPS && !over.aborted; step += 1) {
      clock = await this.#step(pbx, clock);
      await sleep(this.#random() * LONGEST_STEP_MS, undefined, { signal: over }).catch(() => undefined);
    }
    await pbx.finish();
  }

  /** Resolves to how far the PBX's clock is off then. */
  async #step(pbx: PbxTable, clock: number): Promise<number> {
    const chance = this.#random();
    if (chance < 0.6) await pbx.insert(this.#starts(clock));
    else if (chance < 0.7) {
      pbx.hold(this.#starts(clock), this.#random() * LONGEST_HOLD_MS);
      this.tally.held += 1;
    } else if (chance < 0.85) {
      pbx.cut();
      this.tally.cuts += 1;
    } else if (chance < 0.92) {
      this.#setClock(Math.round((this.#random() * 2 - 1) * DAY));
      this.tally.clocks += 1;
    } else {
      this.tally.clocks += 1;
      return Math.round(this.#random() * 10 * HOUR) - 9 * HOUR;
    }
    return clock;
  }

  /** Instants of some calls that ended now, by a clock that is off so far: most just begun, some hours ago, some at once. */
  #starts(clock: number): readonly number[] {
    const now = Math.floor(Date.now() / 1000) + clock;
    return Array.from({ length: 1 + Math.floor(this.#random() * 12) }, () => {
      const chance = this.#random();
      if (chance < 0.3) return now;
      return now - Math.floor(this.#random() * (chance < 0.8 ? 120 : LATEST - 9 * HOUR));
    });
  }

  /** Waits until as many records are kept as were written, and all that is made of them is proved. */
  async #untilRead(server: RunningServer): Promise<void> {
    const [from, to] = [-2, 3].map((days) =>
      new Date(Date.now() + days * DAY * 1000).toISOString().slice(0, 10),
    );
    for (let look = 0; look < MOST_LOOKS; look += 1) {
      const { text } = await server.ask(`/api/v1/proof?from=${from}&to=${to}&legs=true`);
      const { checks } = JSON.parse(text.trim().split('\n').at(-1) ?? '').result as { checks: ProofCheck[] };
      const records = checks.find(({ name }) => name === 'records')?.sides[0]?.figures['records'];
      if (records === this.#written.length && checks.every(({ equal }) => equal)) return;
      if (look === MOST_LOOKS - 1) expect({ records, checks }).toEqual({ records: this.#written.length });
      await sleep(LOOK_MS);
    }
  }
}

/** Random schedules, some at a time under one server; for each four of them three kills of it, and one of the tables' server. */
export async function killTables(
  killed: KilledTables,
  schedules: number,
  tell: (words: string) => void,
): Promise<void> {
  for (let left = schedules; left > 0; left -= TABLES_A_ROUND) {
    await killed.round(Math.min(left, TABLES_A_ROUND), 3);
    const { tally } = killed;
    tell(`${tally.schedules} of ${schedules} schedules, ${tally.kills} kills, ${tally.records} records`);
  }
  await killed.finish();
}
