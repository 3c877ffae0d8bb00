import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, it, vi } from 'vitest';
import { endProcesses, makeFolder, startCommand, waitUntilSaid } from '../support/server-process.ts';

vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });
afterEach(endProcesses);

const STARTERS = 6;
const ROUNDS = 25;
/** Of no process that lives: pids end far below. */
const DEAD = { pid: 2_000_000_000, startedAt: '5' };

/** Takes one folder after the other, each when the clock says so; keeps what it got. */
const STARTER = `
import { existsSync } from 'node:fs';
const [module, base, rounds] = process.argv.slice(1);
const { ownFolder } = await import(module);
console.log('ready');
while (!existsSync(base + '/go')) await new Promise((resolve) => setTimeout(resolve, 5));
const first = Math.ceil(Date.now() / 1000) * 1000 + 500;
for (let round = 0; round < rounds; round += 1) {
  while (Date.now() < first + round * 60) {}
  try {
    ownFolder(base + '/' + round, process.pid);
    console.log('got ' + round);
  } catch (error) {
    console.log(error.code === 'data-folder-owned' ? 'refused ' + round : 'failed ' + error.stack);
  }
}
console.log('done');
await new Promise((resolve) => setTimeout(resolve, 60_000));
`;

it('goes to one of many that start at once where a killed owner left it', async () => {
  const base = makeFolder('own');
  for (let round = 0; round < ROUNDS; round += 1) {
    mkdirSync(join(base, String(round)));
    writeFileSync(join(base, String(round), 'owner.json'), JSON.stringify(DEAD));
  }
  const module = fileURLToPath(new URL('../../dist/server/own-folder.js', import.meta.url));
  const words = ['--input-type=module', '--eval', STARTER, '--', module, base, String(ROUNDS)];
  const starters = Array.from({ length: STARTERS }, () => startCommand(process.execPath, words));
  await Promise.all(starters.map((starter) => waitUntilSaid(starter, 'ready')));
  writeFileSync(join(base, 'go'), '');
  await Promise.all(starters.map((starter) => waitUntilSaid(starter, 'done')));
  const said = starters.flatMap((starter) => starter.stdout().split('\n'));
  expect(said.filter((line) => line.startsWith('failed'))).toEqual([]);
  for (let round = 0; round < ROUNDS; round += 1) {
    expect(said.filter((line) => line === `got ${round}`)).toHaveLength(1);
    expect(said.filter((line) => line === `refused ${round}`)).toHaveLength(STARTERS - 1);
    expect(readdirSync(join(base, String(round)))).toEqual(['owner.json']);
  }
});
