import type { Command } from 'commander';
import type { CliIo } from './cli-io.ts';
import { addExamples, runOnServer } from './define-command.ts';
import { addDirectorySyncCommand } from './directory-sync-command.ts';
import { openSources } from './open-source.ts';
import { runJob } from './run-job.ts';
import { countRecords } from './upload-progress.ts';
import { writeOut } from './write-out.ts';

/** `directory import FILE.json` and `directory sync SOURCE`. */
export function addDirectoryCommand(program: Command, io: CliIo): void {
  const group = program
    .command('directory')
    .description('describe the PBX: who owns which phone, extension and number')
    .helpGroup('Setting up:');
  addExamples(group, [
    'bin/ringledger directory import directory.json',
    'bin/ringledger directory sync asterisk:/etc/asterisk --dry-run',
  ]);
  addDirectorySyncCommand(group, io);

  const command = group
    .command('import')
    .description('read a description of the PBX; what is unchanged stays as it is')
    .argument('<file>', 'JSON as in docs/directory.schema.json; - reads standard input');
  runOnServer(command, io, async (server, files) => {
    const question = {
      method: 'POST',
      path: 'api/v1/directory',
      contentType: 'application/json',
    } as const;
    for (const source of openSources(files, io.stdin)) {
      const result = await runJob(server, question, source, 'calls attributed again', io);
      await writeOut(io.stdout, `${source.shown}: ${describeChanges(result)}\n`);
    }
  });
  addExamples(
    command,
    ['bin/ringledger directory import samples/directory.json'],
    'The whole file is checked first, and every fault is told at once; a faulty file changes nothing.\nCalls that are already there are attributed again by the new description.',
  );
}

function describeChanges(result: Readonly<Record<string, unknown>>): string {
  const count = (name: string) => Number(result[name] ?? 0);
  const changes = `added ${count('added')}, changed ${count('changed')}, unchanged ${count('unchanged')}`;
  const kept = count('kept') > 0 ? `, kept ${count('kept')} that the file does not name` : '';
  const again =
    count('records') > 0 ? `; the calls of ${countRecords(count('records'))} were attributed again` : '';
  return changes + kept + again;
}
