import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import { type Grant, scopeOfCompanies, scopeOfGrant } from '../core/scope.ts';
import { PROGRESS_LINES, READ_BY_ROUTE } from '../http/describe.ts';
import { sendProgress } from '../http/progress-answer.ts';
import type { ProofParts, ProofRequest } from './proof.ts';
import { prove } from './prove.ts';
import { type ProofQuery, readProofAsOf, readProofLegs, readProofScope } from './read-proof-request.ts';

const WORD = Type.Optional(Type.String());
const PROVE = {
  ...{ operationId: 'prove', summary: 'Shows that the figures of a period add up', tags: ['Proof'] },
  querystring: Type.Object({ month: WORD, from: WORD, to: WORD, company: WORD, as_of: WORD, legs: WORD }),
  response: { 200: PROGRESS_LINES },
};

/** Whoever may prove is an administrator. */
const EVERY_COMPANY: Grant = { everyCompany: true, companies: [] };

/**
 * `GET /proof?month=2026-10`, or `from` and `to`, with `company` and `as_of`, or `legs=true`: tells how far it is, and in the end every
 * check with its counting rule, the figures of its sides, whether they are equal, and what is not.
 */
export function registerProof(api: FastifyInstance, parts: ProofParts): void {
  api.get<{ Querystring: ProofQuery }>(
    '/proof',
    { ...READ_BY_ROUTE, schema: PROVE },
    async ({ query }, reply) => {
      const asOf = readProofAsOf(query);
      const frozen = asOf === undefined ? undefined : await parts.freeze(asOf);
      const directory = frozen?.directory ?? (await parts.directory());
      const { period, companies } = readProofScope(query, directory);
      const scope =
        companies === undefined ? scopeOfGrant(EVERY_COMPANY) : scopeOfCompanies(EVERY_COMPANY, companies);
      const withLegs = readProofLegs(query);
      const kept = { asOf: frozen?.version, keptDirectory: frozen?.keptDirectory ?? null };
      const request: ProofRequest = { scope, period, ...kept, directory, withLegs };
      return sendProgress(reply, async (onProgress) => {
        const checks = await prove(request, parts, onProgress);
        return {
          period: { from: toInstant(period.fromAt), to: toInstant(period.toAt), zone: period.zone },
          companies: companies ?? null,
          version: frozen?.version ?? null,
          equal: checks.every(({ equal }) => equal),
          checks,
        };
      });
    },
  );
}

function toInstant(at: number): string {
  return new Date(at * 1000).toISOString().replace('.000Z', 'Z');
}
