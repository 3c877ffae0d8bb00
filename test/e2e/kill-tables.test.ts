import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type RunningMariadb, startMariadb } from '../support/mariadb-server.ts';
import { endProcesses } from '../support/server-process.ts';
import { createRandom } from './generated-calls.ts';
import { KilledTables, killTables } from './killed-tables.ts';

/** One that fails is run again with the seed it prints. */
const seed = Number(process.env['RINGLEDGER_TEST_SEED'] ?? 20_261_129);
/** `npm run kill-test -- --tables 300` has many more. */
const schedules = Number(process.env['RINGLEDGER_TEST_TABLES'] ?? 4);

vi.setConfig({ testTimeout: 300_000 + schedules * 60_000 });

describe('a server that is killed while it reads tables', () => {
  let source: RunningMariadb;
  beforeAll(async () => {
    // What was committed is there after a kill, as it is in the tables of a PBX.
    source = await startMariadb(['--innodb-flush-log-at-trx-commit=2']);
  });
  afterAll(async () => {
    await endProcesses();
    await source.stop();
  });

  it('keeps every record that was written, once, and nothing else', async () => {
    console.error(`RINGLEDGER_TEST_SEED=${seed}`);
    const killed = new KilledTables(createRandom(seed), source);
    await killTables(killed, schedules, (words) => console.error(words));
    const { tally } = killed;
    console.error(JSON.stringify(tally));
    expect(tally.schedules).toBe(schedules);
    const { kills, sourceKills, records, cuts, clocks, held } = tally;
    expect(Math.min(kills, sourceKills, records, cuts, clocks, held)).toBeGreaterThan(0);
  });
});
