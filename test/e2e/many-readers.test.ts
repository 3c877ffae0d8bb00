import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, it, vi } from 'vitest';
import { putFreshStores } from '../support/fresh-stores.ts';
import {
  endProcesses,
  makeFolder,
  type RunningServer,
  SAMPLES,
  startServer,
} from '../support/server-process.ts';
import { type GeneratedRow, generateRows, joinRows } from './generated-calls.ts';
import { command, importDeck, readCounts } from './loaded-server.ts';

vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });

const READERS = 24;
/** The server is to stay under 1.5 GiB whatever it is asked. */
const MOST_RSS_MIB = 1536;
const NOVEMBER = { year: 2026, month: 11 };

/** A penny a second to wherever, so that any sum of costs tells of which calls it is the sum. */
const PENNY_DECK = [
  'prefix,destination,numberType,connectCharge,perMinute,firstIncrement,nextIncrement,minimumCharge',
  ...Array.from({ length: 9 }, (_, digit) => `${digit + 1},Anywhere,National,0,0.6,1,1,0`),
].join('\n');

interface Sums {
  readonly pence: number;
  readonly seconds: number;
}

afterEach(endProcesses);

it('answers 24 readers at once amid an import, each with the sums of what had landed', async () => {
  const folder = makeFolder('readers');
  await putFreshStores(join(folder, 'data'));
  const server = await startServer(join(folder, 'data'));
  await command(server, 'directory', 'import', join(SAMPLES, 'directory.json'));
  writeFileSync(join(folder, 'deck.csv'), PENNY_DECK);
  await importDeck(server, join(folder, 'deck.csv'));
  const rows = generateRows(60_000, 11);
  writeFileSync(join(folder, 'Master.csv'), joinRows(rows));
  const prefixes = sumPrefixes(rows);

  let isImported = false;
  const importing = command(
    server,
    'import',
    'asterisk-cdr',
    join(folder, 'Master.csv'),
    '--zone',
    'UTC',
  ).then((ended) => {
    isImported = true;
    return ended;
  });
  const readers = Array.from({ length: READERS }, async (_, reader) => {
    const seen: string[] = [];
    do {
      seen.push(await readOnce(server, reader + seen.length));
    } while (!isImported);
    return seen;
  });
  const [imported, ...everything] = await Promise.all([importing, ...readers]);
  const { accepted } = readCounts(imported);
  expect(accepted).toBe(rows.filter((row) => row.isReadable).length);

  const places = new Set<number>();
  for (const seen of everything) {
    let last = 0;
    for (const sums of seen.filter((one) => one !== '')) {
      const place = prefixes.get(sums);
      if (place === undefined) throw new Error(`${sums} are the sums of no beginning of the file`);
      expect(place).toBeGreaterThanOrEqual(last);
      last = place;
      places.add(place);
    }
  }
  // They were not all answered before the first batch had landed, nor after the last.
  expect(places.size).toBeGreaterThan(1);
  expect(await readOnce(server, 0)).toBe([...prefixes.keys()].at(-1));
  expect(readRssMib(server.pid)).toBeLessThan(MOST_RSS_MIB);
});

/** Asks a report, its kind by turns; gives the sums of an outsummary, and '' of another after checking it is whole. */
async function readOnce(server: RunningServer, turn: number): Promise<string> {
  const [name, scope] = ASKED[turn % ASKED.length] ?? ASKED[0];
  const answer = JSON.parse(await server.report(name, { ...NOVEMBER, ...scope })) as {
    readonly result: string;
    readonly values: Readonly<Record<string, { readonly cost: number; readonly seconds: number }>>;
  };
  if (answer.result !== 'success') throw new Error(`${name}: ${JSON.stringify(answer)}\n${server.stderr()}`);
  if (name !== 'outsummary') return '';
  return ['default', 'test']
    .map((company) => answer.values[company] ?? { cost: 0, seconds: 0 })
    .map(({ cost, seconds }) => showSums({ pence: Math.round(cost * 100), seconds }))
    .join();
}

const ASKED = [
  ['outsummary', {}],
  ['outcalls', { company: 'test' }],
  ['outsummary', { detail: true }],
  ['allcalls', { day: 21, days: 2 }],
  ['outsummary', { keeviomerge: true }],
  ['incalls', { company: 'default' }],
] as const;

function showSums({ pence, seconds }: Sums): string {
  return `${pence}p/${seconds}s`;
}

/** What outsummary says of November when so many rows have landed: the text, and the number of rows. */
function sumPrefixes(rows: readonly GeneratedRow[]): ReadonlyMap<string, number> {
  const sums = { default: { pence: 0, seconds: 0 }, test: { pence: 0, seconds: 0 } };
  const prefixes = new Map<string, number>();
  const add = (place: number) => {
    prefixes.set([sums.default, sums.test].map(showSums).join(), place);
  };
  add(0);
  for (const [index, row] of rows.entries()) {
    if (row.caller === undefined || row.month !== NOVEMBER.month) continue;
    const company = sums[row.caller];
    company.seconds += row.billsec;
    if (row.isCharged) company.pence += row.billsec;
    add(index + 1);
  }
  return prefixes;
}

/** The most this process has ever had in memory. */
function readRssMib(pid: number): number {
  const peak = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return Number(peak) / 1024;
}
