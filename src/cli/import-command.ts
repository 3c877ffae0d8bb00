import type { Command } from 'commander';
import { RingledgerError } from '../core/errors.ts';
import type { CliIo } from './cli-io.ts';
import { addExamples, runOnServer, type ServerFlags } from './define-command.ts';
import type { ServerAddress } from './find-server.ts';
import { addFileKinds, tryFiles } from './import-kinds.ts';
import { describeOutcome, describeTotal, type ImportOutcome, toOutcome } from './import-outcome.ts';
import { openSources, type Source } from './open-source.ts';
import { readJsonAnswer } from './read-answer.ts';
import { sendFile } from './send-file.ts';
import { createProgressPainter } from './upload-progress.ts';
import { writeOut } from './write-out.ts';

interface ImportFlags extends ServerFlags {
  readonly zone?: string;
  readonly zoneAnyway?: boolean;
  readonly columns?: string;
  readonly template?: string;
  readonly dates?: string;
  readonly mapping?: string;
  readonly try?: boolean;
}

const FILES = 'files in order of time; - reads standard input';
const ZONE = 'zone in which the file tells times, UTC or Europe/London';
const PBX_ZONE = "(default: the PBX's, as its directory says)";
const TOLD_ZONE = "(default: the PBX's, or UTC where the uniqueids of the first records say so)";
const REPEATABLE =
  'A file may be imported again, grown or overlapping another: what is already there counts as duplicate.';

/** `import asterisk-cdr FILE…`, `import asterisk-queue-log FILE…` and `import asterisk-cel FILE…`. */
export function addImportCommand(program: Command, io: CliIo): void {
  const group = program
    .command('import')
    .description("send a PBX's records to the running server")
    .helpGroup('Bringing calls in:');
  addExamples(group, ['bin/ringledger import asterisk-cdr /var/log/asterisk/cdr-csv/Master.csv --zone UTC']);

  const cdr = group
    .command('asterisk-cdr')
    .description("Asterisk's call records: Master.csv of cdr_csv, or a file of cdr_custom")
    .argument('<file...>', FILES)
    .option('--zone <zone>', `${ZONE} ${TOLD_ZONE}`)
    .option('--zone-anyway', 'read times in that zone though the uniqueids say another')
    .option('--columns <names>', 'names of the columns, with commas, of a cdr_custom file without a header')
    .option('--try', 'send nothing durable: show how the first 20 records would land, and their legs');
  runOnServer<ImportFlags>(cdr, io, (server, files, { try: isTry, ...flags }) =>
    isTry === true
      ? tryFiles(server, 'asterisk-cdr', files, { zone: flags.zone, columns: flags.columns }, io)
      : importFiles(server, 'asterisk-cdr', files, flags, io),
  );
  addExamples(
    cdr,
    [
      'bin/ringledger import asterisk-cdr Master.csv --zone UTC',
      'bin/ringledger import asterisk-cdr Custom.csv --columns accountcode,src,dst,channel,dstchannel,start,duration,billsec,disposition,linkedid',
      'zcat Master.csv.1.gz | bin/ringledger import asterisk-cdr - --zone UTC',
    ],
    REPEATABLE,
  );

  const queueLog = group
    .command('asterisk-queue-log')
    .description("Asterisk's queue_log: waits and outcomes, added to the calls whenever they come")
    .argument('<file...>', FILES)
    .option('--zone <zone>', `${ZONE} ${PBX_ZONE}; most queue logs tell epoch seconds and need none`);
  runOnServer<ImportFlags>(queueLog, io, (server, files, flags) =>
    importFiles(server, 'asterisk-queue-log', files, flags, io),
  );
  addExamples(queueLog, ['bin/ringledger import asterisk-queue-log /var/log/asterisk/queue_log'], REPEATABLE);

  const cel = group
    .command('asterisk-cel')
    .description(
      "Asterisk's channel events, cel_custom's CSV: who transferred, picked up, parked and hung up",
    )
    .argument('<file...>', FILES)
    .option('--zone <zone>', `${ZONE} ${PBX_ZONE}; events that tell epoch seconds need none`)
    .option(
      '--columns <names>',
      "names of the columns, with commas, in the order of cel_custom.conf (default: a header's, or those of Asterisk's own sample)",
    );
  runOnServer<ImportFlags>(cel, io, (server, files, flags) =>
    importFiles(server, 'asterisk-cel', files, flags, io),
  );
  addExamples(
    cel,
    [
      'bin/ringledger import asterisk-cel cel.csv --columns eventtype,eventtime,cid_name,cid_num,exten,context,channame,appname,accountcode,uniqueid,linkedid,peer,extra',
    ],
    REPEATABLE,
  );
  addFileKinds(
    group,
    io,
    (server, kind, files, parameters) => importFiles(server, kind, files, parameters, io),
    REPEATABLE,
  );
}

async function importFiles(
  server: ServerAddress,
  format: string,
  files: readonly string[],
  flags: ImportFlags,
  io: CliIo,
): Promise<void> {
  const outcomes: ImportOutcome[] = [];
  for (const source of openSources(files, io.stdin)) {
    const outcome = await importFile(server, format, source, flags, io);
    outcomes.push(outcome);
    await writeOut(io.stdout, `${describeOutcome(source.shown, outcome).join('\n')}\n`);
  }
  if (outcomes.length > 1) await writeOut(io.stdout, `${describeTotal(outcomes)}\n`);
}

async function importFile(
  server: ServerAddress,
  format: string,
  source: Source,
  { zoneAnyway, zone, columns, template, dates, mapping }: ImportFlags,
  io: CliIo,
): Promise<ImportOutcome> {
  const painter = createProgressPainter(io);
  const question = {
    method: 'POST',
    path: `api/v1/imports/${format}`,
    parameters: {
      source: source.name,
      zone,
      zoneAnyway: zoneAnyway ? 'true' : undefined,
      columns,
      template,
      dates,
      mapping,
    },
    contentType: 'text/csv',
  } as const;
  try {
    const { answer, upload } = await sendFile(server, question, source, painter.show);
    const outcome = toOutcome(await readJsonAnswer(server, answer));
    await painter.finish(upload);
    return outcome;
  } catch (error) {
    await painter.clear();
    throw nameFile(source.shown, error);
  }
}

/** Of several files, a refusal is about one. */
function nameFile(shown: string, error: unknown): unknown {
  if (!(error instanceof RingledgerError) || error.message.includes(shown)) return error;
  return new RingledgerError(error.code, `${shown}: ${error.message}`, error.faults);
}
