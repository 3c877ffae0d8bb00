import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import { RingledgerError } from '../core/errors.ts';
import { FILE_OPTIONS, type FileOption } from '../core/file-kinds.ts';
import { postJson } from './ask-queue.ts';
import type { CliIo } from './cli-io.ts';
import { addExamples, runOnServer, type ServerFlags } from './define-command.ts';
import { readJobAnswer } from './read-answer.ts';
import { describeDoneOver } from './work-text.ts';
import { writeOut } from './write-out.ts';

interface ReplayFlags extends ServerFlags, Partial<Readonly<Record<FileOption | 'format', string>>> {
  readonly kind?: string;
  readonly source?: string;
  readonly from?: string;
  readonly to?: string;
  readonly all?: boolean;
  readonly json?: boolean;
}

const PLAIN_MS = 2000;

/** `rejects replay`: does again what went wrong, by what is known now. */
export function addReplay(group: Command, io: CliIo): void {
  const command = group
    .command('replay')
    .description('read texts again, make legs again, or price calls again, by what is known now')
    .argument('[id...]', 'ids, as rejects list shows them')
    .option('--kind <kind>', 'all of a kind: unreadable, no-owner or unknown-cost')
    .option('--source <name>', 'all texts that came from here')
    .option('--all', 'all texts that could not be read')
    .option('--from <date>', 'legs and prices: first day, YYYY-MM-DD (default: 30 days ago)')
    .option('--to <date>', 'legs and prices: first day that is left out')
    .option(
      '--format <kind>',
      'read texts as this kind of file (import --help lists them) instead of how they came',
    )
    .option('--mapping <file>', FILE_OPTIONS.mapping)
    .option('--columns <names>', 'names of the columns, with commas; of a mapping the heading of the file')
    .option('--zone <zone>', FILE_OPTIONS.zone)
    .option('--template <template>', FILE_OPTIONS.template)
    .option('--dates <dates>', FILE_OPTIONS.dates)
    .option('--json', "the server's answer as it is");
  runOnServer<ReplayFlags>(command, io, async (server, ids, flags) => {
    const { kind, source, all, from, to, format, mapping, columns, zone, template, dates, json } = flags;
    const wish = {
      ...{ kind, source, all, from, to, format, columns, zone, template, dates },
      ids: ids.length === 0 ? undefined : ids,
      mapping: mapping === undefined ? undefined : readMapping(mapping),
    };
    const answer = await postJson(server, 'work-queue/replay', wish);
    let shownMs = performance.now();
    const done = await readJobAnswer(server, answer, (some, total) => {
      if (performance.now() - shownMs < PLAIN_MS) return;
      shownMs = performance.now();
      io.stderr.write(`done over: ${some}${total > some ? ` of ${total}` : ''}\n`);
    });
    await writeOut(io.stdout, `${json === true ? JSON.stringify(done) : describeDoneOver(done)}\n`);
  });
  addExamples(
    command,
    [
      'bin/ringledger rejects replay unreadable:0123456789abcdef --columns start,channel,dst,duration,billsec,disposition',
      'bin/ringledger rejects replay --source calls.csv --format mapping --mapping mapping.json',
      'bin/ringledger rejects replay --kind unknown-cost --from 2026-11-01 --to 2026-12-01',
    ],
    'To replay again does no harm: a text that is a record already is none twice. What was dismissed is left alone unless it is named.',
  );
}

function readMapping(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new RingledgerError(
      'invalid-request',
      `"${path}" cannot be read (${(error as Error).message}): name a mapping file.`,
    );
  }
}
