import { readFileSync } from 'node:fs';
import { type Command, Option } from 'commander';
import { RingledgerError } from '../core/errors.ts';
import type { CliIo } from './cli-io.ts';
import { addExamples, runOnServer, type ServerFlags } from './define-command.ts';
import type { Source } from './open-source.ts';
import { parseList, parseWhole } from './report-scope.ts';
import { runJob } from './run-job.ts';
import { renderWhatIf, renderWhatIfCsv } from './what-if-report.ts';
import { writeOut } from './write-out.ts';

interface WhatIfFlags extends ServerFlags {
  readonly month?: number;
  readonly year?: number;
  readonly from?: string;
  readonly to?: string;
  readonly company?: readonly string[];
  readonly tariff?: string;
  readonly tariffs?: string;
  readonly revision?: number;
  readonly deck?: string;
  readonly rates?: string;
  readonly json?: boolean;
  readonly csv?: boolean;
}

const NOVEMBER = 'bin/ringledger whatif --month 11 --year 2026';

const NOTES = `Say which calls (--month and --year, or --from and --to) and one thing to try:
  --tariff NAME           every company of these calls pays by this tariff, which tariffs list shows
  --tariffs FILE          the file is imported: all tariffs, and who pays by which, are those in it
  --revision NUMBER       the rates are those of a revision that rates list shows
  --deck NAME --rates CSV the file takes the place of the deck's last version
The calls are priced again by the rules that a recalculation has, allowances included, and held against what they cost
now. Nothing is imported and nothing published; reports stay as they are. Files are refused with the sentences that
their import would have. To do it in earnest, import the file and recalculate: that gives exactly these figures.
Who would pay most more comes first. % is of what is paid now. A call that becomes unknown has no price any more: it
makes a sum smaller, and nobody's phone bill cheaper.
--json has everything, the calls that change most included; --csv has every line for a spreadsheet. Both have all
companies, also those for which nothing changes.`;

/** `whatif`: what calls would cost by other prices. */
export function addWhatIfCommand(program: Command, io: CliIo): void {
  const command = program
    .command('whatif')
    .description('price past calls under another tariff without publishing, and tell who would pay more')
    .helpGroup('Billing:')
    .option('--month <month>', 'month of the calls, 1 to 12', parseWhole)
    .option('--year <year>', 'year of that month, 2026', parseWhole)
    .addOption(new Option('--from <date>', 'instead: first day, YYYY-MM-DD').conflicts(['month', 'year']))
    .addOption(new Option('--to <date>', 'first day after the last one').conflicts(['month', 'year']))
    .option('--company <ids>', 'only these companies: a,b', parseList)
    .addOption(new Option('--tariff <name>', 'try this tariff for every company'))
    .addOption(new Option('--tariffs <file>', 'try this tariffs.json').conflicts('tariff'))
    .addOption(
      new Option('--revision <number>', 'try the rates of this revision')
        .argParser(parseWhole)
        .conflicts(['tariff', 'tariffs']),
    )
    .addOption(new Option('--deck <name>', 'try other rates').conflicts(['tariff', 'tariffs', 'revision']))
    .addOption(new Option('--rates <csv>', 'file of these rates'))
    .option('--json', "the server's answer as it is")
    .addOption(new Option('--csv', 'all lines, for a spreadsheet').conflicts('json'));
  runOnServer<WhatIfFlags>(command, io, async (server, _args, flags) => {
    const misuse = explainMisuse(flags);
    if (misuse !== undefined) command.error(misuse, { exitCode: 2, code: 'ringledger.whatif' });
    const wish = JSON.stringify({ ...toPeriod(flags), companies: flags.company, ...toHypothesis(flags) });
    const question = { method: 'POST', path: 'api/v1/whatif', contentType: 'application/json' } as const;
    const found = await runJob(server, question, fromText(wish), 'calls priced', io);
    if (flags.json === true) return writeOut(io.stdout, `${JSON.stringify(found)}\n`);
    if (flags.csv === true) return writeOut(io.stdout, renderWhatIfCsv(found).join(''));
    const lines = renderWhatIf(found, describePeriod(flags), io.columns);
    await writeOut(io.stdout, lines.map((line) => `${line}\n`).join(''));
  });
  addExamples(
    command,
    [
      `${NOVEMBER} --tariff Standard`,
      `${NOVEMBER} --tariffs tariffs-2027.json --csv > who-pays-more.csv`,
      'bin/ringledger whatif --from 2026-11-01 --to 2026-11-16 --company acme --revision 3',
    ],
    NOTES,
  );
}

function explainMisuse({ month, year, from, to, ...flags }: WhatIfFlags): string | undefined {
  const isMonth = month !== undefined && year !== undefined;
  const isDays = from !== undefined && to !== undefined;
  if (!isMonth && !isDays) {
    return 'error: say which calls: --month 11 --year 2026, or --from 2026-11-01 --to 2026-11-16.';
  }
  const tried = [flags.tariff, flags.tariffs, flags.revision, flags.deck];
  if (tried.every((one) => one === undefined)) {
    return 'error: say what to try: --tariff NAME, --tariffs FILE, --revision NUMBER, or --deck NAME --rates CSV.';
  }
  if ((flags.deck === undefined) !== (flags.rates === undefined)) {
    return 'error: --deck and --rates stand together: --deck uk --rates uk-2027.csv.';
  }
  return undefined;
}

/** As a run takes it. */
function toPeriod({ month, year, from, to }: WhatIfFlags) {
  if (month === undefined || year === undefined) return { from, to };
  return { period: `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}` };
}

function describePeriod(flags: WhatIfFlags): string {
  const { period, from, to } = toPeriod(flags) as Partial<Record<'period' | 'from' | 'to', string>>;
  return period ?? `${from} until before ${to}`;
}

function toHypothesis({ tariff, tariffs, revision, deck, rates }: WhatIfFlags) {
  if (tariffs !== undefined) return { tariffs: readText(tariffs) };
  if (deck !== undefined && rates !== undefined) return { deck: { name: deck, csv: readText(rates) } };
  return { tariff, revision };
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const message = `"${file}" cannot be read (${code ?? 'unknown'}): check its name and folder.`;
    throw new RingledgerError('invalid-request', message);
  }
}

function fromText(text: string): Source {
  const bytes = Buffer.from(text);
  return {
    shown: 'whatif',
    name: 'whatif',
    totalBytes: bytes.length,
    open: async function* () {
      yield bytes;
    },
  };
}
