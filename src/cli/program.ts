import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import { suggestWord } from '../core/suggest-word.ts';
import { addAdjustmentsCommand } from './adjustments-command.ts';
import { addCarrierBillCommand } from './carrier-bill-command.ts';
import type { CliIo, ServeAction } from './cli-io.ts';
import { addExamples } from './define-command.ts';
import { addDirectoryCommand } from './directory-command.ts';
import { addExplainCommand } from './explain-command.ts';
import { addImportCommand } from './import-command.ts';
import { addJourneyCommand } from './journey-command.ts';
import { addKeyCommand } from './key-command.ts';
import { addPeriodsCommand } from './periods-command.ts';
import { addProveCommand } from './prove-command.ts';
import { addRatesCommand } from './rates-command.ts';
import { addRecalculateCommand } from './recalculate-command.ts';
import { addRejectsCommand } from './rejects-command.ts';
import { addReportCommand } from './report-command.ts';
import { addRunsCommand } from './runs-command.ts';
import { addServeCommand } from './serve-command.ts';
import { addSourceCommand } from './source-command.ts';
import { addStatementCommand } from './statement-command.ts';
import { addTariffsCommand } from './tariffs-command.ts';
import { addUserCommand } from './user-command.ts';
import { addWhatIfCommand } from './what-if-command.ts';

const NOTES = `Commands other than serve speak to the running server: they find it by its data folder (--data, or
RINGLEDGER_DATA, else ./data), or by RINGLEDGER_URL and RINGLEDGER_KEY.
Exit codes: 0 done, 1 refused or failed, 2 wrong usage.`;

/**
 * The command line. Rejects with a CommanderError for wrong usage (already explained on stderr; exit code 0 for help)
 * and with a RingledgerError for what was refused or failed, whose message is still to be shown.
 */
export function createProgram(io: CliIo, serve: ServeAction): Command {
  // A reader that is gone shows where the write is awaited; the event alone would end the process.
  for (const stream of [io.stdout, io.stderr]) stream.on('error', () => {});
  const program = new Command('ringledger')
    .description('Call reporting and call billing for PBXs')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => io.stdout.write(text),
      writeErr: (text) => io.stderr.write(text),
      getOutHelpWidth: () => io.columns,
      getErrHelpWidth: () => io.columns,
      outputError: (text, write) => write(withoutFarGuess(text)),
    })
    .showSuggestionAfterError()
    .showHelpAfterError('Add --help to see how it is used.')
    .version(readVersion(), '--version', 'show the version');
  addServeCommand(program, serve);
  addDirectoryCommand(program, io);
  addRatesCommand(program, io);
  addTariffsCommand(program, io);
  addImportCommand(program, io);
  addSourceCommand(program, io);
  addRejectsCommand(program, io);
  addRecalculateCommand(program, io);
  addRunsCommand(program, io);
  addPeriodsCommand(program, io);
  addReportCommand(program, io);
  addStatementCommand(program, io);
  addAdjustmentsCommand(program, io);
  addCarrierBillCommand(program, io);
  addExplainCommand(program, io);
  addJourneyCommand(program, io);
  addWhatIfCommand(program, io);
  addProveCommand(program, io);
  addUserCommand(program, io);
  addKeyCommand(program, io);
  return addExamples(
    program,
    [
      'bin/ringledger serve --data ./data',
      'bin/ringledger import asterisk-cdr Master.csv --zone UTC',
      'bin/ringledger report outsummary --month 11 --year 2026',
    ],
    NOTES,
  );
}

/** The library guesses that who writes --period meant --version: words that far from what is written help nobody. */
function withoutFarGuess(error: string): string {
  const [, written = '', guessed = ''] = /unknown \S+ '(.+)'\n\(Did you mean (\S+)\?\)/.exec(error) ?? [];
  if (guessed === '' || suggestWord(written, [guessed]) !== undefined) return error;
  return error.replace(`(Did you mean ${guessed}?)\n`, '');
}

function readVersion(): string {
  const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
    version: string;
  };
  return version;
}
