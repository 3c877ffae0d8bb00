import { type Command, Option } from 'commander';
import { toMonth } from '../core/closing.ts';
import { askRun } from './ask-run.ts';
import type { CliIo } from './cli-io.ts';
import { addExamples, runOnServer, type ServerFlags } from './define-command.ts';
import { parseList, parseWhole } from './report-scope.ts';
import { writeRun } from './runs-command.ts';

interface RecalculateFlags extends ServerFlags {
  readonly month?: number;
  readonly year?: number;
  readonly from?: string;
  readonly to?: string;
  readonly company?: readonly string[];
  readonly device?: readonly string[];
  readonly reason: string;
  readonly review?: boolean;
  readonly json?: boolean;
}

const NOTES = `Say which calls (--month and --year, or --from and --to, days of the PBX's zone) and why; the reason is kept with the
run. Calls are priced by the rates of now into a run of their own, which nobody sees. Then the old and the new totals
are held against each other, and one step publishes all of it: reports show all of the old prices or all of the new.
With --review it waits for your yes: runs publish, or runs cancel.
While it is pricing, records come in and reports are answered as ever; calls that come meanwhile are priced too. A second
run over the same calls is refused until this one is done. Ctrl-C leaves the run to the server: runs show tells how far
it is, runs cancel stops it. A run whose server is killed is as if it never was, unless it was published before.
A month that is closed stays as it was invoiced: what a run changes in it is an adjustment (adjustments lists them).
Money is in the unit of the rates' currency, exact. whatif asks the same of prices that are not imported yet.`;

/** `recalculate`: prices calls again by the rates of now. */
export function addRecalculateCommand(program: Command, io: CliIo): void {
  const command = program
    .command('recalculate')
    .description('price calls again by the rates of now, compare, and publish all of it at once')
    .helpGroup('Billing:')
    .option('--month <month>', 'month of the calls, 1 to 12', parseWhole)
    .option('--year <year>', 'year of that month, of four digits', parseWhole)
    .addOption(new Option('--from <date>', 'instead: first day, YYYY-MM-DD').conflicts(['month', 'year']))
    .addOption(new Option('--to <date>', 'first day that is left out').conflicts(['month', 'year']))
    .option('--company <ids>', 'only calls of these companies: a,b', parseList)
    .option('--device <ids>', 'only calls of these devices (MAC + port): a,b', parseList)
    .requiredOption('--reason <text>', 'why, in a line: it is kept')
    .option('--review', 'publish nothing before somebody says yes')
    .option('--json', "the run as the server's API shows it");
  runOnServer<RecalculateFlags>(command, io, async (server, _args, flags) => {
    const { month, year, from, to, company, device, reason, review, data, json } = flags;
    const isMonth = month !== undefined && year !== undefined;
    if (!isMonth && (from === undefined || to === undefined)) {
      command.error('error: say which calls: --month 11 --year 2026, or --from 2026-11-01 --to 2026-11-16.');
    }
    const period = isMonth ? { period: toMonth(year, month) } : { from, to };
    const wish = { ...period, companies: company, devices: device, reason, review };
    const run = await askRun(server, wish, data === undefined ? '' : ` --data ${data}`, io);
    await writeRun(run, { data, json }, io);
  });
  addExamples(
    command,
    [
      'bin/ringledger recalculate --month 11 --year 2026 --reason "price list of 1 November came late"',
      'bin/ringledger recalculate --from 2026-11-01 --to 2026-11-16 --company test --reason "new tariff" --review',
    ],
    NOTES,
  );
}
