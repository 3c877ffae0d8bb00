import { RingledgerError } from '../core/errors.ts';
import type { CliIo } from './cli-io.ts';
import type { ServerAddress } from './find-server.ts';
import { awaitAnswer, openRequest, unreachable } from './open-request.ts';
import { readJobAnswer } from './read-answer.ts';
import { createRunPainter } from './run-progress.ts';
import type { ShownRun } from './run-report.ts';

/**
 * Starts a run, shows on stderr how far it is, and gives it when it is published or waits for review. Whoever interrupts
 * that leaves the run to the server, and is told by a refusal how to watch and to cancel it. `suffix` goes behind the
 * commands that are named.
 */
export async function askRun(
  server: ServerAddress,
  wish: Readonly<Record<string, unknown>>,
  suffix: string,
  io: CliIo,
): Promise<ShownRun> {
  const question = { method: 'POST', path: 'api/v1/runs', contentType: 'application/json' } as const;
  const painter = createRunPainter(io);
  let id: number | undefined;
  let isInterrupted = false;
  const request = openRequest(server, question);
  const forget = io.onInterrupt?.(() => {
    isInterrupted = true;
    request.destroy();
  });
  request.end(JSON.stringify(wish));
  try {
    const answer = await awaitAnswer(request).catch((error: unknown) => {
      throw unreachable(server, error);
    });
    const run = await readJobAnswer(server, answer, painter.show, (said) => {
      if (typeof said['run'] === 'number') id = said['run'];
    });
    return run as unknown as ShownRun;
  } catch (error) {
    if (isInterrupted) throw new RingledgerError('conflict', tellGoingOn(id, suffix));
    if (id === undefined || !isLost(error)) throw error;
    throw new RingledgerError('store-unavailable', tellLost(id, suffix, error));
  } finally {
    forget?.();
    await painter.clear();
  }
}

function isLost(error: unknown): error is RingledgerError {
  return error instanceof RingledgerError && error.code === 'store-unavailable';
}

function tellGoingOn(id: number | undefined, suffix: string): string {
  if (id === undefined) {
    return `Nobody here waits for it any more, and the server may go on: bin/ringledger runs list${suffix} shows what became of it.`;
  }
  return `Run ${id} goes on in the server. Watch it: bin/ringledger runs show ${id}${suffix}. Stop it: bin/ringledger runs cancel ${id}${suffix}.`;
}

function tellLost(id: number, suffix: string, { message }: RingledgerError): string {
  const [broken] = message.split(/: |\. /);
  return `${broken}. Once the server runs, bin/ringledger runs show ${id}${suffix} tells what became of run ${id}.`;
}
