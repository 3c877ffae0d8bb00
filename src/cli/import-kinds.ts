import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import { RingledgerError } from '../core/errors.ts';
import { FILE_KINDS, FILE_OPTIONS, type FileKindInfo, type FileOption } from '../core/file-kinds.ts';
import type { CliIo } from './cli-io.ts';
import { addExamples, runOnServer, type ServerFlags } from './define-command.ts';
import type { ServerAddress } from './find-server.ts';
import { openSources } from './open-source.ts';
import { readJsonAnswer } from './read-answer.ts';
import { sendFile } from './send-file.ts';
import { describeTried } from './tried-file.ts';
import { writeOut } from './write-out.ts';

/** Flags of every kind; which of them a kind takes, its own list says. */
interface FileFlags extends ServerFlags, Partial<Readonly<Record<FileOption, string>>> {
  readonly try?: boolean;
}

/** Sends files of a kind with these parameters, and tells what became of each. */
type SendFiles = (
  server: ServerAddress,
  kind: string,
  files: readonly string[],
  parameters: Readonly<Partial<Record<FileOption, string>>>,
) => Promise<void>;

const TRY = 'send nothing durable: show how the first 20 records would land, and their legs';

/** One command for each kind of file of `core/file-kinds.ts`. */
export function addFileKinds(group: Command, io: CliIo, send: SendFiles, notes: string): void {
  for (const info of FILE_KINDS) {
    const command = group
      .command(info.kind)
      .description(info.description)
      .argument('<file...>', 'files in order of time, gzipped or not; - reads standard input');
    for (const option of info.options) command.option(flagOf(option), FILE_OPTIONS[option]);
    command.option('--try', TRY);
    runOnServer<FileFlags>(command, io, async (server, files, flags) => {
      const parameters = readParameters(info, flags);
      if (flags.try === true) await tryFiles(server, info.kind, files, parameters, io);
      else await send(server, info.kind, files, parameters);
    });
    addExamples(command, [`bin/ringledger ${info.example}`], notes);
  }
}

function flagOf(option: FileOption): string {
  return option === 'mapping' ? '--mapping <file>' : `--${option} <${option}>`;
}

/** What is sent beside a file; of a mapping the text in its file. */
function readParameters(
  { options }: FileKindInfo,
  flags: FileFlags,
): Readonly<Partial<Record<FileOption, string>>> {
  const said = options.flatMap((option) => {
    const text = flags[option];
    return text === undefined ? [] : [[option, option === 'mapping' ? readMappingFile(text) : text] as const];
  });
  return Object.fromEntries(said);
}

function readMappingFile(path: string): string {
  try {
    return JSON.stringify(JSON.parse(readFileSync(path, 'utf8')));
  } catch (error) {
    // What is no JSON is the server's to explain, with line and column.
    if (error instanceof SyntaxError) return readFileSync(path, 'utf8');
    throw new RingledgerError(
      'invalid-request',
      `"${path}" cannot be read (${(error as Error).message}): name a mapping file.`,
    );
  }
}

/** Shows how files would land, one after another. Their sending stops where the server has seen enough. */
export async function tryFiles(
  server: ServerAddress,
  kind: string,
  files: readonly string[],
  parameters: Readonly<Record<string, string | undefined>>,
  io: CliIo,
): Promise<void> {
  for (const source of openSources(files, io.stdin)) {
    const question = {
      method: 'POST',
      path: `api/v1/imports/${kind}/try`,
      parameters,
      contentType: 'application/octet-stream',
    } as const;
    const { answer } = await sendFile(server, question, source, async () => {});
    const tried = await readJsonAnswer(server, answer);
    await writeOut(io.stdout, `${describeTried(source.shown, tried, io.columns).join('\n')}\n`);
  }
}
