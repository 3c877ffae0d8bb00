import type { Command } from 'commander';
import type { CliIo } from './cli-io.ts';
import { addExamples, runOnServer, type ServerFlags } from './define-command.ts';
import { ask } from './open-request.ts';
import { openSources } from './open-source.ts';
import { readJsonAnswer } from './read-answer.ts';
import { runJob } from './run-job.ts';
import { describeTariffs, describeTariffsImport } from './tariffs-outcome.ts';
import { writeOut } from './write-out.ts';

interface ImportFlags extends ServerFlags {
  readonly dryRun?: boolean;
}

interface ReadFlags extends ServerFlags {
  readonly revision?: string;
}

const IMPORT_EXAMPLE = 'bin/ringledger tariffs import tariffs.json --dry-run';
const NOTES = `{"tariffs":[{"name":"Standard","currency":"GBP","decks":["uk"],
   "adjustments":[{"numberTypes":["Mobile"],"percent":"10"}],
   "allowances":[{"name":"Free minutes","numberTypes":["National"],"minutes":1000,"per":"month"}],
   "minimumPerCall":"0.01","rounding":{"mode":"half-up","decimals":2,"per":"call"},"taxPercent":"20"}],
 "companies":[{"company":"acme","tariff":"Standard","from":"2026-01-01"}],
 "trunks":[{"trunk":"trunk-a","deck":"carrier-a"}]}
The file is all that there is: a tariff, company or trunk that it leaves out ends. A company without a tariff pays by
"default", which, unless it is written, holds all decks that no tariff and no trunk names. docs/tariffs.schema.json has
every key; money and percents are decimal numbers in quotes.`;

/** `tariffs import`, `tariffs export` and `tariffs list`. */
export function addTariffsCommand(program: Command, io: CliIo): void {
  const group = program
    .command('tariffs')
    .description('tariffs: by which decks and rules a company pays')
    .helpGroup('Setting up:');
  addExamples(group, [IMPORT_EXAMPLE, 'bin/ringledger tariffs export > tariffs.json']);
  addImport(group, io);
  addExport(group, io);
  addList(group, io);
}

function addImport(group: Command, io: CliIo): void {
  const command = group
    .command('import')
    .description('read all tariffs, and who pays by them, from one file')
    .argument('<file>', 'JSON as in docs/tariffs.schema.json; - reads standard input')
    .option('--dry-run', 'only tell what would change');
  runOnServer<ImportFlags>(command, io, async (server, files, { dryRun }) => {
    const question = {
      method: 'POST',
      path: 'api/v1/tariffs',
      parameters: dryRun === true ? { dryRun: 'true' } : {},
      contentType: 'application/json',
    } as const;
    for (const source of openSources(files, io.stdin)) {
      const result = await runJob(server, question, source, 'tariffs', io);
      for (const line of describeTariffsImport(source.shown, result)) await writeOut(io.stdout, `${line}\n`);
    }
  });
  addExamples(command, [IMPORT_EXAMPLE], NOTES);
}

function addExport(group: Command, io: CliIo): void {
  const command = group
    .command('export')
    .description('write the tariffs as the file that tariffs import reads')
    .option('--revision <number>', 'as they were at a revision that rates list names');
  runOnServer<ReadFlags>(command, io, async (server, _args, { revision }) => {
    const question = { method: 'GET', path: 'api/v1/tariffs', parameters: { revision } } as const;
    const file = await readJsonAnswer(server, await ask(server, question));
    await writeOut(io.stdout, `${JSON.stringify(file, null, 2)}\n`);
  });
  addExamples(command, ['bin/ringledger tariffs export > tariffs.json']);
}

function addList(group: Command, io: CliIo): void {
  const command = group
    .command('list')
    .description('list the tariffs, and who pays by which')
    .option('--revision <number>', 'as they were at a revision that rates list names');
  runOnServer<ReadFlags>(command, io, async (server, _args, { revision }) => {
    const question = { method: 'GET', path: 'api/v1/tariffs', parameters: { revision } } as const;
    const file = await readJsonAnswer(server, await ask(server, question));
    const lines = describeTariffs(file, io.columns);
    await writeOut(io.stdout, lines.map((line) => `${line}\n`).join(''));
  });
  addExamples(command, ['bin/ringledger tariffs list']);
}
