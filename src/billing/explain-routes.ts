import type { FastifyInstance } from 'fastify';
import { RingledgerError } from '../core/errors.ts';
import { type ExplainParts, explainCall } from './explain-call.ts';

/** `GET /calls/ACCTID/explanation`: what the call's legs were charged, and why. */
export function registerExplanations(api: FastifyInstance, parts: ExplainParts): void {
  api.get<{ Params: { acctid: string } }>('/calls/:acctid/explanation', ({ params }) =>
    explainCall(parts, readAcctid(params.acctid)),
  );
}

function readAcctid(text: string): number {
  const acctid = Number(text);
  if (/^\d{1,16}$/.test(text) && Number.isSafeInteger(acctid)) return acctid;
  throw new RingledgerError(
    'invalid-request',
    `"${text}" is not an accounting id: give the whole number that reports show as acctid.`,
  );
}
