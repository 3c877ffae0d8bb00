import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { endProcesses } from '../support/server-process.ts';
import { createRandom } from './generated-calls.ts';
import {
  BEGUN,
  KilledServer,
  type KillStage,
  type KillTally,
  listRuns,
  lookFor,
  type Moment,
  prepareKills,
  startOnCopy,
  startRecalculation,
  WRITTEN,
} from './killed-recalculation.ts';
import { importDeck, readReports } from './loaded-server.ts';

/** Every run kills at other moments; one that fails is run again with the seed it prints. */
const seed = Number(process.env['RINGLEDGER_TEST_SEED'] ?? 20_261_124);
/** `npm run kill-test` has many more. */
const kills = Number(process.env['RINGLEDGER_TEST_KILLS'] ?? 8);
const records = Number(process.env['RINGLEDGER_TEST_RECORDS'] ?? 6000);
/** Kills from one recalculation that is done again to its end to the next. */
const REPEAT_EVERY = 8;

vi.setConfig({ testTimeout: 300_000 + kills * 30_000, hookTimeout: 300_000 });

/**
 * When the server is killed: amid the writing of charges, before they are published; as the first of them, or the first
 * month of them, is put into the legs; and at random.
 */
const MOMENTS: readonly Moment[] = [
  ['charge', BEGUN],
  ['charge', WRITTEN],
  ['outbound_leg', BEGUN],
  ['outbound_leg', WRITTEN],
];

let stage: KillStage;
beforeAll(async () => {
  console.error(`RINGLEDGER_TEST_SEED=${seed}`);
  stage = await prepareKills(records, seed);
});
afterAll(endProcesses);

describe('a server that is killed amid a recalculation', () => {
  it('reports all of the old prices or all of the new, and all of the new once it is done again', async () => {
    const beganMs = performance.now();
    const killed = new KilledServer(stage, await startOnCopy(stage), createRandom(seed));
    const { tally } = killed;
    for (let n = 0; tally.kills < kills; n += 1) {
      const moment = MOMENTS[n] ?? 'random';
      const end = await killed.kill(moment);
      const seconds = Math.round((performance.now() - beganMs) / 1000);
      console.error(`kill ${tally.kills} of ${kills}, ${String(moment)}: ${end} (${seconds} s)`);
      if (moment !== 'random' || n % REPEAT_EVERY === 0) await killed.repeat();
    }
    await killed.repeat();
    await killed.stop();
    console.error(tellTally(tally));
    const { undone, published } = tally;
    expect(undone + published).toBeGreaterThanOrEqual(kills / 2);
    expect(undone).toBeGreaterThan(0);
    expect(published).toBeGreaterThan(0);
  });
});

function tellTally({ kills, undone, published, done, restarts, resumed, repeats }: KillTally): string {
  return [
    `${kills} kills, ${restarts} restarts, of which ${resumed} had charges to put into the legs; ${repeats} recalculations done again to their end.`,
    `All reports were old ${undone} times, new ${published + done} times (${done} times the run was answered before the kill), a mixture 0 times.`,
  ].join('\n');
}

describe('a client that is interrupted', () => {
  it('leaves the run to the server, and says so', async () => {
    const server = await startOnCopy(stage);
    await importDeck(server, stage.decks.old);
    const arrived = lookFor(['charge', BEGUN], server.data);
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
    expect((await readReports(server)) === stage.reports.old).toBe(true);
    expect((await server.stop()).stderr).not.toContain('"level":50');
  });
});
