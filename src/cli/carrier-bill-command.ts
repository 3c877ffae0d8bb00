import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import { RingledgerError } from '../core/errors.ts';
import { renderBillCheck, renderBillCheckCsv } from './carrier-bill-report.ts';
import type { CliIo } from './cli-io.ts';
import { addExamples, runOnServer, type ServerFlags } from './define-command.ts';
import { openSources } from './open-source.ts';
import { readJsonAnswer } from './read-answer.ts';
import { sendFile } from './send-file.ts';
import { writeOut } from './write-out.ts';

interface CheckFlags extends ServerFlags {
  readonly trunk: string;
  readonly from: string;
  readonly to: string;
  readonly mapping?: string;
  readonly columns?: string;
  readonly zone?: string;
  readonly window?: string;
  readonly tolerance?: string;
  readonly json?: boolean;
  readonly csv?: boolean;
}

const EXAMPLE =
  'bin/ringledger carrier-bill check bill.csv --trunk trunk-a --from 2026-11-01 --to 2026-12-01';

const NOTES = `A bill is any CSV with a called number, a start, a duration and a price on each line. What its header and
values leave open is refused with the words that settle it; every guess is told. --columns names columns by header or by
place from 1: number, start (or date and time), duration, price. A mapping file says all there is to say:
  {"columns":{"number":"Called","date":"Day","time":"Time","duration":"Secs","price":"Net"},
   "separator":"semicolon","timeFormat":"dmy","zone":"Europe/Berlin","durationUnit":"m:ss","decimal":"comma",
   "numbers":"e164","priceDecimals":4}
A line and a call of ours are one when they have the same number and the bill's time is within the window of the call's
start or answer; durations decide between several. What is told:
  missing at ours      billed, and we have no such call
  duplicates           a line that says the same as another, and there is no second call
  billed longer        by more than the increments of the carrier's deck and the tolerance explain
  priced otherwise     neither the deck's price of their seconds nor of ours
  no price in the deck nothing to hold the bill against
  missing at theirs    a call of ours that is not billed
The deck is the one that the trunk names in the tariffs (tariffs list). Nothing is kept. More in docs/carrier-bill.md.`;

/** `carrier-bill check BILL.csv`. */
export function addCarrierBillCommand(program: Command, io: CliIo): void {
  const group = program
    .command('carrier-bill')
    .description("hold a carrier's itemised bill against our calls")
    .helpGroup('Billing:');
  addExamples(group, [EXAMPLE]);
  const command = group
    .command('check')
    .description("list what a carrier's bill and our calls do not agree on, and the sum in dispute")
    .argument('<file>', 'CSV of the bill; - reads standard input')
    .requiredOption('--trunk <id>', 'trunk over which the calls went')
    .requiredOption('--from <date>', 'first day of the bill, YYYY-MM-DD')
    .requiredOption('--to <date>', 'first day after it')
    .option('--columns <names>', 'where columns are: number=Called,start=Date,duration=5,price=Net')
    .option('--mapping <file>', 'JSON as in docs/carrier-bill-mapping.schema.json')
    .option('--zone <zone>', "IANA zone of the bill's times (default: the PBX's)")
    .option('--window <seconds>', "how far the two sides' clocks may be apart (default: 120)")
    .option('--tolerance <seconds>', 'how much longer a call may be on the bill (default: 2)')
    .option('--json', "the server's answer as it is");
  command.addOption(command.createOption('--csv', 'all lists as rows for a spreadsheet').conflicts('json'));
  runOnServer<CheckFlags>(command, io, async (server, files, flags) => {
    const { trunk, from, to, columns, zone, window, tolerance } = flags;
    const [source] = openSources(files, io.stdin);
    if (source === undefined) throw new Error('the command line gave no file');
    const mapping = flags.mapping === undefined ? undefined : readMappingFile(flags.mapping);
    const question = {
      method: 'POST',
      path: 'api/v1/carrier-bills/check',
      parameters: { trunk, from, to, columns, zone, window, tolerance, mapping },
      contentType: 'text/csv',
    } as const;
    const { answer } = await sendFile(server, question, source, async () => {});
    const found = await readJsonAnswer(server, answer);
    if (flags.json === true) return writeOut(io.stdout, `${JSON.stringify(found)}\n`);
    if (flags.csv === true) {
      for (const line of renderBillCheckCsv(found)) await writeOut(io.stdout, line);
      return;
    }
    for (const line of renderBillCheck(found, source.shown, io.columns))
      await writeOut(io.stdout, `${line}\n`);
  });
  addExamples(
    command,
    [EXAMPLE, `${EXAMPLE} --columns number=Called,start=3`, `${EXAMPLE} --mapping carrier.json --csv`],
    NOTES,
  );
}

function readMappingFile(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new RingledgerError(
      'invalid-request',
      `The mapping "${file}" cannot be read (${code ?? 'unknown'}): check its name and folder.`,
    );
  }
}
