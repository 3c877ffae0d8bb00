import type { Command } from 'commander';
import type { CliIo } from './cli-io.ts';
import { addExamples, runOnServer, type ServerFlags } from './define-command.ts';
import { ask, readChunks } from './open-request.ts';
import { refuseProblem } from './read-answer.ts';
import { writeOut } from './write-out.ts';

interface ExportFlags extends ServerFlags {
  readonly deck: string;
  readonly from?: string;
  readonly revision?: string;
  readonly part: string;
}

/** `rates export`: CSV on stdout. */
export function addRatesExport(group: Command, io: CliIo): void {
  const command = group
    .command('export')
    .description('write a version of a deck as the CSV that rates import reads')
    .requiredOption('--deck <name>', 'name of the deck')
    .option('--from <date>', 'first day of the version (default: the one that begins last)')
    .option('--revision <number>', 'as it was at a revision that rates list names')
    .option('--part <file>', 'rates, bands or holidays', 'rates');
  runOnServer<ExportFlags>(command, io, async (server, _args, { deck, from, revision, part }) => {
    const question = {
      method: 'GET',
      path: 'api/v1/rates/export',
      parameters: { deck, from, revision, part },
    } as const;
    const answer = await ask(server, question);
    await refuseProblem(server, answer);
    for await (const chunk of readChunks(server, answer)) await writeOut(io.stdout, chunk);
  });
  addExamples(
    command,
    [
      'bin/ringledger rates export --deck uk > uk.csv',
      'bin/ringledger rates export --deck uk --from 2026-01-01 --part bands > bands.csv',
    ],
    'Importing what was exported changes nothing.',
  );
}
