import { createWriteStream, renameSync, rmSync } from 'node:fs';
import type { Writable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { type Command, Option } from 'commander';
import { RingledgerError } from '../core/errors.ts';
import { readHashed, tellIdentity } from './check-hash.ts';
import type { CliIo } from './cli-io.ts';
import { addExamples, runOnServer, type ServerFlags } from './define-command.ts';
import { ask, codeOf } from './open-request.ts';
import { readJsonAnswer, refuseProblem } from './read-answer.ts';
import { parseWhole } from './report-scope.ts';
import { renderStatement, type StatementAnswer } from './statement-text.ts';
import { writeOut } from './write-out.ts';

interface StatementFlags extends ServerFlags {
  readonly company: string;
  readonly month: number;
  readonly year: number;
  readonly format: 'text' | 'csv' | 'pdf' | 'json';
  readonly out?: string;
  readonly itemised?: boolean;
  readonly revision?: string;
  readonly asOf?: string;
}

const NOTES = `A statement says what a company owes for a month:
  lines        calls by number type and destination, with their costs
  unknown      calls that nobody has a rate for: counted, and in no sum
  rentals      monthly charges, for the days on which there was what is charged
  allowances   what was included, and what was used of it
  totals       subtotal, tax and total; a section each where the tariff changed within the month
  adjustments  what became of closed months since, on the first month after them
Everything is read as it was published last; --revision asks with the tariffs of an earlier rate card (rates list names
them). A month that is closed (periods close), and any month with --as-of, gets the same bytes for ever: calls, names,
tariffs and closings are those of then. stderr tells the SHA-256 of the answer's bytes, and which --as-of repeats it.
csv is for a spreadsheet, a record a line; text gets an apostrophe in front where a spreadsheet would run it.
pdf is A4. The rules are in docs/statements.md.`;

/** `statement --company C --month M --year Y`. */
export function addStatementCommand(program: Command, io: CliIo): void {
  const command = program
    .command('statement')
    .description('what a company owes for a month: a table, or CSV, PDF or JSON')
    .helpGroup('Billing:')
    .requiredOption('--company <id>', 'company id')
    .requiredOption('--month <month>', 'month, 1 to 12', parseWhole)
    .requiredOption('--year <year>', 'year, of four digits', parseWhole)
    .addOption(
      new Option('--format <format>', 'how it is written')
        .choices(['text', 'csv', 'pdf', 'json'])
        .default('text'),
    )
    .option('--out <file>', 'write to this file instead of standard output')
    .option('--itemised', 'list every call too')
    .option('--revision <number>', "tariffs of this revision of the rate card (default: today's)")
    .option('--as-of <when>', 'as it was: 2026-12-01T09:00:00Z, or run:12 as that run left it');
  runOnServer<StatementFlags>(command, io, async (server, _args, flags) => {
    const isTerminal = (io.stdout as Writable & { readonly isTTY?: boolean }).isTTY === true;
    if (flags.format === 'pdf' && flags.out === undefined && isTerminal)
      command.error('error: a PDF is nothing for a terminal: add --out FILE.');
    const answer = await ask(server, {
      method: 'GET',
      path: `api/v1/statements/${encodeURIComponent(flags.company)}`,
      parameters: {
        period: `${String(flags.year).padStart(4, '0')}-${String(flags.month).padStart(2, '0')}`,
        format: flags.format === 'text' ? 'json' : flags.format,
        itemised: flags.itemised === true ? 'true' : undefined,
        revision: flags.revision,
        as_of: flags.asOf,
      },
    });
    if (flags.format === 'text') {
      const width = isTerminal && flags.out === undefined ? io.columns : Number.POSITIVE_INFINITY;
      const statement = (await readJsonAnswer(server, answer)) as unknown as StatementAnswer;
      await write([`${renderStatement(statement, width).join('\n')}\n`], flags.out, io);
    } else {
      await refuseProblem(server, answer);
      await write(readHashed(server, answer), flags.out, io);
    }
    await writeOut(io.stderr, tellIdentity(answer, flags.format === 'text' ? 'json' : flags.format));
  });
  addExamples(
    command,
    [
      'bin/ringledger statement --company test --month 11 --year 2026',
      'bin/ringledger statement --company test --month 11 --year 2026 --itemised --format pdf --out test-2026-11.pdf',
      'bin/ringledger statement --company test --month 11 --year 2026 --format csv > test-2026-11.csv',
      'bin/ringledger statement --company test --month 11 --year 2026 --as-of 2026-12-01T09:00:00Z',
    ],
    NOTES,
  );
}

type Pieces = Iterable<string | Uint8Array> | AsyncIterable<string | Uint8Array>;

/** A file appears when it is whole: one that was there before stays until then. */
async function write(pieces: Pieces, out: string | undefined, io: CliIo): Promise<void> {
  if (out === undefined) {
    for await (const piece of pieces) await writeOut(io.stdout, piece);
    return;
  }
  const unfinished = `${out}.unfinished`;
  const file = createWriteStream(unfinished);
  const closed = finished(file);
  closed.catch(() => {});
  try {
    for await (const piece of pieces) await writeOut(file, piece);
    file.end();
    await closed;
    renameSync(unfinished, out);
  } catch (error) {
    file.destroy();
    rmSync(unfinished, { force: true });
    if (error instanceof RingledgerError) throw error;
    throw new RingledgerError('invalid-request', `${out} cannot be written (${codeOf(error)}).`);
  }
}
