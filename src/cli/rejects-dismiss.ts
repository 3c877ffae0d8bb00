import type { Command } from 'commander';
import { type DayFlags, ID, parametersOf, postJson, withDays } from './ask-queue.ts';
import type { CliIo } from './cli-io.ts';
import { addExamples, runOnServer, type ServerFlags } from './define-command.ts';
import { readJsonAnswer } from './read-answer.ts';
import { writeOut } from './write-out.ts';

/** `rejects dismiss` and `rejects reopen`. */
export function addDismiss(group: Command, io: CliIo): void {
  const dismiss = withDays(
    group
      .command('dismiss')
      .description('put items aside that need nothing done')
      .argument('<id...>', ID)
      .requiredOption('--why <text>', 'why: it is kept, with your name'),
  );
  runOnServer<DayFlags & { readonly why: string }>(dismiss, io, async (server, ids, flags) => {
    const answer = await postJson(server, 'work-queue/dismiss', {
      ids,
      why: flags.why,
      ...parametersOf(flags),
    });
    const { dismissed } = await readJsonAnswer(server, answer);
    await writeOut(io.stdout, `Dismissed: ${(dismissed as readonly string[]).join(', ')}.\n`);
  });
  addExamples(dismiss, ['bin/ringledger rejects dismiss late:0123456789abcdef --why "the archive of 2025"']);
  const reopen = group.command('reopen').description('take dismissed items up again').argument('<id...>', ID);
  runOnServer<ServerFlags>(reopen, io, async (server, ids) => {
    const answer = await postJson(server, 'work-queue/reopen', { ids });
    const { reopened } = await readJsonAnswer(server, answer);
    const named = (reopened as readonly string[]).join(', ');
    await writeOut(io.stdout, named === '' ? 'None of them was dismissed.\n' : `Open again: ${named}.\n`);
  });
  addExamples(reopen, ['bin/ringledger rejects reopen late:0123456789abcdef']);
}
