import { afterAll, describe, expect, it, vi } from 'vitest';
import { endProcesses } from '../support/server-process.ts';
import { createRandom } from './generated-calls.ts';
import { KilledFolders, killFolders } from './killed-folders.ts';

/** One that fails is run again with the seed it prints. */
const seed = Number(process.env['RINGLEDGER_TEST_SEED'] ?? 20_261_128);
/** `npm run kill-test -- --folders 300` has many more. */
const schedules = Number(process.env['RINGLEDGER_TEST_FOLDERS'] ?? 8);

vi.setConfig({ testTimeout: 300_000 + schedules * 30_000 });
afterAll(endProcesses);

describe('a server that is killed while it follows folders', () => {
  it('keeps every record that was written, once, and nothing else', async () => {
    console.error(`RINGLEDGER_TEST_SEED=${seed}`);
    const killed = new KilledFolders(createRandom(seed));
    await killFolders(killed, schedules, (words) => console.error(words));
    const { tally } = killed;
    console.error(JSON.stringify(tally));
    expect(tally.schedules).toBe(schedules);
    expect(Math.min(tally.kills, tally.records, tally.renamed, tally.copied, tally.packed)).toBeGreaterThan(
      0,
    );
  });
});
