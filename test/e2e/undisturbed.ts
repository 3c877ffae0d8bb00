import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { copyFolder } from '../support/copy-folder.ts';
import { putFreshStores } from '../support/fresh-stores.ts';
import { type RunningServer, runProgram, SAMPLES, startServer } from '../support/server-process.ts';
import { generateRows, joinRows } from './generated-calls.ts';
import {
  type Answer,
  command,
  describePbx,
  readAnswers,
  readCounts,
  readRejects,
  readReports,
  toReports,
} from './loaded-server.ts';

/** One import that nothing disturbs, against which those are held that are. */
export interface Undisturbed {
  /** Master.csv, and its text. */
  readonly file: string;
  readonly text: string;
  /** Lines of it that can be read, and that cannot. */
  readonly records: number;
  readonly rejects: number;
  /** The bundled PBX's directory with one phone given to the other company, which all its calls follow. */
  readonly movedDirectory: string;
  /** The reports by that directory. */
  readonly movedReports: string;
  /** How long a client takes until it begins to send, and then to be answered. */
  readonly startMs: number;
  readonly importMs: number;
  /** A server of the bundled PBX without any call, on a folder that is not there yet. */
  startDescribed(data: string): Promise<RunningServer>;
  /** Everything is there as if nothing had happened, and a further import of the file finds nothing new. */
  expectOf(server: RunningServer, file?: string): Promise<void>;
  remove(): void;
}

/** Some 45,000 records, so that they land in three batches; the same for the same seed. */
export async function importUndisturbed(seed: number): Promise<Undisturbed> {
  const base = mkdtempSync(join(tmpdir(), 'ringledger-undisturbed-'));
  const rows = generateRows(45_000, seed);
  const text = joinRows(rows);
  const records = rows.filter((row) => row.isReadable).length;
  const rejects = rows.length - records;
  const file = join(base, 'Master.csv');
  const movedDirectory = join(base, 'moved.json');
  writeFileSync(file, text);
  writeFileSync(movedDirectory, moveDevice(readFileSync(join(SAMPLES, 'directory.json'), 'utf8')));

  await putFreshStores(join(base, 'described'));
  const described = await startServer(join(base, 'described'));
  await describePbx(described);
  await described.stop();
  const startDescribed: Undisturbed['startDescribed'] = async (data) => {
    await copyFolder(join(base, 'described'), data);
    return startServer(data);
  };

  const startMs = await timeStart();
  const server = await startDescribed(join(base, 'undisturbed'));
  const beganMs = performance.now();
  const done = await importMaster(server, file);
  const importMs = performance.now() - beganMs - startMs;
  expect(readCounts(done)).toEqual({ accepted: records, duplicate: 0, rejected: rejects });
  const reports = await readReports(server);
  const rejected = await readRejects(server);
  expect(reports.length).toBeGreaterThan(10_000_000);
  expect(rejected.trimEnd().split('\n')).toHaveLength(rejects);
  await command(server, 'directory', 'import', movedDirectory);
  const movedReports = await readReports(server);
  await server.stop();

  const expectOf: Undisturbed['expectOf'] = async (other, path = file) => {
    const again = await importMaster(other, path);
    expect(readCounts(again)).toEqual({ accepted: 0, duplicate: records, rejected: rejects });
    const answers = await readAnswers(other);
    expectSame(toReports(answers), reports);
    expect(await readRejects(other)).toBe(rejected);
    expectNoSharedIds(answers);
  };
  const remove = () => rmSync(base, { recursive: true, force: true });
  const expected = { file, text, records, rejects, movedDirectory, movedReports };
  return { ...expected, startMs, importMs, startDescribed, expectOf, remove };
}

export function importMaster(server: RunningServer, file: string) {
  return command(server, 'import', 'asterisk-cdr', file, '--zone', 'UTC');
}

/** Of texts too long to be shown: where they begin to differ. */
export function expectSame(text: string, wanted: string): void {
  if (text === wanted) return;
  let at = 0;
  while (text[at] === wanted[at]) at += 1;
  const around = (whole: string) => whole.slice(Math.max(0, at - 300), at + 300);
  expect(around(text)).toBe(around(wanted));
}

async function timeStart(): Promise<number> {
  const beganMs = performance.now();
  await runProgram(['--version']);
  return performance.now() - beganMs;
}

function moveDevice(text: string): string {
  const directory = JSON.parse(text) as { devices: { id: string; company: string; extensions: string[] }[] };
  for (const device of directory.devices) {
    if (device.id === '0500000004000') Object.assign(device, { company: 'test', extensions: ['300'] });
  }
  return JSON.stringify(directory);
}

/** Calls of different devices never have an accounting id in common. */
function expectNoSharedIds(answers: readonly Answer[]): void {
  const ids = answers
    .filter(({ name }) => name === 'outcalls')
    .flatMap(({ text }) => text.match(/"acctid":\d+/g) ?? []);
  expect(ids.length).toBeGreaterThan(25_000);
  expect(new Set(ids).size).toBe(ids.length);
}
