import type { Command } from 'commander';
import type { CliIo } from './cli-io.ts';
import { addExamples } from './define-command.ts';
import { addRatesExport } from './rates-export.ts';
import { addRatesImport, IMPORT_EXAMPLE } from './rates-import.ts';
import { addRatesList } from './rates-list.ts';

/** `rates import`, `rates export` and `rates list`. */
export function addRatesCommand(program: Command, io: CliIo): void {
  const group = program
    .command('rates')
    .description('rate decks: what a call to each prefix costs')
    .helpGroup('Setting up:');
  addExamples(group, [IMPORT_EXAMPLE, 'bin/ringledger rates export --deck uk > uk.csv']);
  addRatesImport(group, io);
  addRatesExport(group, io);
  addRatesList(group, io);
}
