import { randomInt } from 'node:crypto';
import { appendFileSync, cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import {
  endProcesses,
  makeFolder,
  type RunningServer,
  runProgram,
  startProgram,
  startServer,
} from '../support/server-process.ts';
import { createRandom, generateRows, joinRows } from './generated-calls.ts';
import { command, describePbx, readCounts, readRejects, readReports } from './loaded-server.ts';

const SERVER_KILLS = 8;
const CLIENT_KILLS = 4;

/** Every run kills at other moments; a failure is repeated with the seed it prints. */
const seed = Number(process.env['RINGLEDGER_TEST_SEED'] ?? randomInt(1_000_000));
const random = createRandom(seed);
const rows = generateRows(60_000, seed);
const text = joinRows(rows);
const records = rows.filter((row) => row.isReadable).length;
const rejects = rows.length - records;

const base = mkdtempSync(join(tmpdir(), 'ringledger-kill-'));
const file = join(base, 'Master.csv');
let undisturbed: { readonly reports: string; readonly rejects: string };
/** How long a client takes until it begins to send, and then to be answered. */
let startMs: number;
let importMs: number;

const importWords = (data: string, path = file) =>
  ['import', 'asterisk-cdr', path, '--zone', 'UTC', '--data', data] as const;

beforeAll(async () => {
  console.error(`RINGLEDGER_TEST_SEED=${seed}`);
  writeFileSync(file, text);
  const described = await startServer(join(base, 'described'));
  await describePbx(described);
  await described.stop();
  const server = await startDescribed(join(base, 'undisturbed'));
  const beganMs = performance.now();
  await runProgram(['--version']);
  startMs = performance.now() - beganMs;
  const done = await command(server, 'import', 'asterisk-cdr', file, '--zone', 'UTC');
  importMs = performance.now() - beganMs - 2 * startMs;
  expect(readCounts(done)).toEqual({ accepted: records, duplicate: 0, rejected: rejects });
  undisturbed = { reports: await readReports(server), rejects: await readRejects(server) };
  expect(undisturbed.reports.length).toBeGreaterThan(10_000_000);
  expect(undisturbed.rejects.trimEnd().split('\n')).toHaveLength(rejects);
  await server.stop();
});
afterEach(endProcesses);
afterAll(() => rmSync(base, { recursive: true, force: true }));

/** A server of the bundled PBX without any call, on a folder that is not there yet. */
function startDescribed(data: string): Promise<RunningServer> {
  cpSync(join(base, 'described'), data, { recursive: true });
  return startServer(data);
}

/** Everything is there as if nothing had happened, and a further import finds nothing new. */
async function expectUndisturbed(server: RunningServer, path = file): Promise<void> {
  const again = await command(server, 'import', 'asterisk-cdr', path, '--zone', 'UTC');
  expect(readCounts(again)).toEqual({ accepted: 0, duplicate: records, rejected: rejects });
  expect((await readReports(server)) === undisturbed.reports).toBe(true);
  expect(await readRejects(server)).toBe(undisturbed.rejects);
  await expectNoSharedIds(server);
}

/** Calls of different devices never have an accounting id in common. */
async function expectNoSharedIds(server: RunningServer): Promise<void> {
  const ids: string[] = [];
  for (const month of [11, 12]) {
    for (const company of ['default', 'test']) {
      const answer = await server.report('outcalls', { year: 2026, month, company });
      ids.push(...(answer.match(/"acctid":\d+/g) ?? []));
    }
  }
  expect(ids.length).toBeGreaterThan(30_000);
  expect(new Set(ids).size).toBe(ids.length);
}

it('loses and doubles nothing when the server is killed amid the import, again and again', async () => {
  const data = join(makeFolder('kill'), 'data');
  let server = await startDescribed(data);
  let amid = 0;
  for (let kill = 0; kill < SERVER_KILLS; kill += 1) {
    const client = startProgram(importWords(data));
    await sleep(startMs + random() * importMs);
    await server.crash();
    const { code, stderr } = await client.ended;
    if (code !== 0) {
      amid += 1;
      expect(code).toBe(1);
      expect(stderr).toMatch(/No server answers|nothing will be doubled|broke off/);
    }
    server = await startServer(data);
  }
  expect(amid).toBeGreaterThan(0);
  const last = readCounts(await command(server, 'import', 'asterisk-cdr', file, '--zone', 'UTC'));
  expect(last.accepted + last.duplicate).toBe(records);
  expect(last.rejected).toBe(rejects);
  await expectUndisturbed(server);
});

it('loses and doubles nothing when the client is killed amid the import', async () => {
  const data = join(makeFolder('kill'), 'data');
  const server = await startDescribed(data);
  for (let kill = 0; kill < CLIENT_KILLS; kill += 1) {
    const client = startProgram(importWords(data));
    await sleep(startMs + random() * importMs);
    client.kill('SIGKILL');
    await client.ended;
  }
  const last = readCounts(await command(server, 'import', 'asterisk-cdr', file, '--zone', 'UTC'));
  expect(last.accepted + last.duplicate).toBe(records);
  await expectUndisturbed(server);
  const { stderr } = await server.stop();
  expect(stderr).not.toContain('"level":50');
});

it('reads a file that is still being written as often as it is asked to', async () => {
  const folder = makeFolder('kill');
  const server = await startDescribed(join(folder, 'data'));
  mkdirSync(join(folder, 'log'));
  const growing = join(folder, 'log', 'Master.csv');
  const bytes = Buffer.from(text);
  let written = 0;
  let isRead = false;
  const append = () => {
    const piece = 1 + Math.floor(random() ** 3 * (bytes.length / 20));
    appendFileSync(growing, bytes.subarray(written, written + piece));
    written = Math.min(bytes.length, written + piece);
  };
  const writing = (async () => {
    while (written < bytes.length) {
      append();
      await sleep(random() * (importMs / 20));
    }
    isRead = true;
  })();
  let accepted = 0;
  let imports = 0;
  while (!isRead) {
    const counts = readCounts(await command(server, 'import', 'asterisk-cdr', growing, '--zone', 'UTC'));
    accepted += counts.accepted;
    imports += 1;
  }
  await writing;
  const last = readCounts(await command(server, 'import', 'asterisk-cdr', growing, '--zone', 'UTC'));
  expect(accepted + last.accepted).toBe(records);
  expect(last.rejected).toBe(rejects);
  expect(imports).toBeGreaterThan(1);
  await expectUndisturbed(server, growing);
});
