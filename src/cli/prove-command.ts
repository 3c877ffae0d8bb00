import { type Command, Option } from 'commander';
import { RingledgerError } from '../core/errors.ts';
import type { CliIo } from './cli-io.ts';
import { addExamples, runOnServer, type ServerFlags } from './define-command.ts';
import { ask } from './open-request.ts';
import { type ProofAnswer, renderProof } from './proof-text.ts';
import { readJobAnswer } from './read-answer.ts';
import { parseList } from './report-scope.ts';
import { writeOut } from './write-out.ts';

interface ProveFlags extends ServerFlags {
  readonly month?: string;
  readonly from?: string;
  readonly to?: string;
  readonly company?: readonly string[];
  readonly asOf?: string;
  readonly legs?: boolean;
  readonly json?: boolean;
}

const NOTES = `Every figure is made on two different roads, which must come to the same, money to the last unit:
  calls     those that legs count in the store: out, and in, less those that are both; and those that allcalls lists
  sums      outsummary, its handsets added up, the calls of outcalls added up, and the charges behind them
  records   every record's call has a leg, and every leg a record
  charges   what legs were charged, and what the same rates make of them now; of many calls a random sample
  legs      with --legs: the legs that each record comes to when it is attributed again, and those that stand
Where something differs, the first twenty calls of it are named: explain ACCTID tells how one came to its price.
Exit code 1 where anything differs. The counting rules are in docs/proof.md.`;

/** How often it is said how far a proof is: on a terminal drawn again in place, else a line now and then. */
const REDRAW_MS = 100;
const PLAIN_MS = 2000;

/** `prove --month 2026-10`. */
export function addProveCommand(program: Command, io: CliIo): void {
  const command = program
    .command('prove')
    .description('show for a period that its figures agree with one another, and by which counting rules')
    .helpGroup('Billing:')
    .addOption(new Option('--month <month>', 'month of the PBX, as in 2026-10').conflicts(['from', 'to']))
    .option('--from <date>', 'first day, YYYY-MM-DD')
    .option('--to <date>', 'first day after it')
    .option('--company <ids>', 'company ids, with commas or the flag repeated (default: all)', parseList)
    .option('--as-of <when>', 'figures as they were: 2026-12-01T09:00:00Z, or run:12 as that run left them')
    .option('--legs', 'attribute every record again too, and hold its legs against those that stand')
    .option('--json', "the server's answer as it is");
  runOnServer<ProveFlags>(command, io, async (server, _args, flags) => {
    const { month, from, to, company, asOf, legs } = flags;
    if (month === undefined && (from === undefined || to === undefined))
      command.error('error: say which calls: --month 2026-10, or --from 2026-10-01 --to 2026-11-01.');
    const parameters = {
      month,
      from,
      to,
      company: company?.join(','),
      as_of: asOf,
      legs: legs === true ? 'true' : undefined,
    };
    const answer = await ask(server, { method: 'GET', path: 'api/v1/proof', parameters });
    const proof = await readJobAnswer(server, answer, showProgress(io)).finally(async () => {
      if (io.isTerminal) await writeOut(io.stderr, '\r\u001b[K');
    });
    if (flags.json === true) await writeOut(io.stdout, `${JSON.stringify(proof, null, 2)}\n`);
    else
      for (const line of renderProof(proof as unknown as ProofAnswer)) await writeOut(io.stdout, `${line}\n`);
    if (proof['equal'] !== true) throw new RingledgerError('conflict', 'Not all figures are equal.');
  });
  addExamples(
    command,
    [
      'bin/ringledger prove --month 2026-10',
      'bin/ringledger prove --from 2026-10-01 --to 2026-10-08 --company test --json',
      'bin/ringledger prove --month 2026-10 --as-of run:12',
      'bin/ringledger prove --month 2026-10 --legs',
    ],
    NOTES,
  );
}

function showProgress(io: CliIo): (done: number, total: number) => void {
  let shownMs = performance.now() - (io.isTerminal ? PLAIN_MS : 0);
  return (done, total) => {
    const now = performance.now();
    if (now - shownMs < (io.isTerminal ? REDRAW_MS : PLAIN_MS)) return;
    shownMs = now;
    const line = `proving: ${done} of ${total} steps`;
    io.stderr.write(io.isTerminal ? `\r${line}\u001b[K` : `${line}\n`);
  };
}
