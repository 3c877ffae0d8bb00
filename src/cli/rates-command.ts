import type { Command } from 'commander';
import type { CliIo } from './cli-io.ts';
import { addExamples, runOnServer, type ServerFlags } from './define-command.ts';
import { openSources } from './open-source.ts';
import { runJob } from './run-job.ts';
import { writeOut } from './write-out.ts';

interface RatesFlags extends ServerFlags {
  readonly deck: string;
  readonly from: string;
  readonly currency: string;
}

const NOTES = `Columns: prefix, destination, numberType, perMinute, and where they are wanted connectCharge, firstIncrement,
nextIncrement, minimumCharge. The longest prefix wins; the version in force when a call began rules. Calls that have
a price keep it until a report is asked with --recalc.`;

/** `rates import DECK.csv`. */
export function addRatesCommand(program: Command, io: CliIo): void {
  const group = program
    .command('rates')
    .description('rate decks: what a call to each prefix costs')
    .helpGroup('Setting up:');
  const example =
    'bin/ringledger rates import samples/uk-deck.csv --deck uk --from 2026-01-01 --currency GBP';
  addExamples(group, [example]);

  const command = group
    .command('import')
    .description('read one dated version of a rate deck; the same deck and date again replaces it')
    .argument('<file>', 'CSV with a header; - reads standard input')
    .requiredOption('--deck <name>', 'name of the deck')
    .requiredOption('--from <date>', 'first day on which it is in force, YYYY-MM-DD')
    .requiredOption('--currency <code>', 'currency of its charges, such as GBP');
  runOnServer<RatesFlags>(command, io, async (server, files, { deck, from, currency }) => {
    const question = {
      method: 'POST',
      path: 'api/v1/rates',
      parameters: { deck, from, currency },
      contentType: 'text/csv',
    } as const;
    for (const source of openSources(files, io.stdin)) {
      const result = await runJob(server, question, source, 'rates', io);
      const count = (name: string) => Number(result[name] ?? 0);
      await writeOut(
        io.stdout,
        `${source.shown}: deck ${deck} from ${from} has ${count('rates')} rates: added ${count('added')}, changed ${count('changed')}, removed ${count('removed')}, unchanged ${count('unchanged')}\n`,
      );
    }
  });
  addExamples(command, [example], NOTES);
}
