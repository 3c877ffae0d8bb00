import type { Writable } from 'node:stream';
import type { Command } from 'commander';
import { toMonth } from '../core/closing.ts';
import {
  renderAdjustment,
  renderChanges,
  type ShownAdjustment,
  type ShownChange,
} from './adjustment-text.ts';
import type { CliIo } from './cli-io.ts';
import { addExamples, runOnServer, type ServerFlags } from './define-command.ts';
import { ask } from './open-request.ts';
import { readJsonAnswer } from './read-answer.ts';
import { parseWhole } from './report-scope.ts';
import { writeOut } from './write-out.ts';

interface AdjustmentsFlags extends ServerFlags {
  readonly company: string;
  readonly month?: number;
  readonly year?: number;
  readonly asOf?: string;
  readonly json?: boolean;
}

interface ShownAdjustments {
  readonly company: string;
  readonly currency: string;
  readonly closedUpTo: string | null;
  readonly total: string;
  readonly adjustments: readonly ShownAdjustment[];
  readonly calls: readonly ShownChange[];
}

const NOTES = `What became of closed months and is on no closed statement yet: calls that were priced again, came late, or are
another's now. It stands on the statement of the first month that is still open; closing that month closes it too, so that
every difference is billed once. Monthly charges of a closed month stay as they were.`;

/** `adjustments --company C`. */
export function addAdjustmentsCommand(program: Command, io: CliIo): void {
  const command = program
    .command('adjustments')
    .description('what differs from closed months now, call by call')
    .helpGroup('Billing:')
    .requiredOption('--company <id>', 'company id')
    .option('--month <month>', 'only of this closed month, 1 to 12', parseWhole)
    .option('--year <year>', 'year of that month, of four digits', parseWhole)
    .option('--as-of <when>', 'as it was: 2026-12-01T09:00:00Z, or run:12 as that run left it')
    .option('--json', "the server's answer as it is");
  runOnServer<AdjustmentsFlags>(command, io, async (server, _args, flags) => {
    const { company, month, year, asOf } = flags;
    if ((month === undefined) !== (year === undefined))
      command.error('error: name a month by both: --month 10 --year 2026.');
    const answer = await ask(server, {
      ...{ method: 'GET', path: 'api/v1/adjustments' },
      parameters: {
        company,
        month: month === undefined || year === undefined ? undefined : toMonth(year, month),
        as_of: asOf,
      },
    });
    const told = await readJsonAnswer(server, answer);
    const isTerminal = (io.stdout as Writable & { readonly isTTY?: boolean }).isTTY === true;
    const width = isTerminal ? io.columns : Number.POSITIVE_INFINITY;
    const lines =
      flags.json === true
        ? [JSON.stringify(told)]
        : render(told as unknown as ShownAdjustments, width, month !== undefined);
    await writeOut(io.stdout, lines.map((line) => `${line}\n`).join(''));
  });
  addExamples(
    command,
    [
      'bin/ringledger adjustments --company test',
      'bin/ringledger adjustments --company test --month 10 --year 2026 --json',
    ],
    NOTES,
  );
}

function render(told: ShownAdjustments, width: number, isOne: boolean): readonly string[] {
  const { closedUpTo, adjustments, calls, total, currency } = told;
  if (closedUpTo === null) return [`No month of ${told.company} is closed: bin/ringledger periods close.`];
  if (adjustments.length === 0)
    return [
      isOne
        ? 'That month is as it was closed, or not closed.'
        : `Nothing differs from closed months (up to ${closedUpTo}).`,
    ];
  return [
    ...adjustments.flatMap((adjustment) => [...renderAdjustment(adjustment, width), '']),
    ...renderChanges(calls, width),
    '',
    `total ${currency} ${total}`,
  ];
}
