import { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';
import { RingledgerError } from '../core/errors.ts';
import { isDefect, toProblem } from './problem.ts';

/** Hears how far a job is. */
export type OnProgress = (done: number, total: number) => void;

/** Says something else to the client while the job goes on. */
export type Tell = (line: Readonly<Record<string, unknown>>) => void;

const STOPPED = new RingledgerError('retry', 'The server was stopped before this was done: ask again.');

/**
 * Answers a job that may take long with JSON lines: `{"progress":{"done":…,"total":…}}` as it goes, at the end
 * `{"result":…}` or `{"problem":…}`, and lines of its own that the job tells. It goes on where nobody listens any more,
 * and ends at its next step then when the server is stopped.
 */
export function sendProgress<Result>(
  reply: FastifyReply,
  job: (onProgress: OnProgress, tell: Tell) => Promise<Result>,
): FastifyReply {
  const lines = new Readable({ read() {} });
  const write = (line: unknown) => lines.push(`${JSON.stringify(line)}\n`);
  const { underWay } = reply.server;
  const onProgress: OnProgress = (done, total) => {
    if (underWay.isStopping && lines.destroyed) throw STOPPED;
    write({ progress: { done, total } });
  };
  const ended = job(onProgress, write)
    .then((result) => write({ result }))
    .catch((error: unknown) => {
      const problem = toProblem(error);
      if (isDefect(problem)) reply.log.error({ err: error }, 'defect');
      write({ problem });
    })
    .finally(() => lines.push(null));
  underWay.watch(ended);
  return reply.type('application/x-ndjson').send(lines);
}
