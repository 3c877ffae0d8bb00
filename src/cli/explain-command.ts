import { type Command, InvalidArgumentError } from 'commander';
import type { CliIo } from './cli-io.ts';
import { addExamples, runOnServer, type ServerFlags } from './define-command.ts';
import { ask } from './open-request.ts';
import { readJsonAnswer } from './read-answer.ts';
import { showText } from './show-text.ts';
import { writeOut } from './write-out.ts';

interface ExplainFlags extends ServerFlags {
  readonly json?: boolean;
}

const NOTES = `Tells what was dialled and by which rule it became a number, the tariff, deck, version and prefix that gave the rate,
each part of the talk with its increments and price, what an allowance covered, the tariff's own rules, what the
carrier takes, and which rating run set the price by which revision of the rates. Figures are exact; one that never
ends is cut off with …. Times are told in the PBX's zone and in UTC.
Of a call that came in it tells the leg that was charged, and whether by the number that was called or the caller's.
The call is priced again by the rates that priced it: where that comes to something else than was charged, as the
directory was changed since, it says so.
ACCTID is the number that reports show as acctid. --json has the same, with every step in a field of its own.
report outcalls --csv has one sentence of it for every call.`;

/** `explain ACCTID`: how the cost of a call came about. */
export function addExplainCommand(program: Command, io: CliIo): void {
  const command = program
    .command('explain')
    .description('explain what a call cost, step by step')
    .helpGroup('Billing:')
    .argument('<acctid>', 'accounting id of the call', parseAcctid)
    .option('--json', 'the explanation as JSON');
  runOnServer<ExplainFlags>(command, io, async (server, [acctid = ''], { json }) => {
    const path = `api/v1/calls/${acctid}/explanation`;
    const explanation = await readJsonAnswer(server, await ask(server, { method: 'GET', path }));
    const text =
      json === true ? JSON.stringify(explanation, null, 2) : tellCall(explanation as unknown as Explanation);
    await writeOut(io.stdout, `${text}\n`);
  });
  addExamples(command, ['bin/ringledger explain 26123', 'bin/ringledger explain 26123 --json'], NOTES);
}

interface ExplainedLeg {
  readonly lines: readonly string[];
}

/** The answer, as far as the command line reads it. */
interface Explanation {
  readonly message: string;
  readonly legs: readonly ExplainedLeg[];
  readonly inbound: readonly ExplainedLeg[];
}

/** A line a step, and an empty line between legs. */
function tellCall({ message, legs, inbound }: Explanation): string {
  const explained = [...legs, ...inbound];
  if (explained.length === 0) return showText(message);
  return explained.map(({ lines }) => lines.map(showText).join('\n')).join('\n\n');
}

function parseAcctid(text: string): string {
  if (/^\d{1,16}$/.test(text)) return text;
  throw new InvalidArgumentError('Write the whole number that reports show as acctid.');
}
