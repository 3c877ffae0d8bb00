import type { Writable } from 'node:stream';
import { type Command, InvalidArgumentError } from 'commander';
import type { CliIo } from './cli-io.ts';
import { addExamples, runOnServer, type ServerFlags } from './define-command.ts';
import { ask } from './open-request.ts';
import { readJsonAnswer } from './read-answer.ts';
import { type RunLook, renderRun, renderRuns, type ShownRun } from './run-report.ts';
import { writeOut } from './write-out.ts';

interface RunsFlags extends ServerFlags {
  readonly json?: boolean | undefined;
}

const NOTES = `A run is one recalculation. States: pricing; review (priced, waits for a yes); published and settled (reports show its
prices); discarded (a no after review); cancelled (while it was pricing); failed. Times are told in this machine's zone.`;

/** What can be done with one run. */
const ACTIONS = [
  {
    name: 'show',
    method: 'GET',
    tail: '',
    about: 'show how far a run is, or what it changed',
    notes: 'Everything it compared, as recalculate shows it: totals before and after, and what changes most.',
  },
  {
    name: 'publish',
    method: 'POST',
    tail: '/publish',
    about: 'say yes to a run that waits for review',
    notes:
      'Calls that came or changed since are priced into it first. Refused where a later run has priced its calls since.',
  },
  {
    name: 'cancel',
    method: 'POST',
    tail: '/cancel',
    about: 'stop a run that is pricing, or say no to one that waits for review',
    notes: 'Nothing of it was seen, and nothing of it will be.',
  },
] as const;

/** `runs list|show|publish|cancel`. */
export function addRunsCommand(program: Command, io: CliIo): void {
  const group = program
    .command('runs')
    .description('recalculations: what they changed, and whether they are published')
    .helpGroup('Billing:');
  addExamples(group, ['bin/ringledger runs list', 'bin/ringledger runs publish 12'], NOTES);
  const list = group
    .command('list')
    .description('list the latest runs, the newest first')
    .option('--json', "the server's answer as it is");
  runOnServer<RunsFlags>(list, io, async (server, _args, flags) => {
    const answer = await readJsonAnswer(server, await ask(server, { method: 'GET', path: 'api/v1/runs' }));
    if (flags.json === true) return writeOut(io.stdout, `${JSON.stringify(answer)}\n`);
    const runs = (answer['runs'] ?? []) as readonly ShownRun[];
    await writeOut(
      io.stdout,
      renderRuns(runs, lookOf(flags, io))
        .map((line) => `${line}\n`)
        .join(''),
    );
  });
  addExamples(list, ['bin/ringledger runs list'], NOTES);
  for (const { name, method, tail, about, notes } of ACTIONS) {
    const command = group
      .command(name)
      .description(about)
      .argument('<run>', 'its number, as runs list shows it', parseRun)
      .option('--json', "the run as the server's API shows it");
    runOnServer<RunsFlags>(command, io, async (server, [id = ''], flags) => {
      const answer = await ask(server, { method, path: `api/v1/runs/${id}${tail}` });
      await writeRun((await readJsonAnswer(server, answer)) as unknown as ShownRun, flags, io);
    });
    addExamples(command, [`bin/ringledger runs ${name} 12`], notes);
  }
}

/** A run in words and tables, or as JSON. */
export async function writeRun(run: ShownRun, flags: RunsFlags, io: CliIo): Promise<void> {
  const lines = flags.json === true ? [JSON.stringify(run)] : renderRun(run, lookOf(flags, io));
  await writeOut(io.stdout, lines.map((line) => `${line}\n`).join(''));
}

/** A table that goes into a file or a pipe is as wide as it needs to be. */
function lookOf({ data }: RunsFlags, io: CliIo): RunLook {
  const isTerminal = (io.stdout as Writable & { readonly isTTY?: boolean }).isTTY === true;
  return {
    zone: new Intl.DateTimeFormat().resolvedOptions().timeZone,
    width: isTerminal ? io.columns : Number.POSITIVE_INFINITY,
    suffix: data === undefined ? '' : ` --data ${data}`,
  };
}

function parseRun(text: string): string {
  if (/^\d{1,9}$/.test(text)) return text;
  throw new InvalidArgumentError('Write the whole number that runs list shows.');
}
