import type { Command } from 'commander';
import { RingledgerError } from '../core/errors.ts';
import type { CliIo } from './cli-io.ts';
import { addExamples, runOnServer, type ServerFlags } from './define-command.ts';
import {
  addForeignFlags,
  checkForeignFlags,
  type ForeignFlags,
  importForeignRates,
} from './import-foreign-rates.ts';
import { openSources, type Source } from './open-source.ts';
import { describeDeckImport } from './rates-outcome.ts';
import { runJob } from './run-job.ts';
import { writeOut } from './write-out.ts';

interface RatesFlags extends ServerFlags, ForeignFlags {
  readonly currency: string;
  readonly to?: string;
  readonly bands?: string;
  readonly holidays?: string;
  readonly crossing?: string;
  readonly direction?: string;
  readonly zone?: string;
}

export const IMPORT_EXAMPLE =
  'bin/ringledger rates import samples/uk-deck.csv --deck uk --from 2026-01-01 --currency GBP';

const NOTES = `Columns, of which the first two must be there:
  prefix         what numbers begin with, in E.164 (44), or a code (*600); several with blanks between them
  perMinute      price of a minute, as in 0.012
  destination    name of the destination
  numberType     National, Mobile, … (left out: by the prefix)
  band           name of a time band of --bands (left out: the price at all other times)
  afterSeconds   a further line of the same prefix and band: the price from so many seconds of talk on
  connectCharge, minimumCharge   per call (0)
  firstIncrement, nextIncrement  seconds that are billed whole (60, 1)
  freeSeconds    talk up to here costs nothing (0)
Bands: band,days,from,to as in "peak,mon-fri,08:00,18:00" (days mon … sun, holiday). Holidays: date,name. What is not
given is that of the version which is replaced, else of the one before it.
The whole file is checked first, and every fault is told at once. Calls that have a price keep it until they are
recalculated. More in docs/rate-decks.md; files of other products and carriers (--format) in docs/rate-formats.md.
CGRateS (--format cgrates): rounding and maximum cost stand in DestinationRates.csv, and here in a tariff. Where all lines
of a rating profile agree, --tariffs adds the tariff with its decks, rounding and cap, or changes the one of its name and
leaves its other rules as they are. Lines that differ are refused; --ignore rounding,max-cost leaves both to you. Who pays
by the tariff is written with "tariffs import".`;

/** `rates import DECK.csv`. */
export function addRatesImport(group: Command, io: CliIo): void {
  const command = group
    .command('import')
    .description('read one dated version of a rate deck; the same deck and date again replaces it')
    .argument('<file>', 'CSV with a header; - reads standard input')
    .option('--deck <name>', 'name of the deck')
    .option('--from <date>', 'first day on which it is in force, YYYY-MM-DD')
    .requiredOption('--currency <code>', 'currency of its charges, such as GBP')
    .option('--to <date>', 'first day on which it is no longer in force, or none')
    .option('--bands <file>', 'CSV of time bands')
    .option('--holidays <file>', 'CSV of public holidays')
    .option('--crossing <how>', 'a call from one band into another: by-start (the default) or by-part')
    .option('--direction <which>', 'outbound (the default), inbound-ddi or inbound-caller')
    .option('--zone <zone>', "IANA zone of the bands' times, or none for the PBX's")
    .option('--dry-run', 'only tell what would change');
  addForeignFlags(command);
  runOnServer<RatesFlags>(command, io, async (server, files, flags) => {
    checkForeignFlags(flags);
    if (flags.format !== undefined) return importForeignRates(server, files, flags, io);
    const { deck, from, currency, to, crossing, direction, zone, dryRun } = flags;
    if (deck === undefined || from === undefined) throw refuseUnnamed();
    const source = await gatherSource(files, flags, io);
    const parameters = { deck, from, currency, to, crossing, direction, zone };
    const question = {
      method: 'POST',
      path: 'api/v1/rates',
      parameters: dryRun === true ? { ...parameters, dryRun: 'true' } : parameters,
      contentType: source.contentType,
    } as const;
    const result = await runJob(server, question, source, 'rates', io);
    for (const line of describeDeckImport(source.shown, { deck, from }, result, io.columns)) {
      await writeOut(io.stdout, `${line}\n`);
    }
  });
  addExamples(
    command,
    [
      IMPORT_EXAMPLE,
      `${IMPORT_EXAMPLE} --dry-run`,
      `${IMPORT_EXAMPLE} --bands bands.csv --crossing by-part`,
      'bin/ringledger rates import tariffplan/ --format cgrates --currency EUR --tariffs --dry-run',
    ],
    NOTES,
  );
}

function refuseUnnamed(): RingledgerError {
  return new RingledgerError(
    'invalid-request',
    'Name the deck and its first day: --deck NAME --from YYYY-MM-DD. Only files of another --format may name them.',
  );
}

/** The deck alone as it is, or JSON of it and the files that go with it, so that they are one import. */
async function gatherSource(
  files: readonly string[],
  { bands, holidays }: RatesFlags,
  io: CliIo,
): Promise<Source & { readonly contentType: string }> {
  const companions = Object.entries({ bands, holidays }).filter(([, file]) => file !== undefined);
  const named = [...files, ...companions.map(([, file]) => String(file))];
  const [deck, ...others] = openSources(named, io.stdin);
  if (deck === undefined) throw new Error('the command line gave no file');
  if (others.length === 0) return { ...deck, contentType: 'text/csv' };
  const texts: Record<string, string> = { csv: await readText(deck) };
  for (const [at, other] of others.entries()) texts[companions[at]?.[0] ?? ''] = await readText(other);
  const body = Buffer.from(JSON.stringify(texts));
  return {
    shown: deck.shown,
    name: deck.name,
    totalBytes: body.length,
    open: async function* () {
      yield body;
    },
    contentType: 'application/json',
  };
}

async function readText(source: Source): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of source.open()) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}
