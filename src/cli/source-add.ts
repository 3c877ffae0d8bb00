import type { Command } from 'commander';
import type { CliIo } from './cli-io.ts';
import { addExamples, runOnServer, type ServerFlags } from './define-command.ts';
import { ask } from './open-request.ts';
import { readJsonAnswer } from './read-answer.ts';
import { readKinds, readSecrets, readSettings, type SettingFlags } from './source-settings.ts';
import type { ShownSource } from './source-table.ts';
import { writeOut } from './write-out.ts';

interface AddFlags extends ServerFlags, SettingFlags {
  readonly untested?: boolean | undefined;
}

interface SetFlags extends AddFlags {
  readonly keepPlace?: boolean | undefined;
}

const SECRETS = `Secrets are never arguments, which every user of a machine can see. --secret NAME reads a line of standard input, or
asks; --secret-file NAME=FILE reads a file. The server keeps them encrypted and never shows them.`;
const JSON_TYPE = 'application/json';

/** `source add KIND NAME`. */
export function addSourceAdd(group: Command, io: CliIo): void {
  const command = withSettings(
    group
      .command('add')
      .description('add a source, and read it from now on')
      .argument('<kind>', 'what kind of source it is: source kinds lists them')
      .argument('<name>', 'a name of your choice, such as head-office'),
  ).option('--untested', 'add it although nobody can say whether it can be read');
  runOnServer<AddFlags>(command, io, async (server, [kind = '', name = ''], flags) => {
    const known = (await readKinds(server)).find((one) => one.kind === kind);
    const body = {
      ...{ name, kind, settings: readSettings(flags.set ?? [], known) },
      ...{ secrets: await readSecrets(flags, io), untested: flags.untested === true },
    };
    const answer = await ask(
      server,
      { method: 'POST', path: 'api/v1/sources', contentType: JSON_TYPE },
      JSON.stringify(body),
    );
    await tell(io, await readJsonAnswer(server, answer), 'is added and read from now on');
  });
  addExamples(
    command,
    [
      'bin/ringledger source add folder head-office --set path=/var/log/asterisk/cdr-csv',
      'bin/ringledger source add folder queues --set path=/var/log/asterisk --set files=queue_log=asterisk-queue-log',
      `printf '%s\\n' "$PASSWORD" | bin/ringledger source add KIND branch --set host=10.0.0.5 --secret password`,
    ],
    `It is tried first, and refused with what is wrong.\n${SECRETS}`,
  );
}

/** `source set NAME`. */
export function addSourceSet(group: Command, io: CliIo): void {
  const command = withSettings(
    group
      .command('set')
      .description('change settings or secrets of a source')
      .argument('<name>', 'its name, as source list shows it'),
  )
    .option('--untested', 'change it although nobody can say whether it can be read')
    .option('--keep-place', 'go on where it was, although the settings are others');
  runOnServer<SetFlags>(command, io, async (server, [name = ''], flags) => {
    const path = `api/v1/sources/${encodeURIComponent(name)}`;
    const source = (await readJsonAnswer(
      server,
      await ask(server, { method: 'GET', path }),
    )) as unknown as ShownSource;
    const known = (await readKinds(server)).find((one) => one.kind === source.kind);
    const body = {
      settings: readSettings(flags.set ?? [], known),
      secrets: await readSecrets(flags, io),
      ...{ untested: flags.untested === true, keepPlace: flags.keepPlace === true },
    };
    const answer = await ask(server, { method: 'PATCH', path, contentType: JSON_TYPE }, JSON.stringify(body));
    await tell(io, await readJsonAnswer(server, answer), 'is changed');
  });
  addExamples(
    command,
    [
      'bin/ringledger source set head-office --set pollMilliseconds=5000 --keep-place',
      'bin/ringledger source set branch --secret-file password=/run/secrets/cdr',
    ],
    `key= without a value takes a setting away. With other settings a source is read from its beginning, which doubles
nothing; --keep-place saves the time where it is the same place still. Other secrets alone keep the place.\n${SECRETS}`,
  );
}

function withSettings(command: Command): Command {
  const several = (given: string, before: readonly string[] = []) => [...before, given];
  return command
    .option('--set <key=value>', 'a setting; repeat the flag for several, and for lists', several)
    .option('--secret <name>', 'a secret, read from standard input; repeat for several', several)
    .option('--secret-file <name=file>', 'a secret, read from a file; repeat for several', several);
}

async function tell(io: CliIo, answer: Readonly<Record<string, unknown>>, what: string): Promise<void> {
  const found = (answer['found'] ?? []) as readonly string[];
  await writeOut(io.stdout, [`${String(answer['name'])} ${what}.`, ...found, ''].join('\n'));
}
