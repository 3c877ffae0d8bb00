import { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';
import { isDefect, toProblem } from './problem.ts';

/** Hears how far a job is. */
export type OnProgress = (done: number, total: number) => void;

/** Says something else to the client while the job goes on. */
export type Tell = (line: Readonly<Record<string, unknown>>) => void;

/**
 * Answers a job that may take long with JSON lines: `{"progress":{"done":…,"total":…}}` as it goes, at the end
 * `{"result":…}` or `{"problem":…}`, and lines of its own that the job tells.
 */
export function sendProgress<Result>(
  reply: FastifyReply,
  job: (onProgress: OnProgress, tell: Tell) => Promise<Result>,
): FastifyReply {
  const lines = new Readable({ read() {} });
  const write = (line: unknown) => lines.push(`${JSON.stringify(line)}\n`);
  job((done, total) => write({ progress: { done, total } }), write)
    .then((result) => write({ result }))
    .catch((error: unknown) => {
      const problem = toProblem(error);
      if (isDefect(problem)) reply.log.error({ err: error }, 'defect');
      write({ problem });
    })
    .finally(() => lines.push(null));
  return reply.type('application/x-ndjson').send(lines);
}
