import type { Writable } from 'node:stream';
import { Argument, type Command } from 'commander';
import { isReportName, REPORT_NAMES, type ReportName } from '../core/call-reports.ts';
import { RingledgerError } from '../core/errors.ts';
import { askReport } from './ask-report.ts';
import type { CliIo } from './cli-io.ts';
import { addExamples, runOnServer, type ServerFlags } from './define-command.ts';
import { exportOutcalls } from './export-outcalls.ts';
import { renderAnswer, renderAnswerCsv } from './render-answer.ts';
import { explainMisfits, parseList, parseWhole, type ScopeFlags, toScope } from './report-scope.ts';
import { writeOut } from './write-out.ts';

interface ReportFlags extends ServerFlags, ScopeFlags {
  readonly json?: boolean;
  readonly csv?: boolean;
}

/** An answer longer than this is not laid out: a text can be no longer than half a gibibyte. */
const LONGEST_ANSWER_BYTES = 400 * 1024 * 1024;

const NOTES = `Reports:
  incalls     calls that were received, by extension
  outcalls    calls that were made, by device, with their costs
  outsummary  costs by company; with --detail by handset too
  allcalls    calls both ways of every company you may see, without costs

A terminal shows what fits; a file or a pipe gets every column. Times are told in this machine's zone
(TZ=Europe/London in front of the command changes it); --json has epoch seconds.
--as-of gives the same answer for ever, whatever records, prices or names came since.
--csv writes an unknown cost as an empty cell, and puts an apostrophe before a text that a spreadsheet would run as a
formula (one that begins with = + - or @ and is no plain number). That of outcalls has a last column that explains each
cost in a sentence; explain ACCTID tells more.`;

/** `report incalls|outcalls|outsummary|allcalls`. */
export function addReportCommand(program: Command, io: CliIo): void {
  const command = program
    .command('report')
    .description('show a report: a table, or --json, or --csv')
    .helpGroup('Reading reports:')
    .addArgument(new Argument('<report>', 'which one').choices(REPORT_NAMES))
    .requiredOption('--month <month>', 'month, 1 to 12', parseWhole)
    .requiredOption('--year <year>', 'year, of four digits', parseWhole)
    .option(
      '--company <ids>',
      'company ids, with commas or the flag repeated (default: "default"; outsummary: all)',
      parseList,
    )
    .option('--day <day>', 'one day of the month instead of all of it', parseWhole)
    .option('--days <count>', 'that many days, ending with --day', parseWhole)
    .option('--extensions <numbers>', 'incalls: these extensions only', parseList)
    .option('--deviceids <ids>', 'outcalls: these devices (MAC + port) only', parseList)
    .option('--detail', 'outsummary: a line for each handset too')
    .option('--keeviomerge', "list a keevio softphone's calls under its owner's handset")
    .option('--recalc', "price the calls again with today's decks first, and keep the result")
    .option('--as-of <when>', 'figures as they were: 2026-12-01T09:00:00Z, or run:12 as that run left them')
    .option('--json', 'the answer of the /rest interface, byte for byte');
  command.addOption(command.createOption('--csv', 'rows for a spreadsheet').conflicts('json'));
  runOnServer<ReportFlags>(command, io, async (server, [report = ''], flags) => {
    if (!isReportName(report)) throw new Error(`The report ${report} got past its choices.`);
    const misfits = explainMisfits(report, flags);
    if (misfits !== undefined) command.error(misfits);
    const scope = toScope(flags);
    if (report === 'outcalls' && flags.csv === true) {
      await copy(exportOutcalls(server, scope, zoneHere()), io.stdout);
      return;
    }
    const answer = await askReport(server, report, scope);
    if (flags.json === true) await copy(answer.bytes, io.stdout);
    if (answer.refusal !== undefined) throw answer.refusal;
    if (flags.json !== true) await layOut(report, flags, await readValues(answer.bytes), io);
  });
  addExamples(
    command,
    [
      'bin/ringledger report outsummary --month 11 --year 2026 --detail',
      'bin/ringledger report outcalls --company test --month 11 --year 2026 --day 24 --days 7',
      'bin/ringledger report incalls --company default --month 11 --year 2026 --extensions 200,201 --csv > incalls.csv',
      'bin/ringledger report allcalls --month 11 --year 2026 --json',
      'bin/ringledger report outsummary --month 11 --year 2026 --as-of 2026-12-01T09:00:00Z',
    ],
    NOTES,
  );
}

async function copy(bytes: AsyncIterable<Uint8Array>, stdout: Writable): Promise<void> {
  for await (const chunk of bytes) await writeOut(stdout, chunk);
}

type Values = Readonly<Record<string, unknown>>;

async function readValues(bytes: AsyncIterable<Uint8Array>): Promise<Values> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of bytes) {
    chunks.push(chunk);
    length += chunk.length;
    if (length > LONGEST_ANSWER_BYTES) {
      throw new RingledgerError(
        'invalid-request',
        'The report is too long to be laid out here. Ask for fewer days or companies, or take it with --json, which has no limit.',
      );
    }
  }
  const { values } = JSON.parse(Buffer.concat(chunks).toString('utf8')) as { values?: Values };
  return values ?? {};
}

async function layOut(report: ReportName, flags: ReportFlags, values: Values, io: CliIo): Promise<void> {
  const look = { zone: zoneHere(), width: widthOf(io) };
  const lines =
    report !== 'outcalls' && flags.csv === true
      ? renderAnswerCsv(report, values, flags, look.zone)
      : renderAnswer(report, values, flags, look);
  for (const batch of batches(lines)) await writeOut(io.stdout, batch);
}

/** This machine's zone. */
function zoneHere(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** A table that goes into a file or a pipe is as wide as it needs to be. */
function widthOf(io: CliIo): number {
  return (io.stdout as Writable & { readonly isTTY?: boolean }).isTTY === true
    ? io.columns
    : Number.POSITIVE_INFINITY;
}

/** A write for many lines, as each is waited for. */
function* batches(lines: Iterable<string>): Generator<string> {
  let batch = '';
  for (const line of lines) {
    batch += line;
    if (batch.length < 65_536) continue;
    yield batch;
    batch = '';
  }
  if (batch !== '') yield batch;
}
