import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { watch } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import {
  endProcesses,
  makeFolder,
  type RunningProgram,
  type RunningServer,
  SAMPLES,
  startProgram,
  startServer,
} from '../support/server-process.ts';
import { createRandom, generateRows, joinRows } from './generated-calls.ts';
import { command, describePbx, importDeck, readReports } from './loaded-server.ts';

vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });

/** Every run kills at other moments; one that fails is run again with the seed it prints. */
const seed = Number(process.env['RINGLEDGER_TEST_SEED'] ?? 20_261_124);
const random = createRandom(seed);

/** How the engine names a part of one insert: `202611_3_3_1`, and before it is whole. */
const WRITTEN = /^\d{6}_(\d+)_\1_\d+$/;
const BEGUN = /^tmp_insert_/;

type Moment = 'random' | readonly [table: string, part: RegExp];

/**
 * When the server is killed: amid the writing of charges, before they are published; as the first of them, or the first
 * month of them, is put into the legs; and at random.
 */
const MOMENTS: readonly Moment[] = [
  ['charge', BEGUN],
  ['charge', WRITTEN],
  ['outbound_leg', BEGUN],
  ['outbound_leg', WRITTEN],
  'random',
  'random',
  'random',
  'random',
];

interface Decks {
  readonly old: string;
  readonly new: string;
}

let loaded: string;
let decks: Decks;
/** What reports say by each deck. */
let reports: Decks;
/** How long a recalculation takes, its client and the server's first included. */
let runMs: number;

beforeAll(async () => {
  console.error(`RINGLEDGER_TEST_SEED=${seed}`);
  const base = makeFolder('recalculate');
  loaded = join(base, 'loaded');
  decks = { old: join(SAMPLES, 'uk-deck.csv'), new: join(base, 'dear.csv') };
  writeFileSync(decks.new, readFileSync(decks.old, 'utf8').replaceAll(',0.0', ',0.3'));
  const master = join(base, 'Master.csv');
  writeFileSync(master, joinRows(generateRows(6000, seed)));
  const server = await startServer(loaded);
  await describePbx(server);
  await command(server, 'import', 'asterisk-cdr', master, '--zone', 'UTC');
  const old = await readReports(server);
  await importDeck(server, decks.new);
  expect(await readReports(server)).toBe(old);
  const beganMs = performance.now();
  await recalculate(server);
  runMs = performance.now() - beganMs;
  reports = { old, new: await readReports(server) };
  expect(reports.new).not.toBe(old);
  await server.stop();
});
afterAll(endProcesses);

const SCOPE = ['--from', '2026-11-01', '--to', '2027-01-01', '--reason', 'another deck'];

const recalculate = (server: RunningServer) => command(server, 'recalculate', ...SCOPE);

function startRecalculation({ data }: RunningServer): RunningProgram {
  return startProgram(['recalculate', ...SCOPE, '--data', data]);
}

/** Begins to look for the moment; resolves when it has come, or when what is to be disturbed has ended. */
function lookFor(moment: Moment, data: string): (disturbed: RunningProgram) => Promise<void> {
  if (moment === 'random') return () => sleep(random() * 0.7 * runMs);
  const [table, part] = moment;
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

interface ShownRun {
  readonly id: number;
  readonly state: string;
}

async function listRuns(server: RunningServer): Promise<readonly ShownRun[]> {
  return (JSON.parse((await server.ask('/api/v1/runs')).text) as { runs: ShownRun[] }).runs;
}

/** Which of both all the reports are, a mixture being neither. */
function nameReports(text: string): keyof Decks | 'a mixture' {
  if (text === reports.old) return 'old';
  return text === reports.new ? 'new' : 'a mixture';
}

describe('a server that is killed amid a recalculation', () => {
  it('reports all of the old prices or all of the new, and all of the new once it is done again', async () => {
    const data = join(makeFolder('kill'), 'data');
    cpSync(loaded, data, { recursive: true, verbatimSymlinks: true });
    let server = await startServer(data);
    let from: keyof Decks = 'new';
    const ends: string[] = [];
    for (const moment of MOMENTS) {
      const to: keyof Decks = from === 'old' ? 'new' : 'old';
      await importDeck(server, decks[to]);
      const arrived = lookFor(moment, data);
      const client = startRecalculation(server);
      await arrived(client);
      await server.crash();
      const { code, stderr } = await client.ended;
      server = await startServer(data);
      // The first reports may come before what was published is settled, and the second ones after.
      const first = nameReports(await readReports(server));
      const where = `${String(moment)}: ${stderr}`;
      expect([from, to], where).toContain(first);
      if (code === 0) expect(first, where).toBe(to);
      else expect(stderr).toMatch(/No server (answers|is running)|tells what became of run|broke off/);
      expect(nameReports(await readReports(server)), where).toBe(first);
      const [latest] = await listRuns(server);
      expect(['failed', 'published', 'settled']).toContain(latest?.state);
      ends.push(code === 0 ? 'done' : first === to ? 'published' : 'undone');
      await recalculate(server);
      expect(nameReports(await readReports(server)), where).toBe(to);
      expect((await listRuns(server)).filter(({ state }) => /pricing|published/.test(state))).toEqual([]);
      from = to;
    }
    console.error(`Kills: ${MOMENTS.map((moment, n) => `${String(moment)}: ${ends[n]}`).join('; ')}`);
    expect(ends).toContain('undone');
    expect(ends.filter((end) => end !== 'done').length).toBeGreaterThanOrEqual(3);
  });
});

describe('a client that is interrupted', () => {
  it('leaves the run to the server, and says so', async () => {
    const data = join(makeFolder('kill'), 'data');
    cpSync(loaded, data, { recursive: true, verbatimSymlinks: true });
    const server = await startServer(data);
    await importDeck(server, decks.old);
    const arrived = lookFor(['charge', BEGUN], data);
    const client = startRecalculation(server);
    await arrived(client);
    client.kill('SIGINT');
    const { code, stderr } = await client.ended;
    expect([code, stderr]).toEqual([
      1,
      expect.stringMatching(
        /^Run \d+ goes on in the server\. Watch it: .*runs show \d+ --data .*runs cancel \d+/,
      ),
    ]);
    for (;;) {
      const [latest] = await listRuns(server);
      if (latest?.state === 'settled') break;
      expect(['pricing', 'published']).toContain(latest?.state);
      await sleep(25);
    }
    expect(nameReports(await readReports(server))).toBe('old');
    expect((await server.stop()).stderr).not.toContain('"level":50');
  });
});
