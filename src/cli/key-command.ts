import type { Command } from 'commander';
import type { CliIo } from './cli-io.ts';
import { addExamples, runOnServer, type ServerFlags } from './define-command.ts';
import { show } from './find-server.ts';
import { ask } from './open-request.ts';
import { readJsonAnswer } from './read-answer.ts';
import { writeOut } from './write-out.ts';

interface KeyFlags extends ServerFlags {
  readonly user: string;
}

const NOTES = `The key alone goes to standard output. It may do what its user may do; programs send it as
"Authorization: Bearer KEY", and this command line takes it from RINGLEDGER_KEY.`;

/** `key create --user NAME`. */
export function addKeyCommand(program: Command, io: CliIo): void {
  const group = program
    .command('key')
    .description('API keys, by which programs sign in as a user')
    .helpGroup('Who may see what:');
  addExamples(group, ['bin/ringledger key create --user ann']);

  const command = group
    .command('create')
    .description('make a key that acts for a user')
    .requiredOption('--user <name>', 'whom the key acts for');
  runOnServer<KeyFlags>(command, io, async (server, _args, { user }) => {
    const answer = await ask(
      server,
      { method: 'POST', path: 'api/v1/keys', contentType: 'application/json' },
      JSON.stringify({ user }),
    );
    const { key } = await readJsonAnswer(server, answer);
    await writeOut(io.stdout, `${String(key)}\n`);
    await writeOut(
      io.stderr,
      `A key of ${user} for ${show(server.url)}. It is shown this once: keep it safe.\n`,
    );
  });
  addExamples(command, ['RINGLEDGER_KEY=$(bin/ringledger key create --user ann)'], NOTES);
}
