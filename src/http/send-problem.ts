import type { FastifyReply, FastifyRequest } from 'fastify';
import { isDefect, toProblem } from './problem.ts';

/** Answers what was thrown as problem+json, with when to come again where that helps; logs it where it is a defect. */
export function sendProblem(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const problem = toProblem(error);
  if (isCutOff(request)) request.log.info('the client went away amid its request');
  else if (isDefect(problem)) request.log.error({ err: error }, 'defect');
  if (problem.title === 'retry') reply.header('Retry-After', '1');
  return reply.code(problem.status).type('application/problem+json').send(problem);
}

/** A body that never ended: whoever sent it was killed, or lost the connection. */
function isCutOff({ raw }: FastifyRequest): boolean {
  return raw.destroyed && !raw.complete;
}
