import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import { PROGRESS_LINES, READ_BY_ROUTE } from '../http/describe.ts';
import { sendProgress } from '../http/progress-answer.ts';
import { describeHypothesis } from './hypothesis.ts';
import { readWhatIf } from './read-what-if.ts';
import type { RunParts } from './run-parts.ts';
import { askWhatIf } from './what-if.ts';
import { toWhatIfAnswer } from './what-if-answer.ts';

const ASK_WHAT_IF = {
  ...{ operationId: 'askWhatIf', summary: 'Who would pay what by other prices; keeps none', tags: ['Runs'] },
  body: Type.Object({}, { additionalProperties: true, description: 'As docs/rating.md describes it.' }),
  response: { 200: PROGRESS_LINES },
};

/** A deck of some hundred thousand rates, in JSON. */
const BODY_BYTES = 64 * 1024 * 1024;

/**
 * `POST /whatif` prices calls by prices that are not kept, tells how far it is, and then who would pay more, and who less.
 * `GET /runs/ID` shows what was found later; `POST /runs/ID/cancel` stops it.
 */
export function registerWhatIf(api: FastifyInstance, parts: RunParts): void {
  api.post(
    '/whatif',
    { bodyLimit: BODY_BYTES, ...READ_BY_ROUTE, schema: ASK_WHAT_IF },
    async (request, reply) => {
      const { zone } = await parts.directory();
      const wish = { ...readWhatIf(request.body, zone), askedBy: request.login };
      return sendProgress(reply, async (onProgress) =>
        toWhatIfAnswer(await askWhatIf(parts, wish, onProgress), describeHypothesis(wish.hypothesis)),
      );
    },
  );
}
