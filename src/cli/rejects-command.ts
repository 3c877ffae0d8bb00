import type { Command } from 'commander';
import { type DayFlags, getJson, ID, parametersOf, withDays } from './ask-queue.ts';
import type { CliIo } from './cli-io.ts';
import { addExamples, runOnServer } from './define-command.ts';
import type { ServerAddress } from './find-server.ts';
import { ask, readChunks } from './open-request.ts';
import { readLines, refuseProblem } from './read-answer.ts';
import { addDismiss } from './rejects-dismiss.ts';
import { addReplay } from './rejects-replay.ts';
import { showText } from './show-text.ts';
import { describeCounts, describeItem, type ShownWork } from './work-text.ts';
import { writeOut } from './write-out.ts';

type Json = Readonly<Record<string, unknown>>;

interface QueueFlags extends DayFlags {
  readonly json?: boolean;
  readonly kind?: string;
  readonly source?: string;
  readonly dismissed?: boolean;
}

const KINDS = 'unreadable, no-owner, unknown-cost, clock-skew, late, duplicate';

const NOTES = `Kinds of work, each item with its text, the reason and what would put it right:
  unreadable    a text that is no record: read it again by another format, or put its file right
  no-owner      calls of a channel or number that the directory does not have: add it, and they follow
  unknown-cost  calls without a rate: import one, then replay prices them again
  clock-skew    records whose times cannot be: the zone or the clock is wrong
  late          records that came a day or more after their calls had ended
  duplicate     records of files that were here before; nothing is doubled
An item is gone when what is wrong is put right. Without --from and --to those of the last 30 days are shown, and
every text that could not be read. What needs nothing done is dismissed, with a reason that is kept.`;

/** `rejects [summary]|list|show|replay|dismiss|reopen`: what is wrong with calls, and what to do about it. */
export function addRejectsCommand(program: Command, io: CliIo): void {
  const group = program
    .command('rejects')
    .description(
      'what is wrong with calls and what would put it right: unreadable, without owner, without price, late',
    )
    .helpGroup('Bringing calls in:');
  addExamples(
    group,
    [
      'bin/ringledger rejects',
      'bin/ringledger rejects list --kind no-owner',
      'bin/ringledger rejects replay --source Master.csv --columns start,channel,dst,duration,billsec,disposition',
      'bin/ringledger rejects dismiss late:0123456789abcdef --why "the archive of 2025"',
    ],
    NOTES,
  );
  addSummary(group, io);
  addList(group, io);
  addShow(group, io);
  addReplay(group, io);
  addDismiss(group, io);
}

function addSummary(group: Command, io: CliIo): void {
  const command = withDays(
    group
      .command('summary', { isDefault: true })
      .description('how much there is of each kind, and the first of each with its fix (the default)')
      .option('--json', "the server's answers as they are"),
  );
  runOnServer<QueueFlags>(command, io, async (server, _args, flags) => {
    const parameters = parametersOf(flags);
    const counted = await getJson(server, 'work-queue/counts', parameters);
    const counts = counted['counts'] as readonly { kind: string; items: number; count: number }[];
    const firsts: ShownWork[] = [];
    for (const { kind, items } of counts) {
      if (items === 0) continue;
      const page = await getJson(server, 'work-queue', { ...parameters, kind, limit: '1' });
      firsts.push(...(page['items'] as readonly ShownWork[]));
    }
    const text =
      flags.json === true ? JSON.stringify({ ...counted, firsts }) : describeCounts(counts, firsts);
    await writeOut(io.stdout, `${text}\n`);
  });
  addExamples(command, ['bin/ringledger rejects']);
}

function addList(group: Command, io: CliIo): void {
  const command = withDays(
    group
      .command('list')
      .description('list what is wrong, kind by kind, the largest first')
      .option('--kind <kind>', `only of this kind: ${KINDS}`)
      .option('--source <name>', 'only of records that came from here')
      .option('--dismissed', 'what was dismissed instead, with who and why')
      .option(
        '--json',
        'JSON lines; of unreadable ones source, line, kind, reason, message, raw, rejectedAt',
      ),
  );
  runOnServer<QueueFlags>(command, io, async (server, _args, flags) => {
    const { kind, source, from, to, dismissed, json } = flags;
    const isWhole = [source, from, to, dismissed].every((one) => one === undefined);
    if (kind === 'unreadable' && isWhole) await listRejects(server, io, json === true);
    else await listItems(server, io, flags);
  });
  addExamples(
    command,
    [
      'bin/ringledger rejects list --kind unreadable',
      'bin/ringledger rejects list --kind unreadable --json > rejects.jsonl',
    ],
    'Mend records in their file and import it again, or read them again with rejects replay: what is there already is not doubled.',
  );
}

/** All that could not be read, streamed. */
async function listRejects(server: ServerAddress, io: CliIo, isJson: boolean): Promise<void> {
  const answer = await ask(server, { method: 'GET', path: 'api/v1/rejects' });
  await refuseProblem(server, answer);
  if (isJson) {
    for await (const chunk of readChunks(server, answer)) await writeOut(io.stdout, chunk);
    return;
  }
  let count = 0;
  for await (const line of readLines(server, answer)) {
    count += 1;
    await writeOut(io.stdout, describeReject(JSON.parse(line) as Json));
  }
  await writeOut(io.stdout, `${describeCount(count)}\n`);
}

async function listItems(server: ServerAddress, io: CliIo, flags: QueueFlags): Promise<void> {
  const { kind, source, dismissed, json } = flags;
  const state = dismissed === true ? 'dismissed' : undefined;
  let count = 0;
  let cursor: string | undefined;
  do {
    const page = await getJson(server, 'work-queue', {
      ...parametersOf(flags),
      ...{ kind, source, state, cursor, limit: '500' },
    });
    for (const item of page['items'] as readonly ShownWork[]) {
      count += 1;
      const text = json === true ? JSON.stringify(item) : `${describeItem(item)}\n`;
      await writeOut(io.stdout, `${text}\n`);
    }
    cursor = (page['cursor'] as string | null) ?? undefined;
  } while (cursor !== undefined);
  if (json === true) return;
  await writeOut(io.stdout, `${count === 0 ? 'Nothing' : count === 1 ? '1 item' : `${count} items`}.\n`);
}

function addShow(group: Command, io: CliIo): void {
  const command = withDays(
    group
      .command('show')
      .description('show all of one item')
      .argument('<id>', ID)
      .option('--json', "the server's answer as it is"),
  );
  runOnServer<QueueFlags>(command, io, async (server, [id = ''], flags) => {
    const item = await getJson(server, `work-queue/items/${encodeURIComponent(id)}`, parametersOf(flags));
    const text = flags.json === true ? JSON.stringify(item) : describeItem(item as unknown as ShownWork);
    await writeOut(io.stdout, `${text}\n`);
  });
  addExamples(command, ['bin/ringledger rejects show no-owner:0123456789abcdef']);
}

/** Where, why, and the text itself, which may hold anything. */
function describeReject(reject: Json): string {
  const text = (name: string) => showText(String(reject[name] ?? ''));
  const place = `${text('source')} line ${text('line')} (${text('kind')}, ${text('rejectedAt')})`;
  return `${place}\n  ${text('reason')}: ${text('message')}\n  ${text('raw')}\n\n`;
}

function describeCount(count: number): string {
  if (count === 0) return 'No record was rejected.';
  return count === 1 ? '1 record was rejected.' : `${count} records were rejected.`;
}
