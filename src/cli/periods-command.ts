import type { Writable } from 'node:stream';
import type { Command } from 'commander';
import { toMonth } from '../core/closing.ts';
import type { CliIo } from './cli-io.ts';
import { addExamples, runOnServer, type ServerFlags } from './define-command.ts';
import { ask } from './open-request.ts';
import { readJobAnswer, readJsonAnswer } from './read-answer.ts';
import { parseList, parseWhole } from './report-scope.ts';
import { renderTable, type TableColumn } from './text-table.ts';
import { writeOut } from './write-out.ts';

interface CloseFlags extends ServerFlags {
  readonly month: number;
  readonly year: number;
  readonly company?: readonly string[];
  readonly reason: string;
  readonly json?: boolean;
}

interface ListFlags extends ServerFlags {
  readonly json?: boolean;
}

interface ShownPeriod {
  readonly month: string;
  readonly companies: readonly string[];
  readonly rates: number;
  readonly closedAt: string;
  readonly closedBy: string;
  readonly reason: string;
}

const NOTES = `Closing a month freezes what its statements say: calls, names, monthly charges and tax, the same bytes for ever.
Records that come late, recalculations and other names go on as ever and show in reports; what they change in a closed
month is an adjustment on the statement of the first month that is still open. Months are closed one after another, once
they are over. There is no way back: what was sent out was sent out.`;

const COLUMNS: readonly TableColumn[] = [
  { title: 'month' },
  { title: 'companies', gives: true },
  { title: 'revision', right: true },
  { title: 'closed (UTC)' },
  { title: 'by' },
  { title: 'why', gives: true },
];

/** `periods close|list`. */
export function addPeriodsCommand(program: Command, io: CliIo): void {
  const group = program
    .command('periods')
    .description('close months that are invoiced, and see which are')
    .helpGroup('Billing:');
  addExamples(group, [CLOSE, 'bin/ringledger periods list'], NOTES);
  const close = group
    .command('close')
    .description('close a month, for good')
    .requiredOption('--month <month>', 'month, 1 to 12', parseWhole)
    .requiredOption('--year <year>', 'year, of four digits', parseWhole)
    .option('--company <ids>', 'only these companies: a,b (default: all that have it open)', parseList)
    .requiredOption('--reason <text>', 'why, in a line: it is kept')
    .option('--json', "the server's answer as it is");
  runOnServer<CloseFlags>(close, io, async (server, _args, flags) => {
    const question = {
      method: 'POST',
      path: 'api/v1/periods/close',
      contentType: 'application/json',
    } as const;
    const wish = { month: toMonth(flags.year, flags.month), companies: flags.company, reason: flags.reason };
    const answer = await ask(server, question, JSON.stringify(wish));
    const closed = await readJobAnswer(server, answer, () => {});
    const companies = (closed['companies'] ?? []) as readonly string[];
    const line =
      flags.json === true
        ? JSON.stringify(closed)
        : `Closed ${wish.month} for ${companies.length === 1 ? '1 company' : `${companies.length} companies`}: ${companies.join(', ')}.`;
    await writeOut(io.stdout, `${line}\n`);
  });
  addExamples(close, [CLOSE, `${CLOSE} --company test`], NOTES);
  const list = group
    .command('list')
    .description('list what was closed, when, by whom and why, the newest first')
    .option('--json', "the server's answer as it is");
  runOnServer<ListFlags>(list, io, async (server, _args, flags) => {
    const answer = await readJsonAnswer(server, await ask(server, { method: 'GET', path: 'api/v1/periods' }));
    if (flags.json === true) return writeOut(io.stdout, `${JSON.stringify(answer)}\n`);
    const periods = (answer['periods'] ?? []) as readonly ShownPeriod[];
    const lines =
      periods.length === 0 ? ['No month is closed.'] : renderTable(COLUMNS, periods.map(toRow), widthOf(io));
    await writeOut(io.stdout, lines.map((line) => `${line}\n`).join(''));
  });
  addExamples(list, ['bin/ringledger periods list'], NOTES);
}

const CLOSE = 'bin/ringledger periods close --month 10 --year 2026 --reason "invoices sent"';

function toRow({ month, companies, rates, closedAt, closedBy, reason }: ShownPeriod): readonly string[] {
  const at = closedAt.slice(0, 19).replace('T', ' ');
  return [month, companies.join(', '), String(rates), at, closedBy, reason];
}

function widthOf(io: CliIo): number {
  return (io.stdout as Writable & { readonly isTTY?: boolean }).isTTY === true
    ? io.columns
    : Number.POSITIVE_INFINITY;
}
