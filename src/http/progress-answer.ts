import { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';
import { toProblem } from './own-api.ts';

/** Hears how far a job is. */
export type OnProgress = (done: number, total: number) => void;

/**
 * Answers a job that may take long with JSON lines: `{"progress":{"done":…,"total":…}}` as it goes, at the end
 * `{"result":…}` or `{"problem":…}`.
 */
export function sendProgress<Result>(
  reply: FastifyReply,
  job: (onProgress: OnProgress) => Promise<Result>,
): FastifyReply {
  const lines = new Readable({ read() {} });
  const write = (line: unknown) => lines.push(`${JSON.stringify(line)}\n`);
  job((done, total) => write({ progress: { done, total } }))
    .then((result) => write({ result }))
    .catch((error: unknown) => {
      const problem = toProblem(error);
      if (problem.status >= 500) reply.log.error({ err: error }, 'defect');
      write({ problem });
    })
    .finally(() => lines.push(null));
  return reply.type('application/x-ndjson').send(lines);
}
