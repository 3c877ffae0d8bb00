import type { Command } from 'commander';
import type { CliIo } from './cli-io.ts';
import { addExamples, runOnServer, type ServerFlags } from './define-command.ts';
import { ask, readChunks } from './open-request.ts';
import { readLines, refuseProblem } from './read-answer.ts';
import { showText } from './show-text.ts';
import { writeOut } from './write-out.ts';

interface RejectsFlags extends ServerFlags {
  readonly json?: boolean;
}

/** `rejects`: what could not be read, and why. */
export function addRejectsCommand(program: Command, io: CliIo): void {
  const command = program
    .command('rejects')
    .description('list the records that could not be read, each with its place, reason and text')
    .helpGroup('Bringing calls in:')
    .option('--json', 'JSON lines: source, line, kind, reason, message, raw, rejectedAt');
  runOnServer<RejectsFlags>(command, io, async (server, _args, { json }) => {
    const answer = await ask(server, { method: 'GET', path: 'api/v1/rejects' });
    await refuseProblem(server, answer);
    if (json === true) {
      for await (const chunk of readChunks(server, answer)) await writeOut(io.stdout, chunk);
      return;
    }
    let count = 0;
    for await (const line of readLines(server, answer)) {
      count += 1;
      await writeOut(io.stdout, describeReject(JSON.parse(line) as Readonly<Record<string, unknown>>));
    }
    await writeOut(io.stdout, `${describeCount(count)}\n`);
  });
  addExamples(
    command,
    ['bin/ringledger rejects', 'bin/ringledger rejects --json > rejects.jsonl'],
    'Mend the records in their file and import it again: what is there already is not doubled.',
  );
}

/** Where, why, and the text itself, which may hold anything. */
function describeReject(reject: Readonly<Record<string, unknown>>): string {
  const text = (name: string) => showText(String(reject[name] ?? ''));
  const place = `${text('source')} line ${text('line')} (${text('kind')}, ${text('rejectedAt')})`;
  return `${place}\n  ${text('reason')}: ${text('message')}\n  ${text('raw')}\n\n`;
}

function describeCount(count: number): string {
  if (count === 0) return 'No record was rejected.';
  return count === 1 ? '1 record was rejected.' : `${count} records were rejected.`;
}
