import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import type { Command } from 'commander';
import { RingledgerError } from '../core/errors.ts';
import type { CliIo } from './cli-io.ts';
import { addExamples, runOnServer, type ServerFlags } from './define-command.ts';
import { ask, readWhole } from './open-request.ts';
import { readJsonAnswer, refuseProblem } from './read-answer.ts';
import { writeOut } from './write-out.ts';

interface UserFlags extends ServerFlags {
  readonly perm: readonly string[];
}

const PERMISSIONS = `Permissions:
  system-admin                               everything
  billing-call-summary                       the reports of every company
  billing-call-reporting:COMPANY[,COMPANY]   the reports of these companies, and no trace of others
  cdr-feed                                   bring calls in (POST /api/v1/cdrs and /imports), and nothing else
  masked-numbers                             beside a permission to report: outside numbers lack their last digits`;

/** `user add NAME`. */
export function addUserCommand(program: Command, io: CliIo): void {
  const group = program
    .command('user')
    .description('who may sign in, and what they may see')
    .helpGroup('Who may see what:');
  const example =
    'printf \'%s\' "$PASSWORD" | bin/ringledger user add ann --password-stdin --perm billing-call-reporting:default';
  addExamples(group, [example]);

  const command = group
    .command('add')
    .description('add a user')
    .argument('<name>', 'name to sign in with')
    .requiredOption(
      '--password-stdin',
      'read the password from standard input, where no list of processes shows it',
    )
    .requiredOption(
      '--perm <permission>',
      'a permission; repeat the flag for several',
      (given: string, before: readonly string[] = []) => [...before, given],
    );
  runOnServer<UserFlags>(command, io, async (server, [name = ''], { perm }) => {
    const body = JSON.stringify({ name, password: await readPassword(io), permissions: perm });
    const answer = await ask(
      server,
      { method: 'POST', path: 'api/v1/users', contentType: 'application/json' },
      body,
    );
    const user = await readJsonAnswer(server, answer);
    await writeOut(io.stdout, `User ${String(user['name'] ?? name)} can sign in now.\n`);
  });
  addExamples(command, [example], PERMISSIONS);
  addTwoFactorOff(group, io);
}

/** `user two-factor-off NAME`. */
function addTwoFactorOff(group: Command, io: CliIo): void {
  const command = group
    .command('two-factor-off')
    .description('let a user who lost their authenticator app sign in with the password alone')
    .argument('<name>', 'name to sign in with');
  runOnServer<ServerFlags>(command, io, async (server, [name = '']) => {
    const path = `api/v1/users/${encodeURIComponent(name)}/two-factor`;
    const answer = await ask(server, { method: 'DELETE', path });
    await refuseProblem(server, answer);
    await readWhole(server, answer);
    await writeOut(io.stdout, `User ${name} signs in with the password alone now.\n`);
  });
  addExamples(command, ['bin/ringledger user two-factor-off ann']);
}

/** The line end that `echo` and the Enter key add is not part of it. */
async function readPassword(io: CliIo): Promise<string> {
  if ((io.stdin as Readable & { readonly isTTY?: boolean }).isTTY === true) {
    await writeOut(io.stderr, 'Type the password, Enter, and Ctrl-D (it can be read on the screen).\n');
  }
  const password = (await text(io.stdin)).replace(/\r?\n$/, '');
  if (password === '') {
    throw new RingledgerError(
      'invalid-request',
      'Standard input holds no password: pipe one in, as in printf \'%s\' "$PASSWORD" | bin/ringledger user add …',
    );
  }
  if (/[\r\n]/.test(password)) {
    throw new RingledgerError(
      'invalid-request',
      'Standard input holds several lines: a password is one line, so pipe in that line alone.',
    );
  }
  return password;
}
