import { afterAll, describe, expect, it, vi } from 'vitest';
import { endProcesses } from '../support/server-process.ts';
import { createRandom } from './generated-calls.ts';
import { KilledLines, killLines } from './killed-lines.ts';

/** One that fails is run again with the seed it prints. */
const seed = Number(process.env['RINGLEDGER_TEST_SEED'] ?? 20_261_128);
/** `npm run kill-test -- --smdr 100` has many more. */
const schedules = Number(process.env['RINGLEDGER_TEST_LINES'] ?? 4);

vi.setConfig({ testTimeout: 300_000 + schedules * 30_000 });
afterAll(endProcesses);

describe('a server that is killed while PBXs send lines', () => {
  it('keeps every line that it is known to have read, once, and nothing else', async () => {
    console.error(`RINGLEDGER_TEST_SEED=${seed}`);
    const killed = new KilledLines(createRandom(seed));
    await killLines(killed, schedules, (words) => console.error(words));
    const { tally } = killed;
    console.error(JSON.stringify(tally));
    expect(tally.schedules).toBe(schedules);
    expect(Math.min(tally.kills, tally.cuts, tally.lines)).toBeGreaterThan(0);
  });
});
