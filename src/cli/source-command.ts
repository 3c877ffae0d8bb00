import type { Writable } from 'node:stream';
import type { Command } from 'commander';
import type { CliIo } from './cli-io.ts';
import { addExamples, runOnServer, type ServerFlags } from './define-command.ts';
import type { ServerAddress } from './find-server.ts';
import { ask } from './open-request.ts';
import { readJsonAnswer } from './read-answer.ts';
import { addSourceAdd, addSourceSet } from './source-add.ts';
import { readKinds } from './source-settings.ts';
import {
  renderKinds,
  renderSource,
  renderSources,
  type ShownSource,
  type SourceLook,
} from './source-table.ts';
import { writeOut } from './write-out.ts';

interface SourceFlags extends ServerFlags {
  readonly json?: boolean | undefined;
}

type Json = Readonly<Record<string, unknown>>;

const NOTES = `A source is a place where a PBX leaves its records or sends them: a folder, a table, a socket. The server reads it for
as long as it runs, and goes on where it was after a restart. States: reading; failing (tried again and again, the error
says why); idle (about to be read); paused.`;

/** What can be done with one source, and what is said then. */
const ACTIONS = [
  {
    name: 'test',
    method: 'POST',
    tail: '/test',
    about: 'try whether a source can be read, landing nothing',
    say: ({ found }: Json) => (found as readonly string[]).map((line) => `${line}\n`).join(''),
  },
  {
    name: 'pause',
    method: 'POST',
    tail: '/pause',
    about: 'read a source no more, until it is resumed; answers when nobody reads it',
    say: ({ name }: Json) => `${String(name)} is paused.\n`,
  },
  {
    name: 'resume',
    method: 'POST',
    tail: '/resume',
    about: 'read a source on from where it was paused',
    say: ({ name }: Json) => `${String(name)} is read again.\n`,
  },
  {
    name: 'remove',
    method: 'DELETE',
    tail: '',
    about: 'read a source no more and forget it; its records stay',
    say: ({ removed }: Json) => `${String(removed)} is removed. The records that came from it stay.\n`,
  },
] as const;

/** `source kinds|add|set|list|show|test|pause|resume|remove`. */
export function addSourceCommand(program: Command, io: CliIo): void {
  const group = program
    .command('source')
    .description('places that records are read from by themselves: folders, tables, sockets')
    .helpGroup('Bringing calls in:');
  addExamples(
    group,
    [
      'bin/ringledger source kinds',
      'bin/ringledger source add folder head-office --set path=/var/log/asterisk/cdr-csv',
      'bin/ringledger source list',
    ],
    NOTES,
  );
  const kinds = group.command('kinds').description('list the kinds of sources, and what each needs to know');
  withJson(kinds, io, async (server, _name, flags) => {
    const known = await readKinds(server);
    return flags.json === true ? { kinds: known } : renderKinds(known);
  });
  addExamples(kinds, ['bin/ringledger source kinds']);
  addSourceAdd(group, io);
  addSourceSet(group, io);
  const list = group.command('list').description('list all sources, and how they fare');
  withJson(list, io, async (server, _name, flags) => {
    const answer = await readJsonAnswer(server, await ask(server, { method: 'GET', path: 'api/v1/sources' }));
    return flags.json === true
      ? answer
      : renderSources((answer['sources'] ?? []) as readonly ShownSource[], lookOf(io));
  });
  addExamples(list, ['bin/ringledger source list'], NOTES);
  const show = group.command('show').description('show all of one source').argument('<name>', NAME);
  withJson(show, io, async (server, name, flags) => {
    const answer = await readJsonAnswer(server, await ask(server, { method: 'GET', path: pathOf(name) }));
    return flags.json === true ? answer : renderSource(answer as unknown as ShownSource, lookOf(io));
  });
  addExamples(show, ['bin/ringledger source show head-office'], NOTES);
  for (const { name: action, method, tail, about, say } of ACTIONS) {
    const command = group.command(action).description(about).argument('<name>', NAME);
    runOnServer<ServerFlags>(command, io, async (server, [name = '']) => {
      const answer = await readJsonAnswer(server, await ask(server, { method, path: pathOf(name) + tail }));
      await writeOut(io.stdout, say(answer));
    });
    addExamples(command, [`bin/ringledger source ${action} head-office`]);
  }
}

const NAME = 'its name, as source list shows it';

function pathOf(name: string): string {
  return `api/v1/sources/${encodeURIComponent(name)}`;
}

/** A command that shows something: lines of text, or the server's answer with `--json`. */
function withJson(
  command: Command,
  io: CliIo,
  look: (server: ServerAddress, name: string, flags: SourceFlags) => Promise<Json | readonly string[]>,
): void {
  command.option('--json', "the server's answer as it is");
  runOnServer<SourceFlags>(command, io, async (server, [name = ''], flags) => {
    const shown = await look(server, name, flags);
    const lines = Array.isArray(shown) ? (shown as readonly string[]) : [JSON.stringify(shown)];
    await writeOut(io.stdout, lines.map((line) => `${line}\n`).join(''));
  });
}

/** A table that goes into a file or a pipe is as wide as it needs to be. */
function lookOf(io: CliIo): SourceLook {
  const isTerminal = (io.stdout as Writable & { readonly isTTY?: boolean }).isTTY === true;
  return {
    zone: new Intl.DateTimeFormat().resolvedOptions().timeZone,
    width: isTerminal ? io.columns : Number.POSITIVE_INFINITY,
  };
}
