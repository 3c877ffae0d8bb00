import { type Command, InvalidArgumentError } from 'commander';
import type { CliIo } from './cli-io.ts';
import { addExamples, runOnServer, type ServerFlags } from './define-command.ts';
import { ask } from './open-request.ts';
import { readJsonAnswer } from './read-answer.ts';
import { showText } from './show-text.ts';
import { writeOut } from './write-out.ts';

interface JourneyFlags extends ServerFlags {
  readonly json?: boolean;
}

const NOTES = `Tells who dialled, who rang and for how long, who talked, who transferred the call to whom, what queues it
waited in, and how it ended: a line a step, with times in the PBX's zone. It is made from all records of the call, the
queue log and channel events (import asterisk-cel), as they are now; without channel events seconds are those of the
records, and who hung up is not known.
ACCTID is the number that reports show as acctid. --json has every step with its parties and the leg it belongs to.`;

/** `journey ACCTID`: what happened in a call, step by step. */
export function addJourneyCommand(program: Command, io: CliIo): void {
  const command = program
    .command('journey')
    .description('tell what happened in a call, step by step')
    .helpGroup('Reading reports:')
    .argument('<acctid>', "accounting id of a call's leg", parseAcctid)
    .option('--json', 'the journey as JSON');
  runOnServer<JourneyFlags>(command, io, async (server, [acctid = ''], { json }) => {
    const path = `api/v1/calls/${acctid}/journey`;
    const journey = await readJsonAnswer(server, await ask(server, { method: 'GET', path }));
    const text = json === true ? JSON.stringify(journey, null, 2) : tell(journey as unknown as Journey);
    await writeOut(io.stdout, `${text}\n`);
  });
  addExamples(command, ['bin/ringledger journey 26123', 'bin/ringledger journey 26123 --json'], NOTES);
}

/** The answer, as far as the command line reads it. */
interface Journey {
  readonly steps: readonly { readonly time: string; readonly sentence: string }[];
}

function tell({ steps }: Journey): string {
  const day = steps[0]?.time.slice(0, 10) ?? '';
  return [day, ...steps.map(({ time, sentence }) => `${time.slice(11, 19)} ${showText(sentence)}`)].join(
    '\n',
  );
}

function parseAcctid(text: string): string {
  if (/^\d{1,16}$/.test(text)) return text;
  throw new InvalidArgumentError('Write the whole number that reports show as acctid.');
}
