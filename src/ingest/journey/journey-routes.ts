import type { FastifyInstance } from 'fastify';
import { type Static, Type } from 'typebox';
import { readAcctid } from '../../core/acctid.ts';
import { formatLocalInstant } from '../../core/format-instant.ts';
import { JOURNEY_KINDS } from '../../core/journey.ts';
import { maskAnswer } from '../../core/mask-digits.ts';
import { scopeOfGrant } from '../../core/scope.ts';
import { REPORTING } from '../../http/audience.ts';
import type { LandingParts } from '../landing.ts';
import { readJourney } from './read-journey.ts';
import { sayStep } from './say-step.ts';

const PARTY = Type.Object({
  kind: Type.Enum(['device', 'extension', 'queue', 'group', 'outside', 'service', 'hidden']),
  id: Type.String(),
  number: Type.String(),
  name: Type.String(),
  company: Type.String(),
  trunk: Type.String(),
});

const JOURNEY = Type.Object({
  acctid: Type.Integer(),
  zone: Type.String(),
  steps: Type.Array(
    Type.Object({
      at: Type.Integer({ description: 'UTC epoch seconds.' }),
      time: Type.String({ format: 'date-time', description: 'With the offset of the zone.' }),
      kind: Type.Enum([...JOURNEY_KINDS]),
      who: PARTY,
      other: Type.Union([PARTY, Type.Null()]),
      seconds: Type.Union([Type.Integer(), Type.Null()]),
      how: Type.String(),
      acctid: Type.Integer(),
      sentence: Type.String(),
    }),
  ),
});

/**
 * `GET /calls/ACCTID/journey`: what happened in the call that a leg is of, step by step, as far as the sender's companies
 * take part.
 */
export function registerJourneys(
  api: FastifyInstance,
  parts: Pick<LandingParts, 'calls' | 'directory'>,
): void {
  api.get<{ Params: { acctid: string } }>(
    '/calls/:acctid/journey',
    {
      ...REPORTING,
      schema: {
        ...{ operationId: 'readJourney', summary: 'What happened in a call', tags: ['Calls'] },
        params: Type.Object({ acctid: Type.String() }),
        response: { 200: JOURNEY },
      },
    },
    async ({ params, principal }): Promise<Static<typeof JOURNEY>> => {
      const acctid = readAcctid(params.acctid);
      const steps = await readJourney(parts, acctid, scopeOfGrant(principal.grant));
      const { zone } = await parts.directory();
      const told = {
        ...{ acctid, zone },
        steps: steps.map((step) => ({
          ...step,
          time: formatLocalInstant(step.at, zone),
          sentence: sayStep(step),
        })),
      };
      return principal.maskNumbers ? maskAnswer(told) : told;
    },
  );
}
