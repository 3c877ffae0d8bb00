import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'vitest';
import { listSpool, readSpooled } from '../../src/ingest/feeds/spool.ts';
import { readRows } from '../../src/store/calls/call-store.ts';
import { connectCalls } from '../../src/store/calls/connect.ts';
import { putFreshStores } from '../support/fresh-stores.ts';
import { dialledBy, LINES_MONTH } from '../support/made-line.ts';
import { PbxLine } from '../support/pbx-line.ts';
import { makeFolder, type RunningServer, startServer } from '../support/server-process.ts';
import { createRandom } from './generated-calls.ts';

/** What was done and seen over all rounds. */
export interface LineTally {
  schedules: number;
  kills: number;
  cuts: number;
  lines: number;
  /** Lines that had come and not landed when the server was killed. */
  spooled: number;
  /** Lines of which nobody can say whether the server had read them. */
  doubtful: number;
  /** Of these the ones that it had not. */
  missing: number;
  /** Beginnings of lines that were cut off, kept as rejects. */
  cutOff: number;
}

const PBXS_A_ROUND = 4;
const STEPS = 12;
const LONGEST_PAUSE_MS = 200;
/** A server is killed after so many steps of all its PBXs at most, and so long after it was last asked what it holds. */
const MOST_STEPS_A_LIFE = 16;
const LONGEST_LAST_MS = 400;
const LOOK_MS = 20;

/**
 * A server to which PBXs send lines, each by its own random schedule of bursts, of lines sent in pieces and of connections
 * that are ended or reset amid a line; killed at random moments and started again.
 *
 * A line is known to have been read when the server has ended a connection after it, when a report tells of it, or when it
 * stands in the server's files as it is killed. No clock has a say in that.
 */
export class KilledLines {
  readonly tally: LineTally = {
    ...{ schedules: 0, kills: 0, cuts: 0, lines: 0 },
    ...{ spooled: 0, doubtful: 0, missing: 0, cutOff: 0 },
  };
  readonly #data = join(makeFolder('kill-lines'), 'data');
  readonly #random: () => number;
  #server: RunningServer | undefined;
  #steps = 0;

  constructor(random: () => number) {
    this.#random = random;
  }

  /**
   * Sends lines of so many PBXs while the server is killed `kills` times. Then each line that the server is known to have
   * read must be in the reports, once; so must all lines of a PBX that sends again what it is not sure of; and nothing
   * else may have come but beginnings of lines, as rejects.
   */
  async round(schedules: number, kills: number): Promise<void> {
    const server = await this.#serving();
    const pbxs = await this.#addSources(server, schedules);
    let isOver = false;
    const sent = Promise.all(pbxs.map((pbx) => this.#send(pbx))).finally(() => {
      isOver = true;
    });
    sent.catch(() => {});
    for (let kill = 0; kill < kills; kill += 1) {
      const until = this.#steps + this.#random() * MOST_STEPS_A_LIFE;
      while (!isOver && this.#steps < until) await sleep(LOOK_MS);
      await this.#kill(pbxs);
    }
    await sent;
    for (const { name } of pbxs) await this.#untilLanded(name);
    await this.#check(pbxs);
  }

  /** Stops the server; then the store must hold no line twice. */
  async finish(): Promise<void> {
    expect((await this.#server?.stop())?.code).toBe(0);
    const calls = await connectCalls({ folder: join(this.#data, 'calls') });
    try {
      const twice = 'SELECT source, raw FROM cdr FINAL GROUP BY source, raw HAVING count() > 1';
      expect(await readRows(calls, twice)).toEqual([]);
    } finally {
      await calls.close();
    }
  }

  async #serving(): Promise<RunningServer> {
    if (this.#server !== undefined) return this.#server;
    await putFreshStores(this.#data);
    this.#server = await startServer(this.#data);
    return this.#server;
  }

  async #addSources(server: RunningServer, schedules: number): Promise<readonly PbxLine[]> {
    const pbxs: PbxLine[] = [];
    for (let n = 0; n < schedules; n += 1) {
      const number = ++this.tally.schedules;
      const pbx = await PbxLine.open({
        name: `pbx-${number}`,
        number,
        // All four kinds of PBXs in every round.
        maker: number % 2 === 0 ? 'mitel' : 'avaya-ip-office',
        sendsAgain: number % 4 < 2,
        random: createRandom(this.#random() * 2 ** 32),
        isServing: () => this.#server !== undefined,
      });
      const { status, text } = await server.ask('/api/v1/sources', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ name: pbx.name, kind: 'smdr', settings: pbx.settings }),
      });
      expect(status, text).toBe(201);
      pbxs.push(pbx);
    }
    return pbxs;
  }

  async #send(pbx: PbxLine): Promise<void> {
    const random = createRandom(this.#random() * 2 ** 32);
    for (let step = 0; step < STEPS; step += 1) {
      await pbx.step();
      this.#steps += 1;
      await sleep(random() * LONGEST_PAUSE_MS);
    }
    await pbx.finish();
  }

  async #kill(pbxs: readonly PbxLine[]): Promise<void> {
    const server = await this.#serving();
    const told = new Set(await tellDialled(server));
    await sleep(this.#random() * LONGEST_LAST_MS);
    this.#server = undefined;
    await server.crash();
    this.tally.kills += 1;
    for (const { name, written, known } of pbxs) {
      const spooled = await readSpool(join(this.#data, 'spool', name));
      for (const line of written) {
        const isSpooled = spooled.some((bytes) => bytes.includes(`${line}\r\n`));
        if (isSpooled) this.tally.spooled += 1;
        if (isSpooled || told.has(dialledBy(line))) known.add(line);
      }
    }
    this.#server = await startServer(this.#data);
  }

  /** When all that came has landed, nothing is left in a source's spool but the ends of connections. */
  async #untilLanded(name: string): Promise<void> {
    const spool = join(this.#data, 'spool', name);
    while (await holdsBytes(spool)) await sleep(LOOK_MS);
  }

  async #check(pbxs: readonly PbxLine[]): Promise<void> {
    const server = await this.#serving();
    const dialled = await tellDialled(server);
    const isTold = new Set(dialled);
    expect(dialled.length, 'a call is in the report twice').toBe(isTold.size);
    for (const { name, written, known, cuts, sendsAgain } of pbxs) {
      const missing = [...written].filter((line) => !isTold.has(dialledBy(line)));
      expect(
        missing.filter((line) => sendsAgain || known.has(line)),
        `lines that ${name} sent`,
      ).toEqual([]);
      this.tally.cuts += cuts;
      this.tally.lines += written.size;
      this.tally.doubtful += sendsAgain ? 0 : written.size - known.size;
      this.tally.missing += missing.length;
    }
    expect(isTold.size, 'calls in the report').toBe(this.tally.lines - this.tally.missing);
    await this.#checkRejects(server, pbxs);
    for (const { name } of pbxs) await server.ask(`/api/v1/sources/${name}`, { method: 'DELETE' });
  }

  async #checkRejects(server: RunningServer, pbxs: readonly PbxLine[]): Promise<void> {
    const { text } = await server.ask('/api/v1/rejects');
    for (const line of text.split('\n').filter(Boolean)) {
      const { source, reason, raw } = JSON.parse(line) as { source: string; reason: string; raw: string };
      const pbx = pbxs.find(({ name }) => name === source);
      // Those of earlier rounds were looked at then.
      if (pbx === undefined) continue;
      expect(reason, line).toBe('cut-off');
      expect(
        [...pbx.written].some((whole) => whole.startsWith(raw.trimEnd())),
        line,
      ).toBe(true);
      this.tally.cutOff += 1;
    }
  }
}

/** What was dialled in all calls that the report tells of, as often as it does. */
async function tellDialled(server: RunningServer): Promise<readonly string[]> {
  const text = await server.report('outcalls', { company: 'default', ...LINES_MONTH });
  return Array.from(text.matchAll(/"dialled":"(9\d{14})"/g), ([, digits = '']) => digits);
}

/** What stands in a spool: the bytes of each connection in each of its files. */
async function readSpool(folder: string): Promise<readonly string[]> {
  const found: string[] = [];
  for (const name of await listSpool(folder)) {
    const { pieces } = await readSpooled(folder, name);
    const bytes = new Map<number, string>();
    for (const piece of pieces) bytes.set(piece.from, (bytes.get(piece.from) ?? '') + (piece.bytes ?? ''));
    found.push(...bytes.values());
  }
  return found;
}

async function holdsBytes(spool: string): Promise<boolean> {
  try {
    return (await readSpool(spool)).some((bytes) => bytes !== '');
  } catch (error) {
    // A file was removed meanwhile, as it had landed.
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return true;
    throw error;
  }
}

/** Random schedules, some at a time under one server; two kills for each four of them. */
export async function killLines(
  killed: KilledLines,
  schedules: number,
  tell: (words: string) => void,
): Promise<void> {
  for (let left = schedules; left > 0; left -= PBXS_A_ROUND) {
    await killed.round(Math.min(left, PBXS_A_ROUND), 2);
    const { tally } = killed;
    tell(`${tally.schedules} of ${schedules} schedules, ${tally.kills} kills, ${tally.lines} lines`);
  }
  await killed.finish();
}
