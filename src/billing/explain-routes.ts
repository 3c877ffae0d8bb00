import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import { readAcctid } from '../core/acctid.ts';
import { maskAnswer } from '../core/mask-digits.ts';
import { scopeOfGrant } from '../core/scope.ts';
import { REPORTING } from '../http/audience.ts';
import { type ExplainParts, explainCall } from './explain-call.ts';

const TOLD = {
  company: Type.String(),
  cost: Type.Union([Type.String(), Type.Null()], { description: 'Null where it is unknown.' }),
  currency: Type.String(),
  sentence: Type.String({ description: 'The whole of it in one sentence.' }),
  lines: Type.Array(Type.String(), { description: 'Step by step, in plain words.' }),
};

/** What pages need is named; what else there is stands in docs/rating.md. */
const EXPLANATION = Type.Object({
  acctid: Type.Integer(),
  zone: Type.String(),
  message: Type.String({ description: 'Why there is nothing to explain; empty where there is.' }),
  legs: Type.Array(Type.Object(TOLD, { additionalProperties: true })),
  inbound: Type.Array(Type.Object(TOLD, { additionalProperties: true })),
});

/**
 * `GET /calls/ACCTID/explanation`: what the call's legs were charged, and why, as far as they are of the sender's
 * companies. What carriers take is told to administrators alone.
 */
export function registerExplanations(api: FastifyInstance, parts: ExplainParts): void {
  api.get<{ Params: { acctid: string } }>(
    '/calls/:acctid/explanation',
    {
      ...REPORTING,
      schema: {
        ...{ operationId: 'explainCall', summary: 'What a call was charged, and why', tags: ['Calls'] },
        params: Type.Object({ acctid: Type.String() }),
        response: { 200: EXPLANATION },
      },
    },
    async ({ params, principal }) => {
      const told = await explainCall(parts, readAcctid(params.acctid), {
        scope: scopeOfGrant(principal.grant),
        seesCarriers: principal.systemAdmin,
      });
      return principal.maskNumbers ? maskAnswer(told) : told;
    },
  );
}
