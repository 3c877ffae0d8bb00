import { readFileSync, writeFileSync } from 'node:fs';
import { watch } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'vitest';
import { copyFolder } from '../support/copy-folder.ts';
import { putFreshStores } from '../support/fresh-stores.ts';
import {
  makeFolder,
  type RunningProgram,
  type RunningServer,
  SAMPLES,
  startProgram,
  startServer,
} from '../support/server-process.ts';
import { generateRows, joinRows } from './generated-calls.ts';
import { command, describePbx, importDeck, readReports } from './loaded-server.ts';

/** Prices of the bundled PBX's calls, and others: each a deck file, and what reports say by it, to the last unit. */
interface Decks {
  readonly old: string;
  readonly new: string;
}

/** A data folder with calls, and what an undisturbed twin of it says before and after a recalculation. */
export interface KillStage {
  readonly loaded: string;
  readonly decks: Decks;
  readonly reports: Decks;
  /** How long a recalculation takes, from the request to the answer; and with a client of its own. */
  readonly runMs: number;
  readonly clientMs: number;
}

const SCOPE = { from: '2026-11-01', to: '2027-01-01', reason: 'another deck' } as const;
const WORDS = ['--from', SCOPE.from, '--to', SCOPE.to, '--reason', SCOPE.reason];

/** Loads the bundled PBX with at least so many records of two months, and lets the twin tell old from new. */
export async function prepareKills(records: number, seed: number): Promise<KillStage> {
  const base = makeFolder('recalculate');
  const loaded = join(base, 'loaded');
  const decks = { old: join(SAMPLES, 'uk-deck.csv'), new: join(base, 'dear.csv') };
  writeFileSync(decks.new, readFileSync(decks.old, 'utf8').replaceAll(',0.0', ',0.3'));
  const master = join(base, 'Master.csv');
  writeFileSync(master, joinRows(generateRows(records, seed)));
  await putFreshStores(loaded);
  const server = await startServer(loaded);
  await describePbx(server);
  await command(server, 'import', 'asterisk-cdr', master, '--zone', 'UTC');
  const old = await readReports(server);
  await importDeck(server, decks.new);
  expect(await readReports(server)).toBe(old);
  const clientMs = await timeIt(() => command(server, 'recalculate', ...WORDS));
  const reports = { old, new: await readReports(server) };
  expect(reports.new).not.toBe(old);
  await sendDeck(server, decks.old);
  await recalculate(server);
  expect(await readReports(server)).toBe(old);
  await sendDeck(server, decks.new);
  const runMs = await timeIt(() => recalculate(server));
  await server.stop();
  return { loaded, decks, reports, runMs, clientMs };
}

/** A server over a copy of the folder, whose prices are the new ones. */
export async function startOnCopy({ loaded }: KillStage): Promise<RunningServer> {
  const data = join(makeFolder('kill'), 'data');
  await copyFolder(loaded, data);
  return startServer(data);
}

/** How the engine names a part of one insert: `202611_3_3_1`, and before it is whole. */
export const WRITTEN = /^\d{6}_(\d+)_\1_\d+$/;
export const BEGUN = /^tmp_insert_/;

/**
 * When the server is killed: as a table's part is begun or written, while a client of the command line waits; or anywhere
 * within a recalculation that was asked for over HTTP.
 */
export type Moment = 'random' | readonly [table: string, part: RegExp];

/** How often something was seen, and how often a server was started again. */
export interface KillTally {
  kills: number;
  /** The recalculation was not seen, was published when it was not yet answered, or had been answered. */
  undone: number;
  published: number;
  done: number;
  restarts: number;
  /** Starts that found something published that was not yet put into the legs. */
  resumed: number;
  /** Recalculations that were done again to their end. */
  repeats: number;
}

/** One server that is killed again and again, and the prices that its reports have. */
export class KilledServer {
  readonly tally: KillTally = {
    kills: 0,
    undone: 0,
    published: 0,
    done: 0,
    restarts: 0,
    resumed: 0,
    repeats: 0,
  };
  readonly #stage: KillStage;
  readonly #random: () => number;
  #server: RunningServer;
  #runMs: number;
  /** What reports say, and the deck that is imported. */
  #seen: keyof Decks = 'new';
  #deck: keyof Decks = 'new';

  constructor(stage: KillStage, server: RunningServer, random: () => number) {
    this.#stage = stage;
    this.#server = server;
    this.#random = random;
    this.#runMs = stage.runMs;
  }

  /** Kills it amid a recalculation by the deck that is not seen, and starts it: all of old or all of new is seen, and stays. */
  async kill(moment: Moment): Promise<'undone' | 'published' | 'done'> {
    const from = this.#seen;
    const to = from === 'old' ? 'new' : 'old';
    if (this.#deck !== to) await sendDeck(this.#server, this.#stage.decks[to]);
    this.#deck = to;
    const { isDone, said } = await this.#killAmid(moment);
    await this.#restart();
    const isSettled = await this.#isSettled();
    const first = this.#name(await readReports(this.#server));
    const where = `kill ${this.tally.kills}, ${String(moment)}, ${from} to ${to}: ${said}`;
    expect([from, to], where).toContain(first);
    if (isDone) expect(first, where).toBe(to);
    if (!isSettled) {
      // The first reports may have come before what was published is settled; these come after.
      while (!(await this.#isSettled())) await sleep(10);
      expect(this.#name(await readReports(this.#server)), where).toBe(first);
      this.tally.resumed += 1;
    }
    this.#seen = first === 'a mixture' ? from : first;
    const end = isDone ? 'done' : first === to ? 'published' : 'undone';
    this.tally[end] += 1;
    return end;
  }

  /** Does the recalculation again, undisturbed: whatever the kills left is in nobody's way. */
  async repeat(): Promise<void> {
    this.#runMs = await timeIt(() => recalculate(this.#server));
    this.tally.repeats += 1;
    expect(this.#name(await readReports(this.#server))).toBe(this.#deck);
    this.#seen = this.#deck;
    expect((await listRuns(this.#server)).filter(({ state }) => /pricing|published/.test(state))).toEqual([]);
  }

  async stop(): Promise<void> {
    await this.#server.stop();
  }

  /** Kills the server amid a recalculation; whether that was answered, and what was said instead. */
  async #killAmid(moment: Moment): Promise<{ readonly isDone: boolean; readonly said: string }> {
    this.tally.kills += 1;
    if (moment === 'random') {
      const asked = askForRun(this.#server).then(
        (text) => ({ isDone: text.includes('"result":'), said: text }),
        (error: unknown) => ({ isDone: false, said: String(error) }),
      );
      await sleep(this.#random() * this.#runMs);
      await this.#server.crash();
      return asked;
    }
    const arrived = lookFor(moment, this.#server.data);
    const client = startRecalculation(this.#server);
    await arrived(client);
    await this.#server.crash();
    const { code, stderr } = await client.ended;
    if (code !== 0)
      expect(stderr).toMatch(/No server (answers|is running)|tells what became of run|broke off/);
    return { isDone: code === 0, said: stderr };
  }

  /** Now and then killed once more, as it puts in order what the kill before left. */
  async #restart(): Promise<void> {
    this.#server = await startServer(this.#server.data);
    this.tally.restarts += 1;
    if (this.#random() >= 0.1) return;
    await sleep(this.#random() * 50);
    await this.#server.crash();
    this.tally.kills += 1;
    this.#server = await startServer(this.#server.data);
    this.tally.restarts += 1;
  }

  async #isSettled(): Promise<boolean> {
    return !(await listRuns(this.#server)).some(({ state }) => state === 'published');
  }

  /** Which of both all the reports are, a mixture being neither. */
  #name(text: string): keyof Decks | 'a mixture' {
    const { reports } = this.#stage;
    if (text === reports.old) return 'old';
    return text === reports.new ? 'new' : 'a mixture';
  }
}

/** Begins to look for the moment; resolves when it has come, or when what is to be disturbed has ended. */
export function lookFor(
  [table, part]: Exclude<Moment, 'random'>,
  data: string,
): (disturbed: RunningProgram) => Promise<void> {
  const over = new AbortController();
  const folder = join(data, 'calls', 'data', 'ringledger', table);
  const seen = (async () => {
    for await (const { filename } of watch(folder, { signal: over.signal })) {
      if (part.test(filename ?? '')) return;
    }
  })();
  return async (disturbed) => {
    await Promise.race([seen, disturbed.ended]);
    over.abort();
    await seen.catch((error: Error) => expect(error.name).toBe('AbortError'));
  };
}

/** A client of the command line that has everything priced again. */
export function startRecalculation({ data }: RunningServer): RunningProgram {
  return startProgram(['recalculate', ...WORDS, '--data', data]);
}

export interface ShownRun {
  readonly id: number;
  readonly state: string;
}

/** The latest first. */
export async function listRuns(server: RunningServer): Promise<readonly ShownRun[]> {
  return (JSON.parse((await server.ask('/api/v1/runs')).text) as { runs: ShownRun[] }).runs;
}

async function sendDeck(server: RunningServer, file: string): Promise<void> {
  const path = '/api/v1/rates?deck=uk&from=2026-01-01&currency=GBP';
  const { status, text } = await server.ask(path, {
    method: 'POST',
    body: readFileSync(file),
    headers: { 'content-type': 'text/csv' },
  });
  expect(status, text).toBe(200);
}

/** The answer's lines: progress, then the result or a problem. */
async function askForRun(server: RunningServer): Promise<string> {
  const headers = { 'content-type': 'application/json' };
  return (await server.ask('/api/v1/runs', { method: 'POST', body: JSON.stringify(SCOPE), headers })).text;
}

async function recalculate(server: RunningServer): Promise<void> {
  expect(await askForRun(server)).toContain('"result":');
}

async function timeIt(act: () => Promise<unknown>): Promise<number> {
  const beganMs = performance.now();
  await act();
  return performance.now() - beganMs;
}
