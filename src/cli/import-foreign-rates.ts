import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Command } from 'commander';
import { decodeText } from '../core/decode-text.ts';
import { RingledgerError } from '../core/errors.ts';
import type { CliIo } from './cli-io.ts';
import type { ServerAddress } from './find-server.ts';
import { openSources, type Source } from './open-source.ts';
import { describeDeckImport } from './rates-outcome.ts';
import { runJob } from './run-job.ts';
import { describeTariffsImport } from './tariffs-outcome.ts';
import { writeOut } from './write-out.ts';

/** What `rates import --format` sends as parameters, as the command line has them. */
const PARAMETERS = [
  'format',
  'deck',
  'from',
  'currency',
  'columns',
  'decimal',
  'dates',
  'unit',
  'increments',
  'times',
  'countryCode',
  'prices',
  'ignore',
] as const;

/** What only our own decks are imported with. */
const OWN = ['to', 'bands', 'holidays', 'crossing', 'direction', 'zone'] as const;
/** What both are. */
const SHARED: readonly string[] = ['deck', 'from', 'currency'];

export type ForeignFlags = Readonly<Partial<Record<(typeof PARAMETERS)[number], string>>> & {
  readonly dryRun?: boolean;
  readonly tariffs?: boolean;
};

/** Flags of files that other products and carriers write. */
export function addForeignFlags(command: Command): Command {
  return command
    .option('--format <name>', 'whose files they are: cgrates (a folder), a2billing, astpp or price-list')
    .option('--columns <places>', 'where columns are, counted from 1: prefix=1,perMinute=4')
    .option('--decimal <mark>', 'decimal mark: point or comma')
    .option('--dates <order>', 'order of dates: dmy, mdy or ymd')
    .option('--unit <unit>', 'what prices are in: unit or cent')
    .option('--increments <seconds>', 'increments of a list that has none: 60/1')
    .option('--times <times>', 'when bands are: "peak=mon-fri 08:00-19:00,weekend=sat-sun"')
    .option('--country-code <digits>', 'country code of prefixes that begin with 0')
    .option('--prices <side>', 'a2billing: sell or buy')
    .option('--ignore <rules>', 'cgrates: leave out rounding, max-cost or both')
    .option(
      '--tariffs',
      'cgrates: keep the tariff of each rating profile too: decks, rounding, cap per call',
    );
}

/** Refuses flags that mean nothing beside `--format`, or without it: they would be left out unsaid. */
export function checkForeignFlags(
  flags: ForeignFlags & { readonly [Name in (typeof OWN)[number]]?: string },
): void {
  const isForeign = flags.format !== undefined;
  const idle = isForeign ? OWN : [...PARAMETERS.filter((name) => !SHARED.includes(name)), 'tariffs' as const];
  const given: readonly string[] = idle.filter((name) => flags[name] !== undefined);
  if (given.length === 0) return;
  const names = given.map((name) => `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`);
  const why = isForeign ? 'does not go with --format' : 'goes with --format alone';
  throw new RingledgerError('invalid-request', `${names.join(', ')} ${why}: leave it out.`);
}

/** Sends a file, or the CSV files of a folder, to be read as another product's, and tells what came of it. */
export async function importForeignRates(
  server: ServerAddress,
  paths: readonly string[],
  flags: ForeignFlags,
  io: CliIo,
): Promise<void> {
  const parameters = Object.fromEntries(PARAMETERS.map((name) => [name, flags[name]]));
  const question = {
    method: 'POST',
    path: 'api/v1/rates/foreign',
    parameters: {
      ...parameters,
      ...(flags.tariffs === true ? { tariffs: 'true' } : {}),
      ...(flags.dryRun === true ? { dryRun: 'true' } : {}),
    },
    contentType: 'application/json',
  } as const;
  for (const path of paths) {
    const files = await readFiles(path, io);
    const result = await runJob(server, question, toSource(path, JSON.stringify({ files })), 'rates', io);
    for (const line of describeResult(path, result, io.columns)) await writeOut(io.stdout, `${line}\n`);
  }
}

async function readFiles(path: string, io: CliIo): Promise<readonly { name: string; text: string }[]> {
  if (path !== '-' && statSync(path, { throwIfNoEntry: false })?.isDirectory() === true) {
    const names = readdirSync(path).filter((name) => name.toLowerCase().endsWith('.csv'));
    return names.map((name) => ({ name, text: decodeText(readFileSync(join(path, name))) }));
  }
  const files: { name: string; text: string }[] = [];
  for (const source of openSources([path], io.stdin)) {
    const chunks: Uint8Array[] = [];
    for await (const chunk of source.open()) chunks.push(chunk);
    files.push({ name: source.name, text: decodeText(Buffer.concat(chunks)) });
  }
  return files;
}

function toSource(path: string, body: string): Source {
  const bytes = Buffer.from(body);
  return {
    shown: path,
    name: basename(path),
    totalBytes: bytes.length,
    open: async function* () {
      yield bytes;
    },
  };
}

const UNCHANGED = 'Nothing was changed: leave --dry-run out to import it.';

interface ForeignResult {
  readonly decks?: readonly Readonly<Record<string, unknown>>[];
  readonly tariffs?: readonly Readonly<Record<string, unknown>>[];
  readonly tariffsImport?: Readonly<Record<string, unknown>>;
  readonly notes?: readonly string[];
}

/** Warnings of the decks as they are sent on name lines that nobody wrote: the notes name those of the files. */
function describeResult(path: string, result: ForeignResult, width: number): readonly string[] {
  const { decks = [], tariffs = [], tariffsImport, notes = [] } = result;
  const lines = notes.map((note) => `${path}: ${note}`);
  for (const deck of decks) {
    const name = { deck: String(deck['deck']), from: String(deck['from']) };
    const told = describeDeckImport(path, name, { ...deck, warnings: [] }, width);
    lines.push(...told.filter((line) => line !== UNCHANGED));
  }
  for (const tariff of tariffs) {
    const how = tariffsImport === undefined ? 'is not kept without --tariffs' : 'goes with it';
    lines.push(`${path}: a tariff ${how}: ${JSON.stringify(tariff)}`);
  }
  if (tariffsImport !== undefined) {
    const told = describeTariffsImport(`${path}: tariffs`, tariffsImport);
    lines.push(...told.filter((line) => line !== UNCHANGED));
  }
  if (decks.some((deck) => deck['dryRun'] === true)) lines.push(UNCHANGED);
  return lines;
}
